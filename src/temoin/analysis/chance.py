"""How often does chance alone give as many?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


def p_values(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The p-values of observed counts against what chance gives, and the same adjusted for there being many.

    `counts` has a row for each arrangement, the first the one observed, and a column for each count. A
    p-value is the share of arrangements that give as many at least, the observed one among them (Phipson and
    Smyth 2010). Adjusted is the share in which any count lies as far above its mean, in standard deviations,
    as this one does (the maximum statistic of Westfall and Young 1993). A count that never varies has 1.
    """
    import numpy as np

    p = (counts >= counts[0]).mean(axis=0)
    spread = counts.std(axis=0)
    varies = spread > 0
    # over all arrangements, the observed one too: then none of them is treated apart
    z = np.where(varies, counts - counts.mean(axis=0), 0.0) / np.where(varies, spread, 1.0)
    highest = z.max(axis=1, initial=0.0, where=varies)
    adjusted = (highest[:, None] >= z[0] - 1e-9).mean(axis=0)
    return np.where(varies, p, 1.0), np.where(varies, adjusted, 1.0)


def interval_of_ratio(
    observed: np.ndarray, expected: np.ndarray, fewest: int
) -> tuple[np.ndarray, np.ndarray]:
    """The 95 % interval of the ratio of the sums of what is observed to what is expected.

    Both have a row for each block of area or time and a column for each ratio. The variance is that of a
    ratio of sums over blocks (Cochran 1977, section 6.4), on the logarithm, and not less than that of
    independent counts. nan where fewer than `fewest` blocks have anything to expect.
    """
    import numpy as np
    from scipy.special import stdtrit

    blocks = (expected > 0).sum(axis=0)
    above, below = observed.sum(axis=0), expected.sum(axis=0)
    told = (blocks >= fewest) & (below > 0)
    ratio = np.divide(above, below, out=np.zeros(len(below)), where=told)
    some = told & (above > 0)
    apart = ((observed - ratio * expected) ** 2).sum(axis=0) * blocks / np.maximum(blocks - 1, 1)
    squared = np.maximum(
        np.divide(apart, above**2, where=some, out=np.zeros(len(above))), 1 / np.maximum(above, 1)
    )
    factor = np.exp(stdtrit(np.maximum(blocks - 1, 1), 0.975) * np.sqrt(squared))
    # where nothing is observed: the most that gives nothing once in forty times
    high = np.where(some, ratio * factor, -np.log(0.025) / np.where(told, below, 1.0))
    return np.where(told, ratio / factor, np.nan), np.where(told, high, np.nan)
