"""Where events took place, with a gazetteer of villages: points that are right, or none."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_countries import line
from made_gazetteer import made

from temoin.coding import coder
from temoin.earth import distance
from temoin.model import Event, Place, Report

VILLAGES = [
    line(1, "Tilembaya", lat=14.10, lon=-3.40),
    line(2, "Sorokoma", lat=14.60, lon=-3.90),
    line(3, "Sorokoma", lat=16.20, lon=0.10, admin1="09"),
    line(4, "Bankassou", lat=14.10, lon=-3.70),
    line(5, "Kassambara", "BF", lat=13.90, lon=-1.60, admin1="05"),
    line(6, "Ouro Demba", "BF", lat=13.95, lon=-1.50, admin1="05"),
    line(7, "Traorela", lat=13.0, lon=-5.0),
    line(8, "Doukoura", lat=14.50, lon=-3.00, feature="H.WLL"),
    line(9, "Hombolo", lat=17.9, lon=-1.0, admin1="08"),
]
LISTS = {
    "admin1CodesASCII.txt": [
        "ML.04\tMopti\tMopti\t9004",
        "ML.09\tGao\tGao\t9009",
        "BF.05\tSahel\tSahel\t9005",
    ]
}


@pytest.fixture(autouse=True)
def gazetteer(tmp_path, monkeypatch):
    yield from made(tmp_path, monkeypatch, {"places.txt": VILLAGES, **LISTS})


def event(text: str, language: str = "fr") -> Event:
    return coder.code(Report(text, published="2024-05-05"), language).events[0]


def place(text: str, language: str = "fr") -> Place:
    found = event(text, language).place
    assert found is not None
    return found


def point(found: Place) -> tuple[float, float] | None:
    return (found.lat, found.lon) if found.lat is not None and found.lon is not None else None


def test_a_village_gets_its_point_its_division_and_a_reason() -> None:
    found = place("Des hommes armés ont tué quatre personnes vendredi à Tilembaya, au Mali.")
    assert (point(found), found.precision, found.country, found.admin1) == (
        (14.1, -3.4),
        "exact",
        "ML",
        "Mopti",
    )
    assert found.geonameid == 1 and found.confidence and found.confidence > 0.6 and found.reason
    english = place("Gunmen killed four people on Friday in Tilembaya, Mali.", "en")
    assert english.geonameid == 1 and english.reason != found.reason


def test_of_two_villages_the_one_in_the_told_region() -> None:
    mopti = place("Des hommes armés ont tué deux civils à Sorokoma, dans la région de Mopti, au Mali.")
    gao = place("Des hommes armés ont tué deux civils à Sorokoma, dans la région de Gao, au Mali.")
    assert (mopti.geonameid, gao.geonameid) == (2, 3)


def test_of_two_villages_neither_where_nothing_tells_which() -> None:
    found = place("Des hommes armés ont tué deux civils vendredi à Sorokoma, au Mali.")
    assert (point(found), found.precision, found.country) == (None, "unresolved", "ML")
    assert {n.geonameid for n in found.others} == {2, 3}


def test_the_other_places_of_a_report_tell_which_village() -> None:
    found = place(
        "Des hommes armés ont tué deux civils vendredi à Sorokoma, au Mali. Ils venaient de Tilembaya. "
        "Un poste avait été attaqué la veille à Tilembaya et près de Bankassou."
    )
    assert found.geonameid == 2


def test_villages_tell_the_country_of_a_report_that_names_none() -> None:
    found = place("Quatre terroristes ont été tués vendredi à Kassambara et un soldat blessé à Ouro Demba.")
    assert found.country == "BF"


def test_a_person_who_bears_a_villages_name_is_no_place() -> None:
    found = place("Moussa Traorela a été tué vendredi par des hommes armés à Tilembaya, au Mali.")
    assert found.geonameid == 1
    found = place("Traorela a été tué vendredi par des hommes armés au Mali.")
    assert found.name == "Mali"


def test_a_point_told_by_distance_and_bearing() -> None:
    found = place(
        "Trois soldats ont été tués vendredi dans une embuscade à 20 km au nord de Tilembaya, au Mali."
    )
    here = point(found)
    assert here and found.precision == "near" and found.geonameid is None
    assert 19 < distance(here, (14.1, -3.4)) < 21 and here[0] > 14.1 and found.radius_km


@pytest.mark.parametrize(
    "text",
    [
        "Trois soldats ont été tués vendredi dans une embuscade entre Tilembaya et Bankassou, au Mali.",
        "Trois soldats ont été tués vendredi dans une embuscade sur l'axe Tilembaya-Bankassou, au Mali.",
    ],
)
def test_the_middle_of_a_road(text: str) -> None:
    told = event(text)
    found = told.place
    assert found is not None and found.line and found.precision == "near"
    here = point(found)
    assert here and distance(here, (14.1, -3.55)) < 1
    assert found.radius_km and 15 < found.radius_km < 18
    assert (told.codes["acled"]["geo_precision"], told.codes["ucdp"]["where_prec"]) == (2, 5)


def test_a_border_has_no_point() -> None:
    found = place("Deux douaniers ont été tués vendredi à la frontière entre le Mali et le Burkina Faso.")
    assert point(found) is None


def test_near_a_village() -> None:
    told = event("Deux soldats maliens ont été tués vendredi par une mine près de Tilembaya, au Mali.")
    found = told.place
    assert found is not None and found.precision == "near" and found.radius_km == 10
    assert told.codes["acled"]["geo_precision"] == 2
    assert told.codes["ucdp"]["where_prec"] == 2


def test_a_well_is_no_village() -> None:
    found = place("Les hommes de Doukoura ont tué deux civils vendredi au Mali.")
    assert found.name == "Mali"


def test_places_told_together_get_their_middle_or_nothing() -> None:
    near = place("Des hommes armés ont attaqué vendredi les villages de Tilembaya et Bankassou, au Mali.")
    far = place("Des hommes armés ont attaqué vendredi les villages de Tilembaya et Hombolo, au Mali.")
    assert point(near) and near.radius_km and near.radius_km > 10
    assert point(far) is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.sampled_from(["fr", "en"]))
def test_any_text_around_a_village(text: str, language: str) -> None:
    report = Report(
        f"Quatre civils ont été tués à Tilembaya {text}, Mali. Two men killed in Sorokoma {text}."
    )
    for found in (e.place for e in coder.code(report, language).events):
        if found and found.lat is not None:
            assert found.lon is not None and -90 <= found.lat <= 90 and -180 <= found.lon <= 180
            assert found.precision in ("exact", "near", "admin2") and found.confidence
