"""The cells of a row, read as what they are: text, whole numbers, degrees, days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache

from temoin.datasets.errors import BadRow

_NOTHING = frozenset({"", "NA", "N/A", "NaN", "nan", "NULL", "null", "None"})
# How days are written beside ISO 8601; which comes first in 03/04/2024 cannot be known, so that is none.
_DAYS = ("%Y/%m/%d", "%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%B %d, %Y")

# No count of people is greater, nor does a database keep greater numbers in its columns of counts.
_MOST = 2**31 - 1


class Cells:
    """A row's cells by the names of their columns; a column that the file has not is empty."""

    __slots__ = ("_at", "_row")

    def __init__(self, at: Mapping[str, int], row: Sequence[str]) -> None:
        self._at, self._row = at, row

    def text(self, column: str) -> str:
        """The text of a cell, "" where it says nothing."""
        n = self._at.get(column)
        if n is None:
            return ""
        value = self._row[n].strip()
        return "" if value in _NOTHING else value

    def whole(self, column: str) -> int | None:
        """A whole number, which may be written 12.0; None where there is none. Raises `BadRow` for others."""
        value = self.text(column)
        if not value:
            return None
        try:
            n = whole(value)
        except ValueError:
            raise BadRow("number", column, value) from None
        if abs(n) > _MOST:
            raise BadRow("number", column, value)
        return n

    def count(self, column: str) -> int | None:
        """A whole number that is not less than 0."""
        n = self.whole(column)
        if n is not None and n < 0:
            raise BadRow("negative", column, str(n))
        return n

    def degrees(self, column: str, most: int) -> float | None:
        """An angle from -`most` to `most`; None where there is none."""
        value = self.text(column)
        if not value:
            return None
        try:
            angle = float(value)
        except ValueError:
            raise BadRow("number", column, value) from None
        if not -most <= angle <= most:
            raise BadRow("degrees", column, value)
        return angle

    def day(self, column: str) -> date | None:
        """A day; None where there is none. Raises `BadRow` where it is not clear which."""
        value = self.text(column)
        if not value:
            return None
        found = day(value)
        if found is None:
            raise BadRow("day", column, value)
        return found


@lru_cache(2**14)
def whole(value: str) -> int:
    """The whole number that is written 12 or 12.0. Raises `ValueError` for any other."""
    try:
        return int(value)
    except ValueError:
        number = float(value)
        if not number.is_integer():  # also what is no number
            raise ValueError(value) from None
        return int(number)


@lru_cache(2**16)
def day(value: str) -> date | None:
    """The day that is written so, None where it is not clear which."""
    if value[10:11] in ("", " ", "T"):  # a time may follow
        with suppress(ValueError):
            return date.fromisoformat(value[:10])
    for form in _DAYS:
        try:
            return datetime.strptime(value, form).date()
        except ValueError:
            continue
    return None
