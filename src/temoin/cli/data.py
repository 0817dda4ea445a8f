"""What a finding is made from: the ledger's own incidents, or a data set that was loaded beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from temoin.analysis.incidents import LEDGER
from temoin.cli.ledger_access import opened
from temoin.cli.options import INTERRUPTED
from temoin.messages import say

if TYPE_CHECKING:
    from temoin.analysis.occurrence import Occurrence
    from temoin.ledger import Filters, Ledger
    from temoin.ledger.imported import Dataset

_DATA = "--data"
DataOption = Annotated[str | None, typer.Option(_DATA, metavar="NAME", help=say("datasets.help.data"))]
"""The option that names the data set; None, or `ledger`, are the ledger's own incidents."""


@contextmanager
def chosen(ledger: str | None, data: str | None, filters: Filters) -> Iterator[Sequence[Occurrence]]:
    """The incidents that are asked for, of the ledger at an address or of a data set loaded into it.

    They are sorted by start, then id; undated ones come last. What stands in the way, a name that no data set
    has, or a filter that the data set cannot answer is told and ends the program; so does Ctrl-C.
    """
    try:
        with opened(ledger) as kept:
            rows = list(kept.occurrences(filters, checked(kept, data, filters)))
        yield rows
    except KeyboardInterrupt:
        typer.echo(say("usage.interrupted"), err=True)
        raise typer.Exit(INTERRUPTED) from None


def checked(ledger: Ledger, data: str | None, filters: Filters, where: str = _DATA) -> str | None:
    """The name of a data set of the ledger that the filters can be asked of; None for the ledger's own.

    Else an error of usage that says what there is. `where` is the option or the argument that gave the name.
    """
    if data is None or data == LEDGER:
        return None
    about = dataset_named(ledger, data, where)
    if filters.contested:
        raise typer.BadParameter(say("datasets.usage.contested", name=data), param_hint="--contested")
    if filters.type and "sub_event_type" not in about.columns:
        raise typer.BadParameter(say("datasets.usage.type", name=data), param_hint="--type")
    return data


def dataset_named(ledger: Ledger, name: str, where: str = _DATA) -> Dataset:
    """The data set that was loaded under this name, or an error of usage that names those there are.

    `where` is the option or the argument that gave the name.
    """
    found = {one.name: one for one in ledger.datasets()}
    if name in found:
        return found[name]
    known = ", ".join(found)
    what = say("datasets.usage.unknown" if found else "datasets.usage.none", name=name, known=known)
    raise typer.BadParameter(what, param_hint=where)
