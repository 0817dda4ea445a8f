"""Who acts and who is acted upon in a sentence, read from its parse?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from temoin.coding.blame import accusers, blamed, is_charge
from temoin.coding.clauses import Clauses, clauses_of, marks
from temoin.coding.document import Document, Sentence
from temoin.coding.frames import ANY_VERB, BETWEEN, VERBS, Frame, Predicate, predicates
from temoin.coding.parsing import Token
from temoin.coding.parties import Mention
from temoin.model import Role

# How sure a construction is of the role it gives, from a hint to plain words.
PLAIN, LIKELY, HINT = 4.0, 2.5, 1.0
# How many words after *between* both sides are named.
_FACING = 12
# How the party hangs on what names its number, a part or a place of it: *une vingtaine de soldats*.
_PART_OF = ("nmod", "nmod:poss", "obl", "obl:arg", "obl:mod", "compound", "amod", "appos", "flat:name")
_OWNER = ("nmod:poss", "compound", "amod", "nmod", "flat:name", "appos")
# Kinds of prepositions.
_MARKS = ("by", "against", "between", "with", "of")


@dataclass(frozen=True, slots=True)
class Part:
    """A party has this role for a predicate of this topic; `weight` is how sure that is.

    `facing` tells that it stands against another, with nothing said of who began.
    """

    mention: Mention
    role: Role
    topic: str
    weight: float
    predicate: int
    facing: bool = False


def parties_and_parts(
    document: Document, index: int, found: list[Mention]
) -> tuple[list[Mention], list[Part]]:
    """Which of the mentions of a sentence do name parties, and the parts that they play in it."""
    clauses = clauses_of(document, index)
    found = [m for m in found if not (m.force and _qualifies(clauses, m)) and not _is_nobody(clauses, m)]
    parts = list(_parts(document, index, found))
    parts += _of_allies(document, index, found, parts)
    return [m for m in found if not _qualifies(clauses, m)], parts


def _is_nobody(clauses: Clauses, mention: Mention) -> bool:
    """*Personne n'a revendiqué l'attaque*, but *une personne n'a pas survécu*."""
    token = next((t for t in clauses.tokens if t.start == mention.start), None)
    if token is None or token.form not in clauses.marks["nobody"]:
        return False
    after = clauses.after(token)
    negated = after is not None and after.form.rstrip("'’") in clauses.marks["negation"]
    return negated and not any(c.dep in ("det", "nummod") for c in clauses.children[token.index])


def stands(document: Document, index: int, found: list[Mention]) -> dict[Mention, str]:
    """How each mention stands in its sentence: relation, kind of preposition, frame of the verb."""
    clauses = clauses_of(document, index)
    frames = {t.index: p.frame for t, p in _carriers(document, index)}
    told = {}
    for mention in found:
        inside = [t for t in clauses.tokens if t.start >= mention.start and t.end <= mention.end]
        top = next((t for t in inside if clauses.head(t) not in inside or clauses.head(t) is t), None)
        if top is None:
            continue
        case = clauses.case(top)
        marked = next((k for k in _MARKS if case in clauses.marks[k]), "other" if case else "bare")
        above = clauses.head(top)
        told[mention] = f"{top.dep} {marked} {frames.get(above.index, above.pos)}"
    return told


