"""The command line of maps: `temoin map`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from temoin.cli.drawn import drawn
from temoin.cli.ledger_access import Address
from temoin.cli.options import PUBLIC, AudienceOption, filtered
from temoin.cli.pictures import PictureFile
from temoin.messages import say

if TYPE_CHECKING:
    from temoin.ledger import Filters
    from temoin.publishing.exports import Told

app = typer.Typer(add_completion=False)


@app.command(help=say("pictures.help.map"))
@filtered
def map(
    wanted: Filters,
    output: PictureFile,
    audience: AudienceOption = PUBLIC,
    ledger: Address = None,
) -> None:
    """Draw incidents on a map."""

    def picture(told: Sequence[Told]) -> Any:
        from temoin.publishing.pictures.map import incident_map

        return incident_map(told, period=(wanted.since, wanted.until))

    drawn(ledger, wanted, audience.value, output, picture)
