"""Incidents as CSV: a line each, under columns that stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from temoin.publishing import incident_rows
from temoin.publishing.exports.columns import as_text, write_table
from temoin.publishing.exports.losses import Losses
from temoin.publishing.exports.told import Told
from temoin.publishing.rows import Cell, joined

COLUMNS: tuple[str, ...] = (*incident_rows.COLUMNS, "audience", "withheld")
"""The columns of `temoin incidents --format csv`, then for whom the file is and what it leaves out."""


def write(incidents: Iterable[Told], stream: BinaryIO, losses: Losses) -> None:
    """Write all incidents."""
    with as_text(stream) as text:
        write_table(COLUMNS, rows(incidents, losses), text)


def rows(incidents: Iterable[Told], losses: Losses) -> Iterator[dict[str, Cell]]:
    """A row for each incident, with a cell for each of `COLUMNS`."""
    for told in incidents:
        losses.written += 1
        if told.withheld:
            losses.note("withheld", told.id)
        if told.incident["contested"]:
            losses.note("sides_of_contested", told.id)
        withheld = joined(told.withheld)
        yield {**incident_rows.row(told.incident), "audience": losses.audience, "withheld": withheld}
