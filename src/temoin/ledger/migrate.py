"""Bring a database to the tables that this version of temoin uses."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import sqlalchemy as sa

from temoin.ledger.engine import file_of, reading, writing
from temoin.ledger.errors import error, told

# The newest of `migrations/versions`.
HEAD = "0002"
# Of its own, as other programs that use Alembic keep theirs in `alembic_version`.
VERSION_TABLE = "temoin_version"
_VERSION = sa.table(VERSION_TABLE, sa.column("version_num"))
# How often, and with what pause in seconds, to try for the moment alone that turning a file to WAL takes.
_TRIES, _PAUSE = 200, 0.05


def migrate(engine: sa.Engine, make: bool = True) -> None:
    """Make or change the tables where they are not those of this version; without `make`, only change.

    Raises `LedgerError` where they are those of a later version, where the database holds others' tables,
    or where there is no ledger and none is to be made.
    """
    file = file_of(engine)
    if file and not make and not file.exists():
        raise error(engine.url, "missing")
    if file and not file.absolute().parent.is_dir():
        raise error(engine.url, "no_folder", folder=file.absolute().parent)
    found = _version(engine)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise error(engine.url, "newer", found=found, known=HEAD)
    if found is None and not make:
        raise error(engine.url, "missing")
    from alembic import command
    from alembic.config import Config

    _keep_readers_going(engine)
    config = Config()
    scripts = str(Path(__file__).with_name("migrations")).replace("%", "%%")  # Alembic fills in after a %
    config.set_main_option("script_location", scripts)
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _version(engine: sa.Engine) -> str | None:
    """The version of the ledger's tables, None where the database is empty."""
    with reading(engine) as connection:
        tables = sa.inspect(connection).get_table_names()
        if VERSION_TABLE in tables:
            return connection.scalar(sa.select(_VERSION.c.version_num))
    if tables:
        raise error(engine.url, "foreign", tables=", ".join(sorted(tables)[:3]))
    return None


def _keep_readers_going(engine: sa.Engine) -> None:
    """Turn an SQLite file to write-ahead logging, for good: readers and a writer then never wait."""
    if engine.dialect.name != "sqlite":
        return
    with told(engine.url), engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        for tries_left in reversed(range(_TRIES)):
            try:
                driver.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as problem:  # SQLite does not wait here as it does elsewhere
                if not tries_left or not problem.sqlite_errorname.startswith("SQLITE_BUSY"):
                    raise
                time.sleep(_PAUSE)
