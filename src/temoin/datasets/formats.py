"""The formats that are read, and the columns of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from temoin.languages import read_table

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Format:
    """A format of data sets: its name here, its title, what to cite, and where it comes from."""

    format: str
    title: str
    cite: str
    address: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read: what else it may be called, and which other column can stand for it.

    `need` is `yes` where a file is refused without it, `told` where its absence matters to findings.
    """

    format: str
    column: str
    need: Literal["yes", "told", "no"]
    aliases: tuple[str, ...] = ()
    instead: str = ""


@dataclass(frozen=True, slots=True)
class PlaceCode:
    """How well a place of this code is known."""

    format: str
    code: str
    precision: str


FORMATS: Mapping[str, Format] = {f.format: f for f in read_table(HERE / "formats.tsv", Format)}
"""The formats by their names."""


@cache
def columns_of(format: str) -> tuple[Column, ...]:
    """The columns that are read of a format."""
    return tuple(c for c in read_table(HERE / "columns.tsv", Column) if c.format == format)


@cache
def precisions_of(format: str) -> Mapping[str, str]:
    """How well a place is known, by the format's codes."""
    rows = read_table(HERE / "precisions.tsv", PlaceCode)
    return {row.code: row.precision for row in rows if row.format == format}


def positions(format: str, heading: Sequence[str]) -> dict[str, int]:
    """Where the columns that are read stand in a file with this heading, under the format's own names."""
    at = {name.strip().strip("\ufeff").lower(): n for n, name in reversed(list(enumerate(heading)))}
    found = {}
    for column in columns_of(format):
        name = next((name for name in (column.column, *column.aliases) if name in at), None)
        if name is not None:
            found[column.column] = at[name]
    return found


def lacking(format: str, found: Mapping[str, int], need: str) -> list[str]:
    """The columns of this need that are not found, nor what can stand for them."""
    return [
        c.column
        for c in columns_of(format)
        if c.need == need and c.column not in found and c.instead not in found
    ]
