"""Incidents as GeoJSON (RFC 7946): a point each, longitude first; no geometry where there is no point."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from temoin.publishing.exports.columns import as_text
from temoin.publishing.exports.fields import fields, note, notice
from temoin.publishing.exports.losses import Losses
from temoin.publishing.exports.told import Told

_POINT = ("place_lat", "place_lon")


def write(incidents: Iterable[Told], stream: BinaryIO, losses: Losses) -> None:
    """Write all incidents as one collection, a feature a line."""
    with as_text(stream) as text:
        about = json.dumps({"type": "FeatureCollection", **dict(notice(losses))}, ensure_ascii=False)
        text.write(f'{about[:-1]}, "features": [')
        between = "\n"
        for told in incidents:
            note(told, losses)
            if (told.incident["place"] or {}).get("lat") is None:
                losses.note("no_point", told.id)
            text.write(between + json.dumps(feature(told), ensure_ascii=False, allow_nan=False))
            between = ",\n"
        text.write("\n]}\n")


def feature(told: Told) -> dict[str, Any]:
    """An incident as a feature; `place_radius_km` is how far around the point it may be."""
    properties = fields(told)
    lat, lon = (properties.pop(name) for name in _POINT)
    known = lat is not None and lon is not None
    return {
        "type": "Feature",
        "id": told.id,
        "geometry": {"type": "Point", "coordinates": [lon, lat]} if known else None,
        "properties": properties,
    }
