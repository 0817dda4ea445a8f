"""What a person who looks a name up wants to see of each place that bears it, or nearly so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher

from temoin.earth import distance
from temoin.knowledge.gazetteer import embedded, store
from temoin.knowledge.gazetteer.entry import Entry
from temoin.knowledge.gazetteer.lookup import Candidate, candidates, find
from temoin.knowledge.gazetteer.names import fold

# Near names are shown that are spelt so nearly, for each letter of the name, and cost so little more than
# the best.
_LIKE = 0.15
_BESIDE = 0.5
_COUNTRY = "A.PCL"


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
    for c in _worth_showing(asked, candidates(name, countries)):
        differs = _differences(asked, c.spelt) if c.price + c.words else ()
        km = distance(centre.point, c.entry.point) if centre else None
        places.append(Place(c.entry, _spellings(c.entry.geonameid, c.spelt), differs, km))
    places.sort(key=lambda p: (bool(p.differs), p.km or 0, not p.entry.feature.startswith(_COUNTRY)))
    return Search(tuple(places), centre)


def _worth_showing(asked: str, found: Collection[Candidate]) -> list[Candidate]:
    """The candidates, the cheapest first, without names too far from the one asked for."""
    cheapest = min((c.price + c.words for c in found), default=0.0)
    letters = len(asked.replace(" ", ""))
    shown = [c for c in found if c.price <= _LIKE * letters and c.price + c.words <= cheapest + _BESIDE]
    return sorted(shown, key=lambda c: c.price + c.words)


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
