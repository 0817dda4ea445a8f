"""The command line of other data sets: `temoin import ucdp`, `acled`, `list`, `remove`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from temoin.analysis.incidents import LEDGER
from temoin.cli.data import dataset_named
from temoin.cli.ledger_access import Address, opened
from temoin.cli.options import INTERRUPTED
from temoin.messages import say

if TYPE_CHECKING:
    from temoin.datasets import Source
    from temoin.ledger import Ledger
    from temoin.ledger.imported import Dataset

app = typer.Typer(add_completion=False, no_args_is_help=True, help=say("import.help.program"))

_NAME = re.compile(r"[\w.+-]{1,64}")


def _name(value: str | None) -> str | None:
    """The option's name for a data set, or an error of usage."""
    if value is not None and (value == LEDGER or not _NAME.fullmatch(value)):
        raise typer.BadParameter(say("import.usage.name", name=value))
    return value


File = Annotated[Path, typer.Argument(metavar="FILE", help=say("import.help.file"))]
Name = Annotated[
    str | None, typer.Option("--name", metavar="NAME", callback=_name, help=say("import.help.name"))
]


@app.command(help=say("import.help.ucdp"))
def ucdp(file: File, name: Name = None, ledger: Address = None) -> None:
    """Load a file of UCDP's Georeferenced Event Dataset."""
    _load(file, "ucdp", name or "ucdp", ledger)


@app.command(help=say("import.help.acled"))
def acled(file: File, name: Name = None, ledger: Address = None) -> None:
    """Load an export of ACLED."""
    _load(file, "acled", name or "acled", ledger)


@app.command("list", help=say("import.help.list"))
def list_datasets(ledger: Address = None) -> None:
    """Show the data sets that are loaded."""
    from temoin.publishing.datasets import print_datasets

    with opened(ledger) as kept:
        print_datasets(kept.datasets())


@app.command(help=say("import.help.remove"))
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help=say("import.help.remove_name"))],
    ledger: Address = None,
) -> None:
    """Take a data set out."""
    from temoin.publishing.datasets import events

    with opened(ledger) as kept:
        about = dataset_named(kept, name, "NAME")
        kept.unload(name)
    typer.echo(say("import.removed", name=name, events=events(about.rows)))


def _load(file: Path, format: str, name: str, ledger: str | None) -> None:
    from temoin.datasets import DatasetError, Source

    try:
        source = Source(file, format, name)
        with opened(ledger, make=True) as kept:
            _loaded(kept, source)
    except DatasetError as problem:
        failure = problem.failure
        remedy = say("summary.remedy", remedy=failure.remedy)
        typer.echo(f"{failure.where}\n  {failure.what}\n  {remedy}", err=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo(say("import.interrupted"), err=True)
        raise typer.Exit(INTERRUPTED) from None


def _loaded(kept: Ledger, source: Source) -> None:
    """Load the file and say what it gave; a file that is there already is left as it is."""
    from temoin.ledger.imported import NothingToLoad
    from temoin.publishing import datasets

    before = {one.name: one for one in kept.datasets()}.get(source.name)
    if before and _same(before, source):
        datasets.print_known(before)
        return
    try:
        with _progress(source):
            about = kept.load(source)
    except NothingToLoad:
        datasets.print_refused(source)
        typer.echo(say("import.nothing", file=source.path), err=True)
        raise typer.Exit(1) from None
    datasets.print_loaded(about, source, before)


def _same(before: Dataset, source: Source) -> bool:
    return (before.sha256, before.kind) == (source.sha256, source.format)


@contextmanager
def _progress(source: Source) -> Iterator[None]:
    """Show how much of the file is read, where a person looks on."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, Task, TaskProgressColumn, TextColumn, TimeElapsedColumn
    from rich.text import Text

    class _Read(TaskProgressColumn):
        def render(self, task: Task) -> Text:
            task.completed = source.line
            return super().render(task)

    columns = (TextColumn("{task.description}"), BarColumn(), _Read(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        bar.add_task(say("import.reading", file=source.path.name), total=source.lines)
        yield
