"""Concepts in words, features of sentences, and the weights that judge them."""

import pytest

from temoin.coding import concepts, judgement
from temoin.coding.document import read
from temoin.coding.features import Reading
from temoin.coding.judgement import Judgement, Weight
from temoin.languages import CODES, load
from temoin.model import Report
from temoin.ontology import TYPES

SPEAKS = [
    ("fr", "Les députés attaquent le projet de loi", set(), {"attack"}),
    ("fr", "La frappe de monnaie reprend", set(), {"airstrike"}),
    ("fr", "Une frappe de drone a tué un chef", {"airstrike", "kill"}, set()),
    ("fr", "Il a succombé à une attaque cardiaque", {"die"}, {"attack"}),
    ("fr", "La police a dispersé les manifestants", {"teargas", "protest", "army"}, set()),
    ("fr", "Un véhicule a sauté sur une mine artisanale", {"mine"}, set()),
    ("fr", "La mine d'or emploie mille personnes", set(), {"mine"}),
    ("fr", "Des policiers venus l'arrêter ont tué un chef de milice", {"kill", "army"}, {"arrest"}),
    ("fr", "Des proches exigent sa libération", set(), {"release"}),
    ("fr", "Les ravisseurs ont accepté sa libération", {"release"}, set()),
    ("en", "He suffered a heart attack", set(), {"attack"}),
    ("en", "A roadside bomb killed two soldiers", {"mine", "kill", "army"}, set()),
    ("en", "The fight against corruption goes on", set(), {"clash"}),
    ("en", "Officers who tried to arrest him shot two guards", {"shoot"}, {"arrest"}),
    ("en", "Three girls escaped from their captors", {"release"}, set()),
    ("en", "Relatives demanded his release", set(), {"release"}),
    ("en", "Rebels seized the town of Doro", {"takeover", "terror"}, set()),
]


def reading(text, language):
    return Reading(read(Report(text), load(language)))


@pytest.mark.parametrize(("language", "text", "yes", "no"), SPEAKS, ids=[c[1] for c in SPEAKS])
def test_what_words_speak_of(language, text, yes, no):
    named = reading(text, language).named[0]
    assert yes <= named
    assert not no & named


VICTIMS = [
    ("fr", "Douze soldats ont été tués par des hommes armés", "army"),
    ("fr", "Des djihadistes ont tué six villageois", "civilian"),
    ("en", "Gunmen killed nine farmers", "civilian"),
    ("en", "Five soldiers were killed by militants", "army"),
]


@pytest.mark.parametrize(("language", "text", "expected"), VICTIMS, ids=[c[1] for c in VICTIMS])
def test_the_party_nearest_to_the_harm_is_the_victim(language, text, expected):
    assert reading(text, language).victims(0).most_common(1)[0][0] == expected


def test_every_event_concept_has_a_type_and_words_in_every_language():
    for code in CODES:
        worded = {line.concept for line in load(code).table("concepts", concepts.Phrases)}
        assert worded == set(concepts.CONCEPTS)
    assert {c.type for c in concepts.CONCEPTS.values() if c.role == "event"} <= set(TYPES)


def test_weights_add_up():
    judge = Judgement([Weight("a", "x", 1.0), Weight("a", "y", -1.0), Weight("b", "y", 3.0)])
    assert judge.scores({"a": 1.0, "b": 0.5, "unknown": 9.0}) == {"x": 1.0, "y": 0.5}
    assert judge.best({"a": 1.0}) == "x"
    assert judge.best({"b": 1.0}) == "y"


def test_a_probability_lies_between_nought_and_one_however_strong_the_weights():
    judge = Judgement([Weight("a", "yes", 1.0)])
    assert judge.probability({}) == 0.5
    assert 0 < judge.probability({"a": -1e9}) < 0.001
    assert 0.999 < judge.probability({"a": 1e9}) < 1


@pytest.mark.parametrize("name", ["telling", "about", "types"])
def test_the_tables_of_weights_can_be_read(name):
    assert judgement.load(name).scores({"bias": 1.0})
