"""The command line of exports: `temoin export`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from temoin.cli.data import DataOption, checked, dataset_named
from temoin.cli.ledger_access import Address, opened
from temoin.cli.options import INTERRUPTED, PUBLIC, AudienceOption, filtered
from temoin.messages import say
from temoin.output_file import written_whole

if TYPE_CHECKING:
    from temoin.ledger import Filters, Ledger

app = typer.Typer(add_completion=False)

_NAMES = ("csv", "acled", "ucdp", "geojson", "parquet", "hxl", "jsonl")
ExportFormat = Enum("ExportFormat", {name: name for name in _NAMES}, type=str)  # type: ignore[misc]
_BESIDE = ".loss.txt"


@app.command(help=say("export.help.export"))
@filtered
def export(
    wanted: Filters,
    format: Annotated[ExportFormat, typer.Option(help=say("export.help.format"))],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help=say("export.help.output"))
    ] = None,
    audience: AudienceOption = PUBLIC,
    data: DataOption = None,
    ledger: Address = None,
) -> None:
    """Write incidents for other programs."""
    if output is None and format.value == "parquet" and sys.stdout.isatty():
        raise typer.BadParameter(say("export.usage.terminal"), param_hint="--output")
    try:
        with opened(ledger) as kept:
            if name := checked(kept, data, wanted):
                _write_unchanged(kept, name, wanted, format.value, output)
            else:
                _write(kept, wanted, format.value, audience.value, output)
    except KeyboardInterrupt:
        typer.echo(say("usage.interrupted"), err=True)
        raise typer.Exit(INTERRUPTED) from None


def _write(kept: Ledger, wanted: Filters, format: str, audience: str, output: Path | None) -> None:
    """Write the file and what it does not say: beside it, or to standard error where it is no file."""
    from temoin.publishing import exports

    with _stream(output) as stream:
        losses = exports.export(exports.told(kept, wanted), format, stream, audience)
    if output is None or not output.is_file():
        typer.echo(losses.report(), err=True, nl=False)
    else:
        beside = output.with_name(output.name + _BESIDE)
        with _stream(beside) as stream:
            stream.write(losses.report().encode())
        typer.echo(say("export.written", n=losses.written, path=output, beside=beside), err=True)


def _write_unchanged(kept: Ledger, name: str, wanted: Filters, format: str, output: Path | None) -> None:
    """Write the rows of a data set as its file had them, and say whose they are."""
    from temoin.publishing.datasets import attribution, events
    from temoin.publishing.exports import unchanged

    about = dataset_named(kept, name)
    if about.kind != format:
        raise typer.BadParameter(say("export.usage.data", name=name, kind=about.kind), param_hint="--format")
    with _stream(output) as stream:
        written = unchanged.write(about.columns, kept.cells(name, wanted), stream)
    typer.echo(say("export.unchanged", name=name, events=events(written), file=about.file), err=True)
    if about.refused:
        typer.echo(say("export.not_loaded", n=about.refused), err=True)
    typer.echo(attribution(about.kind), err=True)


@contextmanager
def _stream(path: Path | None) -> Iterator[BinaryIO]:
    """Where to write. Raises an error of usage where the file cannot be written."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with written_whole(path) as stream:
            yield stream
    except OSError as problem:
        reason = say("usage.output", path=path, reason=problem.strerror or problem)
        raise typer.BadParameter(reason, param_hint="--output") from problem
