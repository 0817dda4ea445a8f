"""Civilians killed, by who says so: parties to the conflict against all others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from temoin.publishing.brief.quoting import counts
from temoin.publishing.brief.tallying import Span, span_of
from temoin.publishing.exports.told import Told
from temoin.publishing.incident_words import Record

PARTIES, OTHERS = "parties", "others"
_CIVILIANS, _ALL = "totals.civilians_killed", "totals.killed"
ITSELF = "itself"
"""The kind of voice that a report is where it names no source."""

_ORDER = (
    "state_forces",
    "foreign_forces",
    "armed_group",
    "communal_militia",
    "civilians",
    "protesters",
    "other",
    "unidentified",
    ITSELF,
)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a voice says in an event: of which group and kind it is, how many it counts, whether it denies."""

    who: tuple[str, str]
    span: Span | None
    denies: bool


@dataclass(slots=True)
class Claims:
    """What voices of one kind say of civilians killed.

    `counting` is in how many incidents they count any, `span` the sum of the ranges over these incidents.
    `denying` is in how many they say that there were none, or deny what others count.
    """

    group: str
    kind: str
    counting: int = 0
    denying: int = 0
    span: Span = field(default_factory=lambda: Span(0, 0))

    def take(self, said: Sequence[_Said]) -> Span | None:
        """Add what such voices say of one incident; the range that they count, None where they do not."""
        spans = [s.span for s in said if s.span]
        self.denying += any(s.denies for s in said)
        if not spans:
            return None
        either = reduce(or_, spans)
        self.counting += 1
        self.span += either
        return either


@dataclass(frozen=True, slots=True)
class ByClaimant:
    """Who claims that civilians were killed: by kind of voice, each group as a whole, and where both speak.

    `both` is in how many incidents parties and others count; `parties_there` and `others_there` what each
    group counts in these.
    """

    kinds: tuple[Claims, ...]
    groups: dict[str, Claims]
    both: int
    parties_there: Span
    others_there: Span


def by_claimant(incidents: Iterable[Told]) -> ByClaimant:
    """Go through the claims of all incidents; several voices of a kind in one incident are one range.

    What a voice counts of an event is the largest number that it gives, since it may count parts as well; no
    more than the event's total, which is known to be of civilians, and all of it where no other voice counts.
    """
    kinds: dict[tuple[str, str], Claims] = {}
    groups = {group: Claims(group, "") for group in (PARTIES, OTHERS)}
    both, there = 0, {PARTIES: Span(0, 0), OTHERS: Span(0, 0)}
    for told in incidents:
        said = list(_said(told))
        for who in dict.fromkeys(s.who for s in said):
            kinds.setdefault(who, Claims(*who)).take([s for s in said if s.who == who])
        spans = {group: whole.take([s for s in said if s.who[0] == group]) for group, whole in groups.items()}
        there_both = {group: span for group, span in spans.items() if span}
        if len(there_both) == len(groups):
            both += 1
            there = {group: there[group] + span for group, span in there_both.items()}
    ordered = sorted(kinds.values(), key=lambda c: (c.group != PARTIES, _ORDER.index(c.kind)))
    return ByClaimant(tuple(ordered), groups, both, there[PARTIES], there[OTHERS])


def _said(told: Told) -> Iterator[_Said]:
    """What each voice says in each event of an incident."""
    totals = {event["id"]: event["totals"].get("civilians_killed") for event in told.events}
    for event, total in totals.items():
        claims = _claims(event, told) or (_claims(event, told, _ALL) if total else [])
        voices: dict[str | None, list[Record]] = {}
        for statement in claims:
            voices.setdefault(statement["according_to"], []).append(statement)
        counting = [voice for voice, statements in voices.items() if any(map(_number, statements))]
        for voice, statements in voices.items():
            span = None
            if total and voice in counting:
                whole = span_of(total)
                span = whole if len(counting) == 1 else _largest(statements, whole)
            yield _Said(_who(statements[0], told), span, any(map(_denial, statements)))


def _claims(event: str, told: Told, field: str = _CIVILIANS) -> list[Record]:
    """The claims of an event that count in a field; of protesters' deaths reports may count but the dead."""
    statements = told.incident["statements"]
    return [s for s in statements if (s["event"], s["field"]) == (event, field) and counts(s)]


def _who(statement: Record, told: Told) -> tuple[str, str]:
    """The group and the kind of whoever makes a statement."""
    name = statement["according_to"]
    if name is None:
        return OTHERS, ITSELF
    voice = next((v for v in told.incident["voices"] if v["name"] == name), None)
    kind = voice["kind"] if voice and voice["kind"] in _ORDER else "other"
    return PARTIES if statement["party"] else OTHERS, kind


def _number(statement: Record) -> bool:
    """Whether it counts dead."""
    value = statement["value"]
    return bool(statement["stance"] == "asserted" and (value["low"] or value["high"] is None))


def _denial(statement: Record) -> bool:
    """Whether it says that there are none, or not those whom others count."""
    stance = statement["stance"]
    return bool(stance == "denied" or (stance == "asserted" and statement["value"]["high"] == 0))


def _largest(statements: Sequence[Record], whole: Span) -> Span:
    """The largest number of one voice, no larger than the whole."""
    spans = [span_of(s["value"]) for s in statements if _number(s)]
    low, high = max(s.low for s in spans), None
    if not any(s.high is None for s in spans):
        high = max(s.high or 0 for s in spans)
    if whole.high is None:
        return Span(low, high)
    return Span(min(low, whole.high), min(high or whole.high, whole.high))
