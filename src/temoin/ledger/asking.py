"""What is asked of a ledger around one incident: its events, what may belong to it, what its id may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from rapidfuzz import fuzz, process

from temoin.ledger import linked
from temoin.ledger.engine import in_parts
from temoin.ledger.judged import Judged
from temoin.ledger.tables import event, incident, membership, pair, report
from temoin.linking.incident import Member
from temoin.linking.pairs import Pair, Reason
from temoin.model import period

# Ids that are suggested, and how like the one asked for they are (0 to 100).
_SUGGESTED, _ALIKE = 3, 75


def members(connection: sa.Connection, id: str) -> list[Member]:
    """The events of an incident, in the order in which they were taken in."""
    return linked.members(connection, Judged(connection), _events(connection, id))


def open_pairs(connection: sa.Connection, id: str) -> list[Pair]:
    """The pairs that an incident's events make, with one another or with others, that nobody judged.

    The weightiest first.
    """
    inside = _events(connection, id)
    found: list[Pair] = []
    for part in in_parts(inside):
        either = pair.c.first.in_(part) | pair.c.second.in_(part)
        found += [as_pair(row) for row in connection.execute(sa.select(pair).where(either))]
    same, different = Judged(connection).pairs({e for p in found for e in (p.first, p.second)})
    judged = {frozenset(both) for both in (*same, *different)}
    pairs = {p for p in found if frozenset((p.first, p.second)) not in judged}
    return sorted(pairs, key=lambda p: (-p.weight, p.first, p.second))


def as_pair(row: Any) -> Pair:
    """A pair as it is kept."""
    return Pair(row.first, row.second, row.weight, tuple(Reason(**why) for why in row.reasons))


def incidents_of(connection: sa.Connection, reports: Iterable[str]) -> Mapping[str, set[str]]:
    """The ids of the incidents that any of these reports tells of, each with all reports that do."""
    found: dict[str, set[str]] = {}
    tells = sa.select(membership.c.incident, event.c.report).join(event, event.c.id == membership.c.event)
    for part in in_parts(dict.fromkeys(reports)):
        of_these = tells.with_only_columns(membership.c.incident).where(event.c.report.in_(part))
        for row in connection.execute(tells.where(membership.c.incident.in_(of_these))):
            found.setdefault(row.incident, set()).add(row.report)
    return found


def suggestions(connection: sa.Connection, id: str) -> list[str]:
    """The ids of incidents and events that are most like this one: those that begin so, else the nearest."""
    ids = [*connection.scalars(sa.select(incident.c.id)), *connection.scalars(sa.select(event.c.id))]
    begin = sorted(i for i in ids if id and i.startswith(id))
    if begin:
        return begin[:_SUGGESTED]
    return [
        i for i, _, _ in process.extract(id, ids, scorer=fuzz.ratio, limit=_SUGGESTED, score_cutoff=_ALIKE)
    ]


def countries(connection: sa.Connection) -> list[str]:
    """The codes of the countries that incidents are in."""
    query = sa.select(incident.c.country).where(incident.c.country.is_not(None)).distinct()
    return sorted(code for code in connection.scalars(query) if code)


def published(connection: sa.Connection) -> dict[tuple[date, date], int]:
    """How many reports were published, by the first and the last day on which they can have been."""
    told = report.c.published
    query = sa.select(told, sa.func.count()).where(told.is_not(None)).group_by(told)
    found: dict[tuple[date, date], int] = {}
    for value, n in connection.execute(query):
        if days := period(value):
            found[days] = found.get(days, 0) + n
    return found


def _events(connection: sa.Connection, id: str) -> Sequence[str]:
    return connection.scalars(sa.select(membership.c.event).where(membership.c.incident == id)).all()
