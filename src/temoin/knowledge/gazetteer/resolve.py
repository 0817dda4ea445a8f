"""Which of the places that bear a name is meant?

Every clue speaks for or against a place by a weight of `weights.tsv`; the sums are log odds, shared out among
the places and the chance that it is none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import asin, cos, exp, log2, log10, radians, sin, sqrt
from pathlib import Path

from temoin.knowledge.gazetteer.entry import Entry
from temoin.knowledge.gazetteer.lookup import Candidate, candidates
from temoin.knowledge.gazetteer.wording import kinds, written
from temoin.languages import read_table

# Below this confidence a place is not chosen; places this near (km) are one answer.
SURE = 0.5
_SAME_PLACE = 25.0
_EARTH = 6371.0
# The log odds that a name means none of the known places.
_NONE = 2.0
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Clues:
    """All that is known around a name.

    `countries`: ISO 3166 alpha-2 codes with the share of the report that is about each, empty where anything
    goes. `divisions`: names of regions, districts, cercles, LGAs told to hold the place. `near`: latitude and
    longitude of other places of the same report, surest first. `kind`: what the words say it is, a kind of
    `kinds.tsv` ("village", "camp", "district", ...), empty where they do not.
    """

    countries: Mapping[str, float] = field(default_factory=dict)
    divisions: tuple[str, ...] = ()
    near: tuple[tuple[float, float], ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a place was chosen, or none: `key` of a message under `place.reason`, and what it is filled with."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scored:
    """A place and the probability that it is meant."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen, or None; how sure it is (0 to 1), why, and the others that it might have been.

    `country`, `admin1`, `admin2` (GeoNames' codes) are known as far as they are certain, even where no place
    is chosen. `precision` is "exact" for the place itself and "admin2" for the seat of the division that
    holds it.
    """

    entry: Entry | None
    confidence: float
    reasons: tuple[Reason, ...] = ()
    runners_up: tuple[Scored, ...] = ()
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    precision: str = ""


@dataclass(frozen=True, slots=True)
class WeightRow:
    """The weight of a clue."""

    clue: str
    weight: float
    meaning: str


@cache
def _weights() -> dict[str, float]:
    return {r.clue: r.weight for r in read_table(Path(__file__).with_name("weights.tsv"), WeightRow)}


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points given as latitude and longitude in degrees."""
    (a, b), (c, d) = ((radians(x), radians(y)) for x, y in (one, other))
    h = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(h)))


def resolve(name: str, clues: Clues) -> Choice:
    """The place that the name stands for, given the clues."""
    said = written(name)
    kind = clues.kind or said.kind
    found = _found(said.names, frozenset(clues.countries))
    divisions = [_Division.named(d, frozenset(clues.countries)) for d in clues.divisions]
    evidence = [_evidence(c, clues, kind, divisions) for c in found]
    odds = [exp(sum(e[k] * _weights()[k] for k in e)) for e in evidence]
    total = sum(odds) + exp(_NONE)
    scored = sorted(
        (Scored(c.entry, o / total) for c, o in zip(found, odds, strict=True)),
        key=lambda s: -s.score,
    )
    country = max(clues.countries, key=clues.countries.__getitem__) if len(clues.countries) == 1 else ""
    if not scored:
        return Choice(None, 0.0, (Reason("unknown"),), (), country)
    best = scored[0].entry
    sure = sum(
        s.score for s in scored if distance((s.entry.lat, s.entry.lon), (best.lat, best.lon)) <= _SAME_PLACE
    )
    if sure < SURE:
        return Choice(None, sure, (Reason("unsure"),), tuple(scored[:_SHOWN]), country)
    others = tuple(scored[1 : _SHOWN + 1])
    return Choice(best, sure, (), others, best.country, best.admin1, best.admin2, "exact")


def _found(names: tuple[str, ...], countries: frozenset[str]) -> list[Candidate]:
    """The places of all the names, each once, at its best price; abroad where the countries have none."""
    best: dict[int, Candidate] = {}
    for allowed in (countries, None):
        for name in names:
            for c in candidates(name, allowed):
                known = best.get(c.entry.geonameid)
                if known is None or c.price < known.price:
                    best[c.entry.geonameid] = c
        if best:
            break
    return list(best.values())


def _evidence(c: Candidate, clues: Clues, kind: str, divisions: list[_Division]) -> dict[str, float]:
    """How far each clue holds of a place."""
    e, at = c.entry, (c.entry.lat, c.entry.lon)
    said = {
        "spelling": c.price,
        "other_name": float(e.rank == 1),
        "short_name": float(e.rank == 2),
        "population": log10(e.population + 1),
        "capital": float(e.capital),
        "seat": float(e.feature.startswith("P.PPLA")),
    }
    if clues.countries:
        said["country"] = clues.countries.get(e.country, 0.0)
        said["abroad"] = float(e.country not in clues.countries)
    if kind in kinds():
        fits = any(e.feature.startswith(f) for f in kinds()[kind].features)
        said["kind_fits" if fits else "kind_differs"] = 1.0
    else:
        said["settlement"] = float(e.feature.startswith("P"))
        said["division"] = float(e.feature.startswith("A"))
    for division in divisions:
        if division.codes:
            inside = any((e.country, e.admin1, e.admin2)[: len(code)] == code for code in division.codes)
            if inside:
                said["in_division"] = said.get("in_division", 0.0) + 1
            elif e.admin1:
                said["outside"] = said.get("outside", 0.0) + 1
        if division.points:
            away = min(distance(at, p) for p in division.points)
            said["beside_seat"] = max(said.get("beside_seat", 0.0), 1 / (1 + away / 30))
            said["far_from_seat"] = log2(max(1.0, away / 60))
    if clues.near:
        away = min(distance(at, p) for p in clues.near)
        said["near_others"] = 1 / (1 + away / 40)
    return said


@dataclass(frozen=True, slots=True)
class _Division:
    """A named division: its codes (country, first level[, second level]) and the points that bear its name."""

    codes: frozenset[tuple[str, ...]] = frozenset()
    points: tuple[tuple[float, float], ...] = ()

    @staticmethod
    @lru_cache(maxsize=1024)
    def named(text: str, countries: frozenset[str]) -> _Division:
        """What the gazetteer knows of a division of this name."""
        said = written(text)
        entries = [c.entry for n in said.names for c in candidates(n, countries or None) if c.price < 0.5]
        areas = [e for e in entries if e.feature.startswith("A.ADM1" if said.kind == "region" else "A.ADM")]
        codes = frozenset(
            (e.country, e.admin1) if e.feature == "A.ADM1" else (e.country, e.admin1, e.admin2)
            for e in areas
            if e.admin1 and (e.admin2 or e.feature == "A.ADM1")
        )
        if said.kind == "region":
            return _Division(codes)
        seats = areas or [e for e in entries if e.feature.startswith("P.PPLA")]
        seats = seats or [e for e in entries if e.population] or entries
        return _Division(codes, tuple((e.lat, e.lon) for e in seats[:8]))
