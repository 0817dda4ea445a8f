"""A row of a data set's file: what it tells; and rows that are refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from temoin.analysis.occurrence import Occurrence

# Lines that are named of rows refused for one reason.
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the file, what it tells, and its cells as they stand.

    The first row below the heading is number 1. `names` are those by which its sides are found, registry ids
    among them.
    """

    number: int
    occurrence: Occurrence
    names: tuple[str, ...]
    cells: Sequence[str]


@dataclass(slots=True)
class Refused:
    """Rows that are refused for one reason: how many, the first of the lines on which they end, and what
    stands in the first of them.

    `problem` is a key of `datasets.rows` in the messages, `column` where it lies.
    """

    problem: str
    column: str
    value: str
    n: int = 0
    lines: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        """One more, which ends on this line."""
        self.n += 1
        if len(self.lines) < _NAMED:
            self.lines.append(line)
