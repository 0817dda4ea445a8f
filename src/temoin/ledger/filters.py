"""Which incidents are asked for, of the ledger's own or of a data set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from temoin.knowledge.gazetteer import fold


@dataclass(frozen=True, slots=True)
class Filters:
    """Which incidents are asked for; None and False ask for all.

    `since` and `until` are days that the incident's dates must touch; an undated incident is in no period.
    `party` is an id, a name or words of a name. `contested` and `background` are for the ledger's own only.
    """

    since: date | None = None
    until: date | None = None
    country: str | None = None
    party: str | None = None
    type: str | None = None
    contested: bool = False
    background: bool = False


EVERYTHING = Filters()
"""All that happened, nothing that is only recalled."""


def conditions(filters: Filters, table: sa.Table) -> list[sa.ColumnElement[bool]]:
    """What the rows of the table `incident` or `imported` must meet."""
    found: list[sa.ColumnElement[bool]] = []
    column = table.c
    if "background" in column and not filters.background:
        found.append(column.background.is_(False))
    if filters.since:
        found.append(column.end >= filters.since)
    if filters.until:
        found.append(column.start <= filters.until)
    if filters.country:
        found.append(column.country == filters.country.upper())
    if filters.type:
        found.append(sa.func.lower(column.type) == filters.type.lower())
    if "contested" in column and filters.contested:
        found.append(column.contested.is_(True))
    if filters.party:
        wanted = f" {fold(filters.party)} "
        found.append(column.parties.contains(wanted, autoescape=True))
    return found


def listed(names: Iterable[str]) -> str:
    """Names as one text in which each can be found, whole or by a word of it, in any spelling of case."""
    return "".join(f" {fold(name)} |" for name in names)
