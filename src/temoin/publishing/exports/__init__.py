"""Incidents to files that other programs read: one module a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO

from temoin.publishing.exports import acled, claims, geojson, hxl, parquet, table, ucdp
from temoin.publishing.exports.audience import AUDIENCES, for_public
from temoin.publishing.exports.ged import ged_rows, write_ged
from temoin.publishing.exports.losses import Losses
from temoin.publishing.exports.told import Told, told

__all__ = ["AUDIENCES", "FORMATS", "Losses", "Told", "export", "ged_rows", "told", "write_ged"]

Write = Callable[[Iterable[Told], BinaryIO, Losses], None]

FORMATS: dict[str, Write] = {
    "csv": table.write,
    "acled": acled.write,
    "ucdp": ucdp.write,
    "geojson": geojson.write,
    "parquet": parquet.write,
    "hxl": hxl.write,
    "jsonl": claims.write,
}
"""Every format by its name."""


def export(incidents: Iterable[Told], format: str, stream: BinaryIO, audience: str = "public") -> Losses:
    """Write incidents in a format for an audience, as they come; what the file does not say."""
    losses = Losses(format, audience)
    for_them = map(for_public, incidents) if audience == "public" else incidents
    FORMATS[format](for_them, stream, losses)
    return losses
