"""Before and after around a place, against matched places and days."""

from datetime import date, timedelta

import numpy as np
import pytest

from analysis.made import FIRST, occurrence
from temoin.analysis.compare import FEWEST_MATCHED, PARTS, OutsideData, compare

PLACE, DAY = (14.0, 0.0), FIRST + timedelta(400)


def world(seed=1, after=0):
    """Two and a half years at places of a like level; at one, so many more in the 90 days after a day."""
    draw = np.random.default_rng(seed)
    made = {
        (10.0 + 1.2 * i, -4.0 + 1.2 * j): draw.integers(0, 900, draw.poisson(60))
        for i in range(6)
        for j in range(7)
    }
    here = [day for day in draw.integers(0, 900, 60) if not 310 <= day <= 400]
    made[PLACE] = [*here, *range(315, 400, 15), *draw.integers(401, 490, after)]
    days = [(spot, int(day)) for spot, found in made.items() for day in found]
    return [occurrence(id=str(i), day=day, lat=spot[0], lon=spot[1]) for i, (spot, day) in enumerate(days)]


def test_an_effect_is_found_with_its_interval():
    found = compare(world(after=15), PLACE, DAY)
    assert found.matched >= FEWEST_MATCHED and found.effect.sure
    assert found.effect.low <= 15 <= found.effect.high
    assert found.effect.p < 0.05
    assert found.after == sum(found.observed[PARTS:])


def test_intervals_hold_nothing_where_nothing_happened():
    held = [not found.effect.sure for seed in range(40) if (found := compare(world(seed), PLACE, DAY)).effect]
    assert len(held) > 30
    assert np.mean(held) >= 0.9


def test_matched_places_are_alike_before():
    found = compare(world(), PLACE, DAY)
    assert abs(found.matched_level.before - found.own.before) < 1.5
    assert found.matched < found.candidates
    assert 0 < found.places <= found.matched


def test_other_incidents_may_be_what_it_is_compared_with():
    found = compare(world(after=15), PLACE, DAY, among_incidents=True)
    assert found.effect and found.effect.change > 0


def test_the_day_itself_is_not_counted():
    rows = world()
    more = [occurrence(id=f"more{i}", day=400, lat=PLACE[0], lon=PLACE[1]) for i in range(20)]
    assert compare(rows + more, PLACE, DAY).observed == compare(rows, PLACE, DAY).observed


def test_too_few_before_have_no_effect():
    found = compare(world(), (30.0, 30.0), DAY)
    assert found.effect is None and found.before == 0


def test_days_beyond_the_data_are_refused_with_those_that_would_do():
    with pytest.raises(OutsideData) as caught:
        compare(world(), PLACE, FIRST + timedelta(10))
    assert caught.value.first >= FIRST + timedelta(90)
    with pytest.raises(OutsideData):
        compare([], PLACE, date(2023, 1, 1))


def test_what_is_not_placed_or_dated_well_is_left_out_and_counted():
    rows = world()
    vague = [
        occurrence(id="a", precision="admin1"),
        occurrence(id="b", lat=None),
        occurrence(id="c", last=200),
    ]
    assert compare(rows + vague, PLACE, DAY).vague == 3
