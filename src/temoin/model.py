"""The plain data that everything else passes along: reports, spans, claims and events.

All positions count Unicode code points into `Report.full_text`, and
`full_text[span.start:span.end] == span.text` always holds.
"""

from __future__ import annotations

import hashlib
import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Kind = Literal[
    "state_forces",
    "foreign_forces",
    "armed_group",
    "communal_militia",
    "civilians",
    "protesters",
    "unidentified",
    "other",
]
Role = Literal["initiator", "target", "initiator_ally", "target_ally", "bystander"]
Status = Literal["reported", "denied", "planned"]
Stance = Literal["asserted", "denied", "feared", "planned"]
Effect = Literal["killed", "injured", "abducted", "missing", "displaced", "arrested", "released"]

_PUBLISHED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Report:
    """One text that says what happened.

    `published` is a day, a month, a year (`2024-12-28`, `2024-12`, `2024`) or None.
    `language` is an ISO 639-1 code, or None to have it detected.
    `id` defaults to a digest of the text, so that the same text always has the same id.

    Raises `ValueError` where `published` is no such date.
    """

    text: str
    title: str | None = None
    published: str | None = None
    id: str = ""
    language: str | None = None
    publisher: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        if not self.id:
            digest = hashlib.sha256(self.full_text.encode("utf-8", "surrogatepass")).hexdigest()
            object.__setattr__(self, "id", digest[:12])
        if self.published is not None:
            check_published(self.published)

    @property
    def full_text(self) -> str:
        """The title, a blank line and the body as one text; the body alone where there is no title."""
        return f"{self.title}\n\n{self.text}" if self.title else self.text


def check_published(value: str) -> None:
    """Raise `ValueError` unless `value` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD` and exists in the calendar."""
    if not _PUBLISHED.fullmatch(value):
        raise ValueError(f"publication date {value!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (*map(int, value.split("-")), 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError as error:
        raise ValueError(f"publication date {value!r} is not in the calendar") from error


def period(value: str | None) -> tuple[date, date] | None:
    """The first and last day of a day, a month or a year (`2024-12-28`, `2024-12`, `2024`)."""
    if not value:
        return None
    year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
    last = day or monthrange(year, month or 12)[1]
    return date(year, month or 1, day or 1), date(year, month or 12, last)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words of the report: `full_text[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many: a range with a best value; `high` None is open (*several* is 2 to unknown)."""

    low: int
    best: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Date:
    """When: first and last day (ISO, inclusive), or None where the year is unknown, and its EDTF form.

    `precision` is `day`, `range`, `week`, `month`, `year` or `unknown_year`.
    """

    start: str | None
    end: str | None
    edtf: str
    precision: str
    span: Span


@dataclass(frozen=True, slots=True)
class Namesake:
    """Another place of the gazetteer that a name might have meant; `confidence` is 0 to 1."""

    name: str
    country: str
    admin1: str | None
    geonameid: int
    lat: float
    lon: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the name as the report has it, and what is known of it.

    `country` is ISO 3166 alpha-2; `admin1`, `admin2` are names of its divisions; `lat`, `lon` are WGS 84
    degrees; `radius_km` kilometres around them. `precision` is `exact`, `near`, `admin2`, `admin1`, `country`
    or `unresolved`. `line` is true of a road or a border. `confidence` (0 to 1) is how sure the choice of the
    point is, `reason` why, in the report's language, `others` what else the name might have meant.
    """

    name: str
    span: Span
    precision: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    admin1: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    admin2: str | None = None
    line: bool = False
    confidence: float | None = None
    reason: str | None = None
    others: tuple[Namesake, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who: a party and its role in the event. `id` is its id in the registry of parties, if any."""

    role: Role
    name: str
    kind: Kind
    span: Span
    aliases: tuple[str, ...] = ()
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """According to whom. `party` is true where the source is a party to the conflict."""

    name: str
    kind: Kind
    party: bool
    span: Span
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Harm:
    """What was done to whom, how many, and with what stance; `role` is the victims' role in the event."""

    effect: Effect
    victims: Kind
    role: Role
    count: Count
    stance: Stance
    span: Span
    according_to: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """The atom: one value of one field, with its stance, its source and its words.

    `hearsay` is true where the report does not vouch for the value itself: *aurait été tué*, *reportedly*.
    `confidence` is how likely a careful reader finds the same value (0 to 1), None where no model says.
    """

    field: str
    value: Any
    stance: Stance
    according_to: str | None
    span: Span
    hearsay: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts for the whole event by the widest range the report gives; None where nothing is said."""

    killed: Count | None = None
    injured: Count | None = None
    abducted: Count | None = None
    civilians_killed: Count | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, is denied or is announced: a view over its claims.

    `confidence` is how likely the report is about it (0 to 1), None where no model says.
    """

    id: str
    type: str
    group: str
    status: Status
    background: bool
    date: Date | None
    place: Place | None
    actors: tuple[Actor, ...]
    harm: tuple[Harm, ...]
    totals: Totals
    according_to: tuple[Source, ...]
    evidence: tuple[Span, ...]
    claims: tuple[Claim, ...]
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class CodedReport:
    """A report, the language it was read in, and the events it tells of; no events is a quiet report."""

    report: Report
    language: str
    coder: str
    events: tuple[Event, ...]
