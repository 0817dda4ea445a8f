"""Whether one side's attacks are followed by the other's, by area."""

import numpy as np
import pytest
from scipy.stats import kstest

from analysis.made import occurrence
from temoin.analysis.occurrence import NON_STATE, ONE_SIDED
from temoin.analysis.reprisals import reprisals

FIGHT = occurrence("fight", 0, lat=0, lon=0, side_a="Hunters", side_b="Herders", violence=NON_STATE)


def attack(id, day, side, lat=14.5, lon=0.0, area="Mopti", **about):
    told = {"side_a": side, "side_b": "Civilians", "attacker": side, "violence": ONE_SIDED}
    return occurrence(id, int(day), lat=lat, lon=lon, admin1=area, **{**told, **about})


def feud(seed, answered, areas=("Mopti", "Ségou", "Gao"), n=40, days=1460, far=0.0):
    """Both sides attack at random; a share of the hunters' attacks is answered within thirty days."""
    rng = np.random.default_rng(seed)
    rows = [FIGHT]
    for a, area in enumerate(areas):
        ours = rng.integers(0, days, n)
        theirs = np.append(rng.integers(0, days, n), ours[: int(answered * n)] + rng.integers(1, 31))
        for side, dates, shift in (("Hunters", ours, 0.0), ("Herders", theirs, far)):
            for day in dates:
                lat = 10 + 3 * a + shift + rng.normal(0, 0.1)
                rows.append(attack(f"{len(rows)}", min(day, days), side, lat, rng.normal(0, 0.1), area))
    return rows


def told(rows, first="Hunters", then="Herders", area=None, **settings):
    found = reprisals(rows, **{"rotations": 199, **settings})
    return next((x for x in found.found if (x.first, x.then, x.area) == (first, then, area)), None)


def test_answers_are_found_and_in_the_direction_in_which_they_go():
    found = told(feud(1, 0.4))
    assert found.ratio > 1.1 and found.p <= 0.01
    assert found.interval[0] < found.ratio < found.interval[1]
    assert found.observed > found.expected
    back = told(feud(1, 0.4), "Herders", "Hunters")
    assert back.ratio < found.ratio


def test_nothing_is_found_where_nothing_answers():
    ps = [told(feud(seed, 0.0), rotations=99).p for seed in range(60)]
    assert kstest(ps, "uniform").pvalue > 0.01


def test_areas_are_told_apart_and_together():
    found = reprisals(feud(2, 0.3), rotations=99)
    pairs = [(x.first, x.then, x.country, x.area) for x in found.found]
    assert pairs[0] == ("", "", None, None)
    assert pairs[1:5] == [
        ("Herders", "Hunters", None, None),
        ("Herders", "Hunters", "ML", "Gao"),
        ("Herders", "Hunters", "ML", "Mopti"),
        ("Herders", "Hunters", "ML", "Ségou"),
    ]
    whole, *areas = found.found[1:5]
    for field in ("attacks", "replies", "observed"):
        assert getattr(whole, field) == sum(getattr(area, field) for area in areas)


def test_too_far_is_no_answer():
    assert told(feud(3, 0.4, far=1.0)) is None


def test_the_same_day_and_the_day_after_the_window_are_no_answer():
    rows = [FIGHT, attack("a", 100, "Hunters"), attack("end", 1000, "Hunters", 40.0)]
    for late, observed in ((0, 0), (1, 1), (30, 1), (31, 0)):
        answer = attack("b", 100 + late, "Herders", 14.6)
        found = [x for x in reprisals([*rows, answer], rotations=9).found if x.first == "Hunters"]
        assert [x.observed for x in found] == [observed]


def test_an_attack_whose_days_after_lie_beyond_the_data_does_not_count():
    found = reprisals(
        [FIGHT, attack("a", 100, "Hunters"), attack("b", 110, "Herders"), attack("c", 120, "Hunters")],
        rotations=9,
    )
    assert found.late == 3
    assert found.found == ()


def test_attacks_on_a_third_side_do_not_count():
    third = attack("c", 120, "Herders", side_b="Army", violence="state-based")
    rows = [FIGHT, attack("a", 100, "Hunters"), third, attack("end", 1000, "Hunters", 40.0)]
    assert not any(x.then == "Herders" and x.first == "Hunters" for x in reprisals(rows, rotations=9).found)


def test_sides_that_do_not_fight_each_other_are_no_pair():
    assert reprisals(feud(4, 0.4)[1:], rotations=9).found == ()


def test_who_did_not_say_who_began_is_counted():
    found = reprisals(feud(5, 0.2), rotations=9)
    assert (found.no_attacker, found.n) == (1, len(feud(5, 0.2)) - 1)


def test_too_little_data_is_no_number():
    found = told(feud(6, 0.5, areas=("Mopti",), n=12), area="Mopti")
    assert found.attacks < 20 and found.observed
    assert found.ratio is found.p is found.p_adjusted is found.interval is None


def test_no_incident_and_no_attacker_are_no_reprisal():
    assert reprisals([]).found == ()
    assert reprisals([FIGHT]).found == ()


def test_the_same_incidents_give_the_same_answer():
    rows = feud(7, 0.2)
    assert reprisals(rows, rotations=99).found == reprisals(rows, rotations=99).found


@pytest.mark.parametrize("window", [None, 365])
def test_a_war_that_grows_is_no_reprisal_within_windows(window):
    rng = np.random.default_rng(8)
    rows = [FIGHT]
    for side in ("Hunters", "Herders"):
        for n, day in enumerate(1460 * np.sqrt(np.sqrt(rng.random(120)))):
            rows.append(attack(f"{side}{n}", day, side, 14.5 + rng.normal(0, 0.3), rng.normal(0, 0.3)))
    found = told(rows, area="Mopti", window=window, rotations=999)
    assert (found.ratio > 1.15) == (window is None)
