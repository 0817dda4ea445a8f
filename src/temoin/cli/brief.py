"""The command line of briefs: `temoin brief`."""

from __future__ import annotations

from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from temoin.cli.incidents import Rule, hint
from temoin.cli.ledger_access import Address, opened
from temoin.cli.options import INTERRUPTED, PUBLIC, AudienceOption, filtered
from temoin.languages import CODES
from temoin.messages import reader_language, say
from temoin.output_file import written_whole

if TYPE_CHECKING:
    from temoin.ledger import Filters
    from temoin.publishing.brief import Brief

app = typer.Typer(add_completion=False)

Lang = Enum("Lang", {code: code for code in CODES}, type=str)  # type: ignore[misc]


def _document(path: Path) -> Path:
    """The option's file, or an error of usage where its name says no format."""
    from temoin.publishing.brief import FORMATS

    if path.suffix.lower() not in FORMATS:
        raise typer.BadParameter(say("brief.usage.suffix", path=path))
    return path


@app.command(help=say("brief.help.brief"))
@filtered
def brief(
    wanted: Filters,
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="FILE", callback=_document, help=say("brief.help.output")),
    ],
    audience: AudienceOption = PUBLIC,
    lang: Annotated[Lang | None, typer.Option(help=say("brief.help.lang"))] = None,
    method: Annotated[bool, typer.Option("--method", help=say("brief.help.method"))] = False,
    rule: Rule = None,
    ledger: Address = None,
) -> None:
    """Write a brief of incidents."""
    from temoin.linking.tolls import DEFAULT_RULE
    from temoin.publishing.brief import Scope, read

    language = lang.value if lang else reader_language()
    scope = Scope(wanted, rule or DEFAULT_RULE, audience.value, language, date.today())
    try:
        with opened(ledger) as kept:
            made = read(kept, scope, draw=not method)
            if made is None:
                typer.echo(say("brief.none_found"), err=True)
                hint(kept, wanted.country, wanted.party)
                raise typer.Exit(1)
        _write(made, output, method)
    except KeyboardInterrupt:
        typer.echo(say("usage.interrupted"), err=True)
        raise typer.Exit(INTERRUPTED) from None
    typer.echo(say("brief.written", path=output, n=made.incidents), err=True)


def _write(made: Brief, path: Path, method: bool) -> None:
    """Write the document. Raises an error of usage where the file cannot be written."""
    from temoin.publishing.brief import render

    document = render(made, path.suffix.lower(), method)
    try:
        with written_whole(path) as stream:
            stream.write(document)
    except OSError as problem:
        reason = say("usage.output", path=path, reason=problem.strerror or problem)
        raise typer.BadParameter(reason, param_hint="--output") from problem
