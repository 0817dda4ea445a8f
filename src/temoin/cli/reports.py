"""The command `temoin reports`: what was taken in, and what became of it."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from temoin.cli.ledger_access import Address, opened
from temoin.cli.printing import console, print_array, print_csv
from temoin.messages import say

app = typer.Typer(add_completion=False)

Format = Enum("Format", {n: n for n in ("table", "json", "csv")}, type=str)  # type: ignore[misc]
_TABLE = Format("table")


@app.command(help=say("ledger_cli.help.reports"))
def reports(
    ledger: Address = None,
    failed: Annotated[bool, typer.Option("--failed", help=say("ledger_cli.help.failed"))] = False,
    format: Annotated[Format, typer.Option(help=say("ledger_cli.help.reports_format"))] = _TABLE,
) -> None:
    """Show what was taken in."""
    with opened(ledger) as kept:
        rows = kept.reports(failed)
        if format.value == "json":
            print_array(rows)
            return
        from temoin.publishing.history import INTAKE_COLUMNS, print_intakes

        if format.value == "csv":
            print_csv(INTAKE_COLUMNS, rows)
        elif not print_intakes(rows, console()):
            typer.echo(say("ledger_cli.none_failed" if failed else "ledger_cli.no_reports"))
