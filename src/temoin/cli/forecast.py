"""The command `temoin forecast`: how many deaths will be reported in the next months?"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from temoin.analysis.forecast.models import AHEAD
from temoin.cli.data import DataOption, checked
from temoin.cli.ledger_access import Address, opened
from temoin.cli.options import INTERRUPTED, as_day, country_code, last_day
from temoin.cli.pictures import MaybePicture, draw
from temoin.cli.printing import console, print_csv, print_json
from temoin.messages import reader_language, say

if TYPE_CHECKING:
    from temoin.analysis.forecast import Forecast, TooLittle

app = typer.Typer(add_completion=False)

Unit = Enum("Unit", {name: name for name in ("division", "cell")}, type=str)  # type: ignore[misc]
_DIVISION = Unit("division")
Format = Enum("Format", {name: name for name in ("table", "csv", "json")}, type=str)  # type: ignore[misc]
_TABLE = Format("table")


def _countries(values: list[str] | None) -> list[str]:
    """The codes of the countries, or an error of usage."""
    return [code for value in values or () if (code := country_code(value))]


@app.command(help=say("forecast.help.forecast"))
def forecast(
    months: Annotated[int, typer.Option(min=1, max=AHEAD, help=say("forecast.help.months", most=AHEAD))] = 3,
    by: Annotated[Unit, typer.Option(help=say("forecast.help.by"))] = _DIVISION,
    country: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", callback=_countries, help=say("forecast.help.country")),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", callback=last_day, help=say("forecast.help.until"))
    ] = None,
    data: DataOption = None,
    output: MaybePicture = None,
    format: Annotated[Format, typer.Option(help=say("forecast.help.format"))] = _TABLE,
    ledger: Address = None,
) -> None:
    """Forecast the deaths that will be reported."""
    from temoin.analysis.forecast import TooLittle
    from temoin.publishing.findings import forecast as words

    try:
        found = _found(ledger, data, months, by.value, until, frozenset(country or ()))
    except KeyboardInterrupt:
        typer.echo(say("usage.interrupted"), err=True)
        raise typer.Exit(INTERRUPTED) from None
    if isinstance(found, TooLittle):
        typer.echo(words.too_little(found, reader_language()), err=True)
        raise typer.Exit(1)
    if format.value == "json":
        print_json(words.as_json(found))
    elif format.value == "csv":
        print_csv(words.COLUMNS, words.rows(found))
    else:
        words.print_forecast(found, console())
    if output:
        from temoin.publishing.findings.forecast_picture import picture

        draw(picture(found, reader_language()), output)


def _found(
    ledger: str | None, data: str | None, months: int, by: str, until: str | None, countries: frozenset[str]
) -> Forecast | TooLittle:
    from temoin.analysis.forecast import forecast as forecast_of
    from temoin.ledger import Filters

    with opened(ledger) as kept:
        rows = list(kept.occurrences(Filters(), checked(kept, data, Filters())))
    return forecast_of(rows, months, "cell" if by == "cell" else "division", as_day(until), countries)
