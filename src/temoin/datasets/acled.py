"""A row of ACLED's event data (ACLED Codebook 2023, and exports since 2018) as findings take it."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from temoin.analysis.occurrence import Occurrence, Toll
from temoin.analysis.violence import type_of_violence
from temoin.datasets.cells import Cells
from temoin.datasets.errors import BadRow
from temoin.datasets.formats import HERE, precisions_of
from temoin.knowledge.countries import code_named, codes_by_iso
from temoin.languages import read_table
from temoin.ontology import TYPES

_ASSUMED, _UNKNOWN = "near", "unresolved"
_CIVILIANS = "Violence against civilians"
# Types of events in which ACLED's first actor is the one who acts.
_BEGUN_BY_FIRST = frozenset({_CIVILIANS, "Explosions/Remote violence"})
_DAY, _WEEK, _MONTH = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Inter:
    """A code of actors, the words for it, and the kind of a party that it is."""

    inter: str
    words: tuple[str, ...]
    kind: str


@cache
def _kinds() -> Mapping[str, str]:
    rows = read_table(HERE / "acled_inters.tsv", Inter)
    return {written: row.kind for row in rows for written in (row.inter, *row.words)}


@cache
def _types() -> Mapping[str, str]:
    return {name.casefold(): name for name in TYPES}


def occurrence(cells: Cells, data: str) -> Occurrence:
    """What a row tells. Raises `BadRow` where it cannot be.

    ACLED gives one number of dead and no range. It does not part civilians from others: the dead of an event
    that targets civilians count as civilians, as in ACLED's own figures.
    """
    start, end = _days(cells)
    lat, lon = cells.degrees("latitude", 90), cells.degrees("longitude", 180)
    type, group = type_of(cells), cells.text("event_type")
    first, second = cells.text("actor1"), cells.text("actor2")
    dead = cells.count("fatalities")
    killed = None if dead is None else Toll(dead, dead, dead)
    return Occurrence(
        id=cells.text("event_id_cnty"),
        data=data,
        start=start,
        end=end,
        country=_country(cells),
        admin1=cells.text("admin1"),
        lat=lat if lon is not None else None,
        lon=lon if lat is not None else None,
        precision=_precision(cells, lat is not None and lon is not None),
        type=type,
        violence=type_of_violence(type, _kind(cells, "inter1"), _kind(cells, "inter2")),
        side_a=first,
        side_b=second,
        attacker=first if group in _BEGUN_BY_FIRST else "",
        killed=killed,
        civilians_killed=killed if cells.text("civilian_targeting") or group == _CIVILIANS else None,
        voices=len({s.strip() for s in cells.text("source").split(";") if s.strip()}) or None,
    )


def country_as_written(cells: Cells) -> str:
    """What the row says of its country, where temoin does not know which that is."""
    return cells.text("country") or cells.text("iso")


def type_of(cells: Cells) -> str:
    """The sub-event type under ACLED's present name, "" where that is none."""
    return _types().get(cells.text("sub_event_type").casefold(), "")


def _days(cells: Cells) -> tuple[date, date]:
    """The day; where only the week or the month is known, all of it, as ACLED gives its middle."""
    day = cells.day("event_date")
    if day is None:
        raise BadRow("no_date")
    precision = cells.whole("time_precision") or _DAY
    if precision == _WEEK:
        return day - timedelta(days=3), day + timedelta(days=3)
    if precision == _MONTH:
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day, day


def _country(cells: Cells) -> str | None:
    number = cells.whole("iso")
    known = codes_by_iso().get(number) if number else None
    return known or (code_named(name) if (name := cells.text("country")) else None)


def _precision(cells: Cells, pinned: bool) -> str:
    if code := cells.text("geo_precision"):
        return precisions_of("acled").get(code.removesuffix(".0"), _UNKNOWN)
    return _ASSUMED if pinned else _UNKNOWN


def _kind(cells: Cells, column: str) -> set[str]:
    kind = _kinds().get(cells.text(column).casefold())
    return {kind} if kind else set()
