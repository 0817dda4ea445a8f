"""The command line of maps: `temoin map`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from temoin.cli.drawn import PUBLIC, AudienceOption, drawn
from temoin.cli.ledger_access import Address
from temoin.cli.options import Contested, Country, Party, Since, Type, Until, filters
from temoin.cli.pictures import PictureFile
from temoin.messages import say

if TYPE_CHECKING:
    from temoin.publishing.exports import Told

app = typer.Typer(add_completion=False)


@app.command(help=say("pictures.help.map"))
def map(
    output: PictureFile,
    audience: AudienceOption = PUBLIC,
    ledger: Address = None,
    since: Since = None,
    until: Until = None,
    country: Country = None,
    party: Party = None,
    type: Type = None,
    contested: Contested = False,
    background: Annotated[bool, typer.Option("--background", help=say("ledger_cli.help.background"))] = False,
) -> None:
    """Draw incidents on a map."""
    wanted = filters(since, until, country, party, type, contested, background)

    def picture(told: Sequence[Told]) -> Any:
        from temoin.publishing.pictures.map import incident_map

        return incident_map(told, period=(wanted.since, wanted.until))

    drawn(ledger, wanted, audience.value, output, picture)
