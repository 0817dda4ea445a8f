"""A gazetteer on disk: one SQLite file of places and their names, written whole, then only read.

`place` holds a row a place, `name` the folded names (see `names.fold`) by which it may be looked up, each as
the source writes it where that is not the main name, and `sound` every folded name under its spelling key
(see `spelling.sound`), so that near names are found. `division` names the codes of divisions; `listed` is 1
where the name comes from GeoNames' lists of divisions, 0 where from the division's own row as a place.
`source` tells where each country, and each list of divisions, comes from.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from temoin.knowledge.gazetteer.names import fold_all, without_article
from temoin.knowledge.gazetteer.spelling import sounds

# Raise when the tables, the folding of names or the spelling keys change.
SCHEMA = 4
PART = ".part"
_BATCH = 5_000
_TABLES = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, country TEXT, admin1 TEXT, admin2 TEXT, feature TEXT,
                    lat REAL, lon REAL, population INTEGER, capital INTEGER);
CREATE TABLE name (key TEXT, place INTEGER, rank INTEGER, written TEXT,
                   PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE sound (sound TEXT, key TEXT, PRIMARY KEY (sound, key)) WITHOUT ROWID;
CREATE TABLE division (country TEXT, admin1 TEXT, admin2 TEXT, geonameid INTEGER, name TEXT, listed INTEGER,
                       PRIMARY KEY (country, admin1, admin2)) WITHOUT ROWID;
CREATE TABLE source (subject TEXT PRIMARY KEY, file TEXT, sha256 TEXT, etag TEXT, rows INTEGER,
                     added TEXT) WITHOUT ROWID;
"""


class OtherSchema(sqlite3.DatabaseError):
    """The file is an index, but of another version of temoin."""


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
    names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Division:
    """The name of a first-level division, or of a second-level one where `admin2` is not empty."""

    country: str
    admin1: str
    admin2: str
    geonameid: int
    name: str
    listed: bool


def open_read_only(path: Path, kind: type[sqlite3.Connection] = sqlite3.Connection) -> sqlite3.Connection:
    """A connection that only reads, for any thread.

    Raises `OtherSchema` where another version of temoin made the file, `sqlite3.Error` where it is no whole
    index.
    """
    index = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False, factory=kind
    )
    try:
        (schema,) = index.execute("PRAGMA user_version").fetchone()
        if schema != SCHEMA:
            raise OtherSchema(f"{path} has the tables of another version ({schema}, not {SCHEMA})")
        index.execute("SELECT 1 FROM place JOIN name ON place.id = name.place LIMIT 1").fetchone()
        (size,) = index.execute(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        ).fetchone()
        if size != path.stat().st_size:
            raise sqlite3.DatabaseError(f"{path} is not whole")
        return index
    except BaseException:
        index.close()
        raise


def write_aside(path: Path, fill: Callable[[sqlite3.Connection], None], base: Path | None = None) -> None:
    """Write a new index beside `path`, from a copy of `base` where given, and put it in its place when whole.

    Ended at any point, it leaves `path` as it was, and at worst a file `*.part` beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.stem}.", suffix=PART)
    os.close(handle)
    try:
        if base:
            shutil.copyfile(base, name)
        with contextlib.closing(sqlite3.connect(name)) as index:
            index.execute("PRAGMA journal_mode = OFF")
            index.execute("PRAGMA synchronous = OFF")
            if not base:
                create(index)
            fill(index)
            index.commit()
            if index.execute("PRAGMA freelist_count").fetchone()[0]:
                index.execute("VACUUM")
        with open(name, "rb") as written:
            os.fsync(written.fileno())
        os.replace(name, path)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name)


def create(index: sqlite3.Connection) -> None:
    """Make the tables."""
    index.executescript(f"{_TABLES}PRAGMA user_version = {SCHEMA};")


def insert(index: sqlite3.Connection, rows: Iterable[Row]) -> int:
    """Add places with their names; how many."""
    # what is not in order is put in order before it goes into the tables: that is twice as fast
    index.executescript(
        "CREATE TEMP TABLE named (key, place, rank, written); CREATE TEMP TABLE heard (sound, key)"
    )
    written = 0
    stream = iter(rows)
    while batch := list(islice(stream, _BATCH)):
        index.executemany(
            "INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_place, batch)
        )
        index.executemany("INSERT INTO named VALUES (?, ?, ?, ?)", _names(batch))
        written += len(batch)
    keys = index.execute("SELECT DISTINCT key FROM named")
    while some := [key for (key,) in keys.fetchmany(_BATCH)]:
        index.executemany("INSERT INTO heard VALUES (?, ?)", zip(sounds(some), some, strict=True))
    index.execute("INSERT OR IGNORE INTO name SELECT * FROM named ORDER BY key, place, rank")
    index.execute("INSERT OR IGNORE INTO sound SELECT * FROM heard ORDER BY sound, key")
    index.executescript("DROP TABLE named; DROP TABLE heard")
    return written


def insert_divisions(index: sqlite3.Connection, divisions: Iterable[Division]) -> None:
    """Add names of divisions; what the lists of divisions say counts more than the rows of the places."""
    index.executemany(
        "INSERT INTO division VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
        " SET geonameid = excluded.geonameid, name = excluded.name, listed = excluded.listed"
        " WHERE excluded.listed >= listed",
        ((d.country, d.admin1, d.admin2, d.geonameid, d.name, int(d.listed)) for d in divisions),
    )


def delete(index: sqlite3.Connection, country: str) -> int:
    """Take a country out, with the names that only it has; how many places there were."""
    if not index.execute("SELECT 1 FROM source WHERE subject = ?", (country,)).fetchone():
        return 0
    of_country = "(SELECT id FROM place WHERE country = ?)"
    index.execute(f"DELETE FROM name WHERE place IN {of_country}", (country,))
    gone = index.execute("DELETE FROM place WHERE country = ?", (country,)).rowcount
    index.execute("DELETE FROM sound WHERE NOT EXISTS (SELECT 1 FROM name WHERE name.key = sound.key)")
    index.execute("DELETE FROM division WHERE country = ? AND NOT listed", (country,))
    index.execute("DELETE FROM source WHERE subject = ?", (country,))
    return gone


def _place(row: Row) -> tuple[object, ...]:
    where = (row.country, row.admin1, row.admin2, row.feature, row.lat, row.lon)
    return (row.geonameid, row.name, *where, row.population, int(row.capital))


def _names(rows: Sequence[Row]) -> Iterator[tuple[str, int, int, str | None]]:
    """Each form by which a place may be looked up, with the rank of the best name that gives it."""
    folded = iter(fold_all([name for row in rows for name in (row.name, *row.names)]))
    for row in rows:
        keys: dict[str, tuple[int, str | None]] = {next(folded): (0, None)}
        for name in row.names:
            keys.setdefault(next(folded), (1, name))
        for key, (_, written) in list(keys.items()):
            if " " in key:
                keys.setdefault(without_article(key), (2, written))
        for key, (rank, written) in keys.items():
            if len(key) > 1:
                yield key, row.geonameid, rank, written
