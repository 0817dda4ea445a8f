"""The types of events and how well places are known, and how other data sets code both.

The tables are `ontology.tsv` and `place_precisions.tsv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from temoin.languages import read_table


@dataclass(frozen=True, slots=True)
class EventType:
    """An ACLED sub-event type; `ucdp` is UCDP's type of violence, where the type alone decides it."""

    type: str
    group: str
    disorder: str
    ucdp: int | None = None
    plover: str | None = None


TYPES: dict[str, EventType] = {
    t.type: t for t in read_table(Path(__file__).with_name("ontology.tsv"), EventType)
}


@dataclass(frozen=True, slots=True)
class PlacePrecision:
    """How well a place is known, `line` for roads and borders: ACLED's geo_precision, UCDP's where_prec."""

    precision: str
    line: Literal["yes", "no"]
    acled: int | None = None
    ucdp: int | None = None


_PRECISIONS: dict[tuple[str, bool], PlacePrecision] = {
    (p.precision, p.line == "yes"): p
    for p in read_table(Path(__file__).with_name("place_precisions.tsv"), PlacePrecision)
}


def place_codes(precision: str, *, line: bool = False) -> dict[str, dict[str, int]]:
    """How ACLED and UCDP code a place known so well (`Place.precision`); no code where they have none."""
    row = _PRECISIONS.get((precision, line)) or _PRECISIONS.get((precision, False))
    return {
        "acled": {"geo_precision": row.acled} if row and row.acled else {},
        "ucdp": {"where_prec": row.ucdp} if row and row.ucdp else {},
    }


def codes(name: str) -> dict[str, dict[str, Any]]:
    """How ACLED, UCDP and PLOVER code this type of event. Raises `KeyError` for an unknown type."""
    kind = TYPES[name]
    return {
        "acled": {"event_type": kind.group, "sub_event_type": kind.type, "disorder_type": kind.disorder},
        "ucdp": {"type_of_violence": kind.ucdp} if kind.ucdp else {},
        "plover": {"event_type": kind.plover} if kind.plover else {},
    }
