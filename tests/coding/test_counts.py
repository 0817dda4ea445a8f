"""Numbers in sentences: what they come to, and which words say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temoin.coding.counts import numbers_in
from temoin.coding.document import read
from temoin.languages import load
from temoin.model import Report


def counts(text: str, language: str) -> list[tuple[str, int, int | None]]:
    """The words, low and high of each number of `text`."""
    document = read(Report(text), load(language))
    return [
        (document.text[s.words[n.first].start : s.words[n.last - 1].end], n.count.low, n.count.high)
        for s in document.sentences
        for n in numbers_in(s, document.language)
    ]


CASES = [
    ("fr", "1 500 déplacés", ("1 500", 1500, 1500)),
    ("fr", "1.500 déplacés", ("1.500", 1500, 1500)),
    ("fr", "quatre-vingt-dix-sept otages", ("quatre-vingt-dix-sept", 97, 97)),
    ("fr", "soixante-douze morts", ("soixante-douze", 72, 72)),
    ("fr", "dix-huit civils", ("dix-huit", 18, 18)),
    ("fr", "cent dix-sept corps", ("cent dix-sept", 117, 117)),
    ("fr", "passe de dix-sept à dix-neuf morts", ("dix-sept à dix-neuf", 19, 19)),
    ("fr", "De dix à quinze combattants", ("dix à quinze", 10, 15)),
    ("fr", "cinq (05) civils", ("cinq (05", 5, 5)),
    ("fr", "cent morts, voire des centaines", ("cent", 100, None)),
    ("fr", "une quarantaine, voire cinquante morts", ("une quarantaine", 40, 50)),
    ("fr", "vingt et un bergers", ("vingt et un", 21, 21)),
    ("fr", "mille deux cents réfugiés", ("mille deux cents", 1200, 1200)),
    ("fr", "au moins deux cent trois personnes", ("au moins deux cent trois", 203, 203)),
    ("fr", "près d'une vingtaine de morts", ("près d'une vingtaine", 20, 20)),
    ("fr", "plus de 12 morts", ("plus de 12", 12, 12)),
    ("fr", "des dizaines de morts", ("des dizaines", 20, None)),
    ("fr", "des centaines de morts", ("des centaines", 200, None)),
    ("fr", "plusieurs morts", ("plusieurs", 2, None)),
    ("fr", "aucun mort", ("aucun", 0, 0)),
    ("fr", "entre 10 et 15 morts", ("entre 10 et 15", 10, 15)),
    ("fr", "trois ou quatre blessés", ("trois ou quatre", 3, 4)),
    ("fr", "le bilan passe de 15 à 19 morts", ("15 à 19", 19, 19)),
    ("fr", "2 millions d'habitants", ("2 millions", 2_000_000, 2_000_000)),
    ("en", "no fewer than 21 bandits", ("no fewer than 21", 21, 21)),
    ("en", "2,300 civilians", ("2,300", 2300, 2300)),
    ("en", "forty-seven people", ("forty-seven", 47, 47)),
    ("en", "one hundred and twenty-three people", ("one hundred and twenty-three", 123, 123)),
    ("en", "two dozen farmers", ("two dozen", 24, 24)),
    ("en", "dozens of farmers", ("dozens", 24, None)),
    ("en", "several farmers", ("several", 2, None)),
    ("en", "between 40 and 43 people", ("between 40 and 43", 40, 43)),
    ("en", "10-15 people", ("10-15", 10, 15)),
    ("en", "rose from 15 to 19", ("15 to 19", 19, 19)),
    ("en", "three (3) of the bandits", ("three (3", 3, 3)),
    ("en", "dozens, if not hundreds, of farmers", ("dozens", 24, None)),
    ("en", "both soldiers", ("both", 2, 2)),
    ("en", "no casualties", ("no", 0, 0)),
    ("en", "the number two and six guards", ("six", 6, 6)),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_number(language: str, text: str, expected: tuple[str, int, int | None]) -> None:
    assert counts(text, language) == [expected]


@pytest.mark.parametrize(
    "text", ["à 12,5 km", "à 16h20", "vers 14:30", "le 12/06", "aux soldats du 3e régiment", "le numéro deux"]
)
def test_no_count(text: str) -> None:
    assert counts(text, "fr") == []


def test_as_many_again() -> None:
    assert [low for _, low, _ in counts("cinq morts et autant de blessés", "fr")] == [5, 5]
    assert [low for _, low, _ in counts("five dead and as many wounded", "en")] == [5, 5]


def test_two_numbers_are_not_one() -> None:
    assert [low for _, low, _ in counts("cinq soldats et six civils", "fr")] == [5, 6]
    assert [low for _, low, _ in counts("five and six", "en")] == [5, 6]


@given(st.text(max_size=200), st.sampled_from(["fr", "en"]))
def test_any_text(text: str, language: str) -> None:
    for _, low, high in counts(text, language):
        assert low >= 0
        assert high is None or high >= low
