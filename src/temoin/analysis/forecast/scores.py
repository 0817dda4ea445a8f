"""How good was a forecast? Scores of ensembles, all of them proper: the lower, the better.

A forecast is an array whose last axis holds members that are equally likely, in ascending order; what came is
an array without that axis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

# The classes of VIEWS' prediction challenge (Hegre et al. 2024): 0, 1-2, 3-5, 6-10, 11-25, ... above 1000.
_EDGES = (0.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5)
# VIEWS scores a thousand draws, and one more in each class so that no class is held impossible.
_DRAWS = 1000


def crps(members: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Continuous ranked probability score of the ensemble (Gneiting and Raftery 2007, eq. 20), in deaths."""
    import numpy as np

    n = members.shape[-1]
    weights = 2 * np.arange(n) + 1 - n
    return np.asarray(
        np.abs(members - seen[..., None]).mean(axis=-1) - (members * weights).sum(axis=-1) / n**2
    )


def ignorance(members: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """The log score in bits: minus the binary logarithm of the probability of the class that came.

    Classes and smoothing are those of VIEWS' prediction challenge.
    """
    import numpy as np

    edges = np.array(_EDGES)
    came = np.searchsorted(edges, seen)
    low = np.where(came > 0, edges[came - 1], -np.inf)
    high = np.where(came < len(edges), edges[np.minimum(came, len(edges) - 1)], np.inf)
    share = ((members > low[..., None]) & (members < high[..., None])).mean(axis=-1)
    return np.asarray(-np.log2((_DRAWS * share + 1) / (_DRAWS + len(edges) + 1)))


def interval_score(members: np.ndarray, seen: np.ndarray, level: float = 0.95) -> np.ndarray:
    """Winkler's score of the central interval (Gneiting and Raftery 2007, eq. 43), in deaths."""
    import numpy as np

    low, high = interval(members, level)
    missed = np.maximum(low - seen, 0) + np.maximum(seen - high, 0)
    return np.asarray(high - low + 2 / (1 - level) * missed)


def interval(members: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """The bounds of the central interval that holds at least this share of the members."""
    n = members.shape[-1]
    cut = int((1 - level) / 2 * n + 1e-9)
    return members[..., cut], members[..., n - 1 - cut]


def covered(members: np.ndarray, seen: np.ndarray, level: float) -> np.ndarray:
    """Whether what came lies in the central interval."""
    import numpy as np

    low, high = interval(members, level)
    return np.asarray((low <= seen) & (seen <= high))


def ratio_of_means(model: np.ndarray, baseline: np.ndarray, seed: int = 0) -> tuple[float, float, float]:
    """How many times the baseline's mean score the model's is, with its 95 % interval.

    Both have a row for each month. The interval is that of a paired bootstrap over months (Efron and
    Tibshirani 1993): what months have in common stays together. nan where the baseline made no error.
    """
    import numpy as np

    one, other = (scores.reshape(len(scores), -1).mean(axis=1) for scores in (model, baseline))
    if not other.sum():
        return float("nan"), float("nan"), float("nan")
    chosen = np.random.default_rng(seed).integers(0, len(one), (2000, len(one)))
    above, below = one[chosen].sum(axis=1), other[chosen].sum(axis=1)
    low, high = np.quantile(above[below > 0] / below[below > 0], (0.025, 0.975))
    return float(one.sum() / other.sum()), float(low), float(high)
