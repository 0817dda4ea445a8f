"""Rows of UCDP's Georeferenced Event Dataset (GED Codebook 23.1): 49 columns, read and written unchanged."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from temoin.messages import say
from temoin.publishing.exports.columns import columns, write_table
from temoin.publishing.rows import Cell

COLUMNS: tuple[str, ...] = columns("ged")
"""The columns, in order (`ged_columns.txt`)."""


def ged_rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a file of GED, each cell as it stands there.

    Raises `ValueError` where the file has other columns, or a line has more or fewer cells.
    """
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        names = tuple(next(lines, []))
        if names != COLUMNS:
            wrong = [*(set(COLUMNS) - set(names)), *(set(names) - set(COLUMNS))] or names
            raise ValueError(say("export.ged.columns", path=path, names=", ".join(sorted(wrong))))
        for cells in lines:
            if len(cells) != len(COLUMNS):
                where = {"path": path, "line": lines.line_num, "n": len(cells), "columns": len(COLUMNS)}
                raise ValueError(say("export.ged.cells", **where))
            yield dict(zip(COLUMNS, cells, strict=True))


def write_ged(rows: Iterable[Mapping[str, Cell]], stream: TextIO) -> None:
    """Write rows of GED under their columns; None is an empty cell."""
    write_table(COLUMNS, rows, stream)
