"""An incident's fields with their types, flat: what Parquet and the properties of GeoJSON have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from temoin.linking.incident import EFFECTS
from temoin.publishing.exports.losses import Losses
from temoin.publishing.exports.told import Told

PLACE = ("name", "admin1", "admin2", "precision", "geonameid", "lat", "lon", "radius_km")
TOLL = ("low", "value", "high")
PLAIN = ("start", "end", "country", "type", "status", "background")


def fields(told: Told) -> dict[str, Any]:
    """The fields by their names; None is unknown, lists are lists, dates are ISO."""
    incident, place, tolls = told.incident, told.incident["place"] or {}, told.incident["tolls"]
    return {
        "id": told.id,
        **{name: incident[name] for name in PLAIN},
        **{f"place_{part}": place.get(part) for part in PLACE},
        "initiators": [p["name"] for p in told.parties("initiator")],
        "targets": [p["name"] for p in told.parties("target")],
        **{f"{e}_{part}": tolls[e][part] if e in tolls else None for e in EFFECTS for part in TOLL},
        "rule": incident["rule"],
        "grade": incident["grade"],
        "contested": list(incident["contested"]),
        "voices": [v["name"] for v in incident["voices"]],
        "party_voices": [v["name"] for v in incident["voices"] if v["party"]],
        "origins": len(incident["origins"]),
        "reports": list(incident["reports"]),
        "events": list(incident["events"]),
        "withheld": list(told.withheld),
    }


def note(told: Told, losses: Losses) -> None:
    """Count the incident as written, and what it does not say."""
    losses.written += 1
    if told.withheld:
        losses.note("withheld", told.id)
    if told.incident["contested"]:
        losses.note("sides_of_contested", told.id)


def notice(losses: Losses) -> Iterator[tuple[str, str]]:
    """What a file says of itself: for whom it is, and what that means."""
    from temoin.messages import say

    yield "audience", losses.audience
    yield "notice", say(f"export.audience.{losses.audience}")
