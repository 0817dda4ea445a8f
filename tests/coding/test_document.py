"""Cutting a report into sentences and words."""

import pytest

from temoin.coding.document import LONGEST_SENTENCE, read
from temoin.languages import load
from temoin.model import Report

CASES = [
    ("fr", "Deux morts. Trois blessés.", ["Deux morts.", "Trois blessés."]),
    ("fr", "M. Touré a parlé. Le gén. Diallo aussi.", ["M. Touré a parlé.", "Le gén. Diallo aussi."]),
    ("fr", "Il y a 1.500 morts en tout.", ["Il y a 1.500 morts en tout."]),
    ("fr", "« C'est grave. » L'armée enquête.", ["« C'est grave. »", "L'armée enquête."]),
    ("fr", "Première ligne\nDeuxième ligne", ["Première ligne", "Deuxième ligne"]),
    ("en", "Mr. Jones left the U.S. base. He is safe.", ["Mr. Jones left the U.S. base.", "He is safe."]),
    ("en", "Who did it? Nobody knows!", ["Who did it?", "Nobody knows!"]),
    ("en", "... — !", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[c[1] for c in CASES])
def test_sentences(language, text, expected):
    assert [s.text for s in read(Report(text), load(language)).sentences] == expected


def test_the_title_is_a_sentence_of_its_own():
    document = read(Report("Deux soldats sont morts.", "Mali : une attaque"), load("fr"))
    assert [(s.text, s.title) for s in document.sentences] == [
        ("Mali : une attaque", True),
        ("Deux soldats sont morts.", False),
    ]


def test_a_line_without_a_stop_is_cut_and_nothing_is_lost():
    text = "mot " * 2000
    document = read(Report(text), load("fr"))
    assert all(len(s.text) <= LONGEST_SENTENCE for s in document.sentences)
    assert sum(len(s.words) for s in document.sentences) == 2000


@pytest.mark.parametrize(
    ("language", "text", "verb", "subject", "agent"),
    [
        ("fr", "Douze soldats ont été tués par des rebelles.", "tués", "soldats", "rebelles"),
        ("en", "Twelve soldiers were killed by rebels.", "killed", "soldiers", "rebels"),
    ],
)
def test_both_languages_are_parsed_to_the_same_relations(language, text, verb, subject, agent):
    document = read(Report(text), load(language))
    tokens = {t.text: t for t in document.tokens(0)}
    assert tokens[subject].dep == "nsubj:pass"
    assert tokens[subject].head == tokens[verb].index
    assert tokens[agent].dep == "obl:agent"
    assert tokens[agent].head == tokens[verb].index
