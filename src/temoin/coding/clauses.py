"""How the words of one parsed sentence hang together: subjects, objects, agents, voice."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from temoin.coding.document import Document
from temoin.coding.parsing import Token
from temoin.coding.parties import Mention
from temoin.languages import Language

# A verb without a subject of its own, hung so on another, shares that one's subject.
_SHARING = ("conj", "xcomp", "advcl", "ccomp", "dep", "obl", "obl:mod", "obl:arg")
_NOMINAL = ("NOUN", "PROPN", "ADJ")
# How a noun's number and what qualifies it hang on it, and how many words may.
_COUNTING = ("nummod", "amod")
_QUALIFYING = ("amod", "nmod", "case", "det", "nummod", "flat:name", "compound", "nmod:poss", "fixed")
_LONGEST = 6
# How a clause hangs that qualifies a noun or tells when or why.
_SUBORDINATE = ("acl", "relcl", "advcl")
# How deep a chain of verbs may share one subject.
_CHAIN = 3


@cache
def marks(language: Language) -> dict[str, frozenset[str]]:
    """The little words that mark arguments: prepositions, auxiliaries, relative pronouns (`roles.toml`)."""
    with (language.folder / "roles.toml").open("rb") as file:
        settings: dict[str, Any] = tomllib.load(file)
    return {name: frozenset(forms) for name, forms in settings.items()}


def in_full(document: Document, mention: Mention) -> list[str]:
    """A noun's whole phrase, with its number and what qualifies it: *deux hommes à moto* for *hommes*."""
    clauses = clauses_of(document, mention.sentence)
    inside = {t.index for t in clauses.tokens if t.start >= mention.start and t.end <= mention.end}
    if not inside:
        return []
    tokens, first, last = clauses.tokens, min(inside), max(inside)
    while first and tokens[first - 1].dep in _COUNTING and clauses.hangs_in(tokens[first - 1], inside):
        first -= 1
    end = last + 1
    while end < len(tokens) and end - last <= _LONGEST and clauses.hangs_in(tokens[end], inside):
        end += 1
    start = tokens[first].start
    return [document.text[start : tokens[i].end] for i in (last, end - 1)]


def clauses_of(document: Document, index: int) -> Clauses:
    """The clauses of a sentence, read once."""
    key = "clauses", index
    if key not in document.memo:
        document.memo[key] = Clauses(document, index)
    read: Clauses = document.memo[key]
    return read


