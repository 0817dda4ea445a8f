"""Long lists in aligned columns: as a table of rich would look, at a fraction of its cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

Cell = tuple[str, str]
"""What is in a cell, and its style."""

WIDE = 100
"""Columns of a terminal from which on it is no narrow one."""

_CUT = "…"
# Lines that are printed at one time: each time costs.
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `share` is what it gets of the room that the others leave, 0 for one that is never cut."""

    heading: str
    share: int = 0
    right: bool = False


def print_aligned(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], console: Console) -> None:
    """Print a line of headings and a line for each row, none wider than the console."""
    gap = 2 if console.width >= WIDE else 1
    widths = _widths(columns, rows, console.width - gap * (len(columns) - 1))
    headings = [(column.heading, "bold") for column in columns]
    lines = [_line(row, columns, widths, gap, console.width) for row in (headings, *rows)]
    for start in range(0, len(lines), _AT_ONCE):
        console.print(Text("\n").join(lines[start : start + _AT_ONCE]), soft_wrap=True)


def _line(row: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int], gap: int, room: int) -> Text:
    """The cells of a row beside one another."""
    line = Text()
    for n, ((words, style), column, width) in enumerate(zip(row, columns, widths, strict=True)):
        line.append(" " * gap if n else "")
        line.append(_sized(words, width, column.right), style)
    line.rstrip()
    line.truncate(room)
    return line


def _sized(words: str, width: int, right: bool) -> str:
    missing = width - cell_len(words)
    if missing < 0:
        return set_cell_size(words, width - 1) + _CUT
    return " " * missing + words if right else words + " " * missing


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], room: int) -> list[int]:
    """How wide each column is: as its widest cell, or less where it is one that gives way."""
    wanted = [
        max(cell_len(words) for words in (column.heading, *(row[n][0] for row in rows)))
        for n, column in enumerate(columns)
    ]
    rest = room - sum(w for w, column in zip(wanted, columns, strict=True) if not column.share)
    elastic = dict(_shared(rest, {n: (wanted[n], c.share) for n, c in enumerate(columns) if c.share}))
    return [elastic.get(n, width) for n, width in enumerate(wanted)]


def _shared(room: int, wanted: dict[int, tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The room by shares, to none more than it wants."""
    left = dict(wanted)
    while left:
        total = sum(share for _, share in left.values())
        content = {n: want for n, (want, share) in left.items() if want * total <= room * share}
        if not content:
            yield from ((n, max(1, room * share // total)) for n, (_, share) in left.items())
            return
        yield from content.items()
        room -= sum(content.values())
        left = {n: parts for n, parts in left.items() if n not in content}