def _parts(document: Document, index: int, found: list[Mention]) -> Iterator[Part]:
    clauses = clauses_of(document, index)
    owners = {t.index: m for m in found for t in clauses.tokens if t.start >= m.start and t.end <= m.end}
    carriers = _carriers(document, index)
    deeds = {t.index for t, p in carriers if p.frame == "deed"}
    blaming = [t for t, p in carriers if p.frame == "blame"]
    for token, predicate in carriers:
        frame = predicate.frame
        if clauses.is_unrealised(token):
            continue
        if frame == "repel" and not _wards_off(clauses, token, deeds):
            frame = "act"
        for argument, role, weight in _with_blame(clauses, token, blaming, _arguments(clauses, token, frame)):
            mention = _mention_of(clauses, argument, owners, role == "initiator" and weight == PLAIN)
            if mention is None and predicate.frame in ("act", "loss", "suffer") and weight == PLAIN:
                mention = _titled(clauses, argument, found) or _person(document, index, clauses, argument)
            if mention is None or (mention.bare and not _stands_bare(clauses, argument, mention, role)):
                continue
            if (role == "initiator" or mention.kind == "civilians") and _qualifies(clauses, mention):
                continue  # a terrorist attack has no attackers yet, a humanitarian crisis no victims
            if role == "initiator" and mention.thing and mention.kind == "civilians":
                continue  # a boat that capsized
            if predicate.frame == "deed" and weight < PLAIN and mention.kind == "civilians":
                role = "target"  # the bombing of civilians is not theirs
            facing = predicate.frame in BETWEEN
            yield Part(mention, role, predicate.topic, weight, token.index, facing)
    for first, second in _facing(document.sentences[index], found, marks(document.language)["between"]):
        yield Part(first, "initiator", "harm", LIKELY, -1, facing=True)
        yield Part(second, "target", "harm", PLAIN, -1, facing=True)


def _of_allies(document: Document, index: int, found: list[Mention], parts: list[Part]) -> list[Part]:
    """The parts of those who help others: *troops backed by militiamen* both act, whatever they do."""
    clauses = clauses_of(document, index)
    owners = {t.index: m for m in found for t in clauses.tokens if t.start >= m.start and t.end <= m.end}
    helping = [t for t, p in _carriers(document, index) if p.frame == "help"]
    pairs = [
        (owners.get(helped.index), owners.get(helper.index))
        for verb in helping
        for helped in clauses.subjects(verb)
        for agent in clauses.agents(verb)
        for helper in clauses.with_conjuncts(agent)
    ]
    return [
        replace(part, mention=helper)
        for helped, helper in pairs
        if helper and not (helper.bare or helper.thing)
        for part in parts
        if part.mention is helped
    ]


def _wards_off(clauses: Clauses, verb: Token, deeds: set[int]) -> bool:
    """Whether it is an attack that is repelled: who repels men may have come to them."""
    borne = clauses.subjects(verb) if clauses.is_passive(verb) else clauses.objects(verb)
    return any(t.index in deeds for t in borne)


def _carriers(document: Document, index: int) -> list[tuple[Token, Predicate]]:
    """Predicates, each with the token that carries it: its verb, else its noun, else its first word."""
    key = "predicates", index
    if key not in document.memo:
        document.memo[key] = list(_carried(document, index))
    found: list[tuple[Token, Predicate]] = document.memo[key]
    return found


def _carried(document: Document, index: int) -> Iterator[tuple[Token, Predicate]]:
    sentence, tokens = document.sentences[index], document.tokens(index)
    starts = {t.start: t for t in tokens}
    known = set()
    for match in predicates(document.language).find(sentence.forms):
        spanned = [t for w in sentence.words[match.first : match.last] if (t := starts.get(w.start))]
        if spanned:
            carrier = min(spanned, key=lambda t: {"VERB": 0, "NOUN": 1}.get(t.pos, 2))
            known.add(carrier.index)
            # *mort* and *strike* are verbs here, nouns there
            same = predicates(document.language, carrier.pos == "NOUN").at(sentence.forms, match.first)
            yield carrier, same.entry if same and same.last == match.last else match.entry
    yield from ((t, ANY_VERB) for t in tokens if t.pos == "VERB" and t.index not in known)


def _arguments(clauses: Clauses, token: Token, frame: Frame) -> Iterator[tuple[Token, Role, float]]:
    """The arguments of a predicate, each with its role and how sure that is."""
    if frame == "oppose":
        yield from _opposed(clauses, token)
        return
    if frame in BETWEEN:
        yield from _opponents(clauses, token)
        return
    if frame == "blame":
        yield from ((t, "initiator", LIKELY) for t in blamed(clauses, token))
        return
    noun = frame in ("deed", "loss") and token.pos != "VERB"
    found = _of_noun(clauses, token, frame) if noun else _of_verb(clauses, token, frame)
    for argument, role, weight in found:
        if frame != "any":
            argument = clauses.meant_by(argument)
        yield from ((each, role, weight) for each in clauses.with_conjuncts(argument))


