"""Which places bear a name, or one that is spelt nearly so?"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from temoin.knowledge.gazetteer import embedded, store
from temoin.knowledge.gazetteer.entry import Entry
from temoin.knowledge.gazetteer.names import fold, without_article
from temoin.knowledge.gazetteer.spelling import price, sound

_NAMED = (
    "SELECT place.*, MIN(rank) AS rank FROM name JOIN place ON place.id = name.place"
    " WHERE key = ? GROUP BY place.id"
)
_SOUNDING = "SELECT key FROM sound WHERE sound = ?"
# Shorter names have no near spellings: too many other names are as near.
_SHORTEST = 5
# What a near spelling may cost for each letter of the name, and how many spellings are weighed.
_PER_LETTER = 0.2
_WEIGHED = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that the name may stand for: `spelt` is its folded name that was compared, `price` what the
    difference costs (see `spelling.price`), 0 where there is none."""

    entry: Entry
    price: float = 0.0
    spelt: str = ""


@cache
def _indexes() -> tuple[sqlite3.Connection, ...]:
    """The user's gazetteer, where there is one, and the towns that come with the package."""
    own = store.connect()
    return (own, embedded.connect()) if own else (embedded.connect(),)


@lru_cache(maxsize=4096)
def find(name: str) -> tuple[Entry, ...]:
    """The places of this name, found by main names first, then the most populous first."""
    return _bearing(fold(name))


def candidates(name: str, countries: Collection[str] | None = None) -> tuple[Candidate, ...]:
    """The places of this name and those of a near spelling, the cheapest first, in `countries` if given."""
    allowed = frozenset(countries or ())
    exact = [Candidate(e, 0.0, fold(name)) for e in find(name) if not allowed or e.country in allowed]
    known = {c.entry.geonameid for c in exact}
    near = [c for c in _near(fold(name)) if c.entry.geonameid not in known]
    return (*exact, *(c for c in near if not allowed or c.entry.country in allowed))


def _bearing(key: str) -> tuple[Entry, ...]:
    if len(key) < 2:
        return ()
    found: dict[int, Entry] = {}
    for index in _indexes():
        for row in index.execute(_NAMED, (key,)):
            entry = Entry(*row)
            known = found.get(entry.geonameid)
            if known is None or known.population < entry.population:
                found[entry.geonameid] = entry
    return tuple(sorted(found.values(), key=lambda e: (e.rank, -e.population, e.geonameid)))


@lru_cache(maxsize=4096)
def _near(key: str) -> tuple[Candidate, ...]:
    """The places whose names sound like the folded name, but are not spelt so."""
    if len(key.replace(" ", "")) < _SHORTEST:
        return ()
    written = {key, without_article(key)}
    sounding = {
        other
        for index in _indexes()
        for sounds in {sound(k) for k in written}
        for (other,) in index.execute(_SOUNDING, (sounds,))
    } - {key}
    best: dict[int, Candidate] = {}
    limit = _PER_LETTER * len(key)
    likely = process.extract(key, sounding, scorer=DamerauLevenshtein.distance, limit=_WEIGHED)
    for other, _, _ in likely:
        cost = min(price(k, other, limit) for k in written)
        if cost > limit:
            continue
        for entry in _bearing(other):
            known = best.get(entry.geonameid)
            if known is None or cost < known.price:
                best[entry.geonameid] = Candidate(entry, cost, other)
    return tuple(sorted(best.values(), key=lambda c: (c.price, -c.entry.population, c.entry.geonameid)))
