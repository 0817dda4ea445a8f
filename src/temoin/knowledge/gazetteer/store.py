"""The user's own gazetteer: countries added from GeoNames, in one SQLite file of the user's data folder.

It is never changed in place: a new file takes the place of the old one when it is whole. So whoever reads it
goes on reading, and a change that is ended half-way leaves it as it was.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import platformdirs

from temoin.knowledge.gazetteer import geonames
from temoin.knowledge.gazetteer.careful import Careful
from temoin.knowledge.gazetteer.completing import fill_in, pad_codes
from temoin.knowledge.gazetteer.errors import GazetteerError, reason
from temoin.knowledge.gazetteer.geonames import Form
from temoin.knowledge.gazetteer.index import (
    PART,
    OtherSchema,
    Row,
    delete,
    insert,
    insert_divisions,
    open_read_only,
    write_aside,
)
from temoin.messages import say

# tells the processes that this one starts what was said already
_WARNED = "TEMOIN_GAZETTEER_WARNED"
_DIVISIONS = (Form.ADMIN1, Form.ADMIN2)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to add, and the mark of its version that the server gave, if it came from one."""

    path: Path
    etag: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a country of the gazetteer comes from (`subject` is its ISO 3166 code), or a list of divisions
    (`subject` is `admin1` or `admin2`): the file, its checksum, how many rows it gave, when (ISO 8601, UTC).
    """

    subject: str
    file: str
    sha256: str
    etag: str
    rows: int
    added: str


@dataclass(frozen=True, slots=True)
class Added:
    """What a file gave: rows by subject, and the numbers of the lines that could not be read.

    Without subjects the file is a GeoNames file that the gazetteer has no use for.
    """

    file: Path
    rows: dict[str, int]
    malformed: tuple[int, ...]


def is_country(subject: str) -> bool:
    """Whether the subject of a source is a country, not a list of divisions."""
    return subject not in {form.value for form in _DIVISIONS}


def path() -> Path:
    """Where the user's gazetteer lies, whether there is one or not."""
    return platformdirs.user_data_path("temoin") / "gazetteer.sqlite"


def connect() -> sqlite3.Connection | None:
    """A read-only connection, or None where nothing was added.

    None, too, where the file cannot be used: standard error says so, once, and what to do. The same is said
    where a part of it turns out to be damaged when it is read; that part is then as if it were not there.
    """
    try:
        return _opened(Careful)
    except GazetteerError as problem:
        _warn(problem)
        return None


def check() -> None:
    """Where the gazetteer cannot be used, say so on standard error, once, and what to do."""
    if index := connect():
        index.close()


def problem() -> GazetteerError | None:
    """Why the gazetteer cannot be used, None where it can or where nothing was added."""
    try:
        index = _opened()
    except GazetteerError as found:
        return found
    if index:
        index.close()
    return None


def sources() -> list[Source]:
    """What the gazetteer is made of, by subject. Raises `GazetteerError` where it cannot be used."""
    index = _opened()
    if not index:
        return []
    with contextlib.closing(index):
        rows = index.execute("SELECT subject, file, sha256, etag, rows, added FROM source ORDER BY subject")
        return [Source(*row) for row in rows]


def checked_sources() -> list[Source]:
    """As `sources`, after every page of the file was looked at."""
    index = _opened()
    if index:
        with contextlib.closing(index):
            _check(index)
    return sources()


@cache
def division_name(country: str, admin1: str, admin2: str = "") -> str | None:
    """GeoNames' name of a division of a country (ISO 3166), given by the codes that an `Entry` bears.

    The first-level division, or the second-level one where `admin2` is given. It is the main name at
    GeoNames, in whatever language that is. None where the user's gazetteer does not know the code: it knows
    those of the countries added and, once the lists of divisions were added (`admin1CodesASCII.txt`,
    `admin2Codes.txt`; `temoin gazetteer add` fetches them), those of the world.
    """
    index = shared()
    row = (
        index
        and index.execute(
            "SELECT name FROM division WHERE country = ? AND admin1 = ? AND admin2 = ?",
            (country, admin1, admin2),
        ).fetchone()
    )
    return row[0] if row else None


def add(
    files: Sequence[SourceFile],
    begun: Callable[[Path], None] = lambda _: None,
    waiting: Callable[[], None] = lambda: None,
) -> list[Added | GazetteerError]:
    """Add the places and divisions of these files; a country that is there already is replaced.

    For each file, what it gave or why it gave nothing. `begun` hears of each file, `waiting` when another
    process is changing the gazetteer. A gazetteer that cannot be used is made anew. Raises `GazetteerError`
    where nothing can be written.
    """
    forms = {file.path: _form(file.path) for file in files}
    usable = {file: form for file, form in forms.items() if isinstance(form, Form)}
    found: dict[Path, Added | GazetteerError] = {
        file: form for file, form in forms.items() if isinstance(form, GazetteerError)
    }

    def fill(index: sqlite3.Connection) -> None:
        # the lists of divisions come first: they say how codes are written
        for file in sorted(files, key=lambda f: usable.get(f.path) not in _DIVISIONS):
            if file.path in usable:
                begun(file.path)
                found[file.path] = _add(index, file, usable[file.path])

    if usable:
        with _changing(waiting):
            write_aside(path(), fill, base=path() if path().exists() and not problem() else None)
    return [found[file.path] for file in files]


