"""The command `temoin gazetteer resolve`: where the places of a spreadsheet are."""

from __future__ import annotations

import csv
import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, TextIO

import typer

from temoin.knowledge.gazetteer import store
from temoin.knowledge.gazetteer.errors import GazetteerError, reason
from temoin.messages import count, say

if TYPE_CHECKING:
    from temoin.knowledge.gazetteer.spreadsheet import Spreadsheet, Tally

_INTERRUPTED = 130
_DELIMITERS = {".csv": ",", ".tsv": "\t"}
# How many rows go by between two looks at the progress.
_STEP = 50


def resolve(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("gazetteer.help.resolve_file"))],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="OUTPUT", help=say("gazetteer.help.resolve_output")),
    ] = None,
) -> None:
    """Find the places of a spreadsheet."""
    from temoin.knowledge.gazetteer.spreadsheet import Tally, opened, summary

    tally = Tally()
    try:
        with _reading(file) as content:
            sheet = opened(content, file)
            if sheet.renamed:
                typer.echo(say("gazetteer.resolved.renamed", columns=", ".join(sheet.renamed)), err=True)
            with _writing(output) as stream:
                _write(sheet, tally, stream, _DELIMITERS.get(output.suffix.lower()) if output else None)
    except GazetteerError as problem:
        _complain(problem)
        raise typer.Exit(1) from None
    except BrokenPipeError:  # who reads the output has had enough
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
        raise typer.Exit(1) from None
    except OSError as refused:
        _complain(GazetteerError(output or "-", "unwritable_output", reason=reason(refused)))
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo(say("usage.interrupted"), err=True)
        raise typer.Exit(_INTERRUPTED) from None
    typer.echo(summary(tally), err=True)
    _hint(tally)
    raise typer.Exit(1 if tally.problems else 0)


def _write(sheet: Spreadsheet, tally: Tally, stream: TextIO, delimiter: str | None) -> None:
    from temoin.knowledge.gazetteer.spreadsheet import resolved

    writer = csv.writer(stream, delimiter=delimiter or sheet.delimiter, lineterminator="\n")
    writer.writerow([*sheet.heading, *sheet.added])
    with _progress(stream) as tell_rows:
        for row in resolved(sheet, tally, _complain):
            writer.writerow(row)
            tell_rows(tally.rows)


def _reading(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as refused:
        raise GazetteerError(path, "unreadable", reason=reason(refused)) from refused


@contextmanager
def _progress(stream: TextIO) -> Iterator[Callable[[int], None]]:
    """A function that shows how many rows are done, where a person looks on and the rows go elsewhere."""
    if not sys.stderr.isatty() or stream.isatty():
        yield lambda rows: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")

        def show(rows: int) -> None:
            if rows % _STEP == 0:
                bar.update(task, description=count("gazetteer.resolved.rows", rows))

        yield show


@contextmanager
def _writing(path: Path | None) -> Iterator[TextIO]:
    """The stream to write to; a file appears whole, at the end, or not at all."""
    if path is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        yield sys.stdout
        return
    unfinished = path.resolve().with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.exists() and not path.is_file():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with unfinished.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        unfinished.replace(path.resolve())
    finally:
        unfinished.unlink(missing_ok=True)


def _complain(problem: GazetteerError) -> None:
    """Say where a problem is, what it is, and what to do."""
    remedy = say("summary.remedy", remedy=problem.remedy)
    typer.echo(f"{problem.where}\n  {problem.what}\n  {remedy}", err=True)


def _hint(tally: Tally) -> None:
    """Name the countries whose villages are not in the gazetteer."""
    try:
        there = {source.subject for source in store.sources()}
    except GazetteerError:
        return
    absent = [country for country, _ in tally.countries.most_common() if country not in there]
    if absent:
        typer.echo(say("gazetteer.hint", country=" ".join(absent)), err=True)
