"""How far does each clue hold of a place that a name may stand for?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log10
from pathlib import Path

from temoin.earth import Point, distance
from temoin.knowledge.gazetteer.entry import Entry
from temoin.knowledge.gazetteer.lookup import Candidate, with_villages
from temoin.knowledge.gazetteer.territory import Territory
from temoin.knowledge.gazetteer.wording import kinds
from temoin.languages import read_table

# Beyond so many people a town is the likelier meant the larger it is, whatever lies around.
_LARGE = 20_000
# At this price of a spelling it tells nothing any more that a place is well known.
_MISSPELT = 1.0
# Distances in kilometres, each with the clue that holds up to it.
_FROM_SEAT = ((8, "at_seat"), (25, "seat_25"), (50, "seat_50"), (100, "seat_100"), (200, "seat_200"))
_BEYOND_SEAT = "seat_beyond"
_FROM_OTHERS = (
    (8, "others_8"),
    (25, "others_25"),
    (50, "others_50"),
    (100, "others_100"),
    (250, "others_250"),
)
_BEYOND_OTHERS = "others_beyond"


@dataclass(frozen=True, slots=True)
class Clues:
    """All that is known around a name.

    `countries`: ISO 3166 alpha-2 codes with the share of the report that is about each, empty where anything
    goes. `divisions`: names of regions, districts, cercles, LGAs told to hold the place. `near`: latitude and
    longitude of other places of the same report, surest first. `kind`: what the words say it is, a kind of
    `kinds.tsv` ("village", "camp", "district", ...), empty where they do not. `regions`: the first-level
    divisions (country and GeoNames' code) with the share of the report that is about each.
    """

    countries: Mapping[str, float] = field(default_factory=dict)
    divisions: tuple[str, ...] = ()
    near: tuple[Point, ...] = ()
    kind: str = ""
    regions: Mapping[tuple[str, str], float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WeightRow:
    """The weight of a clue."""

    clue: str
    weight: float
    meaning: str


@cache
def weights() -> Mapping[str, float]:
    """What each clue weighs, in natural log odds."""
    return {r.clue: r.weight for r in read_table(Path(__file__).with_name("weights.tsv"), WeightRow)}


def evidence(c: Candidate, clues: Clues, kind: str, territories: Sequence[Territory]) -> dict[str, float]:
    """How far each clue of `weights.tsv` holds of the candidate; clues left out do not hold.

    `kind` is the kind that is said of the place, `territories` the divisions that are told to hold it.
    """
    e = c.entry
    # the better a place is known, the less is its name misspelt
    known = max(0.0, 1 - c.price / _MISSPELT)
    people = e.population if e.feature.startswith("P") else 0
    held = {
        "spelling": c.price,
        "spelling_share": c.price / len(c.spelt) if c.spelt else 0.0,
        "words": c.words,
        "other_name": float(e.rank == 1),
        "short_name": float(e.rank == 2),
        "population": known * log10(people + 1),
        "large": known * log10(max(people / _LARGE, 1.0)),
        "capital": known * e.capital,
        "seat": known * e.feature.startswith("P.PPLA"),
        **_of_kind(e, kind),
    }
    if clues.countries:
        share = clues.countries.get(e.country)
        held["abroad" if share is None else "country"] = 1.0 if share is None else share
    if c.price + c.words and e.country not in with_villages():
        held["towns_alone"] = 1.0
    if clues.regions:
        held["region"] = clues.regions.get((e.country, e.admin1), 0.0)
    for territory in territories:
        for clue, value in _in_territory(e, territory).items():
            held[clue] = max(value, held.get(clue, value))
    if clues.near:
        away = min(distance(e.point, point) for point in clues.near)
        held[_step(away, _FROM_OTHERS, _BEYOND_OTHERS)] = 1.0
    return held


def _of_kind(e: Entry, kind: str) -> dict[str, float]:
    said = kinds().get(kind)
    if not said:
        return {f"class_{e.feature[:1]}": 1.0}
    if any(e.feature.startswith(f) for f in said.features):
        return {"kind_fits": 1.0}
    return {"kind_beside" if said.by_towns and e.feature.startswith("P") else "kind_differs": 1.0}


def _in_territory(e: Entry, territory: Territory) -> dict[str, float]:
    held: dict[str, float] = {}
    level = "district" if territory.is_district else "region"
    holds = territory.holds(e)
    if holds is not None:
        held[f"in_{level}" if holds else f"outside_{level}"] = 1.0
    if territory.seats:
        away = min(distance(e.point, seat.point) for seat in territory.seats)
        held[_step(away, _FROM_SEAT, _BEYOND_SEAT)] = 1.0
    return held


def _step(away: float, steps: Sequence[tuple[float, str]], beyond: str) -> str:
    return next((clue for limit, clue in steps if away <= limit), beyond)
