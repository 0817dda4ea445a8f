"""The command `temoin code`: read reports and write what they tell of."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from temoin.batch import code_all
from temoin.cli.options import INTERRUPTED
from temoin.cli.progress import Tally, print_counts, print_failures, progress_of
from temoin.cli.report_options import ByGrammar, ByModel, coder_of, completed, language_code, publication_date
from temoin.knowledge.gazetteer import store
from temoin.languages import CODES
from temoin.messages import say
from temoin.output_file import written_whole
from temoin.publishing import FORMATS
from temoin.reading import Failure, is_batch, read

app = typer.Typer(add_completion=False)

Format = Enum("Format", {name: name for name in FORMATS}, type=str)  # type: ignore[misc]


@app.command(help=say("help.code"))
def code(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help=say("help.code_inputs"))],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", callback=publication_date, help=say("help.code_published"))
    ] = None,
    lang: Annotated[
        str | None, typer.Option(metavar="|".join(CODES), callback=language_code, help=say("help.code_lang"))
    ] = None,
    format: Annotated[Format | None, typer.Option(help=say("help.code_format"))] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="OUTPUT", help=say("help.code_output"))
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help=say("help.code_jobs"))] = 1,
    grammar: ByGrammar = False,
    model: ByModel = None,
) -> None:
    """Code reports and write what they tell of."""
    store.check()
    coder = coder_of(grammar, model)
    chosen = format.value if format else _format_of(output)
    tally = Tally()
    reports = tally.reading(completed(read(inputs), published, lang))
    try:
        with _opened(output, chosen) as stream, progress_of(tally, is_batch(inputs) and not stream.isatty()):
            writer = FORMATS[chosen](stream)
            for outcome in tally.coding(code_all(reports, jobs, coder)):
                if not isinstance(outcome, Failure):
                    writer.write(outcome)
                    stream.flush()
            writer.close()
    except KeyboardInterrupt:
        typer.echo(say("usage.interrupted"), err=True)
        raise typer.Exit(INTERRUPTED) from None
    if is_batch(inputs):
        print_counts(tally)
    print_failures(tally.failures)
    raise typer.Exit(1 if tally.failures else 0)


def _format_of(output: Path | None) -> str:
    """The format that the name of the output says, cards where it says none."""
    suffix = output.suffix.removeprefix(".").lower() if output else ""
    return suffix if suffix in FORMATS else "text"


@contextmanager
def _opened(path: Path | None, format: str) -> Iterator[TextIO]:
    """The stream to write to. Raises an error of usage where the file cannot be written."""
    if path is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            # programs expect UTF-8, people what their terminal can show
            encoding = sys.stdout.encoding if format == "text" else "utf-8"
            sys.stdout.reconfigure(encoding=encoding, errors="replace")
        yield sys.stdout
        return
    try:
        with written_whole(path) as file, io.TextIOWrapper(file, encoding="utf-8", newline="") as stream:
            yield stream
    except OSError as problem:
        reason = say("usage.output", path=path, reason=problem.strerror or problem)
        raise typer.BadParameter(reason, param_hint="--output") from problem
