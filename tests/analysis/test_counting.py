"""Counts by week and month: what is known to a range of days is shared over it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from analysis.made import FIRST, occurrence
from temoin.analysis.counting import deaths, grid, incidents, window


def test_weeks_begin_on_monday_and_the_outer_ones_go_as_far_as_the_data():
    weeks = grid(date(2023, 3, 1), date(2023, 3, 14), "week")
    assert [(w.first.day, w.last.day, w.days) for w in weeks] == [(1, 5, 5), (6, 12, 7), (13, 14, 2)]


def test_months_end_when_they_end():
    months = grid(date(2024, 1, 10), date(2024, 3, 31), "month")
    assert [m.days for m in months] == [22, 29, 31]


def test_an_incident_known_to_its_month_has_a_low_and_a_high_in_each_week():
    weeks = grid(date(2023, 5, 1), date(2023, 5, 28), "week")
    found = incidents(
        [occurrence(day=(date(2023, 5, 1) - FIRST).days, last=(date(2023, 5, 28) - FIRST).days)], weeks
    )
    assert found.low == (0, 0, 0, 0)
    assert found.best == (0.25, 0.25, 0.25, 0.25)
    assert found.high == (1, 1, 1, 1)


def test_deaths_have_the_range_of_the_tolls_and_say_where_the_highest_is_open():
    weeks = grid(FIRST, FIRST + timedelta(20), "week")
    rows = [occurrence(killed=(2, 3, None)), occurrence(killed=None), occurrence(killed=(1, 1, 4))]
    found = deaths(rows, weeks)
    assert (found.low[0], found.best[0], found.high[0]) == (3, 4, 7)
    assert found.open == {0}


def test_one_incident_known_to_its_year_makes_no_year_of_data():
    rows = [occurrence(day=n) for n in range(10)] + [occurrence(day=-60, last=300)]
    assert window(rows) == (FIRST, FIRST + timedelta(9))
    assert window([occurrence(day=None)]) is None


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 40)), max_size=30),
    st.sampled_from(["week", "month"]),
)
def test_nothing_is_lost_and_best_lies_between_low_and_high(ranges, by):
    rows = [occurrence(day=day, last=day + more) for day, more in ranges]
    periods = grid(FIRST, FIRST + timedelta(140), by)
    found = incidents(rows, periods)
    assert abs(sum(found.best) - len(rows)) < 1e-6
    assert all(
        a <= b + 1e-9 and b <= c + 1e-9 for a, b, c in zip(found.low, found.best, found.high, strict=True)
    )
