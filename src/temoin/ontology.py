"""The types of events, and how other data sets code them. The table is `ontology.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


def codes(name: str) -> dict[str, dict[str, Any]]:
    """How ACLED, UCDP and PLOVER code this type of event. Raises `KeyError` for an unknown type."""
    kind = TYPES[name]
    return {
        "acled": {"event_type": kind.group, "sub_event_type": kind.type, "disorder_type": kind.disorder},
        "ucdp": {"type_of_violence": kind.ucdp} if kind.ucdp else {},
        "plover": {"event_type": kind.plover} if kind.plover else {},
    }
