"""How many, by how many origins? Which counts exclude each other, and which number a rule takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from temoin.languages import read_table
from temoin.linking.incident import Member, Toll
from temoin.linking.voices import Speakers, voice_of
from temoin.model import Count

DEFAULT_RULE = "most_independent"
# Victims of whom no side is said: they may be anybody.
_ANYBODY = frozenset({"unidentified", "other"})
_PEOPLE = frozenset({"civilians", "protesters"})
_ONE = Count(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for tolls and its definition in each language."""

    rule: str
    fr: str
    en: str


@cache
def rules() -> dict[str, Rule]:
    """The rules for tolls by name."""
    return {r.rule: r for r in read_table(Path(__file__).with_name("rules.tsv"), Rule)}


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of an event: in which origin, when it was published, and the victims by kind."""

    origin: int
    published: str
    event: str
    count: Count
    victims: Mapping[str, Count]

    @property
    def whose(self) -> frozenset[str]:
        """The kinds of victims that are told apart."""
        return frozenset(self.victims) - _ANYBODY


def last_counted(effect: str, members: Sequence[Member], origin_of: Mapping[str, int]) -> list[Counted]:
    """What the origins say last of an effect: a later report of an origin brings its number up to date."""
    by_origin: dict[int, list[Counted]] = defaultdict(list)
    for member in members:
        if total := member.event["totals"].get(effect):
            origin, published = origin_of[member.report["id"]], member.report["published"] or ""
            count = Count(total["low"], total["best"], total["high"])
            by_origin[origin].append(
                Counted(origin, published, member.event["id"], count, _victims(effect, member.event))
            )
    newest = {origin: max(c.published for c in counted) for origin, counted in by_origin.items()}
    return [c for origin, counted in by_origin.items() for c in counted if c.published == newest[origin]]


def toll(counted: Sequence[Counted], rule: str) -> Toll | None:
    """The range over all counts and what the rule makes of it; None where there is no count."""
    if not counted:
        return None
    low = min(c.count.low for c in counted)
    high = _highest(c.count for c in counted)
    by_rule = {"lowest": low, "highest": max(_top(c.count) for c in counted)}
    origins: dict[int, set[int]] = defaultdict(set)
    newest: dict[int, str] = {}
    for c in counted:
        origins[c.count.best].add(c.origin)
        newest[c.count.best] = max(c.published, newest.get(c.count.best, ""))
    by_rule["most_independent"] = max(origins, key=lambda n: (len(origins[n]), newest[n], -n))
    by_rule["latest"] = max(origins, key=lambda n: (newest[n], len(origins[n]), -n))
    return Toll(low, high, by_rule[rule], by_rule)


def disputed(effect: str, counted: Sequence[Counted], members: Sequence[Member], heard: Speakers) -> bool:
    """Whether two origins count the same victims and exclude each other, or two voices do."""
    if any(a.origin != b.origin and _exclude(a, b) for a, b in combinations(counted, 2)):
        return True
    last = {c.event: c.count for c in counted}
    events = [m.event for m in members]
    differ = any(_voices_differ(effect, e, last[e["id"]]) for e in events if e["id"] in last)
    return differ or _denied(effect, events, heard)


def _victims(effect: str, event: Mapping[str, Any]) -> dict[str, Count]:
    """The victims by kind; where a kind is counted several times, the range that holds in any case."""
    of, only = ("killed", {"civilians"}) if effect == "civilians_killed" else (effect, None)
    found: dict[str, list[Count]] = defaultdict(list)
    for harm in event["harm"]:
        if harm["effect"] == of and harm["stance"] == "asserted" and (not only or harm["victims"] in only):
            found[harm["victims"]].append(Count(harm["low"], harm["best"], harm["high"]))
    return {kind: _range(counts) for kind, counts in found.items()}


def _range(counts: Sequence[Count]) -> Count:
    high = None if any(c.high is None for c in counts) else sum(c.high or 0 for c in counts)
    low = min(c.low for c in counts)
    return Count(low, low, high)


def _exclude(a: Counted, b: Counted) -> bool:
    """Whether two counts cannot both be right, as far as they count the same victims.

    People of whom no side is said may be anybody: they are at least as many as those of one side. A single
    victim may be the one that a report tells of, of several.
    """
    if any(one.count == _ONE and other.count.high is None for one, other in ((a, b), (b, a))):
        return False
    if not a.whose or not b.whose:
        if not a.whose and not b.whose:
            return _apart(a.count, b.count)
        whole, part = (b, a) if a.whose else (a, b)
        return _below(whole.count, part.count) or (part.whose <= _PEOPLE and _below(part.count, whole.count))
    if a.whose == b.whose:
        return _apart(a.count, b.count)
    return any(_apart(a.victims[kind], b.victims[kind]) for kind in a.whose & b.whose)


def _voices_differ(effect: str, event: Mapping[str, Any], total: Count) -> bool:
    """Whether the event's range goes from what one voice says to what another says."""
    said = [
        (claim["according_to"], _count(claim["value"]))
        for claim in event["claims"]
        if claim["field"] == f"totals.{effect}" and claim["stance"] == "asserted"
    ]
    return any(
        one != other and low.low == total.low and high.high == total.high and _below(low, high)
        for one, low in said
        for other, high in said
    )


def _denied(effect: str, events: Iterable[Mapping[str, Any]], heard: Speakers) -> bool:
    """Whether somebody denies victims that somebody else counts."""
    said: dict[str, set[str]] = {"asserted": set(), "denied": set()}
    for event in events:
        for claim in event["claims"]:
            if claim["field"] == f"totals.{effect}" and claim["stance"] in said and claim["value"]["low"]:
                said[claim["stance"]].add(voice_of(claim, event, heard))
    return bool(said["denied"]) and bool(said["asserted"] - said["denied"])


def _count(value: Mapping[str, Any]) -> Count:
    return Count(value["low"], value["low"], value["high"])


def _apart(a: Count, b: Count) -> bool:
    return _below(a, b) or _below(b, a)


def _below(a: Count, b: Count) -> bool:
    return a.high is not None and a.high < b.low


def _highest(counts: Iterable[Count]) -> int | None:
    highs = [c.high for c in counts]
    return None if None in highs else max(h for h in highs if h is not None)


def _top(count: Count) -> int:
    return count.best if count.high is None else count.high
