"""When a rate changed: seldom where it did not, near the day where it did."""

import numpy as np
import pytest

from temoin.analysis.changes import FEWEST_PERIODS, find_changes


def counts(seed, *stretches, shape=None):
    """Counts of stretches (periods, rate), independent or clustered."""
    draw = np.random.default_rng(seed)
    means = np.concatenate([np.full(n, float(rate)) for n, rate in stretches])
    return draw.poisson(means * (1 if shape is None else draw.gamma(shape, 1 / shape, len(means))))


@pytest.mark.parametrize("shape", [None, 2])
def test_false_alarms_are_as_rare_as_said(shape):
    found = [find_changes(counts(seed, (80, 4), shape=shape), [1] * 80) for seed in range(150)]
    assert np.mean([bool(one.changes) for one in found]) <= 0.07


def test_a_doubled_rate_is_found_near_its_day_and_held_by_its_intervals():
    near, held, ratio = [], [], []
    for seed in range(60):
        changes = find_changes(counts(seed, (60, 4), (40, 8)), [1] * 100).changes
        assert changes
        best = min(changes, key=lambda one: abs(one.at - 60))
        near.append(abs(best.at - 60) <= 5)
        held.append(best.earliest <= 60 <= best.latest)
        ratio.append(best.ratio.low <= 2 <= best.ratio.high)
    assert np.mean(near) >= 0.9
    assert np.mean(held) >= 0.9
    assert np.mean(ratio) >= 0.85


def test_rise_and_fall_are_two_changes_and_three_stretches():
    found = find_changes(counts(3, (40, 2), (30, 12), (40, 2)), [1] * 110)
    assert len(found.changes) == 2
    assert [stretch.first for stretch in found.stretches] == [0, *(one.at for one in found.changes)]
    assert found.changes[0].ratio.low > 1 > found.changes[1].ratio.high


def test_a_longer_period_is_no_change_of_rate():
    days = [1.0] * 40 + [2.0] * 40
    assert not find_changes([5 * n for n in days], days).changes


def test_a_rate_of_none_has_a_bound():
    found = find_changes([0] * 30 + [6] * 30, [1] * 60)
    assert found.changes[0].at == 30
    assert found.stretches[0].rate.rate == 0 < found.stretches[0].rate.high < 1
    assert found.changes[0].ratio.low > 1


def test_too_little_is_not_searched():
    assert find_changes([9] * (FEWEST_PERIODS - 1), [1] * (FEWEST_PERIODS - 1)) is None
    assert find_changes([0] * 100, [1] * 100) is None
