"""A map shows each place as well as it is known, and counts what it does not show."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from temoin.publishing import pictures
from temoin.publishing.pictures.borders import borders, box
from temoin.publishing.pictures.extents import extent
from temoin.publishing.pictures.frame import frame
from temoin.publishing.pictures.hatching import circle, strokes
from temoin.publishing.pictures.map import incident_map
from temoin.publishing.pictures.shown import reported
from temoin.publishing.pictures.symbols import located, marks

from .made import GAO, NEAR_GAO, incident, somewhere, words


def places(*told):
    return located(reported(told)[0])


def test_a_place_is_drawn_as_well_as_it_is_known():
    found = places(
        incident("exact"),
        incident("near", where=somewhere("Forgho", **NEAR_GAO)),
        incident("division", where=somewhere("région de Gao", admin1="Gao", precision="admin1")),
        incident("country", where=somewhere("Mali", precision="country")),
        incident("unresolved", where=somewhere("Wabarou")),
        incident("none", where=None),
    )
    assert [(s.name, s.km) for s in found.spots] == [("Gao", 0.0), ("Forgho", 40.0)]
    assert [zone.incidents[0].id for zone in found.zones] == ["division"]
    assert {code: [one.id for one in some] for code, some in found.countries.items()} == {"ML": ["country"]}
    assert [one.id for one in found.nowhere] == ["unresolved", "none"]


def test_a_division_is_a_circle_around_its_towns_never_a_point():
    found = extent("Mopti", "ML")
    assert found and found.km >= 15
    assert 12.5 < found.lat < 16 and -6 < found.lon < -1
    assert extent("Nulle-Part-sur-Rien", "ML") is None


def test_what_is_not_on_the_map_is_counted_below_it():
    told = [
        incident("i1"),
        incident("i2", where=somewhere("Wabarou")),
        incident("i3", where=None),
        incident("i4", where=somewhere("Mali", precision="country")),
        incident("i5", status="denied"),
    ]
    drawn = words(incident_map(told, "en"))
    assert "Mali, 5 March 2024" in drawn
    assert any(text.startswith("2 incidents without a place on the map") for text in drawn)
    assert "Known by country only: Mali (1)." in drawn
    assert "Left out: 1 denied incident." in drawn
    assert any("Natural Earth" in text for text in drawn)


def test_incidents_at_one_place_are_one_mark_with_their_number():
    told = [incident(f"i{n}", killed=n) for n in range(1, 4)]
    spots = places(*told).spots
    view = frame([(s.lon, s.lat, s.km) for s in spots], ["ML"], 640)
    (mark,) = marks(spots, view).all
    assert len(mark.incidents) == 3 and mark.known
    assert "3" in words(incident_map(told, "fr"))


def test_a_crowded_map_has_marks_that_can_be_told_apart():
    crowd = [
        incident(f"i{n}", where=somewhere(f"P{n}", lat=10 + n % 25 / 2, lon=n // 25 / 2, precision="exact"))
        for n in range(400)
    ]
    spots = places(*crowd).spots
    found = marks(spots, frame([(s.lon, s.lat, s.km) for s in spots], [], 640))
    assert len(found.all) < 120
    assert sum(len(mark.incidents) for mark in found.all) == 400


def test_nobody_killed_and_a_number_that_nobody_tells_are_two_things():
    other = somewhere("Forgho", lat=17.5, lon=1.0, precision="exact")
    spots = places(incident("i1", killed=0), incident("i2", killed=None, where=other)).spots
    view = frame([(s.lon, s.lat, s.km) for s in spots], ["ML"], 640)
    assert {m.incidents[0].id: m.known for m in marks(spots, view).all} == {
        "i1": True,
        "i2": False,
    }


def test_a_map_without_a_place_shows_the_country_and_no_mark():
    drawn = words(incident_map([incident(where=somewhere("Wabarou"))], "fr"))
    assert "MALI" in drawn and not any(text == "Tués" for text in drawn)


def test_a_name_that_the_public_is_not_told_is_not_on_the_map():
    told = incident()
    hidden = {**told.incident, "place": {**told.incident["place"], "name": None, "text": None}}
    drawn = words(incident_map([replace(told, incident=hidden, withheld=("place",))], "en"))
    assert "1 name of a place is left out for the public." in drawn


def test_no_incident_is_no_error():
    assert "Aucun incident à dessiner" in words(incident_map([], "fr"))


def test_a_map_is_a_picture():
    assert pictures.svg(incident_map([incident()], "fr"), "fr").startswith("<svg")


@given(
    st.floats(-179, 179), st.floats(-60, 65), st.floats(0, 400),
)  # fmt: skip
def test_circles_are_to_scale_and_on_the_map(lon, lat, km):
    view = frame([(lon, lat, km)], [], 640)
    x, y = view.point(lon, lat)
    reach = view.pixels(km, lat)
    assert view.holds(lon, lat)
    assert reach - 1 <= x <= 640 - reach + 1
    north = view.point(lon, lat + 0.1)[1]
    assert y - north == pytest.approx(view.pixels(11.1195, lat + 0.05), rel=0.01)


def test_hatching_stays_inside():
    ring = circle(100, 100, 30)
    found = list(strokes([ring], 5))
    assert len(found) > 8
    for x, y, x2, y2 in found:
        assert np.hypot(x - 100, y - 100) < 31 and np.hypot(x2 - 100, y2 - 100) < 31


def test_borders_are_where_countries_are():
    west, south, east, north = box(borders()["ML"][0])
    assert -13 < west < -12 and 10 < south < 10.5 and 4 < east < 4.5 and 24.5 < north < 25.5
    assert {"FR", "BF", "NE", "SO", "XK", "UA", "SD", "SS"} <= set(borders())
    assert GAO["lat"] < north
