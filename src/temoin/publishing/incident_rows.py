"""An incident as one flat row, for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from temoin.linking.incident import EFFECTS
from temoin.publishing.incident_words import Record
from temoin.publishing.rows import Cell, inert, joined

_PLACE = ("name", "admin1", "admin2", "precision", "geonameid", "lat", "lon", "radius_km")
_PLAIN = ("id", "start", "end", "country", "type", "status", "rule", "grade")
_TOLL = ("low", "value", "high")

COLUMNS: tuple[str, ...] = (
    "id",
    "start",
    "end",
    "country",
    *(f"place_{part}" for part in _PLACE),
    "type",
    "status",
    "background",
    "initiators",
    "targets",
    *(f"{effect}_{part}" for effect in EFFECTS for part in _TOLL),
    "rule",
    "grade",
    "contested",
    "voices",
    "party_voices",
    "origins",
    "reports",
    "events",
)
"""The columns, in order. Several values in a cell are parted by a bar; an open `high` is empty.

`value` is the number that `rule` takes; `party_voices` are the voices of parties to the conflict; `origins`
is their number.
"""


def row(incident: Record) -> dict[str, Cell]:
    """An incident (`{"id": ..., **asdict(Incident)}`) with a cell for each of `COLUMNS`."""
    place, tolls = incident["place"] or {}, incident["tolls"]
    return {
        **{name: incident[name] for name in _PLAIN},
        **{f"place_{part}": _harmless(place.get(part)) for part in _PLACE},
        "background": "yes" if incident["background"] else "no",
        "initiators": _parties(incident, "initiator"),
        "targets": _parties(incident, "target"),
        **{f"{e}_{part}": tolls[e][part] if e in tolls else None for e in EFFECTS for part in _TOLL},
        "contested": joined(incident["contested"]),
        "voices": joined(v["name"] for v in incident["voices"]),
        "party_voices": joined(v["name"] for v in incident["voices"] if v["party"]),
        "origins": len(incident["origins"]),
        "reports": joined(incident["reports"]),
        "events": joined(incident["events"]),
    }


def _parties(incident: Record, role: str) -> str:
    names: Iterable[str] = (p["name"] for p in incident["parties"] if p["role"] == role)
    return joined(names)


def _harmless(value: Cell) -> Cell:
    return inert(value) if isinstance(value, str) else value
