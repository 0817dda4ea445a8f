"""The ledger's own incidents, as findings take them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from temoin.analysis.occurrence import Occurrence, Toll
from temoin.analysis.violence import parties, sides, violence_of
from temoin.knowledge.parties import party

LEDGER = "ledger"
"""What the ledger's own incidents are called among data sets."""


def occurrence_of(incident: Mapping[str, Any]) -> Occurrence:
    """An incident of the ledger (its id and its card) as findings take it."""
    place = incident["place"] or {}
    violence = violence_of(incident)
    side_a, side_b = sides(incident, violence)
    attacker = next(iter(parties(incident, "initiator")), None)
    return Occurrence(
        id=incident["id"],
        data=LEDGER,
        start=_day(incident["start"]),
        end=_day(incident["end"]),
        country=incident["country"],
        admin1=place.get("admin1") or "",
        lat=place.get("lat"),
        lon=place.get("lon"),
        precision=place.get("precision") or "unresolved",
        type=incident["type"],
        violence=violence,
        side_a=_name(side_a),
        side_b=_name(side_b),
        attacker=_name(attacker),
        killed=_toll(incident, "killed"),
        civilians_killed=_toll(incident, "civilians_killed"),
        voices=len(incident["origins"]),
    )


def _name(told: Mapping[str, Any] | None) -> str:
    """What the registry calls a party that it knows: "the army" of a report is that of one state."""
    known = party(told["id"]) if told and told.get("id") else None
    return known.en if known else str(told["name"]) if told else ""


def _toll(incident: Mapping[str, Any], effect: str) -> Toll | None:
    told = incident["tolls"].get(effect)
    return Toll(told["low"], told["value"], told["high"]) if told else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
