"""Divisions of countries: their names in both languages, and which names tell of them alone."""

from collections import Counter

import pytest

from temoin.knowledge.gazetteer import area, fold
from temoin.knowledge.gazetteer.divisions import (
    division_abbreviated,
    division_name,
    divisions,
    divisions_named,
    well_named,
)
from temoin.languages import load


@pytest.mark.parametrize(
    ("country", "code", "french", "english"),
    [
        ("CD", "11", "Nord-Kivu", "North Kivu"),
        ("CM", "12", "Extrême-Nord", "Far North"),
        ("ML", "08", "Tombouctou", "Timbuktu"),
        ("BF", "05", "Centre-Nord", "Centre-Nord"),
        ("SD", "55", "Darfour du Nord", "North Darfur"),
        ("DE", "02", "Bavière", "Bavaria"),
        ("UA", "13", "oblast de Kiev", "Kyiv Oblast"),
        ("US", "NM", "Nouveau-Mexique", "New Mexico"),
    ],
)
def test_a_division_has_its_name_in_both_languages(country, code, french, english):
    assert division_name(load("fr"), country, code) == french
    assert division_name(load("en"), country, code) == english


def test_a_code_that_no_division_has_is_none():
    assert division_name(load("fr"), "ML", "999") is None
    assert division_name(load("en"), "", "") is None


@pytest.mark.parametrize(
    ("name", "country", "codes"),
    [
        ("Kordofan-Sud", "", ["50"]),
        ("KIDAL", "", ["10"]),
        ("kuilse", "BF", ["05"]),
        ("Savanes", "TG", ["26"]),
        ("Pool", "CG", ["11"]),
        ("Nowhere", "", []),
    ],
)
def test_divisions_are_found_by_any_of_their_names(name, country, codes):
    assert [d.code for d in divisions_named(name, country)] == codes


def test_a_name_that_several_divisions_bear_gives_them_all():
    assert {d.country for d in divisions_named("Comoé")} == {"BF", "CI"}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ["Centre", "Littoral", "Lac", "Plateaux", "Pool", "Obi", "Isa"])
def test_an_ordinary_word_alone_is_no_division(language, name):
    found = area(load(language), name)
    assert found is None or not found.divisions_of
    assert divisions_named(name)


@pytest.mark.parametrize(
    ("name", "country"), [("Nord-Kivu", "CD"), ("North Kivu", "CD"), ("Kuilsé", "BF"), ("Chibok", "NG")]
)
def test_a_name_of_its_own_tells_of_its_division(name, country):
    for language in ("fr", "en"):
        found = area(load(language), name)
        assert found and country in found.divisions_of


def test_the_table_is_whole():
    codes = Counter((d.country, d.code) for d in divisions() if d.code)
    assert [key for key, times in codes.items() if times > 1] == []
    assert len(codes) > 3500
    for division in divisions():
        assert division.fr and all(fold(name) for name in division.names), division
    for division in well_named():
        assert division.aliases or not division.beside, division


@pytest.mark.parametrize(
    ("written", "name"),
    [("Ill.", "Illinois"), ("IL", "Illinois"), ("Ont.", "Ontario"), ("in", None), ("", None)],
)
def test_an_abbreviation_is_read_as_it_is_written(written, name):
    found = division_abbreviated(written)
    assert (found.fr if found else None) == name
