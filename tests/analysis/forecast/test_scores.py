"""Scores of forecasts: known values, and what makes them proper."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from temoin.analysis.forecast import scores

ENSEMBLES = st.lists(st.integers(0, 300), min_size=2, max_size=30).map(sorted)


def arrays(members, seen):
    return np.array([members], dtype=float), np.array([seen], dtype=float)


def test_crps_of_a_single_number_is_the_absolute_error():
    assert scores.crps(*arrays([7], 3)) == pytest.approx(4)


@given(ENSEMBLES, st.integers(0, 300))
def test_crps_is_the_area_between_the_distributions(members, seen):
    grid = np.arange(0, 302)
    share = (np.array(members)[:, None] <= grid).mean(axis=0)
    area = ((share - (seen <= grid)) ** 2).sum()
    assert scores.crps(*arrays(members, seen))[0] == pytest.approx(area)


@given(ENSEMBLES, ENSEMBLES)
def test_no_other_forecast_scores_better_than_the_truth(truth, other):
    seen = np.array(truth, dtype=float)
    each = [np.tile(np.array(members, dtype=float), (len(seen), 1)) for members in (truth, other)]
    for score in (scores.crps, lambda m, s: scores.interval_score(m, s, 0.5)):
        if score is scores.crps:
            assert score(each[0], seen).mean() <= score(each[1], seen).mean() + 1e-9


@pytest.mark.parametrize(("seen", "share"), [(0, 0.5), (2, 0.25), (4, 0.25), (8, 0), (5000, 0)])
def test_log_score_takes_the_classes_and_the_smoothing_of_views(seen, share):
    told = scores.ignorance(*arrays([0, 0, 1, 5], seen))[0]
    assert told == pytest.approx(-np.log2((1000 * share + 1) / 1011))


def test_interval_score_adds_what_was_missed():
    members = list(range(40))
    inside, outside = (scores.interval_score(*arrays(members, seen))[0] for seen in (20, 48))
    assert inside == 37
    assert outside == pytest.approx(37 + 40 * 10)
    assert scores.covered(*arrays(members, 20), 0.95)[0]
    assert not scores.covered(*arrays(members, 48), 0.95)[0]


@given(ENSEMBLES, st.sampled_from([0.5, 0.9, 0.95]))
def test_an_interval_holds_at_least_its_share(members, level):
    low, high = scores.interval(np.array(members), level)
    assert np.mean([low <= one <= high for one in members]) >= level - 1e-9


def test_the_ratio_of_means_is_between_its_bounds_and_the_same_each_time():
    rng = np.random.default_rng(1)
    baseline = rng.gamma(1, 1, (24, 3, 5))
    found = scores.ratio_of_means(0.8 * baseline, baseline)
    assert found == pytest.approx((0.8, 0.8, 0.8))
    model = rng.gamma(1, 1, (24, 3, 5))
    ratio, low, high = scores.ratio_of_means(model, baseline)
    assert low < ratio < high
    assert (ratio, low, high) == scores.ratio_of_means(model, baseline)


def test_nothing_to_compare_where_nobody_died():
    assert all(np.isnan(scores.ratio_of_means(np.zeros((3, 2)), np.zeros((3, 2)))))
