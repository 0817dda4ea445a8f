"""When, where and who: what all origins admit, and whether they contradict each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from temoin.earth import distance
from temoin.knowledge.gazetteer import fold
from temoin.linking.incident import Member, Party
from temoin.linking.voices import FORCES, same_side

# The finer a place is known, the lower; the name of a village says more than its region, located or not.
_FINENESS = {"exact": 0, "near": 1, "unresolved": 2, "admin2": 3, "admin1": 4, "country": 5}
_POINTS = frozenset({"exact", "near"})
# Reports name the next village as well: points so many kilometres apart do not contradict each other.
_NEIGHBOURS_KM = 25
_ARMED = frozenset({"armed_group", "communal_militia"})
_BATTLES = "Battles"
Days = tuple[str | None, str | None]


def days(members: Sequence[Member], origin_of: Mapping[str, int]) -> tuple[Days, bool]:
    """The days that all dated origins admit, and True; or all days that they say, and False."""
    by_origin: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for member in members:
        when = member.event["date"]
        if when and when["start"] and when["end"]:
            by_origin[origin_of[member.report["id"]]].append((when["start"], when["end"]))
    if not by_origin:
        return (None, None), True
    each = [_common(told) or _whole(told) for told in by_origin.values()]
    if common := _common(each):
        return common, True
    return _whole([days for days in each if not any(_finer(other, days) for other in each)]), False


def _common(told: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    start, end = max(s for s, _ in told), min(e for _, e in told)
    return (start, end) if start <= end else None


def _finer(days: tuple[str, str], others: tuple[str, str]) -> bool:
    return days != others and others[0] <= days[0] and days[1] <= others[1]


def _whole(told: Sequence[tuple[str, str]]) -> tuple[str, str]:
    return min(s for s, _ in told), max(e for _, e in told)


def place(members: Sequence[Member], origin_of: Mapping[str, int]) -> tuple[Mapping[str, Any] | None, bool]:
    """The finest place that the other origins do not contradict, and whether none contradicts another.

    It is a place as one event has it, with the divisions that others know, so never more exact than what a
    report says; where every place is contradicted it is the one that the fewest origins contradict.
    """
    told = [(origin_of[m.report["id"]], m.event["place"]) for m in members if m.event["place"]]
    if not told:
        return None, True

    def order(candidate: tuple[int, Mapping[str, Any]]) -> tuple[int, ...]:
        origin, where = candidate
        against = {o for o, p in told if o != origin and not _may_be_one(where, p)}
        support = {o for o, p in told if _same_name(where, p)}
        known = sum(where[part] is not None for part in ("country", "admin1", "geonameid"))
        return len(against), _fineness(where), -len(support), -known

    agree = all(a == b or _may_be_one(p, q) for (a, p), (b, q) in combinations(told, 2))
    chosen = min(told, key=order)[1]
    return {**chosen, **_also_told(chosen, [p for _, p in told if _same_name(chosen, p)])}, agree


def _also_told(chosen: Mapping[str, Any], same: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The divisions that the place lies in, where it does not know them and others of its name agree."""
    found = {part: {p[part] for p in same if p[part]} for part in ("country", "admin1", "admin2")}
    return {part: told.pop() for part, told in found.items() if not chosen[part] and len(told) == 1}


def _fineness(where: Mapping[str, Any]) -> int:
    """How fine a place is known, the lower the finer: `near` without a point is no more than its name."""
    located = where["precision"] not in _POINTS or where["lat"] is not None
    return _FINENESS.get(where["precision"] if located else "unresolved", len(_FINENESS))


def country(members: Sequence[Member], chosen: Mapping[str, Any] | None) -> str | None:
    """The country of the place, or else the one that most events name."""
    if chosen and chosen["country"]:
        return str(chosen["country"])
    named = Counter(p["country"] for m in members if (p := m.event["place"]) and p["country"])
    return max(named, key=lambda c: (named[c], c), default=None)


