"""What a person who looks a name up wants to see of each place that bears it, or nearly so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import asin, cos, radians, sin, sqrt

from temoin.knowledge.gazetteer import embedded, store
from temoin.knowledge.gazetteer.entry import Entry
from temoin.knowledge.gazetteer.lookup import candidates, find
from temoin.knowledge.gazetteer.names import fold

_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Place:
    """A place that was found: `also` are its other names that were asked for, as GeoNames writes them;
    `differs` are the letters asked for and those of the name found, where it is spelt another way;
    `km` is the distance from the place near which it was sought."""

    entry: Entry
    also: tuple[str, ...] = ()
    differs: tuple[tuple[str, str], ...] = ()
    km: float | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """The places found, those of this very name first; `near` is the place that distances are from."""

    places: tuple[Place, ...]
    near: Entry | None = None


def search(name: str, countries: Collection[str] = (), near: str | None = None) -> Search:
    """The places of this name, then those of a near spelling, in these countries (ISO 3166) if given.

    The nearest to the most likely place called `near` come first, where it is given. Raises `LookupError`
    where no place bears that name.
    """
    centre = _place(near, countries) if near else None
    asked = fold(name)
    places = []
    for c in sorted(candidates(name, countries), key=lambda c: c.price + c.words):
        differs = _differences(asked, c.spelt) if c.price + c.words else ()
        km = distance(centre, c.entry) if centre else None
        places.append(Place(c.entry, _spellings(c.entry.geonameid, c.spelt), differs, km))
    return Search(tuple(sorted(places, key=lambda p: (bool(p.differs), p.km or 0))), centre)


def distance(one: Entry, other: Entry) -> float:
    """Kilometres as the crow flies."""
    south, north = radians(one.lat), radians(other.lat)
    half = sin((north - south) / 2) ** 2
    half += cos(south) * cos(north) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))


def _place(name: str, countries: Collection[str]) -> Entry:
    found = find(name)
    inside = [e for e in found if e.country in countries] or found
    if not inside:
        raise LookupError(name)
    return inside[0]


def _spellings(geonameid: int, key: str) -> tuple[str, ...]:
    """How the sources write the names of a place that fold to `key`, where not as its main name."""
    query = "SELECT DISTINCT written FROM name WHERE key = ? AND place = ? AND written IS NOT NULL"
    indexes = filter(None, (store.connect(), embedded.connect()))
    return tuple(dict.fromkeys(w for index in indexes for (w,) in index.execute(query, (key, geonameid))))


def _differences(asked: str, found: str) -> tuple[tuple[str, str], ...]:
    """The letters of the one and those that the other has in their place."""
    steps = SequenceMatcher(None, asked, found, autojunk=False).get_opcodes()
    return tuple((asked[a:b], found[c:d]) for step, a, b, c, d in steps if step != "equal")
