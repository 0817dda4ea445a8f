"""What the gazetteer knows of a place."""

from __future__ import annotations

from dataclasses import dataclass

from temoin.earth import Point


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer.

    `country` is ISO 3166 alpha-2; `admin1` and `admin2` are GeoNames' codes of its divisions, empty where
    not known; `feature` is GeoNames' class and code (`P.PPL`); `lat`, `lon` are WGS 84 degrees; `capital` is
    1 for a country's capital. `rank` says how the place was found: 0 by its main name, 1 by another, 2 by a
    name without its article.
    """

    geonameid: int
    name: str
    country: str
    admin1: str
    admin2: str
    feature: str
    lat: float
    lon: float
    population: int
    capital: int
    rank: int = 0

    @property
    def point(self) -> Point:
        """Where it is."""
        return self.lat, self.lon
