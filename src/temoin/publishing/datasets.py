"""Data sets for people: what a file gave, what it did not and what that means, and what is loaded."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from temoin.datasets import FORMATS, Refused, Source
from temoin.messages import is_one, lookup, reader_language, say

if TYPE_CHECKING:
    from temoin.ledger.imported import Dataset

# Values that temoin does not know which are named.
_NAMED = 10


def number(n: int) -> str:
    """A whole number as the reader writes it."""
    from babel.numbers import format_decimal

    return str(format_decimal(n, locale=reader_language()))


def events(n: int) -> str:
    """So many events."""
    return _many("import.events", n)


def print_known(about: Dataset) -> None:
    """Say that a file is loaded already."""
    print(say("import.known", name=about.name, events=events(about.rows), at=_day(about)))


def print_loaded(about: Dataset, source: Source, before: Dataset | None) -> None:
    """Say what a file gave, what was there before it, and whose the data are; what it lacks to `stderr`."""
    print(say("import.loaded", name=about.name, events=events(about.rows), file=about.file))
    if before:
        print(say("import.replaced", file=before.file, at=_day(before), events=events(before.rows)))
    print_missing(about)
    print_unknown(source)
    print_refused(source)
    print(attribution(about.kind))
    print(say("import.next", name=about.name))


def print_missing(about: Dataset) -> None:
    """Say which columns a file has not, and what that means for findings."""
    if about.missing:
        _complain(say("import.missing"))
        meaning = lookup(f"datasets.missing.{about.kind}")
        for column in about.missing:
            _complain(f"  {column}: {meaning[column]}")


def print_unknown(source: Source) -> None:
    """Say which countries and types temoin does not know, and how many rows have them."""
    for column in dict.fromkeys(column for column, _ in source.unknown):
        found = [(value, n) for (of, value), n in source.unknown.most_common() if of == column]
        named = ", ".join(f"{value or '–'} ({number(n)})" for value, n in found[:_NAMED])
        more = " …" if len(found) > _NAMED else ""
        rows = _many("import.rows", sum(n for _, n in found))
        _complain(say(f"datasets.unknown.{column}", rows=rows, values=named + more))


def print_refused(source: Source) -> None:
    """Say which rows are not loaded, and why."""
    if source.refused:
        rows = sum(one.n for one in source.refused.values())
        _complain(_many("import.refused", rows))
    for one in source.refused.values():
        _complain(f"  {_why(one, len(source.columns))} {_lines(one)}")


def _why(refused: Refused, columns: int) -> str:
    value = refused.value + (" …" if refused.n > 1 else "")
    about = {"column": refused.column, "value": value, "columns": columns}
    return f"{say(f'datasets.rows.{refused.problem}', **about)} {_many('import.rows', refused.n)},"


def _lines(refused: Refused) -> str:
    more = " …" if refused.n > len(refused.lines) else ""
    return _many("import.lines", refused.n, lines=", ".join(map(str, refused.lines)) + more)


def print_datasets(found: Sequence[Dataset]) -> None:
    """Show the data sets that are loaded, where they come from, and whose they are."""
    if not found:
        print(say("import.none"))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("name", "format", "events", "refused", "file", "sha256", "at"):
        side = "right" if column in ("events", "refused") else "left"
        table.add_column(say(f"import.columns.{column}"), justify=side, overflow="fold")  # type: ignore[arg-type]
    for one in found:
        counts = (number(one.rows), number(one.refused))
        table.add_row(one.name, one.kind, *counts, one.file, one.sha256[:12], _day(one))
    Console(highlight=False).print(table)
    for kind in dict.fromkeys(one.kind for one in found):
        print(attribution(kind))


def attribution(kind: str) -> str:
    """Whose the data of a format are, under which terms, and what to cite."""
    about = FORMATS[kind]
    terms = say(f"datasets.terms.{kind}")
    return say("import.attribution", title=about.title, terms=terms, cite=about.cite, address=about.address)


def _day(about: Dataset) -> str:
    return about.at[:10]


def _many(key: str, n: int, **values: object) -> str:
    one, many = lookup(key)
    return str(one if is_one(n) else many).format(n=number(n), **values)


def _complain(line: str) -> None:
    print(line, file=sys.stderr)
