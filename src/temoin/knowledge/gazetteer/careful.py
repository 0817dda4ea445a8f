"""A connection for reading a file that may turn out to be damaged inside.

What cannot be read is as if it were not there: a report is coded with the places that can be read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

_T = TypeVar("_T")
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR})
_FIRST_BYTE = 0xFF  # of an error code: what kind it is


class Careful(sqlite3.Connection):
    """A connection whose queries give no more rows where the file is damaged, once `damaged` is set to hear
    why; until then they raise."""

    damaged: Callable[[sqlite3.Error], None] | None = None

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """As `sqlite3.Connection.execute`."""
        return self.cursor(_Cursor).execute(sql, parameters)


class _Cursor(sqlite3.Cursor):
    connection: Careful

    def execute(self, sql: str, parameters: Any = (), /) -> _Cursor:
        return self._read(lambda: super(_Cursor, self).execute(sql, parameters), self)

    def fetchone(self) -> Any:
        return self._read(super().fetchone, None)

    def fetchall(self) -> list[Any]:
        return self._read(super().fetchall, [])

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        return iter(self.fetchall())

    def _read(self, read: Callable[[], _T], nothing: _T) -> _T:
        try:
            return read()
        except sqlite3.Error as problem:
            hears = self.connection.damaged
            if not hears or getattr(problem, "sqlite_errorcode", 0) & _FIRST_BYTE not in _DAMAGED:
                raise
            hears(problem)
            return nothing
