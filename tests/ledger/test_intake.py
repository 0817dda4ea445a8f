"""What is taken in: new, known, changed, refused or failed, and what of it is kept."""

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.made import add, attack, coder, groups, kept, reading
from temoin.ledger.tables import coding, text
from temoin.model import Report
from temoin.reading import Reading, failure


def count(ledger, table):
    with ledger.engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(table))


def test_each_input_says_what_became_of_it(ledger):
    given = [
        reading("a", attack()),
        reading("b", "It rained."),
        failure("c.pdf", "pdf_scanned"),
        failure("d.txt", "language", known="fr, en", language="de"),
        reading("e", "unreadable"),
    ]
    taken = list(ledger.add(given, coder=coder()))
    assert [(t.where, t.state, t.report, t.events) for t in taken] == [
        ("a.txt", "read", "a", 1),
        ("b.txt", "quiet", "b", 0),
        ("c.pdf", "failed", None, 0),
        ("d.txt", "refused", None, 0),
        ("e.txt", "failed", None, 0),
    ]
    assert "cannot be read" in taken[4].reason
    assert [r["state"] for r in ledger.reports()] == ["read", "quiet", "failed", "refused", "failed"]
    assert [r["source"] for r in ledger.reports(failed=True)] == ["c.pdf", "d.txt", "e.txt"]
    assert all(r["reason"] for r in ledger.reports(failed=True))


def test_a_source_that_failed_is_listed_until_it_is_read(ledger):
    for _ in range(2):
        list(ledger.add([failure("c.pdf", "pdf_scanned")]))
    assert len(list(ledger.reports(failed=True))) == 1
    add(ledger, reading("c", attack(), where="c.pdf"))
    assert not list(ledger.reports(failed=True))
    assert len(list(ledger.reports())) == 3


def test_the_same_text_again_is_known(ledger):
    add(ledger, reading("a", attack(), title="Mali"))
    before = kept(ledger)
    assert add(ledger, reading("a", attack(), title="Mali")) == [("known", "a", 0)]
    assert add(ledger, reading("z", attack(), title="Mali", where="elsewhere.html")) == [("known", "a", 0)]
    assert kept(ledger) == before


def test_another_text_at_the_same_address_is_an_update(ledger):
    url = "https://example.org/kossoba?" + "x" * 5000
    add(ledger, reading("a", attack(killed=5), url=url, published="2024-03-06"))
    assert add(ledger, reading("b", attack(killed=7), url=url)) == [("updated", "a", 1)]
    [incident] = ledger.incidents()
    assert incident["events"] == ["a#1"]
    assert incident["tolls"]["killed"]["value"] == 7
    assert count(ledger, text) == 2
    assert count(ledger, coding) == 2
    with ledger.engine.connect() as connection:  # the date that the update does not give is kept
        assert set(connection.scalars(sa.select(coding.c.published))) == {"2024-03-06"}


def test_a_text_may_return_to_what_it_was(ledger):
    for told in (attack(killed=5), attack(killed=7), attack(killed=5)):
        add(ledger, reading("a", told, url="https://example.org/a"))
    [incident] = ledger.incidents()
    assert incident["tolls"]["killed"]["value"] == 5
    assert (count(ledger, text), count(ledger, coding)) == (2, 3)


def test_a_changed_file_is_an_update_and_another_file_of_that_name_is_not(ledger):
    add(ledger, reading("a", attack(), where="one/a.txt"))
    assert add(ledger, reading("a", attack("Serma"), where="two/a.txt")) == [("read", "a~2", 1)]
    assert add(ledger, reading("a", attack("Dinga"), where="two/a.txt")) == [("updated", "a~2", 1)]
    assert add(ledger, reading("a", attack("Zoura"), where="three/a.txt")) == [("read", "a~3", 1)]
    assert add(ledger, reading("a", attack("Tongori"), where="one/a.txt")) == [("updated", "a", 1)]
    places = {i["events"][0]: i["place"]["name"] for i in ledger.incidents()}
    assert places == {"a#1": "Tongori", "a~2#1": "Dinga", "a~3#1": "Zoura"}


def test_a_date_that_was_missing_is_taken_over(ledger):
    add(ledger, reading("a", attack(), url="https://example.org/a"), reading("b", attack(killed=3)))
    dated = reading(
        "x", attack(killed=3), published="2024-03-07", url="https://example.org/a", where="feed.xml"
    )
    assert add(ledger, dated) == [("updated", "b", 1)]
    assert add(ledger, dated) == [("known", "b", 0)]
    later = reading("b", attack(killed=3), published="2025-01-01")
    assert add(ledger, later) == [("known", "b", 0)]


def test_all_at_once_is_the_same_as_one_by_one(ledger, make_ledger):
    url = "https://example.org/live"
    given = [
        reading("a", attack(killed=1), url=url, published="2024-03-05"),
        reading("b", attack(killed=2), url=url),
        reading("c", attack(killed=2), where="copy.txt"),
        reading("d", attack("Serma"), where="one/d.txt"),
        reading("d", attack("Dinga"), where="two/d.txt"),
        reading("d", attack("Zoura"), where="two/d.txt"),
        reading("e", attack("Tongori")),
        reading("f", attack("Tongori"), published="2024-03-06"),
        reading("a", attack(killed=1), url=url),
    ]
    together = add(ledger, *given)
    other = make_ledger()
    assert together == [taken for one in given for taken in add(other, one)]
    assert kept(ledger) == kept(other)
    assert [t[0] for t in together] == [
        *("read", "updated", "known", "read", "read", "updated", "read", "updated", "updated"),
    ]


def test_an_update_that_fails_leaves_the_report_as_it_was(ledger):
    add(ledger, reading("a", attack()))
    before = groups(ledger)
    assert add(ledger, reading("a", "unreadable")) == [("failed", None, 0)]
    assert groups(ledger) == before
    assert add(ledger, reading("a", attack())) == [("known", "a", 0)]


def test_nothing_is_ever_deleted_of_what_was_taken_in(ledger):
    for told in (attack(), "It rained.", attack("Serma")):
        add(ledger, reading("a", told))
    assert count(ledger, text) == 3
    assert count(ledger, coding) == 3
    assert [r["state"] for r in ledger.reports()] == ["read", "updated", "updated"]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1), st.text(), st.text(), st.text(min_size=1, max_size=4000))
def test_any_text_is_kept_and_known_again(ledger, body, title, publisher, name):
    given = Reading(name, Report(f"{body} {attack()}", title, None, name, None, publisher, f"https://{name}"))
    [first] = ledger.add([given], coder=coder())
    assert first.state in ("read", "updated", "known")
    assert [t.state for t in ledger.add([given], coder=coder())] == ["known"]


@pytest.mark.parametrize("unfit", ["\x00", "\ud800"])
def test_what_no_database_takes_is_marked(ledger, unfit):
    taken = add(ledger, reading(f"a{unfit}", f"{unfit} {attack()}", title=unfit, where=f"{unfit}.txt"))
    assert taken == [("read", "a\ufffd", 1)]
    [incident] = ledger.incidents()
    [place] = [s for s in incident["statements"] if s["field"] == "place"]
    assert place["words"] == "Kossoba"
    assert f"\ufffd\n\n\ufffd {attack()}"[place["start"] : place["end"]] == "Kossoba"
