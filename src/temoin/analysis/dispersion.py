"""How much more do counts vary than independent incidents of one rate would?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from temoin.analysis.changes import Floats


def dispersion(y: Floats, e: Floats, cuts: Sequence[int] = ()) -> float:
    """The variance of sums over blocks of periods, over that of independent counts; 1 at least.

    Adjacent blocks between the cuts are compared, so that neither level nor slow drift counts as variance.
    """
    import numpy as np

    length = max(2, round(len(y) ** (1 / 3)))
    squares = expected = 0.0
    for a, b in pairwise([0, *cuts, len(y)]):
        totals, exposures = np.concatenate([[0.0], y[a:b].cumsum()]), np.concatenate([[0.0], e[a:b].cumsum()])
        sums, spans = totals[length:] - totals[:-length], exposures[length:] - exposures[:-length]
        if len(sums) <= length:
            continue
        one, two, e1, e2 = sums[:-length], sums[length:], spans[:-length], spans[length:]
        squares += float(((one - two * e1 / e2) ** 2).sum())
        expected += float(((one + two) * e1 / e2).sum())
    return max(1.0, squares / expected) if expected else 1.0
