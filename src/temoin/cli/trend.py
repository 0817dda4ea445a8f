"""The command `temoin trend`: is violence rising?"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from temoin.cli.data import DataOption, checked
from temoin.cli.ledger_access import Address, opened
from temoin.cli.options import INTERRUPTED, filtered
from temoin.cli.pictures import MaybePicture, draw
from temoin.cli.printing import console, print_csv, print_json
from temoin.messages import reader_language, say

if TYPE_CHECKING:
    from temoin.analysis.trend import Trend
    from temoin.ledger import Filters

app = typer.Typer(add_completion=False)

Unit = Enum("Unit", {name: name for name in ("week", "month")}, type=str)  # type: ignore[misc]
_WEEK = Unit("week")
Format = Enum("Format", {name: name for name in ("text", "csv", "json")}, type=str)  # type: ignore[misc]
_TEXT = Format("text")


@app.command(help=say("trend.help.trend"))
@filtered
def trend(
    wanted: Filters,
    by: Annotated[Unit, typer.Option(help=say("trend.help.by"))] = _WEEK,
    data: DataOption = None,
    output: MaybePicture = None,
    format: Annotated[Format, typer.Option(help=say("trend.help.format"))] = _TEXT,
    ledger: Address = None,
) -> None:
    """Say whether incidents and deaths rise."""
    from temoin.publishing.findings import trend as words

    try:
        found = _found(ledger, data, wanted, by.value)
    except KeyboardInterrupt:
        typer.echo(say("usage.interrupted"), err=True)
        raise typer.Exit(INTERRUPTED) from None
    if found is None:
        typer.echo(say("trend.nothing"), err=True)
        raise typer.Exit(1)
    if format.value == "json":
        print_json(words.as_json(found))
    elif format.value == "csv":
        print_csv(words.COLUMNS, words.rows(found))
    else:
        words.print_trend(found, console())
    if output:
        from temoin.publishing.findings.trend_picture import picture

        draw(picture(found, reader_language()), output)


def _found(ledger: str | None, data: str | None, wanted: Filters, by: str) -> Trend | None:
    """The trend of what is asked for; the ledger's own incidents bring the volume of its reports."""
    from temoin.analysis.trend import trend

    with opened(ledger) as kept:
        name = checked(kept, data, wanted)
        rows = list(kept.occurrences(wanted, name))
        published = kept.published() if name is None else None
    return trend(rows, "month" if by == "month" else "week", wanted.since, wanted.until, published)
