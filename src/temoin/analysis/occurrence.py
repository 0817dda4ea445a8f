"""An incident as findings count it: one of the ledger, or one that another data set holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

STATE_BASED, NON_STATE, ONE_SIDED = "state-based", "non-state", "one-sided"
VIOLENCE: tuple[str, ...] = (STATE_BASED, NON_STATE, ONE_SIDED)
"""UCDP's types of organised violence (GED Codebook 23.1)."""


@dataclass(frozen=True, slots=True)
class Toll:
    """How many: the lowest, the most credible and the highest number that is told; an open `high` is None."""

    low: int
    best: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An incident with what findings need of it; None and "" are unknown.

    `start` and `end` are the first and the last day on which it may have happened. `country` is ISO 3166
    alpha-2, `admin1` a first-level division as the data name it, `lat` and `lon` are degrees (WGS 84).
    `precision` is one of `exact`, `near`, `admin2`, `admin1`, `country`, `unresolved`. `type` is an ACLED
    sub-event type, or "" where the data set has none; `violence` is one of `VIOLENCE`. `side_a` and `side_b`
    are the parties as named; `attacker` is the one of them that began, where the data say so. `voices` is the
    number of independent sources (origins, articles), where it is told. `data` says where it comes from:
    `ledger`, or the name of the data set.
    """

    id: str
    data: str
    start: date | None
    end: date | None
    country: str | None
    admin1: str
    lat: float | None
    lon: float | None
    precision: str
    type: str
    violence: str | None
    side_a: str
    side_b: str
    attacker: str
    killed: Toll | None
    civilians_killed: Toll | None
    voices: int | None
