"""Where are the places of a spreadsheet?

A row a place, under a heading; see `columns.tsv` for the columns that are read. All cells pass through, and
each row gains where the place is, how sure that is, and why.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from temoin.knowledge.gazetteer.areas import area
from temoin.knowledge.gazetteer.embedded import country_codes
from temoin.knowledge.gazetteer.errors import GazetteerError, reason
from temoin.knowledge.gazetteer.names import fold
from temoin.knowledge.gazetteer.reasons import Reason, in_words
from temoin.knowledge.gazetteer.resolve import Choice, Clues, resolve
from temoin.knowledge.gazetteer.wording import written
from temoin.languages import CODES, load, read_table
from temoin.messages import count, say

ADDED = ("lat", "lon", "geonameid", "precision", "confidence", "reason")
_SUFFIX = "_temoin"
_DELIMITERS = "\t,;|"
_LONGEST_CELL = 2**30
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# How the files of spreadsheet programs begin, which are no text.
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column that is read, and the folded headings that stand for it."""

    column: str
    headings: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """What came of the rows: places found, put at the seat of their division, or not resolved; rows with a
    problem; and the countries that the rows name, by ISO 3166 code."""

    exact: int = 0
    admin2: int = 0
    unresolved: int = 0
    problems: int = 0
    countries: Counter[str] = field(default_factory=Counter)

    @property
    def rows(self) -> int:
        """All the rows."""
        return self.exact + self.admin2 + self.unresolved


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """An open spreadsheet: its heading, what parts its cells, where the columns that are read stand, and the
    names of the columns that are added (with a suffix where the heading has them already)."""

    path: Path
    heading: tuple[str, ...]
    delimiter: str
    columns: Mapping[str, int]
    added: tuple[str, ...]
    _lines: Iterator[str]

    @property
    def renamed(self) -> tuple[str, ...]:
        """The added columns that bear another name, as the heading has theirs."""
        return tuple(name for name, usual in zip(self.added, ADDED, strict=True) if name != usual)

    def rows(self, tell: Callable[[GazetteerError], None]) -> Iterator[tuple[int, list[str]]]:
        """Each row with the number of its last line, as wide as the heading; problems are told."""
        cells = csv.reader(self._lines, delimiter=self.delimiter)
        while True:
            try:
                row = next(cells, None)
            except csv.Error as problem:
                tell(GazetteerError(f"{self.path}:{cells.line_num + 1}", "row", reason=problem))
                continue
            if row is None:
                return
            if not any(row):
                continue
            line, width = cells.line_num + 1, len(self.heading)
            if len(row) > width:
                tell(GazetteerError(f"{self.path}:{line}", "row_width", cells=len(row), columns=width))
                row[width - 1 :] = [self.delimiter.join(row[width - 1 :])]
            yield line, row + [""] * (width - len(row))


def opened(file: BinaryIO, path: Path) -> Spreadsheet:
    """The spreadsheet in the file. Raises `GazetteerError` where it has no heading or none for the places."""
    csv.field_size_limit(_LONGEST_CELL)
    lines = _decoded(file, path)
    first = next(lines, "")
    delimiter = max(_DELIMITERS, key=first.count)
    heading = tuple(next(csv.reader([first], delimiter=delimiter), []))
    columns = _columns([fold(name) for name in heading])
    if "where" not in columns:
        there = ", ".join(filter(None, heading)) or "–"
        raise GazetteerError(path, "no_where", columns=there)
    taken = {name.strip().lower() for name in heading}
    added = tuple(name + _SUFFIX if name in taken else name for name in ADDED)
    return Spreadsheet(path, heading, delimiter, columns, added, lines)


