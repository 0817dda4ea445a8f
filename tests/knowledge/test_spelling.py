"""Near spellings: what differs has a price, and a name far off is no match."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_countries import line
from made_gazetteer import made

from temoin.knowledge.gazetteer import fold, spelling
from temoin.knowledge.gazetteer.lookup import candidates, find
from temoin.knowledge.gazetteer.spelling import SpellingRow, price, sound, sounds_beside
from temoin.languages import read_table

ROWS = read_table(Path(spelling.__file__).with_name("spelling.tsv"), SpellingRow)
# the machine may be busy
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz ", max_size=14).map(str.strip)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.example)
def test_each_difference_costs_what_the_table_says(row: SpellingRow) -> None:
    one, other = map(fold, row.example.split("/"))
    assert price(one, other) == pytest.approx(row.price)
    assert price(other, one) == pytest.approx(row.price)


@UNHURRIED
@given(LETTERS, LETTERS)
def test_a_price_is_the_same_both_ways(one: str, other: str) -> None:
    assert price(one, other) == pytest.approx(price(other, one))
    assert price(one, one) == 0
    assert price(one, other) >= 0
    assert (price(one, other) == 0) == (one == other)


@UNHURRIED
@given(LETTERS, LETTERS)
def test_a_limit_only_cuts_off(one: str, other: str) -> None:
    cost = price(one, other)
    assert price(one, other, 1.0) == (cost if cost <= 1 else float("inf"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tamboudji", "Tambuji"),
        ("Wourondé", "Ouronde"),
        ("Guerbélé", "Gerbele"),
        ("Karangasso", "Karangaso"),
        ("Bani Soumé", "Banisoumé"),
        ("Qoreimat", "Goreimat"),
        ("Tchikala", "Chikala"),
        ("Gnimadou", "Nyimadu"),
    ],
)
def test_one_sound_written_two_ways_is_cheap_and_found(one: str, other: str) -> None:
    assert price(fold(one), fold(other)) < 0.6
    assert sound(fold(other)) in sounds_beside(sound(fold(one)))


@pytest.mark.parametrize(
    ("one", "other"), [("Tamboudji", "Kamboudji"), ("Soroba", "Sorola"), ("Wagar", "Wagal Dim")]
)
def test_another_name_is_dear(one: str, other: str) -> None:
    assert price(fold(one), fold(other)) >= 1


@pytest.fixture(autouse=True)
def gazetteer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    lines = [
        line(1, "Aribandala"),
        line(2, "Dogofilou", lat=13.0),
        line(3, "Bani Kouré", lat=12.0),
        line(4, "Tirma", lat=11.0),
        line(5, "Kotcha Peulh", lat=15.0),
        line(6, "Kotcha Dogon", lat=15.1),
        line(7, "Al Maraha", lat=16.0),
        line(8, "Zoumbara", "BF", lat=10.0),
        line(9, "Zombara", "NE", lat=10.0),
        line(10, "Old Girmo", lat=10.5),
        line(11, "Eyanda Kor", lat=9.5),
        line(12, "Kass", lat=9.0),
    ]
    yield from made(tmp_path, monkeypatch, {"places.txt": lines})


def found(name: str, *countries: str) -> list[tuple[str, bool]]:
    """The names of the candidates, and whether they are exact."""
    return [(c.entry.name, c.price + c.words == 0) for c in candidates(name, countries)]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Arbandala", "Aribandala"),
        ("Dogofiloo", "Dogofilou"),
        ("Banikouré", "Bani Kouré"),
        ("Bani-Koure", "Bani Kouré"),
        ("El Maraha", "Al Maraha"),
        ("Maraha", "Al Maraha"),
        ("Girmo", "Old Girmo"),
        ("Iyanda Kor", "Eyanda Kor"),
    ],
)
def test_a_place_is_found_by_another_spelling(written: str, name: str) -> None:
    assert name in dict(found(written, "ML"))


def test_a_near_name_is_never_a_silent_match() -> None:
    assert found("Arbandala", "ML") == [("Aribandala", False)] and find("Arbandala") == ()


def test_the_very_name_comes_first() -> None:
    assert found("Zoumbara")[0] == ("Zoumbara", True)
    assert ("Zombara", False) in found("Zoumbara")


def test_only_in_the_countries_asked_for() -> None:
    assert found("Zoumbara", "NE") == [("Zombara", False)]


def test_short_names_have_no_near_ones() -> None:
    assert found("Tirm", "ML") == [] and found("Tilma", "ML") == [("Tirma", False)]
    assert found("Kas", "ML") == [("Kass", False)]  # but for a doubled letter


def test_a_word_more_or_less_has_a_price() -> None:
    assert set(found("Kotcha", "ML")) == {("Kotcha Peulh", False), ("Kotcha Dogon", False)}
    assert found("Kotcha-Peul", "ML") == [("Kotcha Peulh", False)]
    assert [c.words for c in candidates("Dogofilou Bambara", {"ML"})] == [0.5]


@UNHURRIED
@given(st.text(max_size=40))
def test_any_text_is_looked_up(name: str) -> None:
    candidates(name)
