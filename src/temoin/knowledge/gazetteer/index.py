"""A gazetteer on disk: one SQLite file of places and their names, written whole, then only read.

`place` holds a row a place, `name` the folded names (see `names.fold`) by which it may be looked up, and
`sound` every folded name under its spelling key (see `spelling.sound`), so that near names are found.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from temoin.knowledge.gazetteer.names import fold, without_article
from temoin.knowledge.gazetteer.spelling import sound

# Raise when the tables, the folding of names or the spelling keys change.
SCHEMA = 3
_BATCH = 20_000
_TABLES = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, country TEXT, admin1 TEXT, admin2 TEXT, feature TEXT,
                    lat REAL, lon REAL, population INTEGER, capital INTEGER);
CREATE TABLE name (key TEXT, place INTEGER, rank INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE sound (sound TEXT, key TEXT, PRIMARY KEY (sound, key)) WITHOUT ROWID;
CREATE TABLE source (country TEXT PRIMARY KEY, file TEXT, sha256 TEXT, places INTEGER, added TEXT);
"""


@dataclass(slots=True)
class Row:
    """A place as a source has it; `names` are its other names, as written there."""

    geonameid: int
    name: str
    country: str
    admin1: str
    admin2: str
    feature: str
    lat: float
    lon: float
    population: int
    capital: bool = False
    names: Iterable[str] = field(default_factory=tuple)


def open_read_only(path: Path) -> sqlite3.Connection:
    """A connection that only reads. Raises `sqlite3.Error` where the file is no whole index."""
    index = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )
    try:
        filled = index.execute("SELECT 1 FROM place JOIN name ON place.id = name.place LIMIT 1").fetchone()
        (size,) = index.execute(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        ).fetchone()
        if filled and size == path.stat().st_size:
            return index
        raise sqlite3.DatabaseError(f"{path} is not whole")
    except sqlite3.Error:
        index.close()
        raise


def write_aside(path: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
    """Write a new index beside `path` and put it in its place when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    try:
        with contextlib.closing(sqlite3.connect(name)) as index:
            index.execute("PRAGMA journal_mode = OFF")
            index.execute("PRAGMA synchronous = OFF")
            fill(index)
            index.commit()
        os.replace(name, path)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name)


def create(index: sqlite3.Connection) -> None:
    """Make the tables."""
    index.executescript(_TABLES)


def insert(index: sqlite3.Connection, rows: Iterable[Row]) -> int:
    """Add places with their names; how many."""
    places: list[tuple[object, ...]] = []
    names: list[tuple[str, int, int]] = []
    written = 0
    for r in rows:
        where = (r.country, r.admin1, r.admin2, r.feature, r.lat, r.lon, r.population, int(r.capital))
        places.append((r.geonameid, r.name, *where))
        names.extend((key, r.geonameid, rank) for key, rank in _keys(r).items())
        written += 1
        if len(names) > _BATCH:
            _write(index, places, names)
    _write(index, places, names)
    return written


def _write(
    index: sqlite3.Connection, places: list[tuple[object, ...]], names: list[tuple[str, int, int]]
) -> None:
    index.executemany("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
    index.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", sorted(names))
    sounds = {(sound(key), key) for key, _, _ in names}
    index.executemany("INSERT OR IGNORE INTO sound VALUES (?, ?)", sorted(sounds))
    places.clear()
    names.clear()


def _keys(row: Row) -> dict[str, int]:
    """Each form by which the place may be looked up, with the rank of the best name that gives it."""
    keys = {fold(row.name): 0}
    for name in row.names:
        keys.setdefault(fold(name), 1)
    for key in list(keys):
        keys.setdefault(without_article(key), 2)
    return {key: rank for key, rank in keys.items() if len(key) > 1}
