"""The command `temoin evaluate`: how near coded reports come to gold records."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from temoin.messages import reader_language, say

app = typer.Typer(add_completion=False)

Table = Enum("Table", {name: name for name in ("text", "json")}, type=str)  # type: ignore[misc]
_TEXT = Table("text")


@app.command(help=say("help.evaluate"))
def evaluate(
    gold: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=say("help.evaluate_gold"))],
    coded: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=say("help.evaluate_coded"))],
    format: Annotated[Table, typer.Option(help=say("help.evaluate_format"))] = _TEXT,
) -> None:
    """Compare coded reports with gold records."""
    from rich.console import Console

    from temoin import evaluation

    try:
        found = evaluation.evaluate(gold, coded)
    except ValueError as problem:
        raise typer.BadParameter(say("usage.evaluate", reason=problem)) from problem
    if format.value == "json":
        typer.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=2))
    else:
        evaluation.render(found, Console(highlight=False), reader_language())
