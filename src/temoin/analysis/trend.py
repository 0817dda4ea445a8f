"""Is violence rising? Incidents and deaths by week or month, when the rate changed, what reporting did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp
from typing import Literal

from temoin.analysis.changes import Changes, find_changes
from temoin.analysis.counting import DAYS, By, Period, Series, deaths, grid, incidents, spread, window
from temoin.analysis.dispersion import dispersion
from temoin.analysis.occurrence import Occurrence

FEWEST_PERIODS, FEWEST = 12, 20
"""Periods and incidents below which no trend is told."""
_YEAR = 365.25
_MONTH = _YEAR / 12
# Share of incidents of which sources must be told, for the sources of each to be counted.
_MOST = 0.9
# Days of the longest week and month.
_LONGEST: Mapping[By, int] = {"week": 7, "month": 31}
_STEPS, _SMALL, _LEAP = 100, 1e-10, 3.0

Direction = Literal["rise", "fall", "unsure"]


@dataclass(frozen=True, slots=True)
class Slope:
    """How a rate moved, if it moved by the same factor all the time.

    `first` and `last` are the rates of the first and the last period on that line. `ratio` is the factor for
    each `per`, with its 95 % interval `low` to `high`. `dispersion` is the variance over that of independent
    incidents.
    """

    first: float
    last: float
    ratio: float
    low: float
    high: float
    per: Literal["year", "month"]
    dispersion: float

    @property
    def direction(self) -> Direction:
        """`rise` or `fall` where the interval excludes that nothing moved."""
        return "rise" if self.low > 1 else "fall" if self.high < 1 else "unsure"


@dataclass(frozen=True, slots=True)
class Trend:
    """Incidents and deaths by period, and what they say together.

    `n` incidents are counted; `undated` have no date, `vague` are known less exactly than the period, and
    `untold` have no toll. `rate`, `toll` and `changes` are None where there is too little data.

    `reports` is how many reports were taken in that were published in each period, None where the data have
    no reports of their own; `per_report` is the trend of incidents per report. `voices` is how many sources
    told of the incidents of each period, None where they are not told; `per_incident` is the trend of
    sources per incident.
    """

    by: By
    periods: tuple[Period, ...]
    incidents: Series
    deaths: Series
    n: int
    undated: int
    vague: int
    untold: int
    rate: Slope | None
    toll: Slope | None
    changes: Changes | None
    reports: tuple[float, ...] | None
    per_report: Slope | None
    voices: tuple[float, ...] | None
    per_incident: Slope | None


def trend(
    rows: Sequence[Occurrence],
    by: By = "week",
    since: date | None = None,
    until: date | None = None,
    published: Mapping[tuple[date, date], int] | None = None,
) -> Trend | None:
    """The trend of incidents from `since` to `until` (the data's own days where not given).

    `published` counts reports by the days between which each was published. None where no incident is dated.
    """
    seen = window(rows)
    if seen is None:
        return None
    first, last = since or seen[0], until or seen[1]
    inside = [row for row in rows if row.start and row.end and row.end >= first and row.start <= last]
    periods = grid(first, last, by)
    counted, killed = incidents(inside, periods), deaths(inside, periods)
    exposure = [period.days / DAYS[by] for period in periods]
    told = None if published is None else reports_by_period(published, periods)
    voices = _voices(inside, periods)
    enough = len(inside) >= FEWEST
    return Trend(
        by,
        periods,
        counted,
        killed,
        n=len(inside),
        undated=sum(row.start is None or row.end is None for row in rows),
        vague=sum((row.end - row.start).days >= _LONGEST[by] for row in inside if row.start and row.end),
        untold=sum(row.killed is None for row in inside),
        rate=slope(counted.best, exposure, periods) if enough else None,
        toll=slope(killed.best, exposure, periods) if enough else None,
        changes=find_changes(counted.best, exposure),
        reports=told,
        # half a report more, so that a period without any counts too
        per_report=slope(counted.best, [n + 0.5 for n in told], periods)
        if enough and told and any(told)
        else None,
        voices=voices,
        per_incident=_per_incident(voices, counted.best, periods) if enough and voices else None,
    )


def slope(counts: Sequence[float], exposure: Sequence[float], periods: Sequence[Period]) -> Slope | None:
    """The trend of counts per exposure, None where there is too little to tell.

    A log-linear quasi-Poisson regression on time (McCullagh and Nelder 1989, chapter 6) with the logarithm of
    the exposure as offset. The variance is that of the residuals or of sums over blocks of periods, whichever
    is the greater, so that bad weeks in a row do not pass for a trend.
    """
    import numpy as np
    from scipy.special import stdtrit

    if len(periods) < FEWEST_PERIODS or np.count_nonzero(counts) < 2:
        return None
    y, e = np.asarray(counts, float), np.asarray(exposure, float)
    per: Literal["year", "month"] = "year" if (periods[-1].last - periods[0].first).days >= _YEAR else "month"
    unit = _YEAR if per == "year" else _MONTH
    middles = [(p.first.toordinal() + p.last.toordinal()) / 2 / unit for p in periods]
    x = np.asarray(middles) - np.mean(middles)
    design = np.column_stack([np.ones_like(x), x])
    line = np.array([np.log(y.sum() / e.sum()), 0.0])
    for _ in range(_STEPS):
        mean = e * np.exp(design @ line)
        information = design.T @ (design * mean[:, None])
        step = np.linalg.solve(information, design.T @ (y - mean))
        line += step * min(1.0, _LEAP / max(abs(step).max(), _SMALL))
        if abs(step).max() < _SMALL:
            break
    free = len(y) - 2
    phi = max(float(((y - mean) ** 2 / mean).sum()) / free, dispersion(y, mean))
    error = float(np.sqrt(phi * np.linalg.inv(information)[1, 1]))
    width = float(stdtrit(free, 0.975)) * error
    level, rise = map(float, line)
    ends = (exp(level + rise * float(x[0])), exp(level + rise * float(x[-1])))
    return Slope(*ends, exp(rise), exp(rise - width), exp(rise + width), per, phi)


def reports_by_period(
    published: Mapping[tuple[date, date], int], periods: Sequence[Period]
) -> tuple[float, ...]:
    """How many reports were published in each period; one known to its month is shared over its days."""
    found = [0.0] * len(periods)
    for (start, end), n in published.items():
        for i, share in spread(start, end, periods):
            found[i] += n * share
    return tuple(found)


def _voices(rows: Sequence[Occurrence], periods: Sequence[Period]) -> tuple[float, ...] | None:
    """How many sources told of the incidents of each period; None where too few incidents say it."""
    if sum(row.voices is not None for row in rows) < _MOST * len(rows):
        return None
    found = [0.0] * len(periods)
    for row in rows:
        for i, share in spread(row.start, row.end, periods) if row.start and row.end else ():
            found[i] += share * (row.voices or 1)
    return tuple(found)


def _per_incident(
    voices: Sequence[float], counts: Sequence[float], periods: Sequence[Period]
) -> Slope | None:
    """The trend of sources per incident, over the periods that have any."""
    some = [i for i, n in enumerate(counts) if n]
    return slope([voices[i] for i in some], [counts[i] for i in some], [periods[i] for i in some])
