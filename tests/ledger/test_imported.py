"""Data sets beside the ledger's own incidents: loaded whole, read as findings take them, taken out again."""

from datetime import date
from threading import Thread

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datasets.made import GED, acled, ged, text
from ledger.made import add, attack, kept, reading
from temoin.analysis.occurrence import Toll
from temoin.datasets import Source
from temoin.ledger import Filters, Ledger
from temoin.ledger.imported import NothingToLoad
from temoin.ledger.migrate import VERSION_TABLE
from temoin.ledger.tables import dataset, imported, imported_cells

DAYS = [{"date_start": f"2023-03-{n:02d}", "date_end": f"2023-03-{n:02d}"} for n in (9, 5, 7)]


def load(ledger, path, format="ucdp", name=None):
    return ledger.load(Source(path, format, name or format))


def ids(ledger, data="ucdp", **filters):
    return [o.id for o in ledger.occurrences(Filters(**filters), data)]


def test_a_data_set_is_kept_with_where_it_comes_from(ledger, tmp_path):
    file = ged(tmp_path / "ged.csv", *DAYS, {"best": "some"})
    load(ledger, file)
    [about] = ledger.datasets()
    assert (about.name, about.kind, about.file, about.rows, about.refused) == (
        "ucdp",
        "ucdp",
        "ged.csv",
        3,
        1,
    )
    assert (about.columns, about.missing) == (GED, ())
    assert len(about.sha256) == 64 and about.at.startswith("20")


def test_its_rows_are_read_as_the_file_tells_them_by_date(ledger, tmp_path):
    file = ged(tmp_path / "ged.csv", *DAYS)
    load(ledger, file)
    in_file = {row.occurrence.id: row.occurrence for row in Source(file, "ucdp", "ucdp").rows()}
    assert list(ledger.occurrences(data="ucdp")) == [in_file[id] for id in ("52", "53", "51")]


def test_filters_are_those_of_incidents(ledger, tmp_path):
    load(ledger, ged(tmp_path / "ged.csv", *DAYS, {"country": "Niger", "country_id": "436", "side_b": "IS"}))
    assert ids(ledger, since=date(2023, 3, 6), until=date(2023, 3, 8)) == ["53"]
    assert ids(ledger, country="NE") == ["54"]
    assert ids(ledger, party="jnim") == ["52", "53", "51"]
    assert ids(ledger, party="government") == ["52", "54", "53", "51"]
    load(ledger, acled(tmp_path / "acled.csv", {}, {"sub_event_type": "Sexual violence"}), "acled")
    assert ids(ledger, "acled", type="Sexual violence") == ["MLI52"]


def test_cells_come_back_as_they_stand_in_the_order_of_the_file(ledger, tmp_path):
    rows = [{**day, "side_b": "=1+1", "where_description": ' "two"\nlines; é'} for day in DAYS]
    file = ged(tmp_path / "ged.csv", *rows)
    load(ledger, file)
    lines = [dict(zip(GED, cells, strict=True)) for cells in ledger.cells("ucdp")]
    assert text(GED, *lines) == file.read_text(encoding="utf-8")


def test_a_later_file_of_the_name_replaces_the_earlier_and_another_name_stands_beside_it(ledger, tmp_path):
    load(ledger, ged(tmp_path / "ged.csv", *DAYS))
    load(ledger, ged(tmp_path / "later.csv", {"id": "99"}))
    load(ledger, ged(tmp_path / "old.csv", *DAYS), name="old")
    assert (ids(ledger), ids(ledger, "old")) == (["99"], ["52", "53", "51"])
    assert [(d.name, d.rows) for d in ledger.datasets()] == [("old", 3), ("ucdp", 1)]


def test_a_file_without_a_row_that_can_be_read_changes_nothing(ledger, tmp_path):
    load(ledger, ged(tmp_path / "ged.csv", *DAYS))
    with pytest.raises(NothingToLoad):
        load(ledger, ged(tmp_path / "bad.csv", {"best": "some"}))
    assert ids(ledger) == ["52", "53", "51"]


def test_what_is_taken_out_leaves_nothing(ledger, tmp_path):
    load(ledger, ged(tmp_path / "ged.csv", *DAYS))
    load(ledger, ged(tmp_path / "old.csv", *DAYS), name="old")
    assert ledger.unload("ucdp") and not ledger.unload("ucdp")
    with ledger.engine.connect() as connection:
        for table, rows in ((dataset, 1), (imported, 3), (imported_cells, 3)):
            assert connection.scalar(sa.select(sa.func.count()).select_from(table)) == rows
    with pytest.raises(KeyError):
        ids(ledger)


def test_the_ledgers_own_incidents_are_taken_the_same_way(ledger, tmp_path):
    add(ledger, reading("a", attack()), reading("b", attack(place="Dinga", day="2024-01-02", killed=None)))
    load(ledger, ged(tmp_path / "ged.csv", *DAYS))
    second, first = ledger.occurrences(Filters(country="ML"))
    assert [o.start for o in (second, first)] == [date(2024, 1, 2), date(2024, 3, 5)]
    assert {i["id"] for i in ledger.incidents()} == {first.id, second.id}
    assert (first.data, first.killed, second.killed) == ("ledger", Toll(12, 12, 12), None)
    assert (first.type, first.violence, first.attacker, first.voices) == ("Attack", "one-sided", "GSIM", 1)
    assert (first.side_a, first.precision, first.country) == ("GSIM", "exact", "ML")


def older(address):
    """A ledger as it was before data sets could be loaded, and all that it holds."""
    with Ledger(address) as ledger:
        add(ledger, reading("a", attack()), reading("b", f"So: {attack()}"))
        with ledger.engine.begin() as connection:
            for table in (imported_cells, imported, dataset):
                table.drop(connection)
            connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '0001'"))
        return kept(ledger)


def test_an_older_ledger_keeps_all_and_takes_data_sets(address, tmp_path):
    before = older(address)
    with Ledger(address, make=False) as ledger:
        assert kept(ledger) == before
        assert ledger.datasets() == []
        load(ledger, ged(tmp_path / "ged.csv", *DAYS))
        assert kept(ledger) == before
    with Ledger(address, make=False) as ledger:
        assert ids(ledger) == ["52", "53", "51"]


def test_an_older_ledger_opened_by_several_at_once_is_changed_once(address):
    before, opened = older(address), []

    def open_it():
        with Ledger(address, make=False) as ledger:
            opened.append((kept(ledger), ledger.datasets()))

    threads = [Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert opened == [(before, [])] * 4


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(
        st.dictionaries(
            st.sampled_from(("relid", "side_a", "side_b", "where_description", "adm_1", "country")),
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=12),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_text_in_a_file_comes_back(cells, make_ledger, tmp_path):
    file = ged(tmp_path / "any.csv", *cells)
    ledger = make_ledger()
    load(ledger, file)
    lines = [dict(zip(GED, row, strict=True)) for row in ledger.cells("ucdp")]
    assert [row["adm_1"] for row in lines] == [change.get("adm_1", "Mopti region") for change in cells]
