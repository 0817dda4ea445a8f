"""Incidents as Parquet: dates are dates, counts are integers, lists are lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, BinaryIO

from temoin.linking.incident import EFFECTS
from temoin.publishing.exports.fields import TOLL, fields, note, notice
from temoin.publishing.exports.losses import Losses
from temoin.publishing.exports.told import Told

# Incidents that are written at one time.
_AT_ONCE = 1000
_DATES = ("start", "end")


def write(incidents: Iterable[Told], stream: BinaryIO, losses: Losses) -> None:
    """Write all incidents; for whom the file is stands in its metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema().with_metadata({f"temoin.{name}": value for name, value in notice(losses)})
    with pq.ParquetWriter(stream, schema) as writer:
        for rows in _portions(incidents, losses):
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def _portions(incidents: Iterable[Told], losses: Losses) -> Iterator[list[dict[str, Any]]]:
    rest = iter(incidents)
    while portion := list(islice(rest, _AT_ONCE)):
        for told in portion:
            note(told, losses)
        yield [_typed(fields(told)) for told in portion]


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, **{name: row[name] and date.fromisoformat(row[name]) for name in _DATES}}


def _schema() -> Any:
    import pyarrow as pa

    text, number = pa.string(), pa.float64()
    return pa.schema(
        {
            "id": text,
            **dict.fromkeys(_DATES, pa.date32()),
            **dict.fromkeys(("country", "type", "status"), text),
            "background": pa.bool_(),
            **dict.fromkeys(("place_name", "place_admin1", "place_admin2", "place_precision"), text),
            "place_geonameid": pa.int64(),
            **dict.fromkeys(("place_lat", "place_lon", "place_radius_km"), number),
            **dict.fromkeys(("initiators", "targets"), pa.list_(text)),
            **{f"{effect}_{part}": pa.int64() for effect in EFFECTS for part in TOLL},
            **dict.fromkeys(("rule", "grade"), text),
            **dict.fromkeys(("contested", "voices", "party_voices"), pa.list_(text)),
            "origins": pa.int32(),
            **dict.fromkeys(("reports", "events", "withheld"), pa.list_(text)),
        }
    )
