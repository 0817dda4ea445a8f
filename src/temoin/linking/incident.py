"""An incident and what goes into it: plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from temoin.linking.origins import Origin

EFFECTS = ("killed", "civilians_killed", "injured", "abducted")
ROLES = ("initiator", "initiator_ally", "target", "target_ally", "bystander")


@dataclass(frozen=True, slots=True)
class Decision:
    """What an analyst decided of a claim: `accept`, `correct` (to `value`) or `reject`, with the reason.

    `field` and `value` are as in the claims of a record; `start`, `end` are the claim's words in the report;
    `at` is the time (ISO 8601).
    """

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
    """An event of an incident, the report that tells of it (both as records), and what was decided."""

    event: Mapping[str, Any]
    report: Mapping[str, Any]
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as it stands in the incident.

    `origin` counts the incident's origins from 0; `party` says that who claims it is a party to the conflict;
    `superseded` that a later report of its origin, or an analyst, gives another toll; `decided` is what an
    analyst decided of it, None where nobody did. What was rejected or corrected counts no more.
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
    superseded: bool
    decided: Decision | None

    @property
    def counts(self) -> bool:
        """Whether it still speaks for its value."""
        return not self.superseded and (self.decided is None or self.decided.kind == "accept")


@dataclass(frozen=True, slots=True)
class Toll:
    """How many: the range over all origins, and the number that the rule gives; `high` None is open.

    `by_rule` has the number that each rule would give.
    """

    low: int
    high: int | None
    value: int
    by_rule: dict[str, int]


@dataclass(frozen=True, slots=True)
class Party:
    """A party in a role, with the origins that name it; `id` is its id in the registry, if any."""

    role: str
    name: str
    kind: str
    id: str | None
    origins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it, whether it is a party to the conflict, and in which origins; `id` as of a `Party`."""

    name: str
    kind: str
    party: bool
    id: str | None
    origins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of what is contested: a value, its stance, the origins and the voices that stand for it."""

    value: Any
    stance: str
    origins: tuple[int, ...]
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of an analyst, with the report, the event and the words that it is about."""

    report: str
    event: str
    words: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident: all that its events agree and disagree on. Dates are ISO.

    `type` is what most origins say, `types` how many say what. `start`, `end` are the days that all origins
    admit, or else the first and the last that any does (`date` is contested then). `place` is a place as one
    event has it. `tolls` are by effect, `rule` is the rule for their values. `contested` names what origins
    or voices contradict each other on, `sides` gives the sides of each; `grade_about` is what the grade rests
    on: the contested fields, or the party. `statements` are all claims, `decisions` all that was decided.
    `confidence` is that of the surest of its events, None where no model was asked of any.
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
    sides: dict[str, tuple[Side, ...]]
    grade: str
    grade_about: tuple[str, ...]
    origins: tuple[Origin, ...]
    voices: tuple[Voice, ...]
    statements: tuple[Statement, ...]
    decisions: tuple[Decided, ...]
    events: tuple[str, ...]
    reports: tuple[str, ...]
    confidence: float | None = None

    @property
    def party_names(self) -> tuple[str, ...]:
        """What its parties are called, and their ids: what a list is filtered by."""
        return tuple(dict.fromkeys(n for p in self.parties for n in (p.name, p.id) if n))
