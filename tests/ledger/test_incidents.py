"""Events of several reports become incidents: in any language, in any portions, and the same when made anew."""

from datetime import date
from random import Random

import pytest

from ledger.made import add, attack, coder, groups, kept, reading, season
from temoin.ledger import Filters
from temoin.model import Report
from temoin.reading import Reading


def test_reports_of_one_attack_in_two_languages_are_one_incident(ledger):
    french = Report(
        "Des hommes armés ont attaqué le village de Kossoba, dans la région de Mopti au Mali, mardi 5 mars 2024. "
        "Douze habitants ont été tués, selon un élu local. L'attaque n'a pas été revendiquée.",
        "Mali : douze morts dans l'attaque d'un village",
        "2024-03-06",
        "fr",
    )
    english = Report(
        "Gunmen attacked the village of Kossoba in the Mopti region of Mali on 5 March 2024, killing 12 residents, "
        "a local councillor said. No group has claimed the attack.",
        "Twelve killed in attack on Malian village",
        "2024-03-06",
        "en",
    )
    elsewhere = Report(
        "Des hommes armés ont attaqué le village de Zoura, dans la région de Tillabéri au Niger, le 2 juin 2024. "
        "Trois habitants ont été tués.",
        published="2024-06-03",
        id="other",
    )
    taken = list(ledger.add([Reading(f"{r.id}.txt", r) for r in (french, english, elsewhere)]))
    assert [(t.state, t.events) for t in taken] == [("read", 1)] * 3
    assert groups(ledger) == [["en#1", "fr#1"], ["other#1"]]
    joined = ledger.incident("en#1")
    assert joined["reports"] == ["fr", "en"]
    assert (joined["start"], joined["country"], joined["tolls"]["killed"]["value"]) == (
        "2024-03-05",
        "ML",
        12,
    )
    [why] = ledger.joins(joined["id"])
    assert {why.first, why.second} == {"en#1", "fr#1"}
    assert {reason.comparison for reason in why.reasons} >= {"when", "where", "killed"}


@pytest.mark.parametrize("portion", [1, 5])
def test_the_portions_in_which_reports_come_make_no_difference(ledger, make_ledger, portion):
    given = list(season(14))
    add(ledger, *given)
    other = make_ledger()
    for start in range(0, len(given), portion):
        add(other, *given[start : start + portion])
    assert kept(other) == kept(ledger)
    assert any(len(group) > 1 for group in groups(ledger))


def test_the_order_in_which_reports_come_makes_no_difference_to_what_is_joined(ledger, make_ledger):
    given = list(season(14))
    add(ledger, *given)
    other = make_ledger()
    Random(7).shuffle(given)
    add(other, *given)
    assert groups(other) == groups(ledger)


def test_all_incidents_made_anew_are_the_same(ledger):
    add(ledger, *season(30))
    add(ledger, reading("r3", attack("Dinga", "2024-01-02", 9), published="2024-01-03"))
    before = kept(ledger)
    ledger.rebuild()
    assert kept(ledger) == before


def test_an_incident_keeps_its_id_while_reports_join(ledger):
    add(ledger, reading("a", attack()))
    [alone] = ledger.incidents()
    add(ledger, reading("b", f"Before that. {attack(killed=13)}"), reading("c", f"At dawn, {attack()}"))
    [joined] = ledger.incidents()
    assert joined["id"] == alone["id"]
    assert joined["events"] == ["a#1", "b#1", "c#1"]
    assert ledger.incident(joined["id"]) == ledger.incident("c#1") == joined
    assert ledger.incident("i000") is None


def test_two_events_told_by_the_same_words_are_two_incidents(ledger):
    def twice(report):
        coded = coder()(report)
        [told] = coded.events
        return type(coded)(report, "en", coded.coder, (told, told))

    add(ledger, reading("a", attack()), coder=twice)
    found = list(ledger.incidents())
    assert sorted(i["events"] for i in found) == [["a#1"], ["a#2"]]
    assert len({i["id"] for i in found}) == 2


def test_a_report_that_tells_of_nothing_more_leaves_the_others_joined(ledger):
    add(ledger, *(reading(id, f"{id} says: {attack()}") for id in "abc"))
    add(ledger, reading("a", "It rained."))
    assert groups(ledger) == [["b#1", "c#1"]]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), {"a", "b", "c"}),
        (Filters(country="ml"), {"a", "b"}),
        (Filters(since=date(2024, 3, 6)), {"b", "c"}),
        (Filters(until=date(2024, 3, 6)), {"a"}),
        (Filters(since=date(2024, 3, 5), until=date(2024, 3, 5)), {"a"}),
        (Filters(party="gsim"), {"a", "c"}),
        (Filters(party="GSI"), set()),
        (Filters(party="%"), set()),
        (Filters(type="abduction/forced disappearance"), {"b"}),
        (Filters(contested=True), set()),
        (Filters(country="ML", party="Eigs"), {"b"}),
    ],
)
def test_filters(ledger, filters, found):
    add(
        ledger,
        reading("a", attack()),
        reading("b", "EIGS abducted people at Serma on 2024-03-20."),
        reading("c", "GSIM attacked Dinga on 2024-04-02, killing 4 in BF."),
    )
    assert {i["reports"][0] for i in ledger.incidents(filters)} == found


def test_the_latest_incidents_come_first(ledger):
    add(ledger, *(reading(id, attack(place, day)) for id, place, day in [
        ("a", "Kossoba", "2024-03-05"), ("b", "Serma", "2024-05-01"), ("c", "Dinga", "2023-01-01"),
    ]))  # fmt: skip
    assert [i["events"] for i in ledger.incidents()] == [["b#1"], ["a#1"], ["c#1"]]


def test_what_is_contested(ledger):
    add(ledger, reading("a", attack(killed=12)), reading("b", f"No: {attack(killed=40)}"))
    [incident] = ledger.incidents(Filters(contested=True))
    assert "killed" in incident["contested"]
