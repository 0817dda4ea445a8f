"""Countries and demonyms: by the names that reports of both languages use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temoin.knowledge.gazetteer import area, areas, country_name, fold, heads
from temoin.knowledge.parties import Nationality
from temoin.languages import load
from temoin.languages.lexicon import expand


@pytest.mark.parametrize(
    ("language", "name", "country"),
    [
        ("fr", "Türkiye", "TR"),
        ("en", "Türkiye", "TR"),
        ("fr", "Eswatini", "SZ"),
        ("fr", "Macédoine du Nord", "MK"),
        ("en", "North Macedonia", "MK"),
        ("fr", "RDC", "CD"),
        ("fr", "Congo-Kinshasa", "CD"),
        ("en", "DRC", "CD"),
        ("fr", "Îles Salomon", "SB"),
        ("en", "Solomon Islands", "SB"),
        ("fr", "Groenland", "GL"),
    ],
)
def test_a_country_has_its_names_of_today(language, name, country):
    found = area(load(language), name)
    assert found and found.countries == {country}


@pytest.mark.parametrize(
    ("language", "word", "country"),
    [
        ("fr", "nigérienne", "NE"),
        ("fr", "nigériane", "NG"),
        ("fr", "bissau-guinéens", "GW"),
        ("fr", "casamançaise", "SN"),
        ("fr", "darfouris", "SD"),
        ("fr", "tchétchènes", "RU"),
        ("en", "Nigeriens", "NE"),
        ("en", "Darfuri", "SD"),
        ("en", "Katangese", "CD"),
        ("en", "Faroese", "FO"),
    ],
)
def test_a_demonym_tells_of_its_country(language, word, country):
    found = area(load(language), word)
    assert found and found.adjective_of == {country} and not found.countries


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_demonym_of_two_countries_tells_of_both(language):
    word = {"fr": "congolaises", "en": "Congolese"}[language]
    found = area(load(language), word)
    assert found and found.isos == {"CD", "CG"}


@pytest.mark.parametrize(
    ("iso", "french", "english"),
    [("CI", "Côte d'Ivoire", "Côte d'Ivoire"), ("DE", "Allemagne", "Germany"), ("VU", "Vanuatu", "Vanuatu")],
)
def test_a_country_is_called_by_its_first_name(iso, french, english):
    assert country_name(load("fr"), iso) == french
    assert country_name(load("en"), iso) == english
    assert country_name(load("fr"), "ZZ") is None


@given(st.text(max_size=30))
def test_any_text_may_be_asked_for(name):
    for code in ("fr", "en"):
        found = area(load(code), name)
        assert found is None or found.isos or found.divisions_of == {""}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_area_starts_with_one_of_the_heads(language):
    loaded = load(language)
    for name in ("Nord-Kivu", "bande de Gaza", "South Sudan"):
        words = fold(name).split()
        if areas(loaded).at(words, 0):
            assert words[0] in heads(loaded)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_adjective_of_nationality_tells_of_its_country(language):
    loaded = load(language)
    for row in loaded.table("nationalities", Nationality):
        for pattern in row.adjectives:
            for words in expand(pattern):
                found = area(loaded, " ".join(words))
                assert found and row.country in found.countries | found.adjective_of, words