def _with_blame(
    clauses: Clauses, token: Token, blaming: Sequence[Token], found: Iterable[tuple[Token, Role, float]]
) -> Iterator[tuple[Token, Role, float]]:
    """The arguments of a predicate, where somebody is accused of it or it is blamed on somebody.

    Whoever is accused is its subject; an attack that is blamed *on* somebody was not an attack on them.
    """
    verb = next((v for v in blaming if is_charge(clauses, token, v)), None)
    if verb is None:
        yield from found
        return
    accuse = {t.index for t in accusers(clauses, verb)}
    done = list(blamed(clauses, verb))
    for argument, role, weight in found:
        if argument.index in accuse and role == "initiator":
            yield from ((t, role, min(weight, LIKELY)) for t in done)
        elif role == "initiator" or argument not in done:
            yield argument, role, weight


def _of_verb(clauses: Clauses, verb: Token, frame: Frame) -> Iterator[tuple[Token, Role, float]]:
    voices, sure = VERBS[frame], HINT if frame == "any" else PLAIN
    passive = clauses.is_passive(verb)
    objects = [] if passive else clauses.objects(verb)
    if subject := voices.passive if passive else voices.subject:
        yield from ((s, subject, sure) for s in clauses.subjects(verb))
    if voices.object:
        yield from ((o, voices.object, sure) for o in objects)
    if voices.agent:
        yield from ((a, voices.agent, max(sure, LIKELY)) for a in clauses.agents(verb))
    if voices.against:  # *ouvrir le feu sur X*: the parser may hang X on the noun
        words = (verb, *(() if voices.object else objects))
        yield from ((a, voices.against, LIKELY) for w in words for a in clauses.marked(w, "against"))
    if voices.to:
        yield from ((a, voices.to, PLAIN) for a in clauses.marked(verb, "to"))
    if voices.origin:
        yield from ((a, voices.origin, LIKELY) for a in clauses.marked(verb, "from"))
    if voices.at:
        yield from ((a, voices.at, LIKELY) for a in clauses.marked(verb, "at"))


def _of_noun(clauses: Clauses, noun: Token, frame: Frame) -> Iterator[tuple[Token, Role, float]]:
    owner: Role = "initiator" if frame == "deed" else "target"
    of = any(clauses.case(c) in clauses.marks["of"] for c in clauses.children[noun.index])
    for child in clauses.children[noun.index]:
        case = clauses.case(child)
        if case in clauses.marks["by"] or child.dep == "obl:agent":
            yield child, "initiator", PLAIN
        elif case in clauses.marks["against"]:
            yield child, "target", LIKELY
        elif case in clauses.marks["of"]:
            yield child, owner, LIKELY
        elif child.dep in _OWNER and not case:
            yield child, "initiator" if of else owner, LIKELY  # "Russian shelling of X"


def _opponents(clauses: Clauses, token: Token) -> Iterator[tuple[Token, Role, float]]:
    """Those who fight each other: the subject of the verb or the owners of the noun, and the others."""
    verb = token.pos == "VERB"
    for first in clauses.subjects(token) if verb else clauses.marked(token, "of"):
        side, *others = clauses.with_conjuncts(first)
        yield side, "initiator", LIKELY
        yield from ((other, "target", PLAIN) for other in others)
    for other in (*(clauses.objects(token) if verb else ()), *clauses.marked(token, "with", "against")):
        yield other, "target", LIKELY


