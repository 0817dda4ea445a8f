"""What do the next months hold, by area, and how good were such forecasts on these data of late?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from temoin.analysis.forecast.areas import Area, By
from temoin.analysis.forecast.panel import Panel, panel
from temoin.analysis.occurrence import Occurrence

if TYPE_CHECKING:
    import numpy as np

FEWEST_MONTHS, FEWEST = 24, 20
"""The months that the data must span, and the incidents that must be counted in the last so many months."""
TESTED = 12
"""The months on which forecasts are tried, the last ones."""
GAIN = 0.95
"""The pooled model is used where its CRPS is at most so many times the baseline's, and surely below it."""
MANY = 25
"""So many deaths in a month are many; VIEWS counts 25 a year as an armed conflict."""
BASELINE, POOLED = "bootstrap", "pooled"


@dataclass(frozen=True, slots=True)
class Outlook:
    """The forecast for an area and month: deaths, the bounds of central intervals, and the probabilities of
    at least one death (`any`) and of at least `MANY` (`many`).
    """

    area: Area
    month: date
    mean: float
    median: float
    low_50: float
    high_50: float
    low_90: float
    high_90: float
    any: float
    many: float


@dataclass(frozen=True, slots=True)
class ModelSkill:
    """Mean scores of a model (`scores.py`), and how often its intervals held what came."""

    model: str
    crps: float
    ignorance: float
    interval: float
    in_50: float
    in_90: float


@dataclass(frozen=True, slots=True)
class Skill:
    """How good forecasts were for the months from `first` to `last` (their first days).

    `n` is the number of forecasts of each model. `ratio` is how many times the baseline's CRPS that of the
    pooled model was, with its 95 % interval; nan where the baseline made no error.
    """

    first: date
    last: date
    n: int
    models: tuple[ModelSkill, ...]
    ratio: float
    low: float
    high: float

    @property
    def is_better(self) -> bool:
        """Whether the pooled model was clearly better than the baseline."""
        return self.ratio <= GAIN and self.high < 1


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast of all areas, by area and month; `model` made it. `skill` is None where the data are too
    short to try forecasts on.
    """

    by: By
    model: str
    panel: Panel
    outlooks: tuple[Outlook, ...]
    skill: Skill | None


@dataclass(frozen=True, slots=True)
class TooLittle:
    """No forecast: the data span so many whole months, the last 24 of which have so many incidents."""

    months: int
    incidents: int


def forecast(
    rows: Iterable[Occurrence],
    ahead: int = 3,
    by: By = "division",
    until: date | None = None,
    countries: frozenset[str] = frozenset(),
) -> Forecast | TooLittle:
    """The deaths of the next months, 1 to `ahead` (at most `models.AHEAD`), in these countries if any are
    given.

    `rows` are the incidents of the whole data set: those of other countries tell until when the data go. The
    baseline makes the forecast, unless the pooled model was clearly better in the last 12 months.
    """
    counted = panel(rows, by, until, countries)
    if counted is None:
        return TooLittle(0, 0)
    if counted.months < FEWEST_MONTHS or counted.lately < FEWEST:
        return TooLittle(counted.months, counted.lately)
    skill = None
    if counted.months >= FEWEST_MONTHS + TESTED + ahead - 1:
        skill = tried(counted, ahead)
    used = POOLED if skill and skill.is_better else BASELINE
    return Forecast(by, used, counted, tuple(_outlooks(counted, used, ahead)), skill)


def tried(counted: Panel, ahead: int) -> Skill:
    """How good forecasts 1 to `ahead` months before would have been in the last 12 months."""
    from temoin.analysis.forecast.backtest import backtest
    from temoin.analysis.forecast.scores import ratio_of_means

    first, last = counted.months - TESTED, counted.months - 1
    found = backtest(counted.deaths, first, last, ahead)
    each = tuple(
        ModelSkill(
            name,
            *(
                float(part.mean())
                for part in (scored.crps, scored.ignorance, scored.interval, scored.in_50, scored.in_90)
            ),
        )
        for name, scored in found.items()
    )
    ratio = ratio_of_means(found[POOLED].crps, found[BASELINE].crps)
    return Skill(counted.month(first), counted.month(last), found[POOLED].crps.size, each, *ratio)


def _outlooks(counted: Panel, model: str, ahead: int) -> Iterable[Outlook]:
    from temoin.analysis.forecast.backtest import MODELS

    members = [MODELS[model](counted.deaths, h) for h in range(1, ahead + 1)]
    for i, area in enumerate(counted.areas):
        for h, of_month in enumerate(members):
            yield _outlook(area, counted.month(counted.months + h), of_month[i])


def _outlook(area: Area, month: date, members: np.ndarray) -> Outlook:
    import numpy as np

    from temoin.analysis.forecast.scores import interval

    low_50, high_50 = interval(members, 0.5)
    low_90, high_90 = interval(members, 0.9)
    return Outlook(
        area,
        month,
        float(members.mean()),
        float(np.median(members)),
        float(low_50),
        float(high_50),
        float(low_90),
        float(high_90),
        float((members >= 1).mean()),
        float((members >= MANY).mean()),
    )
