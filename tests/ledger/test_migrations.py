"""A ledger is made where there is none, opened where there is one, and nothing else is touched."""

import sqlite3

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from ledger.made import add, attack, kept, reading
from temoin.ledger import Ledger, LedgerError
from temoin.ledger.migrate import VERSION_TABLE
from temoin.ledger.tables import metadata
from temoin.messages import lookup


def problem_of(address, **about):
    with pytest.raises(LedgerError) as raised:
        Ledger(address, **about)
    failure = raised.value.failure
    assert failure.what and failure.remedy and failure.where
    return failure.problem


def test_the_migrations_make_the_tables_that_the_program_uses(ledger):
    with ledger.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []


def test_an_empty_database_becomes_a_ledger_and_is_one_when_opened_again(address):
    assert problem_of(address, make=False) == "missing"
    for _ in range(2):
        with Ledger(address) as ledger:
            add(ledger, reading("a", attack()))
    with Ledger(address, make=False) as ledger:
        assert [r["state"] for r in ledger.reports()] == ["read", "known"]


def test_a_newer_ledger_is_left_alone(address):
    with Ledger(address) as ledger, ledger.engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    assert problem_of(address) == "newer"


def test_the_database_of_another_program_is_left_alone(address):
    with Ledger(address) as ledger:
        engine = ledger.engine
        with engine.begin() as connection:
            metadata.drop_all(connection)
            connection.execute(sa.text(f"DROP TABLE {VERSION_TABLE}"))
            connection.execute(sa.text("CREATE TABLE moz_places (id INTEGER PRIMARY KEY)"))
        assert problem_of(address) == "foreign"
        assert sa.inspect(engine).get_table_names() == ["moz_places"]


def test_a_ledger_in_a_schema_of_its_own_beside_other_tables(database):
    engine = sa.create_engine(sa.make_url(database).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE spatial_ref_sys (id INTEGER)"))
        connection.execute(sa.text("CREATE SCHEMA conflict"))
    engine.dispose()
    assert problem_of(database) == "foreign"
    own = sa.make_url(database).update_query_dict({"options": "-csearch_path=conflict"})
    with Ledger(own.render_as_string(hide_password=False)) as ledger:
        assert add(ledger, reading("a", attack())) == [("read", "a", 1)]


def test_what_cannot_be_opened_says_why(tmp_path):
    (tmp_path / "notes.txt").write_text("These are notes, and no ledger. " * 50)
    assert problem_of(str(tmp_path / "notes.txt")) == "no_database"
    assert problem_of(str(tmp_path / "nowhere" / "case.db")) == "no_folder"
    assert problem_of(str(tmp_path)) == "cannot_open"
    assert problem_of("mysql://host/case") == "address"
    assert problem_of("postgresql://user:secret@127.0.0.1:1/case") == "unreachable"
    assert not (tmp_path / "nowhere").exists()


def test_a_password_is_never_shown():
    with pytest.raises(LedgerError) as raised:
        Ledger("postgresql://user:secret@127.0.0.1:1/case")
    assert "secret" not in str(raised.value)


def test_a_damaged_file_is_named(tmp_path):
    file = tmp_path / "case.db"
    with Ledger(str(file)) as ledger:
        add(ledger, *(reading(f"r{n}", f"{n}. {attack()}") for n in range(5)))
    sqlite3.connect(file).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(file.read_bytes())
    data[8192:-4096] = b"\x5a" * len(data[8192:-4096])
    file.write_bytes(data)
    with pytest.raises(LedgerError) as raised, Ledger(str(file)) as ledger:
        list(ledger.incidents())
    assert raised.value.failure.problem == "damaged"


@pytest.mark.parametrize("problem", list(lookup("ledger.problems", "en")))
def test_each_problem_is_said_in_both_languages(problem):
    for language in ("fr", "en"):
        assert set(lookup(f"ledger.problems.{problem}", language)) == {"what", "remedy"}


def test_incidents_made_by_other_rules_are_made_anew(address):
    with Ledger(address) as ledger:
        add(ledger, reading("a", attack()), reading("b", f"So: {attack()}"))
        before = kept(ledger)
        with ledger.engine.begin() as connection:
            connection.execute(sa.text("UPDATE linked_by SET rules = 'of long ago'"))
            connection.execute(sa.text("UPDATE incident SET grade = 'by other rules'"))
            connection.execute(sa.text("DELETE FROM pair"))
    with Ledger(address) as ledger:
        assert kept(ledger) == before
