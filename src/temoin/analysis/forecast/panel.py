"""How many deaths in each area and month?"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from temoin.analysis.forecast.areas import Area, By, area_of, divisions_of
from temoin.analysis.occurrence import Occurrence

if TYPE_CHECKING:
    import numpy as np

# A month counts as over where the data go on to so many days before its end.
_LAST_DAYS = 7
_LATELY = 24


@dataclass(frozen=True, slots=True)
class Panel:
    """Deaths by area (rows) and whole month (columns), the most credible number of each incident.

    `first` is the first day of the first month. An incident counts in the month in which it ended, as VIEWS
    counts GED. `incidents` are counted, `lately` those of them in the last 24 months. Left out are those
    without a date (`undated`), without an area that is known so exactly (`unplaced`), without a toll
    (`untold`), and those after the last whole month: `unfinished` is the first day of a month that had begun.
    """

    areas: tuple[Area, ...]
    first: date
    deaths: np.ndarray
    incidents: int
    lately: int
    undated: int
    unplaced: int
    untold: int
    unfinished: date | None

    @property
    def months(self) -> int:
        """How many months there are."""
        return int(self.deaths.shape[1])

    def month(self, index: int) -> date:
        """The first day of the month with this index; beyond the end, of a month to come."""
        return _first_day(_number(self.first) + index)


def panel(
    rows: Iterable[Occurrence],
    by: By = "division",
    until: date | None = None,
    countries: frozenset[str] = frozenset(),
) -> Panel | None:
    """The panel of these incidents, in these countries if any are given; None where none can be counted.

    All divisions of the countries that occur are in it, those without deaths too; cells only with deaths.
    The months go from the first day of any of `rows` to the last month that is whole, by `until` or by the
    last day of any of them.
    """
    rows = list(rows)
    days = [day for row in rows if (day := row.end or row.start) and (until is None or day <= until)]
    if not days:
        return None
    start, end = _number(min(days)), _end(max(days), until)
    found = _Found()
    for row in rows:
        if not countries or row.country in countries:
            found.add(row, by, end, until)
    if not found.deaths or end <= start:
        return None
    known = {area for (area, _), deaths in found.deaths.items() if deaths or by == "division"}
    if by == "division":
        known |= divisions_of({area.country for area in known})
    return Panel(
        tuple(sorted(known)),
        _first_day(start),
        _matrix(found.deaths, sorted(known), start, end),
        found.incidents,
        found.lately,
        found.undated,
        found.unplaced,
        found.untold,
        _first_day(end) if found.later else None,
    )


@dataclass(slots=True)
class _Found:
    """Deaths by area and number of the month, and what was left out."""

    deaths: Counter[tuple[Area, int]] = field(default_factory=Counter)
    incidents: int = 0
    lately: int = 0
    undated: int = 0
    unplaced: int = 0
    untold: int = 0
    later: int = 0

    def add(self, row: Occurrence, by: By, end: int, until: date | None) -> None:
        """Count an incident; `end` is the number of the first month that is not whole."""
        day = row.end or row.start
        if day is None:
            self.undated += 1
        elif until and day > until:
            return
        elif (month := _number(day)) >= end:
            self.later += 1
        elif row.killed is None:
            self.untold += 1
        elif (area := area_of(row, by)) is None:
            self.unplaced += 1
        else:
            self.deaths[area, month] += row.killed.best
            self.incidents += 1
            self.lately += month >= end - _LATELY


def _matrix(
    deaths: Mapping[tuple[Area, int], int], areas: Sequence[Area], start: int, end: int
) -> np.ndarray:
    """Deaths by area and month."""
    import numpy as np

    at = {area: i for i, area in enumerate(areas)}
    matrix = np.zeros((len(areas), end - start))
    for (area, month), killed in deaths.items():
        if area in at:
            matrix[at[area], month - start] = killed
    return matrix


def _number(day: date) -> int:
    """The months since year 0."""
    return day.year * 12 + day.month - 1


def _first_day(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _end(last: date, until: date | None) -> int:
    """The number of the first month that is not whole, by the last day of the data and what is asked for."""
    days = calendar.monthrange(last.year, last.month)[1]
    asked = until is not None and (until.year, until.month) == (last.year, last.month)
    over = until.day == days if until and asked else last.day > days - _LAST_DAYS
    return _number(last) + (1 if over else 0)
