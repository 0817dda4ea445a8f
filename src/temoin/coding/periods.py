"""Stretches of the calendar: days, weeks, months and years, and how they are written in EDTF."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "range", "week", "month", "year"]
Unit = Literal["day", "night", "week", "weekend", "month", "year"]
Part = Literal["early", "mid", "late"]

# "early April" is its first ten days, "mid-April" the ten around its middle, "late April" the rest
_PARTS_OF_MONTH: dict[Part, tuple[int, int]] = {"early": (1, 10), "mid": (10, 20), "late": (20, 31)}
_PARTS_OF_WEEK: dict[Part, tuple[int, int]] = {"early": (0, 1), "mid": (2, 2), "late": (4, 6)}


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date
    precision: Precision

    @property
    def edtf(self) -> str:
        """The period in the Extended Date/Time Format (ISO 8601-2)."""
        if self.precision == "year":
            return f"{self.first.year:04}"
        if self.precision == "month":
            return f"{self.first.year:04}-{self.first.month:02}"
        if self.first == self.last:
            return self.first.isoformat()
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def day(value: date) -> Period:
    """One day."""
    return Period(value, value, "day")


def span(first: date, last: date) -> Period:
    """From one day to another, in whatever order they are given."""
    first, last = sorted((first, last))
    return Period(first, last, "day" if first == last else "range")


def through(first: Period, last: Period) -> Period:
    """From the first day of one period to the last of another."""
    return first if first == last else span(first.first, last.last)


def month(year: int, number: int, part: Part | None = None) -> Period:
    """A month of a year, or part of it."""
    length = monthrange(year, number)[1]
    if part:
        low, high = _PARTS_OF_MONTH[part]
        return Period(date(year, number, low), date(year, number, min(high, length)), "range")
    return Period(date(year, number, 1), date(year, number, length), "month")


def year(number: int) -> Period:
    """A year."""
    return Period(date(number, 1, 1), date(number, 12, 31), "year")


def published(value: str | None) -> Period | None:
    """The publication date `YYYY`, `YYYY-MM` or `YYYY-MM-DD` as the period it stands for."""
    if not value:
        return None
    parts = [int(p) for p in value.split("-")]
    if len(parts) == 1:
        return year(parts[0])
    return month(parts[0], parts[1]) if len(parts) == 2 else day(date(*parts))


def days_after(value: date, days: int) -> date:
    """The day so many days after (or before) another; the calendar's own end where it goes beyond."""
    ordinal = min(max(value.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def shifted(value: date, n: int, unit: Unit, part: Part | None = None) -> Period:
    """The day, night, week (Monday to Sunday), weekend, month or year that lies `n` units after `value`'s."""
    if unit == "day":
        return day(days_after(value, n))
    if unit == "night":
        return span(days_after(value, n - 1), days_after(value, n))
    if unit == "week":
        monday = days_after(value, 7 * n - value.weekday())
        low, high = _PARTS_OF_WEEK[part] if part else (0, 6)
        return Period(days_after(monday, low), days_after(monday, high), "range" if part else "week")
    if unit == "weekend":
        if n < 0:  # on a Sunday, too, "last weekend" is the one before
            value, n = days_after(value, -2), n + 1
        saturday = days_after(value, 7 * n - (value.weekday() + 2) % 7)
        return span(saturday, days_after(saturday, 1))
    if unit == "month":
        months = min(max(value.year * 12 + value.month - 1 + n, 12), 9999 * 12 + 11)
        return month(months // 12, months % 12 + 1, part)
    return year(min(max(value.year + n, 1), 9999))


def weekday(number: int, near: date, n: int) -> date:
    """The weekday (1 is Monday) last on or before `near` (n = 0), before it (n < 0) or after it (n > 0)."""
    if n > 0:
        return days_after(near, (number - near.isoweekday() - 1) % 7 + 1)
    back = (near.isoweekday() - number) % 7
    return days_after(near, -(back or 7 if n < 0 else back))


def exists(year_number: int, month_number: int, day_number: int) -> bool:
    """Whether the calendar has this day."""
    in_range = 1 <= year_number <= 9999 and 1 <= month_number <= 12
    return in_range and 1 <= day_number <= monthrange(year_number, month_number)[1]