def resolved(sheet: Spreadsheet, tally: Tally, tell: Callable[[GazetteerError], None]) -> Iterator[list[str]]:
    """The rows with what is added, counted in the tally; problems of single rows are told."""

    def trouble(problem: GazetteerError) -> None:
        tally.problems += 1
        tell(problem)

    for line, row in sheet.rows(trouble):
        try:
            choice = _choice(sheet, row, tally)
        except GazetteerError as problem:
            problem.where = f"{sheet.path}:{line}"
            trouble(problem)
            choice = Choice(None, 0.0, (Reason(problem.problem),))
        if choice.entry is None:
            tally.unresolved += 1
        elif choice.precision == "admin2":
            tally.admin2 += 1
        else:
            tally.exact += 1
        yield row + _cells(choice)


def _choice(sheet: Spreadsheet, row: Sequence[str], tally: Tally) -> Choice:
    """Where the place of a row is. Raises `GazetteerError` where the row cannot be understood."""
    said = {name: row[place].strip() for name, place in sheet.columns.items()}
    country = _country(said.get("country", ""))
    if country:
        tally.countries[country] += 1
    divisions = tuple(d for d in (said.get("adm1", ""), said.get("adm2", "")) if d)
    clues = Clues({country: 1.0} if country else {}, divisions)
    if said["where"]:
        return resolve(said["where"], clues)
    if not divisions:
        raise GazetteerError("", "empty_where")
    kind = "district" if said.get("adm2") else "region"
    return resolve(divisions[-1], Clues(clues.countries, divisions[:-1], kind=kind))


def _cells(choice: Choice) -> list[str]:
    e = choice.entry
    why = in_words(choice.reasons)
    if e is None:
        return ["", "", "", "unresolved", f"{choice.confidence:.2f}", why]
    return [
        f"{e.lat:.5f}",
        f"{e.lon:.5f}",
        str(e.geonameid),
        choice.precision,
        f"{choice.confidence:.2f}",
        why,
    ]


@lru_cache(maxsize=1024)
def _country(written_as: str) -> str:
    """The ISO 3166 code of a country given by its code or its name; empty for an empty cell.

    Raises `GazetteerError` where it is none.
    """
    name = written_as.strip()
    if not name or name.upper() in country_codes():
        return name.upper()
    spoken = (name, *written(name).names)
    found = {
        iso for code in CODES for n in spoken if (known := area(load(code), n)) for iso in known.countries
    }
    if len(found) != 1:
        raise GazetteerError("", "no_country", name=name)
    return found.pop()


def _columns(headings: Sequence[str]) -> dict[str, int]:
    """Where the columns that are read stand; the usual headings count before the others."""
    rows = read_table(Path(__file__).with_name("columns.tsv"), ColumnRow)
    known = {row.column: next((h for h in row.headings if h in headings), None) for row in rows}
    return {column: headings.index(heading) for column, heading in known.items() if heading}


def _decoded(file: BinaryIO, path: Path) -> Iterator[str]:
    """The lines as text: by the file's mark, as UTF-8, or as Windows-1252. Raises `GazetteerError`."""
    try:
        head = file.read(4)
        file.seek(0)
        if head.startswith(_PACKED):
            raise GazetteerError(path, "packed")
        if wide := _WIDE.get(head[:2]):
            yield from io.TextIOWrapper(file, wide, newline="")
            return
        for number, line in enumerate(file):
            try:
                text = line.decode("utf-8-sig" if number == 0 else "utf-8")
            except UnicodeDecodeError:
                text = line.decode("cp1252", errors="replace")
            if "\0" in text:
                raise GazetteerError(f"{path}:{number + 1}", "binary")
            yield text
    except UnicodeError:
        raise GazetteerError(path, "binary") from None
    except OSError as refused:
        raise GazetteerError(path, "unreadable", reason=reason(refused)) from refused


def summary(tally: Tally) -> str:
    """How many places were found, put at a seat, and left."""
    numbers = {"exact": tally.exact, "admin2": tally.admin2, "unresolved": tally.unresolved}
    shares = {part: round(100 * n / tally.rows) if tally.rows else 0 for part, n in numbers.items()}
    return " · ".join(
        f"{count(f'gazetteer.resolved.{part}', n)} ({say('gazetteer.resolved.share', share=shares[part])})"
        for part, n in numbers.items()
    )
