"""What an incident is once its events are joined: agreed values, ranges, who claims what, and how far it holds.

Nothing is decided here that a table does not say: the rule for tolls (`rules.tsv`) and the grades
(`grades.tsv`) are printed with what they give. Every claim stays beside the value that was derived from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from temoin.languages import read_table
from temoin.linking import grading
from temoin.linking.facts import Side, from_record
from temoin.linking.origins import Origin, origins

EFFECTS = ("killed", "civilians_killed", "injured", "abducted")
DEFAULT_RULE = "most_independent"
# The finer a place is known, the lower.
_FINENESS = {"exact": 0, "near": 1, "unresolved": 2, "admin2": 3, "admin1": 4, "country": 5}


@dataclass(frozen=True, slots=True)
class Decision:
    """What an analyst decided of a claim: `accept`, `correct` (to `value`) or `reject`, with the reason."""

    kind: str
    field: str
    start: int
    end: int
    value: Any
    who: str
    at: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Member:
    """An event of the incident, the report that tells of it (both as records), and what was decided."""

    event: Mapping[str, Any]
    report: Mapping[str, Any]
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as it stands in the incident.

    `origin` counts the incident's origins from 0; `party` says that who claims it is a party to the conflict;
    `decided` is what an analyst decided of it, None where nobody did.
    """

    field: str
    value: Any
    stance: str
    according_to: str | None
    party: bool
    hearsay: bool
    event: str
    report: str
    origin: int
    start: int
    end: int
    words: str
    decided: Decision | None


@dataclass(frozen=True, slots=True)
class Toll:
    """How many: the range over all origins, and the number that the rule gives; `high` None is open."""

    low: int
    high: int | None
    value: int
    contested: bool


@dataclass(frozen=True, slots=True)
class Party:
    """A party in a role, with the origins that name it."""

    role: str
    name: str
    kind: str
    id: str | None
    origins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it, whether a party to the conflict, and in which origins."""

    name: str
    kind: str
    party: bool
    origins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident: all that its events agree and disagree on. Plain data; dates are ISO.

    `start`, `end` are the days that all dated events admit, or else the whole of what they say (`contested`
    then names `date`). `place` is the record of the finest place. `rule` is the rule for tolls.
    """

    type: str
    types: dict[str, int]
    status: str
    background: bool
    start: str | None
    end: str | None
    place: Mapping[str, Any] | None
    country: str | None
    parties: tuple[Party, ...]
    tolls: dict[str, Toll]
    rule: str
    contested: tuple[str, ...]
    grade: str
    origins: tuple[Origin, ...]
    voices: tuple[Voice, ...]
    statements: tuple[Statement, ...]
    events: tuple[str, ...]
    reports: tuple[str, ...]

    @property
    def party_names(self) -> tuple[str, ...]:
        """What its parties are called, and their ids: what a list is filtered by."""
        return tuple(dict.fromkeys(n for p in self.parties for n in (p.name, p.id) if n))


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


def derive(members: Sequence[Member], rule: str = DEFAULT_RULE) -> Incident:
    """The incident that these events are, given in the order in which they were taken in.

    Raises `KeyError` where `rule` is none of `rules()`.
    """
    rules()[rule]
    found = origins(_reports(members), _voices_by_report(members))
    of = {id: n for n, origin in enumerate(found) for id in origin.reports}
    statements = tuple(s for m in members for s in _statements(m, of[m.report["id"]]))
    types = Counter(
        {t: len(ns) for t, ns in _by_origin((m.event["type"], of[m.report["id"]]) for m in members)}
    )
    start, end, dates_agree = _dates(members)
    place = _place(members)
    tolls = {e: t for e in EFFECTS if (t := _toll(e, members, of, rule))}
    parties = _parties(members, of)
    contested = [] if dates_agree else ["date"]
    contested += [e for e, toll in tolls.items() if toll.contested]
    contested += [role for role in ("initiator", "target") if _at_odds(members, of, role)]
    if {s.stance for s in statements if s.field == "type"} >= {"asserted", "denied"} or _denied(members):
        contested.append("status")
    voices = _voices(members, of)
    return Incident(
        type=max(types, key=lambda t: (types[t], -_first(members, t))),
        types=dict(types),
        status=_status(members),
        background=all(m.event["background"] for m in members),
        start=start,
        end=end,
        place=place,
        country=_most(m.event["place"]["country"] for m in members if m.event["place"]),
        parties=parties,
        tolls=tolls,
        rule=rule,
        contested=tuple(contested),
        grade=grading.grade(_status(members), tuple(contested), found, voices, parties, statements),
        origins=found,
        voices=voices,
        statements=statements,
        events=tuple(m.event["id"] for m in members),
        reports=tuple(dict.fromkeys(m.report["id"] for m in members)),
    )


def _reports(members: Sequence[Member]) -> list[Mapping[str, Any]]:
    return list({m.report["id"]: m.report for m in members}.values())


def _voices_by_report(members: Sequence[Member]) -> dict[str, list[str]]:
    return {m.report["id"]: [s["name"] for s in m.event["according_to"]] for m in members}


def _by_origin(values: Iterable[tuple[Any, int]]) -> list[tuple[Any, list[int]]]:
    """Each value with the origins that give it, in the order in which they came."""
    found: dict[Any, dict[int, None]] = {}
    for value, origin in values:
        found.setdefault(value, {})[origin] = None
    return [(value, list(given)) for value, given in found.items()]


def _first(members: Sequence[Member], type: str) -> int:
    return next(n for n, m in enumerate(members) if m.event["type"] == type)


