"""Figures as sentences have them: as many digits as they bear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from temoin.messages import reader_language
from temoin.publishing.pictures import theme

if TYPE_CHECKING:
    from rich.table import Table


def rate(value: float, language: str | None = None) -> str:
    """A mean or a rate: `0.35`, `4.1`, `23`."""
    return theme.number(value, language or reader_language(), 2 if value < 1 else 1 if value < 10 else 0)


def ratio(value: float, language: str | None = None) -> str:
    """How many times as many: `1.26`, `23`."""
    return theme.number(value, language or reader_language(), 2 if value < 10 else 0)


def signed(value: float, language: str | None = None) -> str:
    """A difference with its sign: `+4.9`, `−2`."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + theme.number(abs(value), language or reader_language(), 0 if value == int(value) else 1)


def count(value: float, language: str | None = None) -> str:
    """A count, of which a part may be shared out: `12`, `12.5`."""
    return theme.number(
        value, language or reader_language(), 0 if value >= 100 or abs(value - round(value)) < 0.05 else 1
    )


def between(low: float, best: float, high: float, language: str | None = None, more: str = "") -> str:
    """A count with what it may be: `12`, `12.5 (11–14)`; `more` is put behind the highest."""
    if low == best == high and not more:
        return count(best, language)
    return f"{count(best, language)} ({count(low, language)}–{count(high, language)}{more})"


def table(columns: Sequence[str], words: int = 1) -> Table:
    """A plain table, all but the first `words` columns to the right."""
    from rich.table import Table

    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for i, column in enumerate(columns):
        figure = i >= words
        made.add_column(column, justify="right" if figure else "left", overflow="fold", no_wrap=figure)
    return made
