"""Whether violence is rising, and whether the volume of reports explains it."""

from datetime import timedelta

import numpy as np
import pytest

from analysis.made import FIRST, occurrence
from temoin.analysis.counting import grid
from temoin.analysis.trend import slope, trend

WEEKS = 104


def made(first, last, seed=1, **about):
    """Incidents whose weekly rate goes evenly from `first` to `last` in two years."""
    draw = np.random.default_rng(seed)
    counts = draw.poisson(np.geomspace(first, last, WEEKS))
    days = [7 * week + int(draw.integers(7)) for week, n in enumerate(counts) for _ in range(n)]
    return [occurrence(id=str(i), day=day, **about) for i, day in enumerate([0, *days, 7 * WEEKS - 1])]


def published(first, last):
    """Reports of each day, from `first` to `last` a day."""
    numbers = np.geomspace(first, last, 7 * WEEKS).round().astype(int)
    days = [FIRST + timedelta(i) for i in range(7 * WEEKS)]
    return {(day, day): int(n) for day, n in zip(days, numbers, strict=True)}


def test_a_rise_is_told_with_its_factor():
    found = trend(made(2, 8), "week")
    assert found.rate.direction == "rise"
    assert found.rate.low < 2 < found.rate.high
    assert found.n == sum(found.incidents.best)
    assert found.per_report is None


def test_a_rise_that_reports_do_not_share_remains():
    found = trend(made(2, 8), "week", published=published(30, 30))
    assert found.per_report.direction == "rise"


def test_a_rise_that_is_one_of_reports_does_not_remain():
    found = trend(made(2, 8), "month", published=published(20, 80))
    assert found.rate.direction == "rise"
    assert found.per_report.direction == "unsure"
    assert sum(found.reports) == pytest.approx(sum(published(20, 80).values()), rel=0.02)


def test_closer_reporting_of_each_incident_is_told():
    rows = made(3, 6)
    rows = [
        occurrence(id=r.id, day=(r.start - FIRST).days, voices=1 + i * 4 // len(rows))
        for i, r in enumerate(rows)
    ]
    assert trend(rows, "month").per_incident.direction == "rise"


def test_what_data_do_not_say_is_not_made_up():
    found = trend([*made(2, 2, voices=None), occurrence(day=None)], "month")
    assert found.voices is None and found.per_incident is None
    assert found.undated == 1


def test_too_little_data_has_no_trend():
    found = trend([occurrence(day=7 * n) for n in range(15)], "week")
    assert found.rate is None and found.toll is None and found.changes is None
    assert len(found.periods) == 15
    assert trend([occurrence(day=None)]) is None


def test_the_days_asked_for_are_those_counted():
    rows = made(2, 2)
    found = trend(rows, "month", FIRST, FIRST + timedelta(40))
    assert found.periods[0].first == FIRST and found.periods[-1].last == FIRST + timedelta(40)
    assert found.n < len(rows)


@pytest.mark.parametrize("shape", [None, 2])
def test_intervals_hold_that_there_is_no_trend(shape):
    draw = np.random.default_rng(7)
    periods = grid(FIRST, FIRST + timedelta(7 * 60), "week")
    held = []
    for _ in range(200):
        spread = 1 if shape is None else draw.gamma(shape, 1 / shape, len(periods))
        found = slope(draw.poisson(5 * spread * np.ones(len(periods))), [1] * len(periods), periods)
        held.append(found.low <= 1 <= found.high)
    assert 0.91 <= np.mean(held) <= 1
