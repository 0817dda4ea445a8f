"""What does a sentence say of people harmed: which effect, on how many of whom, with what stance?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, cast

from temoin.coding.document import Document
from temoin.coding.effects import SUBJECT_WORDS, Verb, verb_at
from temoin.coding.marks import EffectMention
from temoin.coding.objects import counts_unknown, named_object, object_group, object_of
from temoin.coding.subjects import subject_of
from temoin.coding.victims import ONE, Group, Scan
from temoin.model import Count, Effect, Kind, Stance

# A toll's number stands at most so many words after it; a fear so many before the effect.
TOLL_WORDS = 10
FEAR_WORDS = 6
# A number is set against others so near before it.
ONLY_WORDS = 8
# So many adjectives may stand before a noun.
ADJECTIVES = 2
# What opens some of the victims stands at most so many words after them.
PART_WORDS = 12
# The side that has the dead is named at most so many words before them, or after them.
CAMP_WORDS = 8
RANKS_WORDS = 5

# Who is among the victims is named so near.
MEMBER_WORDS = 6
FIGHTING: tuple[Kind, ...] = (
    "state_forces",
    "foreign_forces",
    "communal_militia",
    "armed_group",
    "unidentified",
)

# What is counted under another effect's name.
_PLAIN: dict[str, tuple[Effect, ...]] = {
    "casualties": ("killed", "injured"),
    "collateral": ("killed",),
    "same": ("killed",),
    "victims": ("killed",),
    "taken": ("abducted",),
}

Side = Literal["civilians", "forces", "fighters", "own"]
_SIDES: dict[Kind, Side] = {
    "civilians": "civilians",
    "protesters": "civilians",
    "state_forces": "forces",
    "foreign_forces": "forces",
    "communal_militia": "forces",
    "armed_group": "fighters",
    "unidentified": "fighters",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """A count that a sentence says of one effect on victims of one kind.

    `first` and `last` (exclusive) are its words in the sentence, `verb` is the word of the effect itself.
    `taken`: it only says that they were led away; `claimed`: a number of those whom the event is about (*the
    mayor speaks of 15*); `part`: some of the victims of another statement; `other`: victims beside those told
    before; `raised`: a toll that grew to this; `hedged`: no exact number; `numbered`: a number says so;
    `also`: told as one thing more; `disputing`: set against the numbers of others; `same`: of those told of last, whatever was done to them, or the victims; `own`: men of whoever speaks; `whole`: what all victims told of are; `recalled`: a noun may only recall it (*the death of X*); `earlier`: the sentence speaks of an earlier
    time;
    `source`: the name of whoever says so, None where it is the report.
    """

    effect: Effect
    count: Count
    kind: Kind | None
    stance: Stance
    sentence: int
    first: int
    last: int
    verb: int
    taken: bool = False
    claimed: bool = False
    part: bool = False
    other: bool = False
    raised: bool = False
    hedged: bool = False
    numbered: bool = False
    recalled: bool = False
    earlier: bool = False
    own: bool = False
    whole: bool = False
    same: Literal["", "same", "victims"] = ""
    disputing: bool = False
    also: bool = False
    source: str | None = None

    @property
    def side(self) -> Side | None:
        """The side that the victims stand on, None where it is not said."""
        if self.own and not self.kind:
            return "own"
        return _SIDES.get(self.kind) if self.kind else None


def statements_in(document: Document, index: int) -> list[Statement]:
    """What one sentence says of people harmed."""
    scan = Scan(document.sentences[index], document.language)
    verbs: list[Verb] = []
    for number in range(len(scan.effects)):
        verb = verb_at(scan, number, verbs[-1] if verbs else None)
        verb.groups = _victims(verb)
        verbs.append(verb)
    for verb, following in pairwise(verbs):
        if following.alternative:
            following.groups = verb.groups = [_some(g) for g in verb.groups]
    return [s for verb in verbs for s in _statements(verb, index)]


def _some(group: Group) -> Group:
    """Of these at least one: *142 personnes tuées ou blessées*."""
    return replace(group, count=replace(group.count, low=min(1, group.count.low)))


def _victims(verb: Verb) -> list[Group]:
    use = verb.entry.use
    if use in ("toll", "claim"):
        return _toll(verb)
    if use in ("members", "all"):
        return _members(verb)
    if use == "none":
        return [Group(verb.mention.first, verb.mention.last, Count(0, 0, 0), numbered=True)]
    if use == "inside":
        inside = range(verb.mention.first, verb.mention.last)
        return [g for g in verb.scan.groups if g.first in inside and g.people]
    groups = object_of(verb) if _looks_ahead(verb) else subject_of(verb)
    if (use == "noun" or verb.entry.own) and all(g.kind is None for g in groups):
        groups = [replace(g, kind=_camp(verb, groups)) for g in groups]
    if verb.entry.strict and not any(_is_people(verb, g) for g in groups) and not _is_person(verb):
        return []
    groups = groups + _along(verb, groups)
    return groups + _parts(verb, groups)


def _members(verb: Verb) -> list[Group]:
    """*parmi les victimes figurent deux enfants*; *a pregnant woman was among the dead*"""
    scan, mention = verb.scan, verb.mention
    chain: list[Group] = []
    for group in scan.groups:
        if group.first < mention.last or not group.known or not group.people:
            continue
        if not (scan.joined(chain[-1], group) if chain else group.first - mention.last <= MEMBER_WORDS):
            break
        chain.append(replace(group, part=True))
    if chain or verb.entry.use == "all":
        return chain
    before = [g for g in scan.groups if g.last <= mention.first and g.known and g.people]
    return [replace(g, part=True) for g in before[-1:] if mention.first - g.last <= MEMBER_WORDS]


def _camp(verb: Verb, groups: list[Group]) -> Kind | None:
    """Whose dead they are: *côté assaillants, on parle d'un mort*; *l'armée déplore un mort*."""
    scan = verb.scan
    start = min([verb.start, *(g.first for g in groups)])
    mourned = verb.entry.own or any(scan.has(i, "mourn") for i in range(max(0, start - 4), start))
    for group in reversed(scan.camps):
        if group.last > start or start - group.last > CAMP_WORDS or not group.kind:
            continue
        whose = any(scan.has(i, "among") for i in range(max(0, group.first - 2), group.first))
        whose = whose or (mourned and group.kind in FIGHTING and not scan.has(group.first - 1, "preposition"))
        if whose and not any(scan.gap(i) in (";", ".") for i in range(group.last, start)):
            return group.kind
    return None


def _is_own(verb: Verb) -> bool:
    """Whether whoever speaks counts the own dead: *quatre morts dans ses rangs*, *nous avons perdu un homme*."""
    scan, groups = verb.scan, verb.groups
    if verb.entry.effect not in ("killed", "injured", "casualties"):
        return False
    start = min([verb.start, *(g.first for g in groups)])
    end = max([verb.mention.last, *(g.last for g in groups)])
    near = [*range(max(0, start - RANKS_WORDS), start), *range(end, min(end + RANKS_WORDS, scan.size))]
    return verb.entry.own or any(scan.has(i, "own") for i in [*near, *range(start, end)])


def _is_set_against(verb: Verb, group: Group) -> bool:
    """*ne reconnaît que deux morts*"""
    start = min(group.first, verb.start)
    return any(verb.scan.has(i, "only") for i in range(max(0, start - ONLY_WORDS), start))


def _is_person(verb: Verb) -> bool:
    """*ils ont été abattus*"""
    persons = verb.scan.has(verb.start - 1, "person") and verb.passive and verb.entry.use == "participle"
    return persons and all(g.people for g in verb.scan.groups if g.last <= verb.start)


def _is_people(verb: Verb, group: Group) -> bool:
    """Whether a group is known for people: by its noun, or as a number alone (*cinq tombés*)."""
    reach = ADJECTIVES if verb.entry.use == "noun" else 0  # quatre corps, four charred bodies
    alone = group.numbered and verb.start - group.last <= reach
    return group.known or alone or (group.numbered and verb.scan.has(verb.start - 1, "thereof"))


def _looks_ahead(verb: Verb) -> bool:
    if verb.entry.use != "participle":
        return verb.entry.use in ("after", "nominal")
    if verb.passive:
        return False
    if verb.have:
        return True
    left = verb.adjacent
    if verb.scan.has(verb.start - 1, "and") and _has_thing(verb):
        return True
    return not (left and left.numbered) and bool(object_group(verb) or named_object(verb))


def _has_thing(verb: Verb) -> bool:
    """Whether what follows right away is no people: *et caillassé un véhicule*."""
    return any(g.first == verb.mention.last and not g.people for g in verb.scan.groups)


def _along(verb: Verb, groups: list[Group]) -> list[Group]:
    """Victims told after the verb: *a été tué aux côtés de trois collègues*."""
    scan, start = verb.scan, max([verb.mention.last, *(g.last for g in groups)])
    for group in scan.groups:
        if not start < group.first <= start + SUBJECT_WORDS or not groups or not group.people:
            continue
        if any(scan.is_effect(i) for i in range(start, group.first)):
            break
        more = group.other and group.numbered and scan.has(group.first - 1, "and")
        busy = scan.is_effect(group.last) or scan.has(group.last, "passive", "have", "clause")
        if more and not busy and (scan.gap(group.last) or scan.uses(group.last)):
            return [group]
        beside = group.first - 1 == start and scan.has(start, "with") and not scan.gap(start)
        if group.known and (beside or scan.has(group.first - 1, "along")):
            return [group]
    return []


def _parts(verb: Verb, groups: list[Group]) -> list[Group]:
    """*12 morts, dont trois enfants*; *12 morts parmi les civils*"""
    scan = verb.scan
    end = max([verb.mention.last, *(g.last for g in groups)])
    opening = next((i for i in range(end, min(end + 4, scan.size)) if scan.has(i, "part", "among")), None)
    every = next((i for i in range(end, min(end + 3, scan.size)) if scan.has(i, "all")), None)
    if every is not None and groups:  # quatre morts, tous civils
        named = [
            g for g in scan.groups if g.known and g.people and 0 < g.first - every <= 2 and not g.numbered
        ]
        return [replace(g, part=True, count=groups[0].count) for g in named[:1]]
    if opening is None:
        far = range(end + 4, min(end + PART_WORDS, scan.size))
        opening = next((i for i in far if scan.has(i, "part")), None)
    if opening is None:  # nine dead, two of them children
        opening = next((g.first - 1 for g in scan.groups if g.part and end <= g.first <= end + 2), None)
    if not groups:
        return []
    if opening is None or any(scan.is_effect(i) for i in range(end, opening)):
        return _listed(verb, end, groups)
    among = scan.has(opening, "among")
    chain: list[Group] = []
    for group in scan.groups:
        if group.first <= opening or not group.known or not group.people:
            continue
        if not chain and group.first - opening > 3:
            break
        if chain and not verb.scan.joined(chain[-1], group):
            break
        chain.append(
            replace(group, part=True, count=groups[0].count if among and not group.numbered else group.count)
        )
    return chain


def _listed(verb: Verb, end: int, groups: list[Group]) -> list[Group]:
    """*19 morts (18 civils et un policier)*: a list right behind that comes to the same number."""
    chain: list[Group] = []
    for group in verb.scan.groups:
        if group.first < end:
            continue
        if not group.known or not (verb.scan.joined(chain[-1], group) if chain else group.first == end):
            break
        chain.append(replace(group, part=True))
    opened = chain and verb.scan.gap(end) in (",", "(", ":")
    same = sum(g.count.low for g in chain) == sum(g.count.low for g in groups)
    return chain if opened and same else []


def _toll(verb: Verb) -> list[Group]:
    """*le bilan passe de 15 à 19*; *the mayor speaks of 15*, which raises nothing that others said"""
    scan, start = verb.scan, verb.mention.last
    claim = verb.entry.use == "claim"
    for group in scan.groups:
        if start <= group.first <= start + TOLL_WORDS and group.numbered:
            if any(scan.is_effect(i) for i in range(start, group.first)):
                return []
            if verb.following and _is_counted_by(scan, group, verb.following):
                return []
            if claim and (group.first > start + 1 or counts_unknown(verb, group)):
                return []
            counted = group.people and group.count.low > 0 and (not group.known or group.raised)
            return [replace(group, raised=not claim or group.raised)] if counted else []
    return []


def _is_counted_by(scan: Scan, group: Group, effect: EffectMention) -> bool:
    """Whether the number belongs to the next effect: *12 tués*, but not *12, dont 3 tués*."""
    near = effect.first - group.last <= 3
    return near and not any(group.last <= i < effect.first for i in scan.counted)


def _stance(verb: Verb) -> Stance:
    scan = verb.scan
    if verb.denied and not any(g.count.high == 0 for g in verb.groups):
        return "denied"
    if scan.has(verb.start - 1, "intent"):
        return "planned"
    if scan.has(verb.mention.first - 1, "purpose") and not any(g.numbered for g in verb.groups):
        return "planned"
    ahead = range(max(0, verb.start - FEAR_WORDS), verb.mention.first)
    if any(scan.has(i, "denial") and scan.unbroken(i, verb.start) for i in ahead):
        return "denied"
    if any(scan.has(i, "feared") for i in ahead) or any(
        scan.has(i, "possible") for i in range(max(0, verb.start - 1), verb.mention.first)
    ):
        return "feared"
    return "asserted"


def _statements(verb: Verb, index: int) -> Iterable[Statement]:
    """Each group of victims as a statement, of both effects where the word says both (*casualties*)."""
    effect = verb.entry.effect
    effects: tuple[Effect, ...]
    effects = _PLAIN.get(effect) or (cast(Effect, effect),)
    stance = _stance(verb)
    own = _is_own(verb)
    more = verb.entry.use == "noun" and verb.scan.has(verb.mention.last, "other")  # deux morts de plus
    for group in verb.groups:
        for each in effects:
            yield Statement(
                each,
                group.count,
                "civilians" if effect == "collateral" else group.kind,
                stance,
                index,
                min(group.first, verb.mention.first),
                max(group.last, verb.mention.last),
                verb.mention.first,
                taken=effect == "taken",
                claimed=verb.entry.use == "claim",
                part=group.part,
                other=group.other or more,
                raised=group.raised,
                hedged=group.hedged,
                numbered=group.numbered,
                recalled=verb.entry.use == "nominal" and group.count == ONE,
                earlier=verb.scan.recalls,
                own=own,
                same=effect if effect in ("same", "victims") else "",
                also=any(verb.scan.has(i, "also") for i in range(verb.start, verb.mention.last + 2)),
                disputing=_is_set_against(verb, group),
                whole=verb.entry.use == "all" and len(verb.groups) == 1 and not group.numbered,
            )
