"""Which namesake is meant: from what is said around the name, with reasons, or none at all."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_countries import line
from made_gazetteer import made

from temoin.knowledge.gazetteer.reasons import in_words
from temoin.knowledge.gazetteer.resolve import Choice, Clues, resolve
from temoin.messages import catalogue

# Two regions of Mali, Mopti (04) and Gao (09), and a district each; a division of Nigeria.
PLACES = [
    line(1, "Bankassou", lat=14.0, lon=-3.5, feature="P.PPLA2", population=20_000),
    line(2, "Tilembaya", lat=14.1, lon=-3.4),
    line(3, "Tilembaya", lat=16.2, lon=0.1, admin1="09"),
    line(4, "Tilembaya", "BF", lat=12.0, lon=-1.5, admin1="05"),
    line(5, "Gaosso", lat=16.3, lon=0.0, admin1="09", feature="P.PPLA", population=80_000),
    line(6, "Sorobougou", lat=14.6, lon=-3.9),
    line(7, "Sorobougou", lat=13.2, lon=-4.4),
    line(8, "Sorobougou", lat=14.9, lon=-2.9),
    line(9, "Darsalamé", lat=14.3, lon=-4.1, population=45_000),
    line(10, "Darsalamé", lat=13.0, lon=-4.6),
    line(11, "Wari", lat=14.5, lon=-3.0, feature="H.STM"),
    line(12, "Wari", lat=13.5, lon=-4.5),
    line(13, "Aribandala", lat=15.0, lon=-3.0),
    line(14, "Kofalou Airport", other="Kofalou", lat=14.8, lon=-3.3, feature="S.AIRP"),
    line(15, "Kofalou", lat=13.1, lon=-4.9),
    line(16, "Gwarambe", "NG", lat=11.5, lon=13.2, admin1="27", admin2="111", feature="P.PPLA2"),
    line(17, "Ngurumle", "NG", lat=11.6, lon=13.3, admin1="27", admin2="111"),
    line(18, "Ngurumle", "NG", lat=7.1, lon=4.8, admin1="16", admin2="501"),
    line(19, "Mopti", lat=14.5, lon=-4.2, feature="A.ADM1", population=2_000_000),
    line(20, "Gao", lat=16.6, lon=0.5, admin1="09", feature="A.ADM1", population=500_000),
    line(21, "Gao", lat=12.1, lon=-7.9, admin1="03"),
    line(22, "Mukondele", "CD", lat=0.5, lon=29.4, admin1="11", feature="P.PPLA2", population=90_000),
    line(23, "Hamdawiya", "SD", lat=13.6, lon=25.3, admin1="55"),
    line(24, "Mbandoro", "CM", lat=10.9, lon=14.1, admin1="12"),
    line(26, "Sangassi", lat=13.3, lon=-3.9, population=300_000),
    line(28, "Mont Gbanda", lat=15.2, lon=-4.9),
    line(29, "Balankou", "NG", lat=11.4, lon=13.2, admin1="27"),
    line(27, "Sangassa", lat=15.5, lon=-3.9),
    line(25, "Mora", "CM", lat=11.05, lon=14.14, admin1="12", population=55_000),
]
LISTS = {
    "admin1.txt": ["ML.04\tMopti\tMopti\t19", "ML.09\tGao\tGao\t20", "NG.27\tBorno State\tBorno State\t90"],
    "admin2.txt": ["NG.27.111\tGwarambe\tGwarambe\t91", "NG.16.501\tOdolu\tOdolu\t92"],
}


@pytest.fixture(autouse=True)
def gazetteer(tmp_path, monkeypatch):
    yield from made(tmp_path, monkeypatch, {"places.txt": PLACES, **LISTS})


def number(name: str, *countries: str, **clues) -> int | None:
    """The number of the place chosen."""
    entry = resolve(name, Clues(dict.fromkeys(countries, 1.0), **clues)).entry
    return entry and entry.geonameid


def test_the_only_place_of_a_name() -> None:
    choice = resolve("Aribandala", Clues({"ML": 1.0}))
    assert choice.entry and (choice.entry.name, choice.precision) == ("Aribandala", "exact")
    assert (choice.country, choice.admin1) == ("ML", "04") and choice.confidence > 0.75


def test_namesakes_that_nothing_tells_apart_stay_unresolved() -> None:
    choice = resolve("Sorobougou", Clues({"ML": 1.0}))
    assert choice.entry is None and choice.country == "ML" and choice.precision == ""
    assert {s.entry.geonameid for s in choice.runners_up} == {6, 7, 8}
    assert all(0 < s.score < 0.5 for s in choice.runners_up)


def test_the_country_tells() -> None:
    assert number("Tilembaya", "BF") == 4


@pytest.mark.parametrize(
    ("division", "place"),
    [
        ("Mopti", 2),
        ("région de Mopti", 2),
        ("Gao region", 3),
        ("cercle de Bankassou", 2),
        ("Bankassou district", 2),
    ],
)
def test_a_division_tells(division: str, place: int) -> None:
    assert number("Tilembaya", "ML", divisions=(division,)) == place


def test_a_division_known_by_its_code_tells() -> None:
    assert number("Ngurumle", "NG", divisions=("Borno state", "Gwarambe LGA")) == 17
    assert number("Ngurumle", "NG", divisions=("Odolu lga",)) == 18


def test_the_division_told_is_kept_where_the_place_bears_no_code() -> None:
    choice = resolve("Balankou", Clues({"NG": 1.0}, ("Borno", "Gwarambe lga")))
    assert choice.entry and (choice.entry.geonameid, choice.admin1, choice.admin2) == (29, "27", "111")


def test_other_places_of_the_report_tell() -> None:
    assert number("Sorobougou", "ML", near=((14.65, -3.95),)) == 6
    assert number("Sorobougou", "ML", near=((13.25, -4.45),)) == 7


def test_a_town_is_likelier_than_a_hamlet_of_its_name() -> None:
    assert number("Darsalamé", "ML") == 9
    assert number("Darsalamé", "ML", near=((13.02, -4.62),), divisions=("Bankassou",)) is not None


def test_the_kind_said_tells() -> None:
    assert number("Wari", "ML") == 12
    assert number("Wari river", "ML") == 11
    assert number("Kofalou", "ML", kind="airport") == 14
    assert number("village de Kofalou", "ML") == 15


def test_a_near_spelling_is_taken_where_nothing_bears_the_name_itself() -> None:
    choice = resolve("Arbandala", Clues({"ML": 1.0}, ("région de Mopti",)))
    assert choice.entry and choice.entry.geonameid == 13
    assert choice.reasons[0].key == "spelt"
    assert choice.confidence < resolve("Aribandala", Clues({"ML": 1.0}, ("région de Mopti",))).confidence


def test_a_country_or_region_gets_no_point() -> None:
    for name, kind in (("Mopti", "region"), ("région de Mopti", ""), ("Mali", "country"), ("Gao", "region")):
        choice = resolve(name, Clues({"ML": 1.0}, kind=kind))
        assert choice.entry is None and choice.country == "ML"
    for name in ("Mopti", "région de Mopti", "Mopti region"):
        assert resolve(name, Clues({"ML": 1.0})).admin1 == "04"


@pytest.mark.parametrize(("name", "country"), [("Mali", "ML"), ("le Tchad", "TD"), ("Mozambique", "MZ")])
def test_a_country_is_no_town_of_its_name(name: str, country: str) -> None:
    choice = resolve(name, Clues())
    assert (choice.entry, choice.country) == (None, country)
    assert resolve("Niger state", Clues({"NG": 1.0})).country == "NG"


def test_a_capital_may_bear_the_name_of_its_country() -> None:
    assert resolve("Djibouti", Clues({"DJ": 1.0})).entry is not None


def test_an_unknown_place_keeps_the_divisions_that_are_certain() -> None:
    choice = resolve("Xilouba", Clues({"ML": 1.0}, ("Mopti",)))
    assert (choice.entry, choice.country, choice.admin1) == (None, "ML", "04")
    assert resolve("Xilouba", Clues({"ML": 0.6, "BF": 0.4})).country == ""


def test_an_unknown_place_is_put_at_the_seat_of_a_small_division_only() -> None:
    small = resolve("Xilouba", Clues({"NG": 1.0}, ("Borno", "Gwarambe LGA")))
    assert small.entry and (small.entry.geonameid, small.precision) == (16, "admin2")
    assert small.admin2 == "111" and 0.5 < small.confidence < 0.9
    large = resolve("Xilouba", Clues({"CD": 1.0}, ("Nord-Kivu", "territoire de Mukondele")))
    assert large.entry is None and large.country == "CD"


def test_a_division_with_a_name_of_its_own_is_known_by_its_seat() -> None:
    choice = resolve("Mbandoro", Clues({"CM": 1.0}, ("département du Mayo-Sava",)))
    assert choice.entry and choice.entry.geonameid == 24
    assert any(r.key == "from_seat" and r.values["place"] == "Mora" for r in choice.reasons)


def test_a_division_itself_is_put_at_its_seat() -> None:
    choice = resolve("Gwarambe LGA", Clues({"NG": 1.0}))
    assert choice.entry and (choice.entry.geonameid, choice.precision) == (16, "admin2")


def test_what_follows_a_comma_holds_the_place() -> None:
    assert number("Tilembaya, région de Gao", "ML") == 3
    assert number("Tilembaya, Burkina Faso") == 4
    assert number("Tilembaya in Mopti region", "ML") == 2


def test_words_for_kinds_and_brackets_are_no_part_of_the_name() -> None:
    assert number("Aribandala village (Mile 4)", "ML") == 13
    assert number("localité d'Aribandala", "ML") == 13
    assert number("Xilouba/Aribandala", "ML") == 13


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_choice_says_why(language: str) -> None:
    for name in ("Aribandala", "Arbandala", "Sorobougou", "Xilouba", "Darsalamé", "Mopti", "Gaosso"):
        choice = resolve(name, Clues({"ML": 1.0}, ("Mopti",), ((14.0, -4.0),)))
        assert choice.reasons and in_words(choice.reasons, language).strip()


def test_the_reasons_name_the_place_and_the_division() -> None:
    choice = resolve("Tilembaya", Clues({"ML": 1.0}, ("région de Mopti", "cercle de Bankassou")))
    assert "2 lieux" in in_words(choice.reasons, "fr") and "Mali" in in_words(choice.reasons, "fr")
    assert "région de Mopti" in in_words(choice.reasons, "fr")
    assert "the seat of cercle de Bankassou" in in_words(choice.reasons, "en")


def test_reasons_are_put_in_words_in_every_language() -> None:
    assert catalogue("fr")["place"]["reason"].keys() == catalogue("en")["place"]["reason"].keys()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=30) | st.sampled_from(["Wari", "Tilembaya", "camp de", "(", "X,", "//"]),
    st.lists(st.text(max_size=15) | st.sampled_from(["Mopti", "LGA", "Gao region"]), max_size=2),
    st.sampled_from(["", "village", "river", "district", "region", "country", "nonsense"]),
)
def test_any_text_is_resolved_or_not(name: str, divisions: list[str], kind: str) -> None:
    choice = resolve(name, Clues({"ML": 0.7, "BF": 0.3}, tuple(divisions), ((14.0, -4.0),), kind))
    assert isinstance(choice, Choice) and 0 <= choice.confidence <= 1.0001
    assert (choice.entry is None) == (choice.precision == "")
    assert len(choice.runners_up) <= 3 and choice.reasons


def test_a_word_for_a_kind_may_be_a_part_of_the_name() -> None:
    assert number("Mont Gbanda", "ML") == 28
    assert number("Gbanda", "ML") is None


def test_a_large_town_is_no_misspelt_village() -> None:
    assert number("Sangassa", "ML") == 27


def test_country_and_division_are_known_where_all_that_may_be_meant_lies_there():
    choice = resolve("Sorobougou", Clues({"ML": 0.9, "BF": 0.1}))
    assert choice.entry is None and (choice.country, choice.admin1) == ("ML", "04")
    assert resolve("Sorobougou", Clues()).country == ""  # it may be one that is not known at all


def test_namesakes_abroad_are_not_counted_as_lying_in_the_country():
    choice = resolve("Ngurumle", Clues(divisions=("Gwarambe",)))
    assert "Nigeria" in in_words(choice.reasons, "en")
    abroad = resolve("Tilembaya", Clues(near=((14.0, -3.5),)))
    assert abroad.entry and "3" in in_words(abroad.reasons, "en")
    assert "Mali" not in in_words(abroad.reasons, "en")
