"""To whom was it done? The victims of a verb, wherever they stand around it."""

from __future__ import annotations

from dataclasses import replace

from temoin.coding.effects import SUBJECT_WORDS, Verb
from temoin.coding.marks import EffectMention
from temoin.coding.objects import counts_unknown, named_object, object_group, object_of
from temoin.coding.subjects import subject_of
from temoin.coding.victims import Group, Scan
from temoin.model import Count, Kind

# A toll's number stands at most so many words after it.
TOLL_WORDS = 10
# So many adjectives may stand before a noun.
ADJECTIVES = 2
# What opens some of the victims stands at most so many words after them.
PART_WORDS = 12
# The side that has the dead is named at most so many words before them.
CAMP_WORDS = 8
# Who is among the victims is named so near.
MEMBER_WORDS = 6
FIGHTING: tuple[Kind, ...] = (
    "state_forces",
    "foreign_forces",
    "communal_militia",
    "armed_group",
    "unidentified",
)


def victims_of(verb: Verb) -> list[Group]:
    """The people to whom it was done: subject or object of the verb, those beside them, and parts of them."""
    use = verb.entry.use
    if use in ("toll", "tally", "claim"):
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
    """*parmi les victimes figurent deux enfants*; *a woman was among the dead*; *four of the dead*"""
    scan, mention = verb.scan, verb.mention
    some = next((g for g in scan.groups if g.first < mention.first <= g.last and g.numbered), None)
    chain: list[Group] = []
    for group in scan.groups:
        if group.first < mention.last or not group.known or not group.people:
            continue
        if not (scan.joined(chain[-1], group) if chain else group.first - mention.last <= MEMBER_WORDS):
            break
        chain.append(replace(group, part=True))
    if some and len(chain) == 1 and not chain[0].numbered:  # quatre des morts sont des civils
        return [replace(chain[0], first=some.first, count=some.count, numbered=True)]
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


def _is_person(verb: Verb) -> bool:
    """*ils ont été abattus*"""
    persons = verb.scan.has(verb.start - 1, "person") and verb.passive and verb.entry.use == "participle"
    return persons and all(g.people for g in verb.scan.groups if g.last <= verb.start)


def _is_people(verb: Verb, group: Group) -> bool:
    """Whether a group is known for people: by its noun, or as a number alone (*cinq tombés*)."""
    reach = ADJECTIVES if verb.entry.use == "noun" else 0  # quatre corps, four charred bodies
    before = [g for g in verb.scan.groups if g.last <= group.first and g.known]
    things = bool(before) and not before[-1].people  # five shells, of which three fell inside
    alone = group.numbered and verb.start - group.last <= reach and not things
    return group.known or alone or (group.numbered and verb.scan.has(verb.start - 1, "thereof"))


def _looks_ahead(verb: Verb) -> bool:
    if verb.entry.use != "participle":
        return verb.entry.use in ("after", "nominal")
    if verb.passive:
        return False
    if verb.have:
        return True
    if verb.entry.strict and _takes_object(verb):
        return True
    left = verb.adjacent
    if verb.scan.has(verb.start - 1, "and") and _has_thing(verb):
        return True
    return not (left and left.numbered) and bool(object_group(verb) or named_object(verb))


def _takes_object(verb: Verb) -> bool:
    """An article follows right away: *seized the town*."""
    scan, i = verb.scan, verb.mention.last
    follows = scan.has(i, "definite", "definites") or any(n.first == i and n.article for n in scan.numbers)
    return follows and not scan.gap(i)


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
    """*12 morts, dont trois enfants*; *12 morts parmi les civils*; *quatre morts, tous civils*"""
    if not groups:
        return []
    scan = verb.scan
    end = max([verb.mention.last, *(g.last for g in groups)])
    every = next((i for i in range(end, min(end + 3, scan.size)) if scan.has(i, "all")), None)
    if every is not None:
        named = [g for g in scan.groups if g.known and g.people and 0 < g.first - every <= 2]
        return [replace(g, part=True, count=groups[0].count) for g in named[:1] if not g.numbered]
    opening = _opening(scan, end)
    if opening is None or any(scan.is_effect(i) for i in range(end, opening + 1)):
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
        count = groups[0].count if among and not group.numbered else group.count
        chain.append(replace(group, part=True, count=count))
    return chain


def _opening(scan: Scan, end: int) -> int | None:
    """The word before some of the victims who end before word `end`: *dont*, *among them*."""
    near, far = min(end + 4, scan.size), min(end + PART_WORDS, scan.size)
    found = [next((i for i in range(end, near) if scan.has(i, "part", "among")), None)]
    found.append(next((i for i in range(near, far) if scan.has(i, "part")), None))
    found.append(next((g.first - 1 for g in scan.groups if g.part and end <= g.first <= far), None))
    return min((i for i in found if i is not None), default=None)


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
    tally = verb.entry.use == "tally"
    claim = tally or verb.entry.use == "claim"
    for group in _with_one(verb):
        if start <= group.first <= start + TOLL_WORDS and group.numbered:
            if any(scan.is_effect(i) for i in range(start, group.first)):
                return []
            if verb.following and _is_counted_by(scan, group, verb.following):
                return []
            if claim and (group.first > start + 1 or counts_unknown(verb, group)):
                return []
            named = group.known and not group.raised and not tally
            counted = group.people and group.count.low > 0 and not named
            told = [replace(group, raised=not claim or group.raised)]
            return told + _tallied_with(verb, group) if counted else []
    return []


def _tallied_with(verb: Verb, group: Group) -> list[Group]:
    """Those that a tally adds: *put the dead at nine militants and a captain*."""
    scan = verb.scan
    following = next((g for g in scan.groups if g.first >= group.last), None)
    if verb.entry.use != "tally" or not (group.known and following and following.known):
        return []
    return [following] if scan.has(following.first - 1, "and") and scan.joined(group, following) else []


def _with_one(verb: Verb) -> list[Group]:
    """The groups, and where nothing else follows right away the word for one: *put the dead at one*."""
    groups, start = verb.scan.groups, verb.mention.last
    alone = (n for n in verb.scan.numbers if n.first == start and n.article)
    if verb.entry.use == "toll" or any(g.first == start for g in groups):
        return groups
    return [Group(n.first, n.last, n.count, numbered=True) for n in alone] + groups


def _is_counted_by(scan: Scan, group: Group, effect: EffectMention) -> bool:
    """Whether the number belongs to the next effect: *12 tués*, but not *12, dont 3 tués*."""
    near = effect.first - group.last <= 3
    return near and not any(group.last <= i < effect.first for i in scan.counted)
