"""The models: what they make of pasts of known kinds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from temoin.analysis.forecast import models
from temoin.analysis.forecast.backtest import MODELS, backtest

PASTS = st.lists(st.lists(st.integers(0, 400), min_size=30, max_size=30), min_size=1, max_size=4).map(
    lambda rows: np.array(rows, dtype=float)
)


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
@given(past=PASTS, ahead=st.integers(1, models.AHEAD))
def test_every_forecast_is_a_sorted_ensemble_of_counts(model, past, ahead):
    members = model(past, ahead)
    assert members.shape == (len(past), models.MEMBERS)
    assert (np.diff(members, axis=1) >= 0).all()
    assert (members >= 0).all()
    assert np.isfinite(members).all()
    assert (members == model(past, ahead)).all()


@given(past=PASTS)
def test_the_bootstrap_holds_each_of_the_last_12_months_as_often(past):
    members = models.bootstrap(past, 1)
    for row, months in zip(members, past[:, -12:], strict=True):
        assert sorted(row) == sorted(np.repeat(months, models.MEMBERS // 12))


def test_poisson_has_the_mean_of_the_last_month():
    past = np.array([[3.0, 50.0], [9.0, 0.0]])
    members = models.poisson(past, 1)
    assert members[0].mean() == pytest.approx(50, rel=0.02)
    assert members[0].var() == pytest.approx(50, rel=0.1)
    assert not members[1].any()


def test_own_history_holds_late_months_likelier():
    past = np.array([[100.0] * 30 + [0.0] * 6])
    assert 0 < (models.own_history(past) == 0).mean() - 0.5 < 0.3


def test_weights_are_kept():
    members = models.weighted(np.array([[5.0, 1.0], [0.0, 2.0]]), np.array([0.25, 0.75]))
    assert (members[0] == 1).mean() == pytest.approx(0.75)
    assert (members[1] == 0).mean() == pytest.approx(0.25)


def test_the_pooled_model_expects_more_where_more_died():
    months = np.zeros((4, 36))
    months[1, ::6] = 3
    months[2] = 12
    months[3] = 300
    for ahead in range(1, models.AHEAD + 1):
        members = models.pooled(months, ahead)
        assert (np.diff(members.mean(axis=1)) > 0).all()
        assert (np.diff((members > 0).mean(axis=1)) >= 0).all()
        assert (members[0] > 0).mean() < 0.05
        assert 150 < np.median(members[3]) < 450


def test_a_forecast_knows_nothing_of_what_came_later():
    rng = np.random.default_rng(3)
    deaths = rng.poisson(4, (3, 48)).astype(float)
    changed = deaths.copy()
    changed[:, 44:] += 500
    before, after = (backtest(one, 40, 43, 2) for one in (deaths, changed))
    for name in MODELS:
        assert (before[name].crps == after[name].crps).all()


def test_forecasts_are_tried_from_so_many_months_before():
    deaths = np.zeros((1, 40))
    deaths[0, 36] = 60
    # the last month is known one month ahead, not two
    crps = backtest(deaths, 37, 37, 2)["poisson"].crps
    assert crps[0, 0, 0] > 50
    assert crps[0, 1, 0] == 0
