"""All that a brief says, in the order in which it says it, as plain data that any template can lay out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from temoin.publishing.brief.contested import Question
from temoin.publishing.brief.quoting import Quotation

if TYPE_CHECKING:
    from temoin.ledger import Filters


@dataclass(frozen=True, slots=True)
class Scope:
    """What a brief is about and whom it is for; `made` is the day on which it is made.

    `rule` is the rule for tolls, `audience` is `public` or `internal`, `language` is `fr` or `en`.
    """

    filters: Filters
    rule: str
    audience: str
    language: str
    made: date


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of the headline, what it counts, and what is to be known of it."""

    figure: str
    label: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG, and what it shows in words."""

    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class Table:
    """Cells below headings; `figures` are the columns of numbers, `strong` the rows that stand out."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[int, ...] = ()
    strong: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An incident in short. `about` are labels with what they say: parties, tolls.

    `grade` names what is contested, where something is; `below` says that its versions stand further on.
    """

    id: str
    date: str
    place: str
    what: str
    killed: str
    about: tuple[tuple[str, str], ...]
    grade: str
    firm: bool
    below: bool
    quotation: Quotation | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """A contested incident with its versions."""

    id: str
    date: str
    place: str
    what: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Claimant:
    """A line of who claims that civilians were killed; `low`, `high` are lengths of its bar, up to 1."""

    label: str
    whole: bool
    counting: str
    span: str
    denying: str
    low: float
    high: float
    open: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the method: sentences and tables."""

    heading: str
    sentences: tuple[str, ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """The method page."""

    heading: str
    intro: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """The incidents that matter most, below the rule by which they were taken."""

    rule: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Contested:
    """The contested incidents: some with all versions, the rest in a table."""

    intro: tuple[str, ...]
    disputes: tuple[Dispute, ...]
    rest: Table | None


@dataclass(frozen=True, slots=True)
class Civilians:
    """Who claims that civilians were killed."""

    intro: tuple[str, ...]
    claimants: tuple[Claimant, ...]


@dataclass(frozen=True, slots=True)
class Independence:
    """The sources, and how many of them are independent."""

    intro: tuple[str, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief in the language of its readers; `incidents` is how many it counts."""

    language: str
    title: str
    subtitle: str
    incidents: int
    made: str
    audience: str
    summary: tuple[str, ...]
    facts: tuple[Fact, ...]
    pictures: tuple[Picture, ...]
    matter: Matter
    contested: Contested
    civilians: Civilians
    sources: Independence
    method: Method
