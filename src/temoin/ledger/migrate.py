"""Bring a database to the tables that this version of temoin uses."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from temoin.ledger.engine import writing

# The newest of `migrations/versions`.
HEAD = "0001"
_VERSION = sa.table("alembic_version", sa.column("version_num"))


class NewerLedger(ValueError):
    """The ledger was made by a newer version of temoin than this one."""


def migrate(engine: sa.Engine) -> None:
    """Make or change the tables where they are not those of this version.

    Raises `NewerLedger` where they are those of a later one.
    """
    found = _version(engine)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise NewerLedger(found)
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _version(engine: sa.Engine) -> str | None:
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table(_VERSION.name):
            return None
        return connection.scalar(sa.select(_VERSION.c.version_num))
