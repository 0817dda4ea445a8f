"""How many, week by week or month by month: an incident known only to a range of days is shared over it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from temoin.analysis.occurrence import Occurrence

By = Literal["week", "month"]
DAYS: Mapping[By, float] = {"week": 7.0, "month": 365.25 / 12}
"""Days of a whole week, and of a month as a rule."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A week or a month, or what the data see of it: its first and its last day."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Series:
    """A number for each period: what is sure, what is expected, and what is possible.

    `low` counts what surely fell into the period, `best` shares what is known to a range evenly over its
    days, `high` counts all that may have fallen into it. `open` are the periods whose `high` leaves out a
    highest number that nobody tells.
    """

    low: tuple[float, ...]
    best: tuple[float, ...]
    high: tuple[float, ...]
    open: frozenset[int] = frozenset()


def window(rows: Iterable[Occurrence]) -> tuple[date, date] | None:
    """The days that the data surely speak of: from the first end to the last start; None where none is dated.

    One incident known only to its year does not make a year of data.
    """
    ranges = [days for row in rows if (days := _range(row))]
    if not ranges:
        return None
    first, last = min(end for _, end in ranges), max(start for start, _ in ranges)
    return (first, last) if first <= last else (last, first)


def grid(first: date, last: date, by: By) -> tuple[Period, ...]:
    """The weeks (from Monday) or months from the first day to the last; the outer ones as far as they go."""
    periods = []
    start = first
    while start <= last:
        end = min(last, _end(start, by))
        periods.append(Period(start, end))
        start = end + _DAY
    return tuple(periods)


def incidents(rows: Iterable[Occurrence], periods: Sequence[Period]) -> Series:
    """How many incidents fell into each period; those without a date are left out."""
    return _series(((row, 1, 1, 1) for row in rows), periods)


def deaths(rows: Iterable[Occurrence], periods: Sequence[Period]) -> Series:
    """How many were killed in each period, by the tolls told; incidents without one are left out."""
    return _series(
        ((row, row.killed.low, row.killed.best, row.killed.high) for row in rows if row.killed), periods
    )


def spread(start: date, end: date, periods: Sequence[Period]) -> Iterator[tuple[int, float]]:
    """The periods that these days touch, by their places in the list, each with its share of the days."""
    days = (end - start).days + 1
    for i in range(_holding(start, periods), len(periods)):
        shared = (min(end, periods[i].last) - max(start, periods[i].first)).days + 1
        if shared <= 0:
            break
        yield i, shared / days


def _series(tolls: Iterable[tuple[Occurrence, int, int, int | None]], periods: Sequence[Period]) -> Series:
    low, best, high = ([0.0] * len(periods) for _ in range(3))
    unbounded = set()
    for row, least, likely, most in tolls:
        days = _range(row)
        for i, share in spread(*days, periods) if days else ():
            low[i] += least if share == 1 else 0
            best[i] += likely * share
            high[i] += likely if most is None else most
            if most is None:
                unbounded.add(i)
    return Series(tuple(low), tuple(best), tuple(high), frozenset(unbounded))


def _range(row: Occurrence) -> tuple[date, date] | None:
    """The first and the last day on which it may have happened."""
    start, end = row.start or row.end, row.end or row.start
    return (start, end) if start and end else None


def _holding(day: date, periods: Sequence[Period]) -> int:
    """The place in the list of the first period that does not end before the day."""
    return bisect_left(periods, day, key=lambda period: period.last)


def _end(day: date, by: By) -> date:
    """The last day of the day's week or month."""
    if by == "week":
        return day + (6 - day.weekday()) * _DAY
    return (day.replace(day=1) + 31 * _DAY).replace(day=1) - _DAY
