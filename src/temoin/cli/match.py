"""The command `temoin match`: what do two data sets share, and what does each lack?"""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from temoin.analysis.incidents import LEDGER
from temoin.analysis.match import DAYS, KM
from temoin.cli.data import checked
from temoin.cli.ledger_access import Address, opened
from temoin.cli.options import INTERRUPTED, Country, Party, Since, Until, filters
from temoin.cli.printing import console, print_csv, print_json
from temoin.messages import say

app = typer.Typer(add_completion=False)

Format = Enum("Format", {name: name for name in ("table", "csv", "json")}, type=str)  # type: ignore[misc]
_TABLE = Format("table")


@app.command(help=say("match.help.match"))
def match(
    mine: Annotated[str, typer.Argument(metavar="MINE", help=say("match.help.mine"))],
    theirs: Annotated[str, typer.Argument(metavar="THEIRS", help=say("match.help.theirs"))],
    days: Annotated[int, typer.Option(min=0, max=31, help=say("match.help.days"))] = DAYS,
    km: Annotated[float, typer.Option(min=0.1, max=500, help=say("match.help.km"))] = KM,
    everywhere: Annotated[bool, typer.Option("--everywhere", help=say("match.help.everywhere"))] = False,
    format: Annotated[Format, typer.Option(help=say("match.help.format"))] = _TABLE,
    ledger: Address = None,
    since: Since = None,
    until: Until = None,
    country: Country = None,
    party: Party = None,
) -> None:
    """Join two data sets."""
    from temoin.analysis.match import match as joined
    from temoin.publishing.findings import match as words

    wanted = filters(since, until, country, party, None, False, False)
    if mine == theirs:
        raise typer.BadParameter(say("match.usage.same", name=mine), param_hint="THEIRS")
    try:
        with opened(ledger) as kept:
            names = [
                checked(kept, name, wanted, where) for name, where in ((mine, "MINE"), (theirs, "THEIRS"))
            ]
            rows = [list(kept.occurrences(wanted, name)) for name in names]
        found = joined(rows[0], rows[1], days, km, everywhere)
    except KeyboardInterrupt:
        typer.echo(say("usage.interrupted"), err=True)
        raise typer.Exit(INTERRUPTED) from None
    called = (_called(mine), _called(theirs))
    if format.value == "json":
        print_json(words.as_json(found, called))
    elif format.value == "csv":
        print_csv(words.COLUMNS, words.rows(found))
    else:
        words.print_match(found, called, console())


def _called(name: str) -> str:
    """What a data set is called in sentences."""
    return say("match.ledger") if name == LEDGER else name