def _opposed(clauses: Clauses, verb: Token) -> Iterator[tuple[Token, Role, float]]:
    """Those whom a fight sets against each other: *ont opposé X à Y*, *pitted X against Y*."""
    objects = clauses.subjects(verb) if clauses.is_passive(verb) else clauses.objects(verb)
    for first in objects:
        side, *others = clauses.with_conjuncts(first)
        yield side, "initiator", LIKELY
        yield from ((other, "target", PLAIN) for other in others)
    for other in clauses.marked(verb, "to", "against", "with"):
        yield other, "target", PLAIN


def _facing(
    sentence: Sentence, found: list[Mention], between: frozenset[str]
) -> Iterator[tuple[Mention, Mention]]:
    """The two who stand *between X and Y*, by the order of the words alone."""
    for i, word in enumerate(sentence.forms):
        if word in between:
            sides = [m for m in found if i < m.first <= i + _FACING and not m.bare]
            if len(sides) > 1 and sides[0].first - i <= _FACING // 2:
                yield sides[0], sides[1]


def _mention_of(
    clauses: Clauses, token: Token, owners: dict[int, Mention], arms: bool, depth: int = 0
) -> Mention | None:
    """The party that an argument names: itself, or what it is a number or a part of.

    With `arms`, also the state whose adjective stands beside it: *artillerie russe*, *Turkish drones*.
    """
    if found := owners.get(token.index):
        return None if depth and found.bare and not (arms and token.dep == "amod") else found
    if depth > 2:
        return None
    for child in clauses.children[token.index]:
        case = clauses.case(child)
        part = child.dep in _PART_OF and (not case or case in clauses.marks["of"])
        if part and (below := _mention_of(clauses, child, owners, arms, depth + 1)):
            return below
    return None


def _stands_bare(clauses: Clauses, token: Token, mention: Mention, role: Role) -> bool:
    """Whether a country's name stands as a party: as one who acts, or as what a verb is done to."""
    after = next((t for t in clauses.tokens if t.start >= mention.end), None)
    if after and after.text == ":":
        return False
    if role == "target":
        return token.dep == "obj"
    case = clauses.case(token)
    return not case or case in clauses.marks["by"] or (case in clauses.marks["of"] and token.dep == "nmod")


def _qualifies(clauses: Clauses, mention: Mention) -> bool:
    """Whether the words are but an adjective or a participle: *base militaire*, *arrêté et détenu*."""
    inside = [t for t in clauses.tokens if t.start >= mention.start and t.end <= mention.end]
    if len(inside) != 1 or mention.bare or mention.party:
        return False
    token, before = inside[0], clauses.before(inside[0])
    if token.pos == "VERB" or (token.pos == "ADJ" and token.dep == "amod"):
        return True
    follows = before is not None and before.pos == "NOUN" and before.end + 1 == token.start
    return follows and "after" in clauses.marks["adjectives"]


def _titled(clauses: Clauses, token: Token, found: list[Mention]) -> Mention | None:
    """Who is then called by name: *un policier géorgien, Zaza Lomidze, a été abattu*."""
    first = token.index
    while first and clauses.tokens[first - 1].text[:1].isupper():
        first -= 1
    comma = clauses.tokens[first - 1] if first > 1 else None
    if comma is None or comma.text != "," or not token.text[:1].isupper():
        return None
    before = clauses.tokens[comma.index - 1]
    return next((m for m in found if m.start <= before.start and before.end <= m.end), None)


def _person(document: Document, index: int, clauses: Clauses, token: Token) -> Mention | None:
    """Somebody called by a name of two words or more; a headline's capitals tell nothing."""
    if clauses.title or not _is_name(token):
        return None
    first = last = token.index
    while last + 1 < len(clauses.tokens) and _is_name(clauses.tokens[last + 1]):
        last += 1
    while first and _is_name(clauses.tokens[first - 1]):
        first -= 1
    if first == last:
        return None
    start, end = clauses.tokens[first].start, clauses.tokens[last].end
    return Mention(index, first, last + 1, start, end, "other", (document.text[start:end],), person=True)


def _is_name(token: Token) -> bool:
    return token.pos == "PROPN" and token.text[:1].isupper()
