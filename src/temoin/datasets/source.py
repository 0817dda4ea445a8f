"""A file of a data set: what it is, which columns it lacks, and its rows one by one."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType

from temoin.datasets import acled, ucdp
from temoin.datasets.cells import Cells
from temoin.datasets.errors import BadRow, DatasetError, error
from temoin.datasets.file import survey, text
from temoin.datasets.formats import FORMATS, lacking, positions
from temoin.datasets.row import Refused, Row
from temoin.knowledge.gazetteer import fold
from temoin.knowledge.parties.registry import registry

_MODULES: Mapping[str, ModuleType] = {"ucdp": ucdp, "acled": acled}
_DELIMITERS = ",;\t|"
# Columns that are named to who gave another file.
_SHOWN = 8
# What stands for a row that the CSV reader gave up.
_BROKEN = "\ufffd"
_LONGEST_CELL = 2**24


class Source:
    """A file of a data set in a format of `FORMATS`, to be loaded under a name.

    `sha256` is the hash of its bytes, `columns` are its columns as they stand, `missing` the columns whose
    absence matters. `lines` is how many lines it has, `line` how many were read. Of the rows read so far,
    `refused` are those that are not taken, by reason and column, and `unknown` counts countries and types
    that temoin does not know, as (column, what stands there).

    Raises `DatasetError` where the file cannot be read or is of another format.
    """

    def __init__(self, path: Path, format: str, name: str) -> None:
        self.path, self.format, self.name = path, format, name
        about = survey(path)
        self.sha256, self.lines, self._encoding = about.sha256, about.lines, about.encoding
        self.line = 0
        self.refused: dict[tuple[str, str], Refused] = {}
        self.unknown: Counter[tuple[str, str]] = Counter()
        self._delimiter, self.columns = self._heading()
        self._at = positions(format, self.columns)
        if absent := lacking(format, self._at, "yes"):
            raise self._other_format(absent)
        self.missing = tuple(lacking(format, self._at, "told"))

    def rows(self) -> Iterator[Row]:
        """Each row below the heading that can be one, in order; the others are counted in `refused`."""
        csv.field_size_limit(_LONGEST_CELL)
        reads = _MODULES[self.format]
        ids: set[str] = set()
        with text(self.path, self._encoding) as file:
            lines = csv.reader(file, delimiter=self._delimiter)
            next(lines)
            number = 0
            for row in _each(lines):
                self.line = lines.line_num
                if not any(row):
                    continue
                number += 1
                try:
                    yield self._row(reads, number, row, ids)
                except BadRow as bad:
                    about = Refused(bad.problem, bad.column, bad.value)
                    self.refused.setdefault((bad.problem, bad.column), about).add(self.line)

    def _row(self, reads: ModuleType, number: int, row: Sequence[str], ids: set[str]) -> Row:
        if len(row) != len(self.columns):
            raise BadRow("cells", value=str(len(row)))
        cells = Cells(self._at, row)
        told = reads.occurrence(cells, self.name)
        if not told.id:
            raise BadRow("no_id")
        if told.id in ids:
            raise BadRow("repeated", value=told.id)
        ids.add(told.id)
        if told.country is None:
            self.unknown["country", reads.country_as_written(cells)] += 1
        if self.format == "acled" and not told.type and (type := cells.text("sub_event_type")):
            self.unknown["sub_event_type", type] += 1
        return Row(number, told, _names(told.side_a, told.side_b), row)

    def _heading(self) -> tuple[str, tuple[str, ...]]:
        with text(self.path, self._encoding) as file:
            first = file.readline()
        if not first.strip():
            raise error(self.path, "empty")
        delimiter = max(_DELIMITERS, key=first.count)
        return delimiter, tuple(next(csv.reader([first.rstrip("\r\n")], delimiter=delimiter)))

    def _other_format(self, absent: Sequence[str]) -> DatasetError:
        """The error of a file that has not the columns that a format must have."""
        values = {"title": FORMATS[self.format].title, "columns": ", ".join(absent)}
        for other in FORMATS:
            if other != self.format and not lacking(other, positions(other, self.columns), "yes"):
                return error(self.path, "other_format", **values, other=other, named=FORMATS[other].title)
        found = ", ".join(self.columns[:_SHOWN]) + (" …" if len(self.columns) > _SHOWN else "")
        return error(self.path, "columns", **values, found=found)


def _each(lines: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows; one that is no CSV is a row without cells that can be read."""
    while True:
        try:
            yield next(lines)
        except StopIteration:
            return
        except csv.Error:
            yield [_BROKEN]


@lru_cache(2**14)
def _names(*sides: str) -> tuple[str, ...]:
    """The names by which sides are found: as written, the parts around a colon, and ids of the registry."""
    names = [n for side in sides if side for n in (side, *(part.strip() for part in side.split(":")))]
    ids = [id for name in names for id in _ids().get(fold(name), ())]
    return tuple(dict.fromkeys((*names, *ids)))


@cache
def _ids() -> Mapping[str, tuple[str, ...]]:
    """The ids of the registry's parties by their names and those that UCDP gives them."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for party in registry().values():
        for name in (*party.names, *party.ucdp):
            found[fold(name)][party.id] = None
    return {name: tuple(ids) for name, ids in found.items()}
