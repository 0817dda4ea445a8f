"""Who acts and who is acted upon in a sentence, read from its parse?"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from temoin.coding.document import Document
from temoin.coding.parsing import Token
from temoin.coding.parties import Mention
from temoin.languages import Language, Lexicon
from temoin.model import Kind, Role

Frame = Literal["act", "do", "go", "suffer", "meet", "blame", "deed", "loss", "fight", "any", "none"]

# How sure a construction is of the role it gives, from a hint to plain words.
PLAIN, LIKELY, HINT = 4.0, 2.5, 1.0


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that tells who did what to whom: how its arguments play their roles, and the matter it belongs to."""

    phrase: str
    frame: Frame
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The token at `index` plays a role for a predicate of this topic; `weight` is how sure that is."""

    index: int
    role: Role
    topic: str
    weight: float


# How what an argument is a number, a part or a place of hangs on it: *une vingtaine de soldats*, *positions de l'armée*.
_PART_OF = ("nmod", "nmod:poss", "obl", "obl:arg", "obl:mod", "compound", "amod", "appos", "flat:name")

# How many words after *between* both sides are named.
_FACING = 12

# Any verb at all: its subject may act, its object may bear it.
ANY = Predicate("", "any", "any")


@cache
def _predicates(language: Language) -> Lexicon[Predicate]:
    return Lexicon((p.phrase, p) for p in language.table("roles", Predicate))


@cache
def marks(language: Language) -> dict[str, frozenset[str]]:
    """The little words that mark arguments: prepositions, auxiliaries, relative pronouns."""
    with (language.folder / "roles.toml").open("rb") as file:
        settings: dict[str, Any] = tomllib.load(file)
    return {name: frozenset(forms) for name, forms in settings.items()}


def acting(
    document: Document, index: int, found: list[Mention]
) -> Iterator[tuple[Mention, Role | None, str, float]]:
    """Each mention of a sentence with every role it plays (None: no role), its topic and how sure that is."""
    sentence = _Sentence(document, index)
    found = [m for m in found if not (m.force and sentence.qualifies(m))]
    owners = sentence.owners(found)
    yield from ((mention, None, "", 0.0) for mention in found if not sentence.qualifies(mention))
    for token, predicate in sentence.predicates():
        for part in sentence.parts_of(token, predicate):
            argument = sentence.tokens[part.index]
            mention = sentence.mention_of(argument, owners)
            if mention is None:
                mention = (
                    sentence.person(argument, part) if predicate.frame in ("act", "loss", "suffer") else None
                )
            if mention is None or (mention.bare and not sentence.stands_bare(argument, part.role)):
                continue
            role = part.role
            if role == "initiator" and sentence.qualifies(mention):
                continue  # a terrorist attack has no attackers yet
            if predicate.frame == "deed" and part.weight < PLAIN and mention.kind == "civilians":
                role = "target"  # the bombing of civilians is not theirs
            yield mention, role, part.topic, part.weight
    for first, second in _facing(document, index, found):
        yield first, "initiator", "harm", LIKELY
        yield second, "target", "harm", PLAIN


def _facing(document: Document, index: int, found: list[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """The two who stand *between X and Y*, by the order of the words alone."""
    forms, between = document.sentences[index].forms, marks(document.language)["between"]
    for i, word in enumerate(forms):
        if word in between:
            sides = [m for m in found if i < m.first <= i + _FACING and not m.bare]
            if len(sides) > 1 and sides[0].first - i <= _FACING // 2:
                yield sides[0], sides[1]


class _Sentence:
    """One parsed sentence, with the children of every token."""

    def __init__(self, document: Document, index: int) -> None:
        self.document, self.index = document, index
        self.tokens = document.tokens(index)
        self.language = document.language
        self.marks = marks(document.language)
        self.title = document.sentences[index].title
        self.words = document.sentences[index].words
        self.children: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                self.children[token.head].append(token)

    def predicates(self) -> Iterator[tuple[Token, Predicate]]:
        """Predicates with the token that carries each: its verb, else its noun, else its first word."""
        starts = {t.start: t for t in self.tokens}
        carriers = set()
        forms = [w.form for w in self.words]
        for match in _predicates(self.language).find(forms):
            spanned = [t for w in self.words[match.first : match.last] if (t := starts.get(w.start))]
            if spanned:
                carrier = next(
                    (t for pos in ("VERB", "NOUN") for t in spanned if t.pos == pos),
                    spanned[0],
                )
                carriers.add(carrier.index)
                yield carrier, match.entry
        yield from ((t, ANY) for t in self.tokens if t.pos == "VERB" and t.index not in carriers)

    def parts_of(self, token: Token, predicate: Predicate) -> Iterator[Part]:
        """The parts that the arguments of one predicate play."""
        frame = predicate.frame
        if frame in ("deed", "loss", "fight") and token.pos != "VERB":
            found = self._noun(token, frame)
        else:
            found = self._verb(token, frame)
        for argument, role, weight in found:
            facing = frame in ("meet", "fight")
            for each in (argument,) if facing else self._with_conjuncts(argument):
                yield Part(each.index, role, predicate.topic, weight)

    def owners(self, found: list[Mention]) -> dict[int, Mention]:
        """For each token inside a mention, the mention."""
        return {t.index: m for m in found for t in self.tokens if t.start >= m.start and t.end <= m.end}

    def stands_bare(self, token: Token, role: Role) -> bool:
        """Whether a country's name stands as a party: as one who acts, or as what a verb is done to."""
        if token.index + 1 < len(self.tokens) and self.tokens[token.index + 1].text == ":":
            return False
        case = self._case(token)
        if role == "target":
            return token.dep == "obj"
        return not case or case in self.marks["by"] or (case in self.marks["of"] and token.dep == "nmod")

    def qualifies(self, mention: Mention) -> bool:
        """Whether the words are but an adjective or a participle: *une base militaire*, *arrêté et détenu*."""
        inside = [t for t in self.tokens if t.start >= mention.start and t.end <= mention.end]
        if len(inside) != 1 or mention.bare or mention.party:
            return False
        token = inside[0]
        if (token.pos == "ADJ" and token.dep == "amod") or token.pos == "VERB":
            return True
        before = self.tokens[token.index - 1] if token.index else token
        return (
            self.marks["adjectives"] == {"after"}
            and before is not token
            and before.pos == "NOUN"
            and (before.end + 1 == token.start)
        )

    def person(self, token: Token, part: Part) -> Mention | None:
        """Somebody called by a name of two words or more, as a party; in headlines any word may be capitalised."""
        if token.pos != "PROPN" or self.title:
            return None
        first = last = token.index
        while last + 1 < len(self.tokens) and self._continues(self.tokens[last + 1]):
            last += 1
        while first and self._continues(self.tokens[first - 1]):
            first -= 1
        if first == last:
            return None
        start, end = self.tokens[first].start, self.tokens[last].end
        kind: Kind = "civilians" if part.role == "target" else "other"
        name = self.document.text[start:end]
        return Mention(self.index, first, last + 1, start, end, kind, (name,), person=True)

    def _continues(self, token: Token) -> bool:
        return token.pos == "PROPN" and token.text[:1].isupper()

    def mention_of(self, token: Token, owners: dict[int, Mention], depth: int = 0) -> Mention | None:
        """The party that an argument names: itself, or what it is a number or a part of."""
        if token.index in owners:
            found = owners[token.index]
            return None if depth and found.bare else found
        if depth > 2:
            return None
        for child in self.children[token.index]:
            if child.dep in _PART_OF and (not self._case(child) or self._case(child) in self.marks["of"]):
                below = self.mention_of(child, owners, depth + 1)
                if below:
                    return below
        return None

    # -- verbs ------------------------------------------------------------------------------
    def _verb(self, token: Token, frame: str) -> Iterator[tuple[Token, Role, float]]:
        passive = self._is_passive(token)
        subjects, objects = self._subjects(token), self._objects(token)
        if passive and not objects and token.dep in ("acl", "amod") and not self._own_subjects(token):
            subjects = [self.tokens[token.head]]
        doer: Role = "initiator"
        bearer: Role = "target"
        if frame == "none":
            return
        if frame == "any":
            yield from ((s, bearer if passive else doer, HINT) for s in subjects)
            yield from ((o, bearer, HINT) for o in objects)
            yield from ((a, doer, LIKELY) for a in self._agents(token))
            return
        if frame == "suffer":
            yield from ((s, bearer, PLAIN) for s in subjects)
        elif frame == "go":
            yield from ((s, doer, PLAIN) for s in subjects)
            return
        elif frame in ("meet", "fight"):
            for subject in subjects:
                yield from self._sides(subject)
            yield from ((o, bearer, LIKELY) for o in (*objects, *self._after(token, "with", "against")))
            return
        elif frame == "blame":
            blamed = subjects if passive and not self._after(token, "against") else objects
            yield from ((b, doer, LIKELY) for b in blamed)
            yield from ((b, doer, PLAIN) for b in self._after(token, "against"))
            return
        elif passive:
            if frame in ("act", "deed", "loss"):
                yield from ((s, bearer, PLAIN) for s in subjects)
        else:
            yield from ((s, doer, PLAIN) for s in subjects)
            if frame in ("act", "deed", "loss"):
                yield from ((o, bearer, PLAIN) for o in objects)
        yield from ((a, doer, PLAIN) for a in self._agents(token))
        yield from ((a, bearer, LIKELY) for a in self._after(token, "against"))

    def _is_passive(self, token: Token) -> bool:
        below = self.children[token.index]
        forms = {c.form for c in below}
        if any(c.dep.startswith("expl") for c in below):
            return False  # reflexive
        if any(c.dep in ("aux:pass", "nsubj:pass") for c in below):
            return True
        if forms & self.marks["active"]:
            return bool(forms & self.marks["passive"])
        if not token.form.endswith(tuple(self.marks["participle"])):
            return False
        if forms & self.marks["passive"] or token.dep in ("acl", "amod"):
            return True
        if any(c.dep == "obj" for c in below):
            return False
        if token.dep == "conj" and self.tokens[token.head].pos == "VERB" and not self._own_subjects(token):
            return self._is_passive(self.tokens[token.head])
        return self.title or not self._own_subjects(token)

    def _is_bare_participle(self, token: Token) -> bool:
        """A participle without an auxiliary: *19 militaires tués*, *six soldiers killed*."""
        auxiliaries = self.marks["active"] | self.marks["passive"]
        return token.form.endswith(tuple(self.marks["participle"])) and not any(
            c.dep.startswith("aux") or c.form in auxiliaries for c in self.children[token.index]
        )

    def _own_subjects(self, token: Token) -> list[Token]:
        return [c for c in self.children[token.index] if c.dep in ("nsubj", "nsubj:pass")]

    def _subjects(self, token: Token, depth: int = 0) -> list[Token]:
        """The subject of a verb, its own or the one it shares with the verb above it."""
        own = self._own_subjects(token)
        if own:
            return [self._antecedent(s, token) for s in own]
        above = self.tokens[token.head]
        if depth > 3:
            return []
        before = self.tokens[token.index - 1] if token.index else token
        if not depth and self._is_bare_participle(token) and before.pos in ("NOUN", "PROPN", "ADJ"):
            return [before if before.pos != "ADJ" or before.dep != "amod" else self.tokens[before.head]]
        if above is token:
            return []
        if token.dep in ("acl", "acl:relcl"):
            return [above]
        if token.dep in (
            "conj",
            "xcomp",
            "advcl",
            "ccomp",
            "dep",
            "obl",
            "obl:mod",
            "obl:arg",
        ) and above.pos in ("VERB", "AUX", "ADJ"):
            return self._subjects(above, depth + 1)
        return []

    def _antecedent(self, pronoun: Token, verb: Token) -> Token:
        if pronoun.form in self.marks["relative_subject"] and verb.dep.startswith("acl"):
            return self.tokens[verb.head]
        return pronoun

    def _objects(self, token: Token) -> list[Token]:
        found = [c for c in self.children[token.index] if c.dep in ("obj", "iobj")]
        return [
            self.tokens[token.head]
            if o.form in self.marks["relative_object"] and token.dep.startswith("acl")
            else o
            for o in found
        ]

    def _agents(self, token: Token) -> list[Token]:
        near = list(self.children[token.index])
        if token.index + 1 < len(self.tokens) and self.tokens[token.index + 1].form in self.marks["by"]:
            near.append(self.tokens[self.tokens[token.index + 1].head])  # wherever the parser hung it
        found = {c.index: c for c in near if c.dep == "obl:agent" or self._case(c) in self.marks["by"]}
        return list(found.values())

    def _after(self, token: Token, *marks: str) -> list[Token]:
        return [
            c
            for c in self.children[token.index]
            if any(self._case(c) in self.marks[m] for m in marks) and c.dep != "conj"
        ]

    def _case(self, token: Token) -> str:
        return next((c.form.rstrip("'’") for c in self.children[token.index] if c.dep == "case"), "")

    # -- nouns ------------------------------------------------------------------------------
    def _noun(self, token: Token, frame: str) -> Iterator[tuple[Token, Role, float]]:
        for child in self.children[token.index]:
            if child.dep in ("det", "case", "punct", "cc", "conj"):
                continue
            case = self._case(child)
            if case in self.marks["by"] or child.dep == "obl:agent":
                yield child, "initiator", PLAIN
            elif frame == "fight":
                if case in self.marks["of"]:
                    yield from self._sides(child)
                elif case in self.marks["with"]:
                    yield child, "target", LIKELY
                elif case in self.marks["against"]:
                    yield child, "target", HINT
            elif case in self.marks["against"]:
                yield child, "target", LIKELY
            elif case in self.marks["of"]:
                yield child, "initiator" if frame == "deed" else "target", LIKELY
            elif child.dep in ("nmod:poss", "compound", "amod", "nmod", "flat:name", "appos") and not case:
                yield child, "initiator" if frame == "deed" else "target", LIKELY

    def _sides(self, first: Token) -> Iterator[tuple[Token, Role, float]]:
        yield first, "initiator", LIKELY
        yield from ((each, "target", PLAIN) for each in self._with_conjuncts(first) if each is not first)

    def _with_conjuncts(self, token: Token) -> Iterable[Token]:
        yield token
        stack = [token]
        while stack:
            for child in self.children[stack.pop().index]:
                if child.dep == "conj" and child.pos != "VERB":
                    yield child
                    stack.append(child)