class Clauses:
    """One parsed sentence of a document, with the children of every token."""

    def __init__(self, document: Document, index: int) -> None:
        self.tokens = document.tokens(index)
        self.marks = marks(document.language)
        self.title = document.sentences[index].title
        self._free_from_days(document.language.days)
        self._free_outcomes()
        self.children: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                self.children[token.head].append(token)

    def _free_from_days(self, days: frozenset[str]) -> None:
        """Hang on the verb what the parser hung on a day behind it: *a tué lundi trois soldats*."""
        for day in self.tokens:
            if day.form not in days:
                continue
            verb = self.head(day)
            while verb.form in days and self.head(verb) is not verb:
                verb = self.head(verb)
            if verb.pos != "VERB" or verb.index > day.index:
                continue
            behind = [t for t in self.tokens[day.index + 1 :] if t.form not in days]
            for token in behind:
                near = self.head(token) is verb and token.dep == "obl:mod"
                if token.pos not in ("NOUN", "PROPN") or not (near or self.head(token) is day):
                    continue
                token.head = verb.index
                before = self.tokens[day.index + 1 : token.index]
                marked = any(t.dep == "case" and t.head == token.index for t in before)
                if token.dep in ("nmod", "obl:mod"):
                    token.dep = "obl" if marked else "obj"

    def _free_outcomes(self) -> None:
        """Hang an outcome on the verb rather than on the noun before it: *tombé sur un marché, tuant …*."""
        for outcome in self.tokens:
            before, noun = self.before(outcome), self.head(outcome)
            gerund = outcome.form.endswith(tuple(self.marks["gerund"])) and outcome.dep in ("acl", "amod")
            if outcome.pos != "VERB" or not (
                gerund and before and before.form == "," and noun.pos in ("NOUN", "PROPN")
            ):
                continue
            verb = self.head(noun)
            while verb.pos != "VERB" and self.head(verb) is not verb:
                verb = self.head(verb)
            if verb.pos != "VERB" or verb.index > outcome.index:
                continue
            borne = [noun] if outcome.dep == "amod" and noun.index > outcome.index else []
            borne += [t for t in self.tokens if t.head == outcome.index and t.dep == "nmod"]
            for token in borne[:1]:
                token.head, token.dep = outcome.index, "obj"
            outcome.head, outcome.dep = verb.index, "advcl"

    def head(self, token: Token) -> Token:
        """What a token hangs on; itself where it is a root."""
        return self.tokens[token.head]

    def before(self, token: Token) -> Token | None:
        """The token before this one."""
        return self.tokens[token.index - 1] if token.index else None

    def after(self, token: Token) -> Token | None:
        """The token after this one."""
        return self.tokens[token.index + 1] if token.index + 1 < len(self.tokens) else None

    def case(self, token: Token) -> str:
        """The preposition before a noun, or nothing."""
        return next((c.form.rstrip("'’") for c in self.children[token.index] if c.dep == "case"), "")

    def with_conjuncts(self, token: Token) -> Iterator[Token]:
        """A noun and those joined to it by *and*."""
        stack = [token]
        while stack:
            token = stack.pop()
            yield token
            stack.extend(c for c in self.children[token.index] if c.dep == "conj" and c.pos != "VERB")

    def is_passive(self, verb: Token) -> bool:
        """Whether the verb's subject bears what it says."""
        below = self.children[verb.index]
        forms = {c.form for c in below if not c.dep.startswith("obl")}
        if any(c.dep.startswith("expl") for c in below):
            return False  # reflexive
        if any(c.dep in ("aux:pass", "nsubj:pass") for c in below):
            return True
        if forms & self.marks["active"]:
            return bool(forms & self.marks["passive"])
        if not verb.form.endswith(tuple(self.marks["participle"])):
            return False
        if forms & self.marks["passive"] or verb.dep in ("acl", "amod"):
            return True
        if any(c.dep == "obj" for c in below):
            return False
        if verb.dep == "conj" and self.head(verb).pos == "VERB" and not self._own_subjects(verb):
            return self.is_passive(self.head(verb))
        finite = not verb.form.endswith(tuple(self.marks["never_finite"]))
        return self.title or not (finite and self._own_subjects(verb))

    def is_unrealised(self, verb: Token) -> bool:
        """Whether a subordinate clause only says what somebody had in mind: *who were about to attack*."""
        mind = self.head(verb)
        if verb.dep != "xcomp" or mind.form not in self.marks["unrealised"]:
            return False
        return any(t.dep.startswith(_SUBORDINATE) for t in (mind, self.head(mind)))

    def subjects(self, verb: Token, depth: int = 0) -> list[Token]:
        """The subject of a verb: its own, the noun it qualifies, or the one it shares with another verb."""
        own = self._own_subjects(verb)
        if own:
            return [self._antecedent(s, verb) for s in own]
        above, before = self.head(verb), self.before(verb)
        if verb.dep == "cop":
            return self._own_subjects(above)
        if stands := self._before_auxiliary(verb):
            return [stands]
        if verb.dep in ("acl", "acl:relcl"):
            return [above]
        if depth == 0 and before and self._is_bare_participle(verb) and before.pos in _NOMINAL:
            return [self.head(before) if before.dep == "amod" else before]
        if above is verb or depth > _CHAIN:
            return []
        shares = verb.dep in _SHARING and above.pos in ("VERB", "AUX", "ADJ")
        return self.subjects(above, depth + 1) if shares else []

    def meant_by(self, pronoun: Token) -> Token:
        """The speaker, where a pronoun is the subject of what is said: *the army said it had killed …*."""
        verb = self.head(pronoun)
        if pronoun.form not in self.marks["pronouns"] or verb.dep != "ccomp":
            return pronoun
        speakers = self.subjects(self.head(verb))
        return speakers[0] if len(speakers) == 1 and speakers[0].index < pronoun.index else pronoun

    def objects(self, verb: Token) -> list[Token]:
        """What the verb is done to; the noun before a relative clause for its pronoun."""
        relative = self.marks["relative_object"] if verb.dep.startswith("acl") else ()
        return [
            self.head(verb) if c.form in relative else c
            for c in self.children[verb.index]
            if c.dep in ("obj", "iobj")
        ]

    def agents(self, verb: Token) -> list[Token]:
        """Those *by* whom it is done, wherever the parser hung them."""
        near, after = list(self.children[verb.index]), self.after(verb)
        if after and after.form in self.marks["by"]:
            near.append(self.head(after))
        found = {c.index: c for c in near if c.dep == "obl:agent" or self.case(c) in self.marks["by"]}
        return list(found.values())

    def hangs_in(self, token: Token, above: set[int]) -> bool:
        """Whether a token qualifies one of these, however deep, and begins no clause of its own."""
        for _ in range(_LONGEST):
            if token.index in above:
                return True
            if token.dep not in _QUALIFYING:
                return False
            token = self.head(token)
        return False

    def marked(self, token: Token, *names: str) -> list[Token]:
        """What hangs on a token by a preposition of one of these kinds (see `marks`)."""
        wanted = frozenset[str]().union(*(self.marks[name] for name in names))
        return [c for c in self.children[token.index] if c.dep != "conj" and self.case(c) in wanted]

    def _own_subjects(self, verb: Token) -> list[Token]:
        return [c for c in self.children[verb.index] if c.dep in ("nsubj", "nsubj:pass")]

    def _before_auxiliary(self, verb: Token) -> Token | None:
        """The noun right before the verb's finite auxiliary, which is its subject however it was parsed."""
        finite = (self.marks["passive"] | self.marks["active"]) - self.marks["nonfinite"]
        first = next((c for c in self.children[verb.index] if c.dep.startswith("aux")), None)
        before = self.before(first) if first and first.form in finite else None
        while before and (before.pos == "ADJ" or before.form == "-" or self._is_hyphened(before)):
            before = self.before(before)  # la marine sri-lankaise a arraisonné
        if (
            before is None
            or before.pos not in ("NOUN", "PROPN")
            or before.dep == "nsubj"
            or self.case(before)
        ):
            return None
        return before

    def _is_hyphened(self, token: Token) -> bool:
        after = self.after(token)
        return after is not None and after.form == "-"

    def _antecedent(self, pronoun: Token, verb: Token) -> Token:
        relative = verb.dep.startswith("acl") and pronoun.form in self.marks["relative_subject"]
        return self.head(verb) if relative else pronoun

    def _is_bare_participle(self, verb: Token) -> bool:
        """A participle without an auxiliary: *19 militaires tués*, *six soldiers killed*."""
        auxiliaries = self.marks["active"] | self.marks["passive"]
        return verb.form.endswith(tuple(self.marks["participle"])) and not any(
            c.dep.startswith("aux") or c.form in auxiliaries for c in self.children[verb.index]
        )
