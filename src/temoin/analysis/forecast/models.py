"""Models that make a forecast of the past of all areas.

Each takes the deaths up to now (a row for each area, a column for each month) and how many months ahead to
look, and returns for each area an ensemble: `MEMBERS` numbers of deaths in ascending order, equally likely.
They are the quantiles of the forecast distribution in even steps instead of random draws, so that the same
data give the same forecast.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from temoin.languages import read_table

if TYPE_CHECKING:
    import numpy as np

    Model = Callable[[np.ndarray, int], np.ndarray]

MEMBERS = 240
"""A multiple of 12: then the months of a year are equally likely members."""
AHEAD = 6
"""The most months ahead."""
_YEAR = 12
_HERE = Path(__file__).parent
# The own history that the pooled model weighs: months, and the months after which a month weighs half.
_WINDOW, _HALF = 36, 4.0
_FAST, _SLOW = 4.0, 12.0
# exp() of the mean above which deaths grow otherwise with the past
_BEND = 3.0
_LEAST_SPREAD = 0.2


def bootstrap(past: np.ndarray, ahead: int) -> np.ndarray:
    """VIEWS' baseline "conflictology": each of the area's last 12 months is as likely (Hegre et al. 2024)."""
    import numpy as np

    return weighted(past[:, -_YEAR:], np.ones(min(past.shape[1], _YEAR)))


def poisson(past: np.ndarray, ahead: int) -> np.ndarray:
    """VIEWS' other baseline: a Poisson distribution with the mean of the last month (Hegre et al. 2024)."""
    from scipy.stats import poisson as distribution

    return _array(distribution.ppf(_levels()[None], past[:, -1:]))


def pooled(past: np.ndarray, ahead: int) -> np.ndarray:
    """The mean of two forecasts, quantile by quantile: the area's own recent months, and what followed
    elsewhere where the past was alike (`hurdle`).
    """
    return _array((own_history(past) + hurdle(past, ahead)) / 2)


def own_history(past: np.ndarray) -> np.ndarray:
    """The area's last 36 months, each half as likely as the one four months later."""
    import numpy as np

    window = past[:, -_WINDOW:]
    return weighted(window, 0.5 ** (np.arange(window.shape[1])[::-1] / _HALF))


def hurdle(past: np.ndarray, ahead: int) -> np.ndarray:
    """Whether anyone dies, and if so how many, from how often and how many died of late.

    A logistic regression gives the probability of a month with deaths; a linear regression the logarithm of
    their number, around which the residuals seen in fitting are laid. `hurdle.tsv` and `residuals.tsv` hold
    what was fitted on UCDP GED (see docs/forecast.md).
    """
    import numpy as np

    fit = fitted()[ahead]
    some, mean = chances(past) @ np.array(fit.some), sizes(past) @ np.array(fit.size)
    probability = 1 / (1 + np.exp(-some))
    spread = np.maximum(fit.spread[0] + fit.spread[1] * mean, _LEAST_SPREAD)
    levels, residuals = _residuals()
    share = np.clip(1 - (1 - _levels()[None]) / probability[:, None], 0, 1)
    deaths = np.exp(mean[:, None] + spread[:, None] * np.interp(share, levels, residuals))
    return _array(np.where(share > 0, np.maximum(np.round(deaths), 1), 0))


def chances(past: np.ndarray) -> np.ndarray:
    """What the probability of any deaths hangs on: 1, how often of late, how often, how many of late."""
    import numpy as np

    died = (past > 0).astype(float)
    return np.stack(
        [np.ones(len(past)), decayed(died, _FAST), decayed(died, _SLOW), decayed(np.log1p(past), _FAST)],
        axis=-1,
    )


def sizes(past: np.ndarray) -> np.ndarray:
    """What the number of deaths hangs on: 1, how many of late, how many, how many of late above `_BEND`."""
    import numpy as np

    late, long = decayed(np.log1p(past), _FAST), decayed(np.log1p(past), _SLOW)
    return np.stack([np.ones(len(past)), late, long, np.maximum(late - _BEND, 0)], axis=-1)


def decayed(values: np.ndarray, half: float) -> np.ndarray:
    """The mean over all months, each with half the weight of the one `half` months later."""
    import numpy as np

    weights = 0.5 ** (np.arange(values.shape[1])[::-1] / half)
    return np.asarray(values @ weights / weights.sum())


def weighted(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The ensemble of these values (a row for each area), as likely as the weights of their columns."""
    import numpy as np

    order = np.argsort(values, axis=1, kind="stable")
    upto = np.cumsum(weights[order], axis=1) / weights.sum()
    # rows laid end to end, so that all are searched at once
    row = np.arange(len(values))[:, None]
    at = np.searchsorted((upto + row).ravel(), (_levels()[None] + row).ravel() - 1e-9).reshape(
        len(values), -1
    )
    at = np.minimum(at - row * values.shape[1], values.shape[1] - 1)
    return np.asarray(np.take_along_axis(np.take_along_axis(values, order, axis=1), at, axis=1))


@dataclass(frozen=True, slots=True)
class Fit:
    """A line of `hurdle.tsv`: the coefficients for so many months ahead, in the order of `chances`, `sizes`;
    `spread` are intercept and slope of the mean absolute residual on the mean.
    """

    ahead: int
    some: tuple[float, ...]
    size: tuple[float, ...]
    spread: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Residual:
    """A line of `residuals.tsv`: the quantile of the residuals, in units of their spread, at a level."""

    level: float
    value: float


@cache
def fitted() -> Mapping[int, Fit]:
    """The coefficients by months ahead."""
    return {fit.ahead: fit for fit in read_table(_HERE / "hurdle.tsv", Fit)}


@cache
def _residuals() -> tuple[list[float], list[float]]:
    rows = read_table(_HERE / "residuals.tsv", Residual)
    return [row.level for row in rows], [row.value for row in rows]


@cache
def _levels() -> np.ndarray:
    """The levels of the quantiles that the members are."""
    import numpy as np

    return (np.arange(MEMBERS) + 0.5) / MEMBERS


def _array(values: object) -> np.ndarray:
    import numpy as np

    return np.asarray(values, dtype=float)
