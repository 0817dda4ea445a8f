"""In which area is an incident: a first-level division, or a cell of a half degree?"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import floor
from typing import TYPE_CHECKING, Any, Literal

from temoin.analysis.occurrence import Occurrence
from temoin.earth import on_sphere

if TYPE_CHECKING:
    pass

By = Literal["division", "cell"]
_CELL = 0.5
_PLACED = ("exact", "near", "admin2", "admin1")


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """An area that deaths are counted in.

    A first-level division has GeoNames' `code`, or, where the gazetteer does not know it, the `name` that the
    data have. A cell has the `lat` and `lon` of its centre (degrees) and lies on the grid of PRIO-GRID
    (Tollefsen et al. 2012).
    """

    country: str
    code: str = ""
    name: str = ""
    lat: float = 0.0
    lon: float = 0.0


def area_of(row: Occurrence, by: By) -> Area | None:
    """The area of an incident; None where its place is not known so exactly.

    A division is told by its name; where the data have none, or one that the gazetteer does not know, by the
    nearest town of the country: near a border between divisions that may be the neighbour.
    """
    point = (row.lat, row.lon) if row.lat is not None and row.lon is not None else None
    placed = point is not None and row.precision in _PLACED
    if by == "cell":
        if not placed or row.precision == "admin1" or point is None:
            return None
        lat, lon = (floor(degrees / _CELL) * _CELL + _CELL / 2 for degrees in point)
        return Area(row.country or "", lat=lat, lon=lon)
    if row.country is None:
        return None
    if code := _named(row.admin1, row.country):
        return Area(row.country, code)
    if placed and point is not None and (code := _nearest(row.country, *point)):
        return Area(row.country, code)
    return Area(row.country, name=row.admin1) if row.admin1 else None


def divisions_of(countries: Iterable[str]) -> set[Area]:
    """All first-level divisions of these countries that the gazetteer knows."""
    return {Area(country, code) for country in countries for code in _codes().get(country, ())}


@cache
def _codes() -> Mapping[str, frozenset[str]]:
    """The codes of the first-level divisions of each country."""
    from temoin.knowledge.gazetteer.divisions import divisions

    found: dict[str, set[str]] = defaultdict(set)
    for division in divisions():
        if division.code:
            found[division.country].add(division.code)
    return {country: frozenset(codes) for country, codes in found.items()}


@lru_cache(maxsize=4096)
def _named(name: str, country: str) -> str:
    """The code of the division of this name ("Mopti region"); "" where there is none, or several."""
    from temoin.knowledge.gazetteer import divisions_named
    from temoin.knowledge.gazetteer.wording import written

    if not name:
        return ""
    said = written(name)
    for one in (name, *said.whole, *said.names):
        codes = {division.code for division in divisions_named(one, country) if division.code}
        if len(codes) == 1:
            return codes.pop()
    return ""


@lru_cache(maxsize=65536)
def _nearest(country: str, lat: float, lon: float) -> str:
    """The code of the division of the nearest town of the country; "" where no town is known."""
    towns = _towns().get(country)
    if towns is None:
        return ""
    tree, codes = towns
    return codes[int(tree.query(on_sphere([(lat, lon)])[0])[1])]


@cache
def _towns() -> Mapping[str, tuple[Any, list[str]]]:
    """The towns that come with the package, by country: where they are, and the codes of their divisions."""
    from scipy.spatial import cKDTree

    from temoin.knowledge.gazetteer import embedded

    found: dict[str, list[tuple[float, float, str]]] = defaultdict(list)
    with contextlib.closing(embedded.connect()) as index:
        for country, code, lat, lon in index.execute("SELECT country, admin1, lat, lon FROM place"):
            if code in _codes().get(country, ()):
                found[country].append((lat, lon, code))
    return {
        country: (cKDTree(on_sphere([(lat, lon) for lat, lon, _ in rows])), [code for *_, code in rows])
        for country, rows in found.items()
    }
