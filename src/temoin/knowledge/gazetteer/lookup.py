"""Which places bear a name?"""

from __future__ import annotations

import sqlite3
from functools import cache, lru_cache

from temoin.knowledge.gazetteer import embedded, store
from temoin.knowledge.gazetteer.entry import Entry
from temoin.knowledge.gazetteer.names import fold

_NAMED = (
    "SELECT place.*, MIN(rank) AS rank FROM name JOIN place ON place.id = name.place"
    " WHERE key = ? GROUP BY place.id"
)


@cache
def _indexes() -> tuple[sqlite3.Connection, ...]:
    """The user's gazetteer, where there is one, and the towns that come with the package."""
    own = store.connect()
    return (own, embedded.connect()) if own else (embedded.connect(),)


@lru_cache(maxsize=4096)
def find(name: str) -> tuple[Entry, ...]:
    """The places of this name, found by main names first, then the most populous first."""
    key = fold(name)
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
