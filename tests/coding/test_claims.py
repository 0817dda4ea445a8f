"""Claims: every value with its stance, its source and its words."""

import pytest

from temoin.coding import coder
from temoin.coding.claims import verbatim
from temoin.model import Claim, Report, Span

TEXT = (
    "L'armée malienne affirme avoir tué le chef d'un groupe armé le 3 mai près de Sarédou. "
    "Aucun civil n'a été touché, assure l'état-major. Des habitants redoutent des représailles."
)


def claims():
    report = Report(TEXT, "Mali : un chef terroriste tué près de Sarédou", "2024-05-05")
    return coder.code(report, "fr").events[0].claims


def test_the_values_of_an_event_are_claims_with_their_words():
    found = {c.field: c for c in claims()}
    assert found["date"].value == "2024-05-03"
    assert found["date"].span.text == "le 3 mai"
    assert found["place"].value == "Sarédou"
    assert found["totals.killed"].value == {"low": 1, "high": 1}


def test_no_civilian_harmed_is_the_claim_of_a_party():
    zero = [c for c in claims() if c.field == "totals.civilians_killed"]
    assert [c.value for c in zero] == [{"low": 0, "high": 0}]
    assert zero[0].stance == "asserted"
    assert zero[0].according_to == "état-major"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Douze soldats auraient été tués jeudi dans une embuscade à Ouromba.", True),
        ("fr", "Douze soldats ont été tués jeudi dans une embuscade à Ouromba.", False),
        ("en", "Five soldiers were reportedly killed in an ambush near Hamdi on Tuesday.", True),
        ("en", "Five soldiers were killed in an ambush near Hamdi on Tuesday.", False),
    ],
)
def test_hearsay_is_told_from_what_the_report_says_itself(language, text, expected):
    event = coder.code(Report(text, published="2024-06-08"), language).events[0]
    assert [c.hearsay for c in event.claims if c.field == "totals.killed"] == [expected]


def test_what_is_feared_is_a_claim_of_that_stance():
    feared = [c for c in claims() if c.field == "feared"]
    assert [(c.value, c.stance, c.span.text) for c in feared] == [
        ("Attack", "feared", "redoutent des représailles")
    ]


def test_a_claim_whose_words_are_not_in_the_report_is_dropped():
    kept = Claim("date", "2024", "asserted", None, Span(0, 2, "ab"))
    other = Claim("date", "2024", "asserted", None, Span(0, 2, "xy"))
    empty = Claim("date", "2024", "asserted", None, Span(1, 1, ""))
    assert list(verbatim("abc", [kept, other, empty])) == [kept]
