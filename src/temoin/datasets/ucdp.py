"""A row of UCDP's Georeferenced Event Dataset (GED Codebook 24.1) as findings take it."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from temoin.analysis.occurrence import ONE_SIDED, Occurrence, Toll
from temoin.datasets.cells import Cells
from temoin.datasets.errors import BadRow
from temoin.datasets.formats import HERE, precisions_of
from temoin.knowledge.countries import code_named, codes_by_gwno
from temoin.languages import read_table

# How well a place is known where the file does not say.
_ASSUMED = "near"
_UNKNOWN = "unresolved"


@dataclass(frozen=True, slots=True)
class Violence:
    """A type of violence and how it is written."""

    violence: str
    written: tuple[str, ...]


@cache
def _violence() -> Mapping[str, str]:
    return {w: row.violence for row in read_table(HERE / "violence.tsv", Violence) for w in row.written}


def occurrence(cells: Cells, data: str) -> Occurrence:
    """What a row tells. Raises `BadRow` where it cannot be.

    Civilians killed: GED gives one number, and all the dead whose side is not known may be civilians too.
    """
    start, end = _days(cells)
    lat, lon = cells.degrees("latitude", 90), cells.degrees("longitude", 180)
    violence = _type(cells)
    side_a = cells.text("side_a")
    killed = _killed(cells)
    sources = cells.whole("number_of_sources")
    return Occurrence(
        id=_id(cells),
        data=data,
        start=start,
        end=end,
        country=_country(cells),
        admin1=cells.text("adm_1"),
        lat=lat if lon is not None else None,
        lon=lon if lat is not None else None,
        precision=_precision(cells, lat is not None and lon is not None),
        type="",
        violence=violence,
        side_a=side_a,
        side_b=cells.text("side_b"),
        attacker=side_a if violence == ONE_SIDED else "",
        killed=killed,
        civilians_killed=_civilians(cells, killed, violence),
        voices=sources if sources and sources > 0 else None,  # -1 is not known (GED Codebook)
    )


def country_as_written(cells: Cells) -> str:
    """What the row says of its country, where temoin does not know which that is."""
    return cells.text("country") or cells.text("country_id")


def _id(cells: Cells) -> str:
    return cells.text("id").removesuffix(".0")


def _days(cells: Cells) -> tuple[date, date]:
    start, end = cells.day("date_start"), cells.day("date_end")
    if start is None:
        start, end = _period(cells)
    end = end or start
    if end < start:
        raise BadRow("period", "date_end", end.isoformat())
    return start, end


def _period(cells: Cells) -> tuple[date, date]:
    """The day of year, month and day; the whole month or year where no more is told."""
    year, month, day = (cells.whole(c) for c in ("year", "month", "day"))
    if year is None:
        raise BadRow("no_date")
    first, last = (month, month) if month else (1, 12)
    try:
        if day and month:
            return (date(year, month, day),) * 2
        return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
    except ValueError:
        raise BadRow("day", "year", "-".join(str(n) for n in (year, month, day) if n)) from None


def _type(cells: Cells) -> str | None:
    written = cells.text("type_of_violence")
    if not written:
        return None
    found = _violence().get(written.removesuffix(".0").casefold())
    if found is None:
        raise BadRow("type_of_violence", "type_of_violence", written)
    return found


def _country(cells: Cells) -> str | None:
    number = cells.whole("country_id")
    known = codes_by_gwno().get(number) if number else None
    return known or (code_named(name) if (name := cells.text("country")) else None)


def _precision(cells: Cells, pinned: bool) -> str:
    if code := cells.text("where_prec"):
        return precisions_of("ucdp").get(code.removesuffix(".0"), _UNKNOWN)
    return _ASSUMED if pinned else _UNKNOWN


def _killed(cells: Cells) -> Toll | None:
    best, low, high = (cells.count(c) for c in ("best", "low", "high"))
    if best is None:
        return None
    return Toll(min(best, best if low is None else low), best, max(best, best if high is None else high))


def _civilians(cells: Cells, killed: Toll | None, violence: str | None) -> Toll | None:
    """The number of `deaths_civilians`; without that column, all the dead of one-sided violence."""
    best = cells.count("deaths_civilians")
    if killed is None or killed.high is None:
        return None
    if best is None:
        return killed if violence == ONE_SIDED else None
    fighters = sum(cells.count(c) or 0 for c in ("deaths_a", "deaths_b"))
    return Toll(min(best, killed.low), best, max(best, killed.high - fighters))
