"""When did the rate change? Counts are cut into stretches of one rate each by an exact search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, sqrt
from typing import TYPE_CHECKING

from temoin.analysis.dispersion import dispersion

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SHORTEST = 4
"""Periods that a stretch of one rate has at least."""
FEWEST_PERIODS, FEWEST = 24, 20
"""Periods and incidents below which no change is looked for."""
# What a change must gain beyond the two numbers, date and rate, that it costs by the BIC: at most about 5 %
# of series without change then show one, up to a correlation of 0.3 between neighbouring periods
# (benchmarks/trend.py).
_MORE = 2.0
_SURE = 0.95
_Z = 1.959963984540054
_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate per period, with the 95 % interval."""

    rate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """Periods `first` to `last`, by their places in the series, of one rate."""

    first: int
    last: int
    rate: Rate


@dataclass(frozen=True, slots=True)
class Change:
    """A change of rate.

    `at` is the first period of the new rate, `earliest` and `latest` bound it with 95 % confidence; `ratio`
    is the rate after over the rate before with its 95 % interval.
    """

    at: int
    earliest: int
    latest: int
    before: Rate
    after: Rate
    ratio: Rate


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of a series in their order, and the stretches between them.

    `dispersion` is the variance of the counts over that of independent ones (1: Poisson).
    """

    changes: tuple[Change, ...]
    stretches: tuple[Stretch, ...]
    dispersion: float


def find_changes(counts: Sequence[float], exposure: Sequence[float]) -> Changes | None:
    """Where the rate of counts per exposure changed, or None where there is too little to tell.

    Optimal partitioning (Jackson and others 2005) of a quasi-Poisson likelihood: the stretches that fit best
    when each change costs a penalty, so that neither clustered incidents nor bad weeks in a row pass for
    changes.
    """
    import numpy as np

    y, e = np.asarray(counts, float), np.asarray(exposure, float)
    if len(y) < FEWEST_PERIODS or y.sum() < FEWEST:
        return None
    cuts: list[int] = []
    for _ in range(_ROUNDS):
        phi = dispersion(y, e, cuts)
        found = _partition(y, e, phi * penalty(len(y)))
        if found == cuts:
            break
        cuts = found
    edges = [0, *cuts, len(y)]
    stretches = tuple(
        Stretch(a, b - 1, _rate(float(y[a:b].sum()), float(e[a:b].sum()), phi)) for a, b in pairwise(edges)
    )
    changes = tuple(
        _change(y, e, edges[i - 1 : i + 2], (stretches[i - 1], stretches[i]), phi)
        for i in range(1, len(edges) - 1)
    )
    return Changes(changes, stretches, phi)


def penalty(n: int) -> float:
    """What each change of a series of `n` periods must gain, in units of twice the log-likelihood."""
    return 2 * log(n) + _MORE


def _partition(y: Floats, e: Floats, price: float) -> list[int]:
    """The first periods of all stretches but the first, of the partition that costs least."""
    import numpy as np

    n = len(y)
    totals, exposures = np.concatenate([[0.0], y.cumsum()]), np.concatenate([[0.0], e.cumsum()])
    best = np.full(n + 1, np.inf)
    best[0] = -price
    last = [0] * (n + 1)
    for end in range(SHORTEST, n + 1):
        starts = np.arange(0, end - SHORTEST + 1)
        costs = best[starts] + _cost(totals[end] - totals[starts], exposures[end] - exposures[starts]) + price
        last[end] = int(costs.argmin())
        best[end] = costs[last[end]]
    cuts = []
    while last[n]:
        n = last[n]
        cuts.append(n)
    return cuts[::-1]


def _cost(total: Floats, exposure: Floats) -> Floats:
    """Minus twice the greatest Poisson log-likelihood of counts of one rate, but for what all have alike."""
    import numpy as np

    cost: Floats = -2 * total * np.log(np.where(total > 0, total, 1.0) / exposure)
    return cost


def _change(y: Floats, e: Floats, edges: Sequence[int], sides: tuple[Stretch, Stretch], phi: float) -> Change:
    """The change between two stretches, with the dates at which it may be by the likelihood of each."""
    import numpy as np

    begin, at, end = edges
    places = np.arange(begin + 1, end)
    totals, exposures = y[begin:end].cumsum(), e[begin:end].cumsum()
    cost = _cost(totals[:-1], exposures[:-1]) + _cost(
        totals[-1] - totals[:-1], exposures[-1] - exposures[:-1]
    )
    weights = np.exp(-(cost - cost.min()) / (2 * phi))
    upto = weights.cumsum() / weights.sum()
    first, last = np.searchsorted(upto, [(1 - _SURE) / 2, (1 + _SURE) / 2])
    earliest, latest = int(places[first]), int(places[min(int(last), len(places) - 1)])
    before, after = ((float(y[a:b].sum()), float(e[a:b].sum())) for a, b in ((begin, at), (at, end)))
    ratio = _ratio(before, after, phi)
    return Change(at, min(earliest, at), max(latest, at), sides[0].rate, sides[1].rate, ratio)


def _rate(total: float, exposure: float, phi: float) -> Rate:
    """The rate with its interval on the log scale; half an incident more bounds a rate of none."""
    width = _Z * sqrt(phi / max(total, 0.5))
    seen = max(total, 0.5) / exposure
    return Rate(total / exposure, seen * exp(-width) if total else 0.0, seen * exp(width))


def _ratio(before: tuple[float, float], after: tuple[float, float], phi: float) -> Rate:
    """The rate after over the rate before; where one is none, half an incident more in each."""
    more = 0.5 if min(before[0], after[0]) == 0 else 0.0
    one, two = before[0] + more, after[0] + more
    ratio = (two / after[1]) / (one / before[1])
    width = _Z * sqrt(phi / one + phi / two)
    return Rate(ratio, ratio * exp(-width), ratio * exp(width))
