"""Incidents in the 31 columns of ACLED's event data (ACLED Codebook 2023), with its codes as numbers.

ACLED has one number for the dead, and its rule where reports differ is the most conservative estimate: here
the lowest number that any origin gives. Where nobody says how many, the cell is empty, not 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import BinaryIO

from temoin.knowledge.countries import country_of
from temoin.knowledge.parties import party
from temoin.messages import say
from temoin.ontology import TYPES, place_codes
from temoin.publishing.exports.codes import days, inter, interaction, time_precision
from temoin.publishing.exports.columns import as_text, columns, harmless, write_table
from temoin.publishing.exports.losses import Losses
from temoin.publishing.exports.told import Told
from temoin.publishing.incident_words import Record, grade_name
from temoin.publishing.rows import Cell

COLUMNS: tuple[str, ...] = columns("acled")
"""The columns, in order (`acled_columns.txt`)."""

_BETWEEN = "; "
_TARGETING = "Civilian targeting"
# types of events that may have one party only: ACLED codes the absent second one 0
_ALONE = frozenset({"Explosions/Remote violence", "Protests", "Riots", "Strategic developments"})
_NOBODY = 0


def write(incidents: Iterable[Told], stream: BinaryIO, losses: Losses) -> None:
    """Write the incidents that took place; the others are told in `losses`."""
    with as_text(stream) as text:
        write_table(COLUMNS, (harmless(row) for row in rows(incidents, losses)), text)


def rows(incidents: Iterable[Told], losses: Losses) -> Iterator[dict[str, Cell]]:
    """A row of ACLED for each incident that somebody says took place."""
    for told in incidents:
        if told.incident["status"] != "reported":
            losses.note("not_reported", told.id)
            continue
        losses.written += 1
        row = _row(told)
        _note(told, row, losses)
        yield row


def _row(told: Told) -> dict[str, Cell]:
    incident, place = told.incident, told.incident["place"] or {}
    kind, country = TYPES[incident["type"]], country_of(incident["country"])
    killed = incident["tolls"].get("killed")
    return {
        "event_id_cnty": told.id,
        **_when(incident),
        "disorder_type": kind.disorder,
        "event_type": kind.group,
        "sub_event_type": kind.type,
        **_parties(told, kind.group),
        "civilian_targeting": _TARGETING if _hits_civilians(told) else None,
        "iso": country.iso if country else None,
        "region": country.acled_region if country else None,
        "country": (country.acled_name or country.name) if country else None,
        "admin1": place.get("admin1"),
        "admin2": place.get("admin2"),
        "location": place.get("name"),
        "latitude": place.get("lat"),
        "longitude": place.get("lon"),
        "geo_precision": _geo_precision(place),
        "source": _BETWEEN.join(
            dict.fromkeys(r["publisher"] for r in told.reports.values() if r["publisher"])
        ),
        "notes": _notes(told),
        "fatalities": killed["low"] if killed else None,
    }


def _when(incident: Record) -> dict[str, Cell]:
    """The day, or the middle of a week or a month, as ACLED dates those; nothing for what is longer."""
    start, span = incident["start"], days(incident["start"], incident["end"])
    precision = time_precision(span)
    if span is None or precision is None:
        return {}
    day = date.fromisoformat(start) + timedelta(days=(span - 1) // 2)
    return {"event_date": day.isoformat(), "year": day.year, "time_precision": precision}


def _parties(told: Told, group: str) -> dict[str, Cell]:
    codes: list[int | None] = []
    cells: dict[str, Cell] = {}
    for number, role in ((1, "initiator"), (2, "target")):
        named = told.parties(role)
        main, beside = named[:1], [*named[1:], *told.parties(f"{role}_ally")]
        alone = number == 2 and not named and group in _ALONE
        codes.append(inter(main[0], group) if main else _NOBODY if alone else None)
        cells[f"actor{number}"] = _name(main[0]) if main else None
        cells[f"assoc_actor_{number}"] = _BETWEEN.join(map(_name, beside))
        cells[f"inter{number}"] = codes[-1]
    return {**cells, "interaction": interaction(*codes)}


def _name(actor: Record) -> str:
    known = party(actor["id"]) if actor["id"] else None
    return known.en if known else str(actor["name"])


def _hits_civilians(told: Told) -> bool:
    targets = told.parties("target")
    return bool(targets) and all(p["kind"] in ("civilians", "protesters") for p in targets)


def _geo_precision(place: Record) -> Cell:
    if place.get("lat") is None:
        return None
    return place_codes(place["precision"], line=bool(place.get("line")))["acled"].get("geo_precision")


def _notes(told: Told) -> str:
    """What ACLED has no column for, in words: the toll's range, the grade, who says so, what is contested."""
    incident = told.incident
    killed = incident["tolls"].get("killed")
    parts = [say("export.notes.grade", grade=grade_name(incident["grade"]))]
    if killed:
        high = say("export.notes.open") if killed["high"] is None else killed["high"]
        parts.append(say("export.notes.killed", low=killed["low"], high=high))
    if incident["contested"]:
        parts.append(say("export.notes.contested", fields=", ".join(incident["contested"])))
    if voices := [v["name"] for v in incident["voices"]]:
        parts.append(say("export.notes.voices", voices=", ".join(voices)))
    if told.withheld:
        parts.append(say("export.withheld_here"))
    return " ".join(parts)


def _note(told: Told, row: dict[str, Cell], losses: Losses) -> None:
    killed = told.incident["tolls"].get("killed")
    for lost, what in (
        (told.incident["start"] is None, "no_date"),
        (bool(told.incident["start"]) and not row.get("event_date"), "date_too_long"),
        (row.get("time_precision") in (2, 3), "middle_of_period"),
        (row["latitude"] is None, "no_point"),
        (row["interaction"] is None, "no_interaction"),
        (killed is None, "no_fatalities"),
        (killed is not None and killed["low"] != killed["high"], "range_of_dead"),
        (bool(told.incident["contested"]), "contested"),
        (bool(told.withheld), "withheld"),
    ):
        if lost:
            losses.note(what, told.id)