def _may_be_one(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Whether two places do not contradict each other; what is not known contradicts nothing."""
    if a["country"] and b["country"] and a["country"] != b["country"]:
        return False
    if _same_name(a, b) or (a["geonameid"] and a["geonameid"] == b["geonameid"]):
        return True
    if all(p["precision"] in _POINTS and p["lat"] is not None and p["lon"] is not None for p in (a, b)):
        apart = distance((a["lat"], a["lon"]), (b["lat"], b["lon"]))
        return apart <= _NEIGHBOURS_KM + (a["radius_km"] or 0) + (b["radius_km"] or 0)
    return not (a["admin1"] and b["admin1"] and fold(a["admin1"]) != fold(b["admin1"]))


def _same_name(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    mine, theirs = ({fold(n) for n in (p["name"], *p["aliases"])} for p in (a, b))
    return bool(mine & theirs)


def parties(role: str, members: Iterable[Member], origin_of: Mapping[str, int]) -> list[Party]:
    """The parties in a role, those of the registry first, then those that more origins name."""
    named: dict[str, tuple[Mapping[str, Any], set[int]]] = {}
    for member in members:
        for actor in _in_role(member, role):
            key = actor["id"] or fold(actor["name"])
            named.setdefault(key, (actor, set()))[1].add(origin_of[member.report["id"]])
    found = [
        Party(role, actor["name"], actor["kind"], actor["id"], tuple(sorted(given)))
        for actor, given in named.values()
    ]
    return sorted(found, key=lambda p: (p.id is None, -len(p.origins)))


def initiators_at_odds(members: Sequence[Member], origin_of: Mapping[str, int]) -> bool:
    """Whether two origins name initiators that cannot be one; a part and its movement can.

    In a clash the order of the sides means nothing where the report does not say who attacked.
    """

    def swapped(a: Member, b: Member) -> bool:
        clash = a.event["group"] == b.event["group"] == _BATTLES
        return clash and (_meet(a, "initiator", b, "target") or _meet(a, "target", b, "initiator"))

    return any(
        _odds(_all_in(a, "initiator"), _all_in(b, "initiator"), _rival_authors) and not swapped(a, b)
        for a, b in _of_two_origins(members, origin_of)
    )


def targets_at_odds(members: Sequence[Member], origin_of: Mapping[str, int]) -> bool:
    """Whether one origin has fighters where another has civilians, or another movement.

    An attack may hit many: soldiers and villagers do not contradict each other.
    """

    def swapped(a: Member, b: Member) -> bool:
        return _meet(a, "target", b, "initiator") or _meet(a, "initiator", b, "target")

    return any(
        _odds(_all_in(a, "target"), _all_in(b, "target"), _rival_victims) and not swapped(a, b)
        for a, b in _of_two_origins(members, origin_of)
    )


def _of_two_origins(
    members: Sequence[Member], origin_of: Mapping[str, int]
) -> Iterable[tuple[Member, Member]]:
    pairs = combinations(members, 2)
    return ((a, b) for a, b in pairs if origin_of[a.report["id"]] != origin_of[b.report["id"]])


def _in_role(member: Member, role: str) -> list[Mapping[str, Any]]:
    return [a for a in member.event["actors"] if a["role"] == role]


def _all_in(member: Member, role: str) -> list[Party]:
    """The parties of one side of an event, its allies among them."""
    actors = _in_role(member, role) + _in_role(member, f"{role}_ally")
    return [Party(role, a["name"], a["kind"], a["id"], ()) for a in actors]


def _meet(a: Member, role: str, b: Member, other: str) -> bool:
    return any(x.id and y.id and same_side(x, y) for x in _all_in(a, role) for y in _all_in(b, other))


def _odds(a: Sequence[Party], b: Sequence[Party], rival: Any) -> bool:
    """Whether both name somebody, and each of the one is a rival of each of the other."""
    return bool(a and b) and all(rival(x, y) for x in a for y in b)


def _rival_authors(a: Party, b: Party) -> bool:
    """Whether two authors exclude each other: parties that do not belong together, an army and rebels."""
    if a.id and b.id:
        return not same_side(a, b)
    kinds = a.kind, b.kind
    return any(x in FORCES and y in _ARMED for x, y in (kinds, kinds[::-1]))


def _rival_victims(a: Party, b: Party) -> bool:
    """Whether two targets exclude each other: fighters and civilians, or two movements."""
    kinds = {a.kind, b.kind}
    if a.id and b.id and kinds == {"armed_group"}:
        return not same_side(a, b)
    return kinds == {"armed_group", "civilians"}
