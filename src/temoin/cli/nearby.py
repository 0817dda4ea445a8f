"""The command `temoin nearby`: what follows nearby after an incident?"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import typer

from temoin.cli.data import DataOption, chosen
from temoin.cli.ledger_access import Address
from temoin.cli.options import filtered
from temoin.cli.pictures import MaybePicture, draw
from temoin.cli.printing import console, print_csv, print_json
from temoin.messages import reader_language, say

if TYPE_CHECKING:
    from temoin.ledger import Filters

app = typer.Typer(add_completion=False)

Format = Enum("Format", {name: name for name in ("table", "json", "csv")}, type=str)  # type: ignore[misc]
_TABLE = Format("table")
_KM, _DAYS, _WINDOW = "5,10,25,50", "7,14,30,60", 365
# Bands of one kind, and the widest of them.
_MANY, _MOST_KM, _MOST_DAYS = 8, 500, 3650


def _rising(example: str, most: int) -> Callable[[str], str]:
    """A check that an option is a list of rising numbers; else an error of usage."""

    def check(value: str) -> str:
        try:
            numbers = [float(part) for part in value.split(",")]
        except ValueError:
            numbers = []
        if not (
            0 < len(numbers) <= _MANY
            and numbers[0] > 0
            and numbers[-1] <= most
            and all(a < b for a, b in pairwise(numbers))
        ):
            known = {"example": example, "many": _MANY, "most": most}
            raise typer.BadParameter(say("nearby.usage.numbers", value=value, **known))
        return value

    return check


def _whole(value: str) -> str:
    if any(not part.strip().isdecimal() for part in value.split(",")):
        value = ""
    return _rising(_DAYS, _MOST_DAYS)(value)


@app.command(help=say("nearby.help.nearby"))
@filtered
def nearby(
    wanted: Filters,
    km: Annotated[
        str,
        typer.Option(metavar="KM,...", callback=_rising(_KM, _MOST_KM), help=say("nearby.help.km")),
    ] = _KM,
    days: Annotated[
        str, typer.Option(metavar="DAYS,...", callback=_whole, help=say("nearby.help.days"))
    ] = _DAYS,
    window: Annotated[int, typer.Option(metavar="DAYS", min=0, help=say("nearby.help.window"))] = _WINDOW,
    data: DataOption = None,
    output: MaybePicture = None,
    format: Annotated[Format, typer.Option(help=say("nearby.help.format"))] = _TABLE,
    ledger: Address = None,
) -> None:
    """Say whether incidents are followed by others nearby, and attacks by the other side's."""
    from temoin.analysis.nearby import nearby as sought
    from temoin.publishing.findings import nearby as words

    far, late = [float(part) for part in km.split(",")], [int(part) for part in days.split(",")]
    if 0 < window < 2 * late[-1]:
        least = {"days": late[-1], "least": 2 * late[-1]}
        raise typer.BadParameter(say("nearby.usage.window", window=window, **least), param_hint="--window")
    with chosen(ledger, data, wanted) as rows:
        if not rows:
            typer.echo(say("nearby.nothing"), err=True)
            raise typer.Exit(1)
        found = sought(rows, far, late, window or None, violent=type is None, language=reader_language())
        if format.value == "json":
            print_json(words.as_json(found))
        elif format.value == "csv":
            print_csv(words.COLUMNS, words.rows(found))
        else:
            words.print_nearby(found, console())
        if output:
            from temoin.publishing.findings.nearby_picture import picture

            draw(picture(found, reader_language()), output)
