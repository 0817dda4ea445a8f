"""A timeline puts an incident where its date is known to be, and says where it is not."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from temoin.publishing import pictures
from temoin.publishing.pictures.bins import timeline
from temoin.publishing.pictures.shown import reported
from temoin.publishing.pictures.timeline import incident_timeline

from .made import incident, words

OPEN = (None, None)


def over(*days, period=OPEN, **about):
    told = [incident(f"i{n}", day=day, **about) for n, day in enumerate(days)]
    return timeline(reported(told)[0], period)


def test_the_longer_the_whole_the_longer_a_bar():
    assert over("2024-03-05", "2024-04-01").unit == "day"
    assert over("2024-03-05", "2024-12-01").unit == "week"
    assert over("2022-03-05", "2024-12-01").unit == "month"


def test_times_without_an_incident_stay_empty():
    found = over("2024-01-01", "2024-03-25")
    assert [some.first.weekday() for some in found.bins] == [0] * 13
    assert [some.groups.total() for some in found.bins] == [1, *[0] * 11, 1]


def test_the_period_that_was_asked_for_is_shown_whole():
    found = over("2024-03-05", period=(date(2024, 1, 1), date(2024, 6, 30)))
    assert found.bins[0].first == date(2024, 1, 1) and found.bins[-1].next == date(2024, 7, 1)


def test_a_date_of_some_days_is_spread_and_a_vague_one_is_counted():
    found = over("2024-01-02", "2024-05-28", ("2024-03-08", "2024-03-12"), ("2024-01-01", "2024-12-31"), None)
    parts = [(some.first, some.spread, some.best) for some in found.bins if some.spread]
    assert parts == [(date(2024, 3, 4), 0.5, 6.0), (date(2024, 3, 11), 0.5, 6.0)]
    assert [len(some) for some in (found.spread, found.vague, found.undated)] == [1, 1, 1]


def test_the_killed_keep_their_range():
    found = over("2024-03-05", killed=(3, 8))
    (some,) = [some for some in found.bins if some.groups]
    assert (some.low, some.high, some.open) == (3, 8, False)
    found = over("2024-03-05", killed=(3, None))
    assert any(some.open for some in found.bins)


@given(st.lists(st.tuples(st.dates(date(2023, 1, 1), date(2025, 1, 1)), st.integers(0, 60)), max_size=6))
def test_every_incident_is_shown_once_or_counted(dates):
    days = [(day.isoformat(), date.fromordinal(day.toordinal() + more).isoformat()) for day, more in dates]
    found = over(*days)
    shown = sum(some.groups.total() + some.spread for some in found.bins)
    assert abs(shown + len(found.vague) + len(found.undated) - len(dates)) < 1e-9


def test_what_is_not_shown_is_said():
    told = [
        incident("i1", killed=(3, 8)),
        incident("i2", killed=None),
        incident("i3", day=None),
        incident("i4", status="planned"),
    ]
    drawn = words(incident_timeline(told, "en", today=date(2024, 3, 6)))
    assert "1 incident without a date is not shown." in drawn
    assert "1 incident of which nobody says how many were killed is not in the second chart." in drawn
    assert "Left out: 1 incident that lies ahead." in drawn
    assert "today" in drawn


def test_nothing_that_is_dated_and_nothing_at_all():
    assert "1 incident sans date n'y est pas." in words(incident_timeline([incident(day=None)], "fr"))
    assert "Aucun incident à dessiner" in words(incident_timeline([], "fr"))


def test_a_timeline_is_a_picture():
    told = [incident("i1"), incident("i2", day=("2024-03-04", "2024-03-06"), killed=(1, None))]
    assert pictures.svg(incident_timeline(told, "fr"), "fr").startswith("<svg")
