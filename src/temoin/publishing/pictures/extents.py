"""How far does a division reach? A circle around the places that the gazetteers have in it.

No borders of divisions come with temoin: the circle stands for the division and says so in the legend.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from statistics import median

from temoin.earth import distance
from temoin.knowledge.gazetteer import divisions_named, embedded, store
from temoin.knowledge.gazetteer.territory import territories

# The part of a division's places that its circle holds, and how large it is at least.
_WITHIN, _LEAST_KM = 0.9, 15.0
# A circle of fewer places says too little: the towns that it is ruled from then have the reach of a district.
_ENOUGH, _DISTRICT_KM = 3, 30.0
_TOWNS = 400
Rows = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Extent:
    """A circle that stands for a division."""

    lat: float
    lon: float
    km: float


@cache
def extent(name: str, country: str) -> Extent | None:
    """The circle of a division by its name; None where the gazetteers do not know where it is."""
    found = territories([name], frozenset([country]))
    codes = {code for territory in found for code in territory.codes}
    codes |= {(country, d.code, "") for d in divisions_named(name, country) if d.code}
    whole = {(c, admin1, admin2) for c, admin1, admin2 in codes}
    points = _points(whole)
    if len(points) >= _ENOUGH and not _only_outer(found):
        return _circle(points)
    seats = [seat.point for territory in found for seat in territory.seats]
    return Extent(*seats[0], _DISTRICT_KM) if seats else None


def _only_outer(found: Iterable[object]) -> bool:
    """Whether only the division around it is known, which is larger."""
    return any(
        getattr(t, "is_district", False) and all(not admin2 for _, _, admin2 in getattr(t, "codes", ()))
        for t in found
    )


def _circle(points: Rows) -> Extent:
    lat, lon = median(p[0] for p in points), median(p[1] for p in points)
    away = sorted(distance((lat, lon), point) for point in points)
    return Extent(lat, lon, max(_LEAST_KM, away[int(_WITHIN * (len(away) - 1))]))


def _points(codes: Iterable[tuple[str, str, str]]) -> Rows:
    found: Rows = []
    for index in _indexes():
        for country, admin1, admin2 in codes:
            where, values = "country = ? AND admin1 = ?", [country, admin1]
            if admin2:
                where, values = f"{where} AND admin2 = ?", [*values, admin2]
            found += index.execute(f"SELECT lat, lon FROM place WHERE {where}", values).fetchall()
        if len(found) >= _ENOUGH:
            break
    return found


@cache
def _indexes() -> tuple[sqlite3.Connection, ...]:
    """The user's own gazetteer, which has villages, before the towns that come along."""
    with contextlib.suppress(sqlite3.Error, OSError):
        own = store.connect()
        if own:
            return own, embedded.connect()
    return (embedded.connect(),)


@dataclass(frozen=True, slots=True)
class Town:
    """A town to find one's way by."""

    name: str
    country: str
    lat: float
    lon: float


def towns(west: float, south: float, east: float, north: float) -> list[Town]:
    """The towns in a box: capitals, then the largest."""
    rows = embedded.connect().execute(
        "SELECT name, country, lat, lon FROM place WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?"
        " ORDER BY capital DESC, population DESC LIMIT ?",
        (south, north, west, east, _TOWNS),
    )
    return [Town(*row) for row in rows]
