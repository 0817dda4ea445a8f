"""What `temoin map` and `temoin timeline` share: which incidents are drawn, for whom, and where to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from temoin.cli.incidents import hint
from temoin.cli.ledger_access import opened
from temoin.cli.options import INTERRUPTED, PUBLIC
from temoin.cli.pictures import draw
from temoin.messages import say

if TYPE_CHECKING:
    import altair as alt

    from temoin.ledger import Filters
    from temoin.publishing.exports import Told


def drawn(
    ledger: str | None,
    wanted: Filters,
    audience: str,
    output: Path,
    picture: Callable[[Sequence[Told]], alt.TopLevelMixin],
) -> None:
    """Draw the incidents that are asked for; where there are none it says so and ends the program."""
    try:
        with opened(ledger) as kept:
            from temoin.publishing import exports
            from temoin.publishing.exports.audience import for_public

            found = exports.told(kept, wanted)
            told = list(map(for_public, found) if audience == PUBLIC.value else found)
            if not told:
                typer.echo(say("pictures.none_found"), err=True)
                hint(kept, wanted.country, wanted.party)
                raise typer.Exit(1)
        draw(picture(told), output)
    except KeyboardInterrupt:
        typer.echo(say("usage.interrupted"), err=True)
        raise typer.Exit(INTERRUPTED) from None
