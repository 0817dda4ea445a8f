"""Facts as the rows of a table, for comparisons in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from temoin.linking.blocking import keys
from temoin.linking.facts import NAMELESS, EventFacts

# A count with no upper bound.
OPEN = 10**9
_PEACEFUL = frozenset({"Strategic developments", "Protests", "Riots"})
# Shorter words of place names are articles and kinds.
_WORD = 5
# Columns and their types (DuckDB's); days are counted from the first of year 1.
COLUMNS = {
    "unique_id": "VARCHAR",
    "report": "VARCHAR",
    "keys": "VARCHAR[]",
    "day": "INTEGER",
    "span": "INTEGER",
    "country": "VARCHAR",
    "admin1": "VARCHAR",
    "lat": "DOUBLE",
    "lon": "DOUBLE",
    "radius": "DOUBLE",
    "places": "VARCHAR[]",
    "words": "VARCHAR[]",
    "initiators": "VARCHAR[]",
    "targets": "VARCHAR[]",
    "parties": "VARCHAR[]",
    "wholes": "VARCHAR[]",
    "kinds": "VARCHAR[]",
    "open": "VARCHAR[]",
    "type": "VARCHAR",
    "group": "VARCHAR",
    "violent": "BOOLEAN",
    "killed": "INTEGER",
    "killed_high": "INTEGER",
    "hurt": "INTEGER",
    "hurt_high": "INTEGER",
    "text": "FLOAT[]",
}


def row(event: EventFacts, vector: Sequence[float] | None) -> tuple[Any, ...]:
    """The values of `COLUMNS` for one event; `vector` is its text's embedding, None where there is none."""
    dated = event.start is not None and event.end is not None
    killed, hurt = _bounds(event.killed), _bounds(event.injured or event.abducted)
    return (
        event.id,
        event.report,
        list(keys(event)),
        event.start.toordinal() if dated and event.start else None,
        (event.end - event.start).days if event.start and event.end else None,
        event.country,
        event.admin1,
        event.lat,
        event.lon,
        event.radius_km,
        list(event.places),
        sorted({w for place in event.places for w in place.split() if len(w) >= _WORD}),
        _called(event, "initiator"),
        _called(event, "target"),
        sorted({*_called(event, "initiator"), *_called(event, "target")}),
        sorted({part for side in event.sides for part in side.ids}),
        sorted({f"{side.role} {side.kind}" for side in event.sides}),
        [role for role in ("initiator", "target") if not _called(event, role)],
        event.type,
        event.group,
        event.group not in _PEACEFUL,
        *killed,
        *hurt,
        vector,
    )


def _called(event: EventFacts, role: str) -> list[str]:
    """The ids or the names of the parties on one side, without those that no one names: *armed men*."""
    sides = [side for side in event.sides if side.role == role and side.kind not in NAMELESS]
    return sorted({name for side in sides for name in (side.ids[:1] or side.names)})


def _bounds(count: tuple[int, int | None] | None) -> tuple[int | None, int | None]:
    if count is None:
        return None, None
    return count[0], OPEN if count[1] is None else count[1]


def rows(events: Iterable[EventFacts], vectors: Sequence[Sequence[float] | None]) -> list[tuple[Any, ...]]:
    """The rows of all events."""
    return [row(event, vector) for event, vector in zip(events, vectors, strict=True)]
