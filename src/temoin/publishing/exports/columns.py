"""Tables as bytes: a line of names, then a line a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from temoin.publishing.rows import Cell, inert


def columns(name: str) -> tuple[str, ...]:
    """The names of a format's columns, in order (`NAME_columns.txt`, a name a line)."""
    return tuple(Path(__file__).with_name(f"{name}_columns.txt").read_text(encoding="utf-8").split())


@contextmanager
def as_text(stream: BinaryIO) -> Iterator[TextIO]:
    """A stream of bytes as UTF-8 text, left open at the end."""
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="")
    try:
        yield text
    finally:
        text.detach()


def write_table(
    columns: Sequence[str], rows: Iterable[Mapping[str, Any]], stream: TextIO, under: Sequence[str] = ()
) -> None:
    """Write rows as CSV with these columns, `under` in a line below their names; None is an empty cell."""
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    if under:
        writer.writerow(dict(zip(columns, under, strict=True)))
    writer.writerows(rows)


def harmless(row: Mapping[str, Cell]) -> dict[str, Cell]:
    """A row in which no cell is a formula to a spreadsheet."""
    return {name: inert(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
