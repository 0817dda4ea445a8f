"""Which country is a report about, where only a word or a village tells?"""

import pytest

from temoin.coding.coder import code
from temoin.coding.country import country_of
from temoin.coding.document import read
from temoin.knowledge.gazetteer.division_words import countries_by_word
from temoin.languages import load
from temoin.model import Report


def country(language, text):
    return country_of(read(Report(text, language=language), load(language)))


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Des hommes armés ont attaqué le village de Tindoufi, dans le cercle de Koro.", "ML"),
        ("fr", "Six personnes ont été tuées à Lubiro, en territoire de Masisi.", "CD"),
        ("en", "Gunmen killed six farmers in Gidan Doki, Tsafe Local Government Area.", "NG"),
        ("en", "Fighting broke out in Addis Mender, Raya Kobo woreda, on Monday.", "ET"),
        ("fr", "Une patrouille des FAMa est tombée dans une embuscade à Tindoufi.", "ML"),
        # Each is the second name of a town far away: Košice, and one of India.
        ("fr", "Des hommes armés ont attaqué le village de Kassa, tuant six personnes.", None),
        ("fr", "Deux kamikazes se sont fait exploser à Mora, tuant six personnes.", None),
    ],
)
def test_the_word_for_a_division_tells_the_country(language, text, expected):
    assert country(language, text) == expected


def test_a_country_that_is_named_weighs_more_than_a_word():
    text = (
        "En France, à Belfort, dans le territoire de Belfort, une marche a réuni mille personnes en France."
    )
    assert country("fr", text) == "FR"


def test_words_that_all_countries_use_tell_nothing():
    assert countries_by_word("région de Kafela") == ()
    assert countries_by_word("Tsafe LGA") == ("NG",)
    assert countries_by_word("sous-préfecture de Bria")[0] == "CF"


def test_a_village_of_a_division_is_not_put_near_the_town_that_bears_its_name():
    (event,) = code(
        Report("Six habitants ont été tués à Tindoufi, dans le cercle de Koro.", language="fr"), "fr"
    ).events
    assert event.place.country == "ML"
    assert event.place.precision != "near"
    assert event.place.radius_km is None or event.place.radius_km >= 25
