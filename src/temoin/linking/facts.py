"""The flat view of an event that linking compares: when, where, what, who, how many, in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from temoin.knowledge.gazetteer import fold
from temoin.knowledge.parties import Belonging, registry
from temoin.model import period

_SIDES = {
    "initiator": "initiator",
    "initiator_ally": "initiator",
    "target": "target",
    "target_ally": "target",
}
# Kinds that hold no one party: two reports of armed men need not mean the same.
NAMELESS = frozenset({"civilians", "protesters", "unidentified"})


@dataclass(frozen=True, slots=True)
class Side:
    """A party of an event: its kind, its id with those it belongs to, nearest first, and its folded names."""

    role: str
    kind: str
    ids: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What linking knows of an event; None and empty mean that the report does not say.

    `start`, `end` are the first and last day it can have been, `published` the first and last day on which
    its report can have appeared. `lat`, `lon` are WGS 84 degrees with `radius_km` around them, `places` the
    folded names of the place. The counts are ranges (low, high), high None where open.
    """

    id: str
    report: str
    type: str
    group: str
    status: str
    background: bool
    published: tuple[date, date] | None
    start: date | None
    end: date | None
    country: str | None
    admin1: str | None
    precision: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    places: tuple[str, ...]
    sides: tuple[Side, ...]
    killed: tuple[int, int | None] | None
    injured: tuple[int, int | None] | None
    abducted: tuple[int, int | None] | None
    text: str


def from_record(event: Mapping[str, Any], report: Mapping[str, Any]) -> EventFacts:
    """The facts of one event of a record (see docs/record.md), as `temoin code` writes it."""
    when, where = event.get("date") or {}, event.get("place") or {}
    names = [where.get("name"), where.get("text"), *where.get("aliases", ())]
    totals = event.get("totals") or {}
    return EventFacts(
        id=event["id"],
        report=report["id"],
        type=event["type"],
        group=event["group"],
        status=event["status"],
        background=event["background"],
        published=period(report.get("published")),
        start=_day(when.get("start")),
        end=_day(when.get("end")),
        country=where.get("country"),
        admin1=where.get("admin1"),
        precision=where.get("precision"),
        lat=where.get("lat"),
        lon=where.get("lon"),
        radius_km=where.get("radius_km"),
        places=tuple(dict.fromkeys(fold(n) for n in names if n)),
        sides=tuple(_side(a) for a in event["actors"] if a["role"] in _SIDES),
        killed=_range(totals.get("killed")),
        injured=_range(totals.get("injured")),
        abducted=_range(totals.get("abducted")),
        text=" ".join(span["text"] for span in event["evidence"]),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _range(count: Mapping[str, int | None] | None) -> tuple[int, int | None] | None:
    return (count["low"] or 0, count["high"]) if count else None


def _side(actor: Mapping[str, Any]) -> Side:
    known = () if actor["kind"] in NAMELESS else _with_wholes(actor.get("id"))
    names = dict.fromkeys(fold(n) for n in (actor["name"], actor["text"], *actor["aliases"]) if n)
    return Side(_SIDES[actor["role"]], actor["kind"], known, tuple(names))


def _with_wholes(party: str | None) -> tuple[str, ...]:
    """The id of a party and of all that it is part of or pledged to, the nearest first."""
    found: list[str] = []
    todo = [party] if party else []
    while todo:
        at = todo.pop(0)
        if at in found:
            continue
        found.append(at)
        known = registry().get(at)
        todo += [Belonging.read(b).party for b in (*known.parent, *known.member_of)] if known else []
    return tuple(found)
