"""Where a ledger is kept: an SQLite file, or a PostgreSQL database by its address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event, exc

from temoin.ledger.errors import error, told

T = TypeVar("T")
# Seconds that a writer waits for another to finish, and that a server has to answer.
_PATIENCE, _ANSWER = 60, 10
# PostgreSQL's lock that makes writers take turns: any number, the same for all.
_TURN = 7_401_925
_WRITES = "writes"
# Values in one `IN (...)`.
_AT_ONCE = 500
_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def engine_for(address: str) -> sa.Engine:
    """The database at an address: `sqlite:///case.db`, `postgresql://...`, or the path of a file.

    Raises `LedgerError` where the address is none.
    """
    url = _url(address)
    if url.drivername == "sqlite":
        engine = sa.create_engine(url)
        event.listen(engine, "connect", _prepare)
    else:
        # each statement sees what is kept by then: a writer whose turn came sees all that others wrote
        waits = {} if "connect_timeout" in url.query else {"connect_timeout": _ANSWER}
        engine = sa.create_engine(
            url, isolation_level="READ COMMITTED", pool_pre_ping=True, connect_args=waits
        )
    event.listen(engine, "begin", _begin)
    return engine


def _url(address: str) -> sa.URL:
    if "://" not in address:
        return sa.URL.create("sqlite", database=str(Path(address).expanduser()))
    try:
        url = sa.make_url(address)
        return url.set(drivername=_DRIVERS[url.drivername.partition("+")[0]])
    except (exc.ArgumentError, KeyError, ValueError) as problem:
        hidden = sa.URL.create(address.partition("://")[0])
        raise error(hidden, "address") from problem


def file_of(engine: sa.Engine) -> Path | None:
    """The file of an SQLite ledger, None for a server or a ledger in memory."""
    name = engine.url.database
    named = engine.dialect.name == "sqlite" and name and not name.startswith((":memory:", "file:"))
    return Path(name) if name and named else None


def _prepare(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says
    for setting in (f"busy_timeout = {_PATIENCE * 1000}", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif writes:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection that only reads, and sees one state of the ledger where the database is a file.

    Raises `LedgerError` where the ledger cannot be read.
    """
    with told(engine.url), _connected(engine) as connection:
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that writes; writers take turns. All of it is kept, or nothing.

    Raises `LedgerError` where the ledger cannot be written.
    """
    with (
        told(engine.url),
        _connected(engine).execution_options(**{_WRITES: True}) as connection,
        connection.begin(),
    ):
        yield connection


def _connected(engine: sa.Engine) -> sa.Connection:
    with told(engine.url, "unreachable"):
        return engine.connect()


def in_parts(values: Iterable[T], size: int = _AT_ONCE) -> Iterator[list[T]]:
    """The values, so many at a time."""
    stream = iter(values)
    while part := list(islice(stream, size)):
        yield part
