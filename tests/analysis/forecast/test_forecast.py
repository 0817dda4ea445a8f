"""The finding: months by division, what is left out, which model makes the forecast."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from analysis.made import occurrence
from temoin.analysis.forecast import Area, Forecast, TooLittle, forecast, panel
from temoin.analysis.forecast.areas import area_of
from temoin.analysis.forecast.outlook import BASELINE, POOLED, tried
from temoin.analysis.forecast.panel import Panel

MOPTI, GAO = Area("ML", "04"), Area("ML", "09")


def on(day, killed=3, admin1="Mopti", **about):
    return occurrence(
        id=f"{day} {admin1}", start=day, end=day, killed=killed, admin1=admin1, lat=None, lon=None, **about
    )


def months(count, killed=3, first=2021, **about):
    """An incident on the 3rd and on the 28th of each of so many months."""
    return [
        on(date(first + n // 12, n % 12 + 1, day), killed, **about) for n in range(count) for day in (3, 28)
    ]


def made(deaths):
    """A panel of these deaths."""
    areas = tuple(Area("ML", name=f"{i:02}") for i in range(len(deaths)))
    return Panel(areas, date(2018, 1, 1), np.array(deaths, dtype=float), 100, 50, 0, 0, 0, None)


@pytest.mark.parametrize("name", ["Mopti", "Mopti region", "région de Mopti", "MOPTI"])
def test_a_division_is_known_by_its_name(name):
    assert area_of(on(date(2021, 5, 4), admin1=name), "division") == MOPTI


def test_without_a_name_the_nearest_town_tells_the_division():
    somewhere = occurrence(admin1="", lat=16.2, lon=0.1)
    assert area_of(somewhere, "division") == GAO


def test_a_name_that_nobody_knows_stays_a_division_of_its_own():
    assert area_of(on(date(2021, 5, 4), admin1="Zone 7"), "division") == Area("ML", name="Zone 7")


def test_a_place_known_to_the_country_only_has_no_area():
    vague = occurrence(admin1="", precision="country")
    assert area_of(vague, "division") is None
    assert area_of(replace(vague, precision="admin1"), "cell") is None


def test_cells_lie_on_the_grid_of_half_degrees():
    assert area_of(occurrence(lat=14.6, lon=-4.1), "cell") == Area("ML", lat=14.75, lon=-4.25)


def test_deaths_are_counted_by_month_and_division():
    rows = [*months(24), on(date(2021, 2, 11), 40, "Gao")]
    found = panel(rows)
    assert found.first == date(2021, 1, 1)
    assert found.months == 24
    assert found.deaths[found.areas.index(MOPTI)].tolist() == [6] * 24
    assert found.deaths[found.areas.index(GAO), :3].tolist() == [0, 40, 0]
    assert len(found.areas) > 8, "divisions without deaths are there too"
    assert found.incidents == found.lately == 49


def test_a_month_that_has_begun_is_left_out():
    found = panel([*months(24), on(date(2023, 1, 9))])
    assert found.months == 24
    assert found.unfinished == date(2023, 1, 1)
    whole = panel([*months(24), on(date(2023, 1, 9))], until=date(2023, 1, 31))
    assert whole.months == 25
    assert whole.unfinished is None


def test_other_countries_tell_until_when_the_data_go():
    rows = [*months(20), on(date(2022, 12, 30), country="NE", admin1="Diffa")]
    found = panel(rows, countries=frozenset({"ML"}))
    assert found.months == 24
    assert {area.country for area in found.areas} == {"ML"}
    assert not found.deaths[:, 20:].any()


def test_what_is_left_out_is_counted():
    rows = [
        *months(24),
        on(None),
        on(date(2021, 4, 2), killed=None),
        on(date(2021, 4, 3), admin1="", precision="country"),
    ]
    found = panel(rows)
    assert (found.undated, found.untold, found.unplaced) == (1, 1, 1)


@pytest.mark.parametrize("rows", [[], [on(None)], months(23), months(30)[:50:5]])
def test_too_little_data_gives_no_forecast(rows):
    assert isinstance(forecast(rows), TooLittle)


def test_an_old_incident_does_not_make_the_data_long_enough():
    found = forecast([on(date(2011, 1, 5)), *months(6, first=2022)])
    assert found == TooLittle(138, 12)


def test_the_months_to_come():
    found = forecast(months(36), ahead=2)
    assert isinstance(found, Forecast)
    mopti = [one for one in found.outlooks if one.area == MOPTI]
    assert [one.month for one in mopti] == [date(2024, 1, 1), date(2024, 2, 1)]
    assert [one.any for one in mopti] == [1, 1]
    assert [one.many for one in mopti] == [0, 0]
    assert mopti[0].low_90 == mopti[0].median == 6
    quiet = [one for one in found.outlooks if one.area == GAO]
    assert [one.any for one in quiet] == [0, 0]


def test_the_baseline_makes_the_forecast_where_the_data_are_too_short_to_try():
    found = forecast(months(30))
    assert found.skill is None
    assert found.model == BASELINE


def test_the_baseline_makes_the_forecast_where_the_last_year_is_all_there_is_to_know():
    rng = np.random.default_rng(5)
    skill = tried(made(rng.choice([0, 40], (6, 60))), 2)
    assert not skill.is_better
    assert skill.n == 12 * 2 * 6


def test_the_pooled_model_makes_the_forecast_where_it_was_clearly_better():
    # outbreaks that come and go: late months tell more than those of half a year ago
    rng = np.random.default_rng(2)
    active = np.zeros((60, 80), bool)
    for month in range(1, 80):
        active[:, month] = rng.random(60) < np.where(active[:, month - 1], 0.8, 0.05)
    skill = tried(made(active * np.ceil(rng.lognormal(2, 1, active.shape))), 2)
    assert skill.is_better
    assert skill.low <= skill.ratio <= 0.95
    assert skill.high < 1
    assert skill.models[0].model == POOLED


def test_the_same_data_give_the_same_forecast():
    rows = [on(date(2020 + n // 12, n % 12 + 1, 27), 1 + n % 7) for n in range(40)]
    one, other = forecast(rows), forecast(list(reversed(rows)))
    assert one.outlooks == other.outlooks
    assert one.skill == other.skill
