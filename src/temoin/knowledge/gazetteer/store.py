"""The user's own gazetteer: countries added from GeoNames, in one SQLite file of the user's data folder."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from temoin.knowledge.gazetteer import geonames
from temoin.knowledge.gazetteer.index import create, insert, open_read_only, write_aside


def path() -> Path:
    """Where the user's gazetteer lies, whether there is one or not."""
    return platformdirs.user_data_path("temoin") / "gazetteer.sqlite"


def connect() -> sqlite3.Connection | None:
    """A read-only connection, or None where nothing was added."""
    return open_read_only(path()) if path().exists() else None


def build(files: Iterable[Path]) -> None:
    """Make the gazetteer of these country files."""

    def fill(index: sqlite3.Connection) -> None:
        create(index)
        for file in files:
            count = insert(index, geonames.rows(file))
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            added = datetime.now(UTC).isoformat(timespec="seconds")
            index.execute(
                "INSERT INTO source VALUES (?, ?, ?, ?, ?)", (file.stem, file.name, digest, count, added)
            )

    write_aside(path(), fill)