def remove(countries: Iterable[str], waiting: Callable[[], None] = lambda: None) -> dict[str, int]:
    """Take countries (ISO 3166) out; how many places of each there were, 0 where it was not there.

    Raises `GazetteerError` where the gazetteer cannot be used or written.
    """
    gone: dict[str, int] = {}

    def fill(index: sqlite3.Connection) -> None:
        gone.update((country, delete(index, country)) for country in countries)

    with _changing(waiting):
        if not path().exists():
            return dict.fromkeys(countries, 0)
        if found := problem():
            raise found
        write_aside(path(), fill, base=path())
    return gone


def _form(file: Path) -> Form | GazetteerError:
    """What a file holds, or why it cannot be added."""
    try:
        form = geonames.form(file)
        if form is None:
            return GazetteerError(file, "no_country_file")
        cut_off = form is not Form.COUNTRIES and geonames.is_cut_off(file, form)
        return GazetteerError(file, "cut_off") if cut_off else form
    except zipfile.BadZipFile:
        return GazetteerError(file, "damaged_archive")
    except OSError as refused:
        return GazetteerError(file, "unreadable", reason=reason(refused))


def _add(index: sqlite3.Connection, file: SourceFile, form: Form) -> Added:
    malformed: list[int] = []
    rows: dict[str, int] = {}
    if form in _DIVISIONS:
        divisions = list(geonames.divisions(file.path, malformed))
        insert_divisions(index, divisions)
        rows = {form.value: len(divisions)}
    elif form is Form.PLACES:
        insert(index, _places(index, file.path, malformed, rows))
        for country in rows:
            pad_codes(index, country)
            fill_in(index, country)
    with file.path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    added = datetime.now(UTC).isoformat(timespec="seconds")
    for subject, count in rows.items():
        index.execute(
            "INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?)",
            (subject, file.path.name, digest, file.etag, count, added),
        )
    return Added(file.path, rows, tuple(malformed))


def _places(
    index: sqlite3.Connection, file: Path, malformed: list[int], counts: dict[str, int]
) -> Iterator[Row]:
    """The places of a file, counted by country; what was known of each country goes out first."""
    divisions = []
    for row in geonames.places(file, malformed):
        if row.country not in counts:
            counts[row.country] = 0
            delete(index, row.country)
        counts[row.country] += 1
        if division := geonames.division_of(row):
            divisions.append(division)
        yield row
    insert_divisions(index, divisions)


@contextlib.contextmanager
def only_process(lock: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold a lock file that no other process holds meanwhile; `waiting` is called where one has it first.

    The system lets go of it when the process ends, however it ends.
    """
    from filelock import FileLock, Timeout

    held = FileLock(lock)
    try:
        held.acquire(timeout=0)
    except Timeout:
        waiting()
        held.acquire()
    try:
        yield
    finally:
        held.release()


@contextlib.contextmanager
def _changing(waiting: Callable[[], None]) -> Iterator[None]:
    """Keep other processes from changing the gazetteer, and clear away what a killed one left."""
    place = path()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with only_process(place.with_suffix(".lock"), waiting):
            for left in place.parent.glob(f"{place.stem}.*{PART}"):
                left.unlink()
            yield
    except (OSError, sqlite3.OperationalError) as refused:  # SQLite's is for a full disk, too
        raise GazetteerError(place, "unwritable", reason=reason(refused)) from refused
    shared.cache_clear()
    division_name.cache_clear()


@cache
def shared() -> sqlite3.Connection | None:
    """As `connect`, opened once for the whole process."""
    return connect()


def _opened(kind: type[sqlite3.Connection] = sqlite3.Connection) -> sqlite3.Connection | None:
    """A read-only connection, None where there is no file. Raises `GazetteerError` where it is unusable."""
    place = path()
    if not place.exists():
        return None
    try:
        index = open_read_only(place, kind)
    except OtherSchema:
        raise GazetteerError(place, "other_version", countries=_countries_of(place)) from None
    except (sqlite3.Error, OSError) as refused:
        raise GazetteerError(place, "damaged", reason=refused) from refused
    if isinstance(index, Careful):
        index.damaged = lambda found: _warn(GazetteerError(place, "damaged", reason=found))
    return index


def _check(index: sqlite3.Connection) -> None:
    """Raises `GazetteerError` where a page of the file is damaged."""
    try:
        (found,) = index.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as broken:
        found = str(broken)
    if found != "ok":
        raise GazetteerError(path(), "damaged", reason=found.splitlines()[0])


def _countries_of(place: Path) -> str:
    """The countries in an index of another version, as far as it can be told."""
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)) as index,
    ):
        return " ".join(c for (c,) in index.execute("SELECT DISTINCT country FROM place ORDER BY country"))
    return say("gazetteer.countries")


def _warn(found: GazetteerError) -> None:
    """Say it once for this process and those that it starts."""
    if os.environ.get(_WARNED) != found.where:
        os.environ[_WARNED] = found.where
        print(found, file=sys.stderr)