def _most(values: Iterable[str | None]) -> str | None:
    counted = Counter(v for v in values if v)
    return max(counted, key=lambda v: counted[v], default=None)


def _status(members: Sequence[Member]) -> str:
    """`reported` where anybody says that it took place; else what is said."""
    said = {m.event["status"] for m in members}
    return next(s for s in ("reported", "denied", "planned") if s in said)


def _denied(members: Sequence[Member]) -> bool:
    return {"reported", "denied"} <= {m.event["status"] for m in members}


def _dates(members: Sequence[Member]) -> tuple[str | None, str | None, bool]:
    """The days that all dated events admit; where they admit none in common, all that they say."""
    told = [(d["start"], d["end"]) for m in members if (d := m.event["date"]) and d["start"]]
    corrected = [d.value for m in members for d in m.decisions if d.kind == "correct" and d.field == "date"]
    if corrected:
        first, _, last = str(corrected[-1]).partition("/")
        return first, last or first, True
    if not told:
        return None, None, True
    start, end = max(s for s, _ in told), min(e for _, e in told)
    if start <= end:
        return start, end, True
    return min(s for s, _ in told), max(e for _, e in told), False


def _place(members: Sequence[Member]) -> Mapping[str, Any] | None:
    """The finest place that is told, of the first event that tells one so fine."""
    places = [p for m in members if (p := m.event["place"])]
    return min(places, key=lambda p: _FINENESS.get(p["precision"], len(_FINENESS)), default=None)


def _statements(member: Member, origin: int) -> Iterable[Statement]:
    parties = {s["name"]: s["party"] for s in member.event["according_to"]}
    for claim in member.event["claims"]:
        span = claim["span"]
        decided = [
            d
            for d in member.decisions
            if d.field == claim["field"] and d.start < span["end"] and span["start"] < d.end
        ]
        yield Statement(
            claim["field"],
            claim["value"],
            claim["stance"],
            claim["according_to"],
            bool(parties.get(claim["according_to"])),
            claim["hearsay"],
            member.event["id"],
            member.report["id"],
            origin,
            span["start"],
            span["end"],
            span["text"],
            decided[-1] if decided else None,
        )


def _toll(effect: str, members: Sequence[Member], of: Mapping[str, int], rule: str) -> Toll | None:
    """The toll over all origins: a later report of an origin brings its number up to date."""
    field = f"totals.{effect}"
    corrected = [d.value for m in members for d in m.decisions if d.kind == "correct" and d.field == field]
    if corrected:
        low, high = corrected[-1]["low"], corrected[-1]["high"]
        return Toll(low, high, low, False)
    latest: dict[int, tuple[str, int, int | None]] = {}
    for member in members:
        count = member.event["totals"][effect]
        if count is None or _rejected(member, field):
            continue
        published = member.report["published"] or ""
        origin = of[member.report["id"]]
        if origin not in latest or latest[origin][0] <= published:
            latest[origin] = (published, count["low"], count["high"])
    if not latest:
        return None
    given = list(latest.values())
    lows = [low for _, low, _ in given]
    highs = [high for _, _, high in given]
    votes = Counter(lows)
    newest = {low: published for published, low, _ in sorted(given, key=lambda g: g[0])}
    numbers = {
        "lowest": min(lows),
        "highest": max(high if high is not None else low for _, low, high in given),
        "most_independent": max(votes, key=lambda n: (votes[n], newest[n])),
        "latest": max(given, key=lambda g: g[0])[1],
    }
    ends = [high for high in highs if high is not None]
    contested = bool(ends) and max(lows) > min(ends)
    return Toll(min(lows), max(ends) if len(ends) == len(highs) else None, numbers[rule], contested)


def _rejected(member: Member, field: str) -> bool:
    return any(d.kind == "reject" and d.field == field for d in member.decisions)


def _parties(members: Sequence[Member], of: Mapping[str, int]) -> tuple[Party, ...]:
    """The parties in each role; one that is in the registry under one id, others by name."""
    named: dict[tuple[str, str], tuple[Mapping[str, Any], dict[int, None]]] = {}
    for member in members:
        for actor in member.event["actors"]:
            key = actor["role"], actor["id"] or actor["name"]
            named.setdefault(key, (actor, {}))[1][of[member.report["id"]]] = None
    return tuple(
        Party(role, actor["name"], actor["kind"], actor["id"], tuple(given))
        for (role, _), (actor, given) in named.items()
    )


def _at_odds(members: Sequence[Member], of: Mapping[str, int], role: str) -> bool:
    """Whether two origins name parties in a role that cannot be the same; a part and its whole can."""
    sides = [
        (of[m.report["id"]], [s for s in from_record(m.event, m.report).sides if s.role == role and s.ids])
        for m in members
    ]
    return any(
        a != b and mine and theirs and not any(_may_be(x, y) for x in mine for y in theirs)
        for n, (a, mine) in enumerate(sides)
        for b, theirs in sides[n + 1 :]
    )


def _may_be(a: Side, b: Side) -> bool:
    return a.ids[0] in b.ids or b.ids[0] in a.ids


def _voices(members: Sequence[Member], of: Mapping[str, int]) -> tuple[Voice, ...]:
    said: dict[str, tuple[Mapping[str, Any], dict[int, None]]] = {}
    for member in members:
        for source in member.event["according_to"]:
            said.setdefault(source["name"], (source, {}))[1][of[member.report["id"]]] = None
    return tuple(Voice(n, s["kind"], s["party"], tuple(given)) for n, (s, given) in said.items())
