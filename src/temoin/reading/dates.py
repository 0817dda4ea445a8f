"""The publication date as people write it, to `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""

from __future__ import annotations

import re
from functools import cache

from temoin.languages import CODES, form
from temoin.messages import lookup
from temoin.model import check_published

_ISO = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?(?:[T ]\d{1,2}:?\d\d.*)?")
_PACKED = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?")
_DAY_OR_MONTH_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[T ,]+\d{1,2}[:h]\d\d.*)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_CLOCK = re.compile(r"\b\d{1,2}[:h]\d\d.*")


class AmbiguousDate(ValueError):
    """Day and month could be either way round."""


def published(value: str) -> str | None:
    """The date that `value` says: `2024-12-28T10:00:00Z`, `28/12/2024`, `28 décembre 2024`, `Dec 2024`...

    None where it is empty. Raises `AmbiguousDate` for `05/06/2024`, `ValueError` where it is no date.
    """
    value = value.strip()
    if not value:
        return None
    for read in (_from_iso, _from_packed, _from_numbers, _from_month_and_year, _from_words):
        found = read(value)
        if found:
            check_published(found)
            return found
    raise ValueError(value)


def _from_iso(value: str) -> str | None:
    match = _ISO.fullmatch(value)
    return _iso(match[1], match[3], match[4]) if match else None


def _from_packed(value: str) -> str | None:
    match = _PACKED.fullmatch(value)
    return _iso(match[1], match[2], match[3]) if match else None


def _from_numbers(value: str) -> str | None:
    match = _DAY_OR_MONTH_FIRST.fullmatch(value)
    if not match:
        return None
    first, mark, second, year = int(match[1]), match[2], int(match[3]), match[4]
    # with full stops the day comes first everywhere
    if mark == "." or first > 12 or first == second:
        return _iso(year, second, first)
    if second > 12:
        return _iso(year, first, second)
    raise AmbiguousDate(value)


def _from_month_and_year(value: str) -> str | None:
    match = _MONTH_YEAR.fullmatch(value)
    return _iso(match[2], match[1]) if match else None


def _from_words(value: str) -> str | None:
    """Day, month and year in any order, the month by its name: `Sat, 28 Dec 2024 10:00:00 GMT`."""
    parts = [form(w) for w in _WORDS.findall(_CLOCK.sub("", value))]
    months = [_months()[p] for p in parts if p in _months()]
    numbers = [p for p in parts if p.isdecimal()]
    years = [n for n in numbers if len(n) == 4]
    days = [n for n in numbers if len(n) < 3]
    if len(months) != 1 or len(years) != 1 or len(days) > 1:
        return None
    return _iso(years[0], months[0], days[0] if days else None)


def _iso(year: str | int, month: str | int | None, day: str | int | None = None) -> str:
    parts = [f"{int(year):04}", *(f"{int(p):02}" for p in (month, day) if p is not None)]
    return "-".join(parts)


@cache
def _months() -> dict[str, int]:
    """Every form of a month's name in every language, to its number."""
    return {
        form(name): number
        for code in CODES
        for number, names in enumerate(lookup("words.months", code), 1)
        for name in names
    }
