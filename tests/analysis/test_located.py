"""Which incidents enter where nearness matters, and why the others do not."""

import pytest

from analysis.made import occurrence
from temoin.analysis.located import located
from temoin.earth import chord, distance, on_sphere


def at(id="a", day=0, **about):
    return occurrence(id, day, **{"precision": "exact", **about})


@pytest.mark.parametrize(
    ("about", "reason"),
    [
        ({"violence": None}, "violence"),
        ({"day": None}, "date"),
        ({"last": 3}, "date"),
        ({"lat": None, "lon": None}, "point"),
        ({"precision": "admin1"}, "precision"),
        ({"precision": "unresolved"}, "precision"),
        ({"precision": "near"}, "precision"),
    ],
)
def test_what_is_not_known_well_enough_is_left_out_and_the_reason_counted(about, reason):
    found = located([at("known"), at("b", **about)], 5)
    assert [row.id for row in found.rows] == ["known"]
    assert found.left_out == {"violence": 0, "date": 0, "point": 0, "precision": 0, reason: 1}
    assert found.near == (about.get("precision") == "near")


def test_places_known_to_some_25_km_enter_from_50_km_on():
    rows = [at(precision="near")]
    assert not located(rows, 49).rows
    assert located(rows, 50).rows == tuple(rows)


def test_what_is_no_organised_violence_enters_where_it_is_asked_for():
    assert located([at(violence=None)], 5, violent=False).rows


def test_one_attack_coded_as_several_counts_once():
    rows = [at("a", 2), at("b", 2), at("c", 2, lat=14.5001), at("d", 3), at("e", 2, lat=14.6)]
    found = located(rows, 5)
    assert [row.id for row in found.rows] == ["a", "e", "d"]
    assert found.copies == 2


def test_attacks_of_two_sides_at_one_place_and_day_are_told_apart_where_that_is_asked():
    rows = [at("a", attacker="JNIM"), at("b", attacker="Dozo"), at("c", attacker="Dozo")]
    assert [row.id for row in located(rows, 5, apart=lambda row: row.attacker).rows] == ["a", "b"]


def test_straight_lines_on_the_sphere_are_the_kilometres_between_points():
    one, other = on_sphere([(14.5, 179.9), (14.6, -179.9)])
    km = distance((14.5, 179.9), (14.6, -179.9))
    assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 == pytest.approx(chord(km))
