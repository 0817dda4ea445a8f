"""Incidents as people read them: a line each, and a card with who says what side by side."""

import io
import json
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from rich.console import Console

from linking.members import (
    ARMY,
    ARMY_SAYS,
    CIVILIANS,
    GSIM,
    ISGS,
    MACINA,
    PEOPLE_SAY,
    any_members,
    judged,
    member,
    place,
)
from temoin.linking.deriving import derive
from temoin.linking.grading import grades
from temoin.linking.incident import EFFECTS, ROLES
from temoin.messages import catalogue
from temoin.ontology import TYPES
from temoin.publishing.incident_card import print_incident
from temoin.publishing.incidents import print_incidents

LANGUAGES = ("fr", "en")
DISPUTED = [
    member("a", by=[MACINA], says=[PEOPLE_SAY], publisher="Journal du Delta", text="Douze morts. (AFP)"),
    member("b", killed=15, by=[ISGS], publisher="Radio Tambala", published="2024-03"),
    member("c", by=[ARMY], on=[GSIM], killed=20, civilians=0, says=[ARMY_SAYS], publisher="Le Quotidien"),
    member("d", by=[GSIM], publisher="Sahel Post", text="Twelve people were killed. (AFP)"),
]
DISTRICT = member(
    "e", where=place("Bankass", precision="admin2"), killed=(2, None), day=("2024-03-01", "2024-03-31")
)
SINGLE = member("f", type="Peaceful protest", killed=None, on=[], day=None, where=None)


@pytest.fixture(params=LANGUAGES)
def language(request, monkeypatch):
    monkeypatch.setenv("LC_ALL", f"{request.param}_XX.UTF-8")
    return request.param


def record(*members, id="i0123456789ab"):
    """An incident as it comes from a ledger: through JSON."""
    return json.loads(json.dumps({"id": id, **asdict(derive(members))}))


def listed(*incidents, width=100):
    stream = io.StringIO()
    print_incidents(incidents, Console(file=stream, width=width))
    return stream.getvalue()


def card(*members, words=True, width=100):
    stream = io.StringIO()
    told = [asdict(m) for m in members] if words else ()
    print_incident(record(*members), Console(file=stream, width=width), told)
    return stream.getvalue()


@pytest.mark.parametrize("width", [80, 120, 200])
def test_the_list_has_a_line_for_each_incident(language, width):
    incidents = [record(*DISPUTED), record(DISTRICT, id="i1"), record(SINGLE, id="i2")]
    lines = listed(*incidents, width=width).splitlines()
    assert len(lines) == 5
    assert all(len(line) <= width for line in lines)
    assert [line.split()[0] for line in lines[1:4]] == ["i0123456789ab", "i1", "i2"]
    assert "2024-03-05" in lines[1] and "12–20" in lines[1] and lines[1].rstrip().endswith("4/3")
    assert "≥ 2" in lines[2] and " 2024-03 " in lines[2]
    assert getattr(grades()["contested"], language) in lines[1]


def test_the_list_calls_a_movement_by_the_acronym_of_the_language(language):
    named = record(member(by=[GSIM], on=[CIVILIANS]))
    assert {"fr": "GSIM → habitants", "en": "JNIM → habitants"}[language] in listed(named, width=140)


def test_an_empty_list_says_so(language):
    assert listed().strip() == catalogue(language)["incident"]["none"]


def test_the_card_shows_who_claims_what_side_by_side(monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    shown = card(*DISPUTED, width=120)
    (heads,) = [line for line in shown.splitlines() if "1 AFP" in line and "2 Radio Tambala" in line]
    assert "3 Le Quotidien" in heads
    (killed,) = [line for line in shown.splitlines() if line.lstrip().startswith("≠ Tués") and "·" in line]
    assert killed.index("12 · habitants") < killed.index("15") < killed.index("20 · armée malienne (partie)")
    assert "≠ Auteur" in shown and "≠ Tués" in shown and "≠ Quand" not in shown
    assert "contesté : des origines ou des voix se contredisent" in shown
    assert "dépêche de l'agence AFP" in shown
    assert "12 à 20, retenu : 12" in shown or "12 à 20, retenu : 15" in shown


def test_the_card_shows_the_reports_and_their_words(language):
    shown = card(*DISPUTED)
    for made in DISPUTED:
        assert made.event["evidence"][0]["text"] in shown.replace("\n", " ")
        assert made.event["id"] in shown
    assert "Radio Tambala" in card(*DISPUTED) and "Radio Tambala" not in card(*DISPUTED, words=False)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_many_origins_are_shown_in_several_rows(language, width):
    members = [member(f"r{n}", killed=n + 1) for n in range(9)]
    shown = card(*members, width=width)
    assert all(len(line) <= width for line in shown.splitlines())
    assert all(f"{n} r{n - 1}" in shown for n in range(1, 10))


def test_the_card_shows_what_was_decided_and_by_whom(language):
    corrected = judged(member("a", killed=15), "correct", "totals.killed", {"low": 13, "high": 13})
    rejected = judged(member("b", by=[ISGS]), "reject", "actors.initiator")
    shown = card(corrected, rejected, width=160)
    of = catalogue(language)["incident"]
    assert of["corrected"].format(who="awa", value="13") in shown
    assert of["rejected"].format(who="awa", value="") in shown
    assert of["decisions"] in shown and "2024-03-12" in shown and "relu" in shown


def test_the_card_says_why_reports_are_one_origin_and_whose_side_it_is(language):
    shown = card(member("a", says=[ARMY_SAYS]), member("b", says=[ARMY_SAYS]), width=160)
    of = catalogue(language)["incident"]
    assert of["ties"]["communique"].format(name="armée malienne") in shown
    assert of["party"] in shown
    assert of["about"]["one_side"].format(about="armée malienne") in shown


def test_what_could_steer_a_terminal_is_left_out():
    made = member(
        "a",
        text="\x1b[2J\x1b]0;x\x07 douze morts à Kossoba, mardi, selon un élu local.",
        publisher="\x1b[31mX",
    )
    assert "\x1b" not in card(made)


def test_every_word_that_a_card_may_need_is_there():
    for language in LANGUAGES:
        of = catalogue(language)["incident"]
        assert {*EFFECTS, *ROLES, "status", "date", "place", "type"} <= of["fields"].keys()
        assert set(TYPES) <= catalogue(language)["types"].keys()


@settings(deadline=None, max_examples=25)
@given(any_members())
def test_any_incident_can_be_shown(members):
    incident = record(*members)
    for width in (60, 120):
        assert listed(incident, width=width)
        assert card(*members, width=width)
