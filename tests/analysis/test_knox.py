"""The Knox test: it counts pairs rightly, finds contagion, and finds nothing where nothing follows anything."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kstest

from analysis.made import occurrence
from temoin.analysis.knox import FEWEST, knox
from temoin.analysis.located import located
from temoin.analysis.nearby import nearby
from temoin.earth import distance


def rows(days, lats, lons, **about):
    return [
        occurrence(f"{n}", int(day), lat=float(lat), lon=float(lon), precision="exact", **about)
        for n, (day, lat, lon) in enumerate(zip(days, lats, lons, strict=True))
    ]


def at_random(seed, n=300, days=730, degrees=2.0):
    """Incidents whose days know nothing of their places."""
    rng = np.random.default_rng(seed)
    return rng.integers(0, days, n), rng.uniform(12, 12 + degrees, n), rng.uniform(0, degrees, n)


def contagious(seed, brought, n=300):
    """Incidents of which some bring another within 5 km and a week."""
    rng = np.random.default_rng(seed)
    days, lats, lons = at_random(seed, n - brought)
    some = rng.choice(n - brought, brought, replace=False)
    return (
        np.append(days, days[some] + rng.integers(1, 8, brought)),
        np.append(lats, lats[some] + rng.uniform(-0.02, 0.02, brought)),
        np.append(lons, lons[some] + rng.uniform(-0.02, 0.02, brought)),
    )


def ask(told, lats, lons, **settings):
    return knox(located(rows(told, lats, lons), 5), **{"permutations": 99, **settings})


def test_pairs_are_those_that_are_counted_one_by_one():
    days, *points = at_random(1, 120, 90, 1.0)
    lats, lons = (np.round(values, 3) for values in points)
    found = ask(days, lats, lons)
    pairs = [
        (distance((lats[i], lons[i]), (lats[j], lons[j])), abs(int(days[i]) - int(days[j])))
        for i in range(120)
        for j in range(i)
    ]
    for band in found.bands:
        (near, far), (soon, late) = band.km, band.days
        inside = [near < km <= far and soon <= apart <= late for km, apart in pairs]
        assert band.observed == sum(inside)


@pytest.mark.parametrize("window", [None, 180])
def test_what_chance_is_expected_to_give_is_what_exchanged_dates_give(window):
    days, lats, lons = at_random(2)
    # towns with many incidents at the very same place
    lats, lons = np.round(lats, 1), np.round(lons, 1)
    found = ask(days, lats, lons, window=window, permutations=999)
    assert found.windows == (1 if window is None else 4)
    for band in found.bands:
        low, high = band.chance
        assert low <= band.expected <= high


@pytest.mark.parametrize("towns", [None, 60])
def test_p_values_are_uniform_where_nothing_follows_anything(towns):
    """At complete randomness in space, and with many incidents at the very same places."""
    ps, adjusted = [], []
    for seed in range(150):
        told, lats, lons = at_random(seed, 250)
        if towns:
            town = np.minimum(np.random.default_rng(seed).geometric(0.05, 250), towns) - 1
            lats, lons = lats[town], lons[town]
        found = ask(told, lats, lons, km=(25, 50), days=(14, 60), seed=seed)
        ps.append(found.nearest.p)
        adjusted.append(min(band.p_adjusted for band in found.bands if band.p is not None))
    assert kstest(ps, "uniform").pvalue > 0.01
    # of 150 draws of 5 %, more than 9 % are below once in a hundred times
    assert np.mean(np.array(ps) <= 0.05) <= 0.09
    assert np.mean(np.array(adjusted) <= 0.05) <= 0.09


def test_contagion_is_found_where_it_is_and_the_interval_holds_its_strength():
    found = ask(*contagious(3, 30))
    nearest = found.nearest
    assert nearest.ratio > 3
    assert nearest.p == nearest.p_adjusted == 0.01
    assert nearest.observed >= 25
    # neither further away nor later
    assert all(band.p_adjusted > 0.05 for band in found.bands if band.km[0] >= 10 and band.p is not None)


def test_violence_that_moves_over_the_years_is_taken_for_near_repeats_only_without_windows():
    rng = np.random.default_rng(4)
    town = rng.integers(0, 20, 400)
    lats, lons = rng.uniform(12, 15, 20)[town], rng.uniform(0, 3, 20)[town]
    days = rng.integers(0, 365, 400) + 365 * (town // 4)
    whole, within = (ask(days, lats, lons, window=window).nearest for window in (None, 365))
    assert whole.ratio > 3 and whole.p == 0.01
    assert 0.7 < within.ratio < 1.3
    assert within.ratio_whole == pytest.approx(whole.ratio)


def test_the_same_day_is_not_what_follows():
    days, lats, lons = at_random(5)
    days, lats, lons = np.append(days, days), np.append(lats, lats + 0.01), np.append(lons, lons)
    found = ask(days, lats, lons)
    assert found.bands[0].days == (0, 0)
    assert found.bands[0].ratio > 10
    assert found.nearest.days == (1, 7)
    assert found.nearest.ratio < 3


def test_the_same_incidents_give_the_same_answer():
    data = at_random(6)
    assert ask(*data) == ask(*data)


def test_too_little_data_is_no_number():
    few = ask(*at_random(7, FEWEST - 1))
    assert few.bands == () and few.nearest is None
    sparse = ask(*at_random(8, 40, days=3000, degrees=10.0))
    assert sparse.nearest.ratio is sparse.nearest.p is sparse.nearest.interval is None


def test_an_interval_needs_areas_enough():
    days, lats, lons = at_random(9, 300, degrees=0.5)
    assert ask(days, lats, lons).nearest.interval is None
    low, high = ask(*at_random(9, 600, degrees=5.0), km=(25, 50)).nearest.interval
    assert low < 1 < high


def test_a_window_shorter_than_twice_the_bands_is_refused():
    with pytest.raises(ValueError, match="100 days"):
        ask(*at_random(1), window=100)


def test_many_permutations_at_a_time_or_few_give_the_same_pairs(monkeypatch):
    data = at_random(10)
    at_once = ask(*data)
    monkeypatch.setattr("temoin.analysis.knox._HELD", 300 * 7)
    in_parts = ask(*data)
    assert [b.observed for b in in_parts.bands] == [b.observed for b in at_once.bands]
    assert [b.expected for b in in_parts.bands] == [b.expected for b in at_once.bands]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 20_000), st.floats(-90, 90), st.floats(-180, 180)), min_size=30, max_size=40
    )
)
def test_any_incidents_can_be_tested(incidents):
    found = ask(*zip(*incidents, strict=True), permutations=9)
    for band in found.bands:
        assert band.observed >= 0 and band.expected >= 0
        assert band.p is None or 0 < band.p <= 1


class TestGroups:
    def test_types_of_violence_and_sides_are_tested_each_for_itself(self):
        army = rows(*at_random(1, 100), side_a="Government of Mali", side_b="JNIM")
        against = rows(
            *at_random(2, 60), violence="one-sided", side_a="JNIM", side_b="Civilians", attacker="JNIM"
        )
        found = nearby(army + against, permutations=9)
        groups = {test.group: test.n for test in found.tests}
        assert groups == {
            "": 160,
            "state-based": 100,
            "one-sided": 60,
            "JNIM": 160,
            "Government of Mali": 100,
        }

    def test_a_side_with_too_few_incidents_is_none(self):
        mostly = rows(*at_random(1, 100), side_b="JNIM")
        other = rows(*at_random(2, FEWEST - 1), side_b="FLM")
        groups = [test.group for test in nearby(mostly + other, permutations=9).tests]
        assert groups == ["", "Government of Mali", "JNIM"]

    def test_all_can_be_left_out(self):
        found = nearby([occurrence(day=None), occurrence(lat=None, lon=None)], permutations=9)
        assert found.tests[0].n == 0 and found.entering.period is None
        assert found.reprisals.found == ()

    def test_days_are_counted_from_the_first(self):
        found = nearby(rows([5, 0], [1, 2], [3, 4]), permutations=9)
        assert found.entering.period == (date(2023, 3, 5), date(2023, 3, 10))
        assert list(found.entering.days) == [0, 5]
