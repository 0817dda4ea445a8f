"""Incidents as events of UCDP's Georeferenced Event Dataset.

GED holds acts of organised violence that killed somebody (GED Codebook 23.1). Whatever it asks for and the
incident does not say is an empty cell: its ids of conflicts, dyads and sides are UCDP's own to give.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from temoin.analysis.occurrence import ONE_SIDED, VIOLENCE
from temoin.analysis.violence import STATES, sides, violence_of
from temoin.knowledge.countries import Country, country_of
from temoin.knowledge.parties import party
from temoin.ontology import TYPES, place_codes
from temoin.publishing.exports.codes import date_precision, days
from temoin.publishing.exports.columns import as_text, harmless
from temoin.publishing.exports.deaths import deaths
from temoin.publishing.exports.ged import write_ged
from temoin.publishing.exports.losses import Losses
from temoin.publishing.exports.told import Told
from temoin.publishing.incident_words import Record
from temoin.publishing.rows import Cell

_VIOLENT = frozenset(
    {"Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots"}
)
_CIVILIANS = "Civilians"
# cells of a degree and of the grid of the PRIO-GRID (Tollefsen, Strand and Buhaug 2012): half a degree wide
_CELLS_PER_DEGREE, _CELLS_PER_ROW = 2, 720


def write(incidents: Iterable[Told], stream: BinaryIO, losses: Losses) -> None:
    """Write the incidents that GED has room for; the others are told in `losses`."""
    with as_text(stream) as text:
        write_ged((harmless(row) for row in rows(incidents, losses)), text)


def rows(incidents: Iterable[Told], losses: Losses) -> Iterator[dict[str, Cell]]:
    """A row of GED for each incident in which somebody was killed by organised violence."""
    for told in incidents:
        if why := _no_event_of_ged(told.incident):
            losses.note(why, told.id)
            continue
        losses.written += 1
        yield _row(told, losses)


def _no_event_of_ged(incident: Record) -> str | None:
    toll = incident["tolls"].get("killed")
    if incident["status"] != "reported":
        return "not_reported"
    if TYPES[incident["type"]].group not in _VIOLENT:
        return "no_violence"
    if toll is None:
        return "no_toll"
    return "nobody_killed" if toll["high"] == 0 else None


def _row(told: Told, losses: Losses) -> dict[str, Cell]:
    incident, place = told.incident, told.incident["place"] or {}
    start, end = incident["start"], incident["end"]
    span = days(start, end)
    country = country_of(incident["country"])
    violence = violence_of(told.incident)
    side_a, side_b = sides(told.incident, violence)
    dead = deaths(told, {p["role"] for p in (side_a,) if p}, losses)
    _note(told, losses, span, violence)
    lat, lon = place.get("lat"), place.get("lon")
    precise = place_codes(place["precision"], line=bool(place.get("line")))["ucdp"] if place else {}
    return {
        "id": _number(told.id),
        "relid": told.id,
        "year": int(start[:4]) if span and start[:4] == end[:4] else None,
        "type_of_violence": VIOLENCE.index(violence) + 1 if violence else None,
        "side_a": _side_name(side_a),
        "side_b": _CIVILIANS if violence == ONE_SIDED else _side_name(side_b),
        "number_of_sources": len(incident["reports"]),
        **_sources(told),
        "where_prec": precise.get("where_prec"),
        "where_coordinates": place.get("name"),
        "where_description": place.get("text"),
        "adm_1": place.get("admin1"),
        "adm_2": place.get("admin2"),
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": None if lat is None or lon is None else f"POINT ({lon} {lat})",
        "priogrid_gid": None if lat is None or lon is None else priogrid(lat, lon),
        "country": (country.ucdp_name or country.name) if country else None,
        "country_id": country.gwno if country else None,
        "region": country.ucdp_region if country else None,
        "event_clarity": 1 if span == 1 and place.get("precision") in ("exact", "near") else None,
        "date_prec": date_precision(span),
        "date_start": start,
        "date_end": end,
        **dead,
        "gwnoa": _gwno(side_a),
        "gwnob": None if violence == ONE_SIDED else _gwno(side_b),
    }


def _note(told: Told, losses: Losses, span: int | None, violence: str | None) -> None:
    place = told.incident["place"] or {}
    for lost, what in (
        (span is None, "no_date"),
        (span is not None and date_precision(span) is None, "date_too_long"),
        (violence is None, "no_type_of_violence"),
        (place.get("lat") is None, "no_point"),
        (told.incident["tolls"]["killed"]["high"] is None, "open_high"),
        (bool(told.incident["contested"]), "contested"),
        (bool(told.withheld), "withheld"),
    ):
        if lost:
            losses.note(what, told.id)


def _number(id: str) -> int | None:
    """The number that an incident's id is, in the base of sixteen: GED's ids are numbers."""
    try:
        return int(id.removeprefix("i"), 16)
    except ValueError:
        return None


def priogrid(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID that a point lies in, counted from 1 at the south-west."""
    row = min(math.floor((lat + 90) * _CELLS_PER_DEGREE), 180 * _CELLS_PER_DEGREE - 1)
    column = min(math.floor((lon + 180) * _CELLS_PER_DEGREE), _CELLS_PER_ROW - 1)
    return row * _CELLS_PER_ROW + column + 1


def _home(actor: Record | None) -> Country | None:
    """The country whose government a side is."""
    known = party(actor["id"]) if actor and actor["id"] else None
    if known is None or not known.force or known.kind not in STATES or len(known.countries) != 1:
        return None
    return country_of(known.countries[0])


def _side_name(actor: Record | None) -> str | None:
    if actor is None:
        return None
    if home := _home(actor):
        return f"Government of {home.ucdp_name or home.name}"
    known = party(actor["id"]) if actor["id"] else None
    if known is None:
        return str(actor["name"])
    return known.ucdp[0] if len(known.ucdp) == 1 else known.en


def _gwno(actor: Record | None) -> int | None:
    home = _home(actor)
    return home.gwno if home else None


def _sources(told: Told) -> dict[str, Cell]:
    """Who published it, when, under which headline, and who is quoted; GED parts them by semicolons."""
    reports = list(told.reports.values())
    return {
        "source_article": ";".join(
            '"' + ",".join(str(r[part] or "") for part in ("publisher", "published", "title")) + '"'
            for r in reports
        ),
        "source_office": ";".join(str(r["publisher"] or "") for r in reports),
        "source_date": ";".join(str(r["published"] or "") for r in reports),
        "source_headline": ";".join(str(r["title"] or "") for r in reports),
        "source_original": "; ".join(v["name"] for v in told.incident["voices"]),
    }
