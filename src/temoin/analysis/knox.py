"""After an incident, is another one nearby likelier than chance? The Knox test by bands of space and time.

Knox (1964), "The Detection of Space-Time Interactions"; bands and Monte Carlo as for near repeats of crime:
Townsley, Homel and Chaseling (2003), Ratcliffe and Rengert (2008). Dates are exchanged within windows of
time, so that a level that moves from place to place over the years does not pass for near repeats (the bias
that Kulldorff and Hjalmars 1999 describe).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from temoin.analysis.chance import interval_of_ratio, p_values
from temoin.analysis.located import Located, place, windows
from temoin.earth import chord, on_sphere

if TYPE_CHECKING:
    import numpy as np

KM: tuple[int, ...] = (5, 10, 25, 50)
DAYS: tuple[int, ...] = (7, 14, 30, 60)
"""The usual upper ends of the bands."""
WINDOW = 365
"""The usual length, in days, of the windows within which dates are exchanged."""
PERMUTATIONS = 999
FEWEST = 30
"""Incidents below which nothing is told."""
FEWEST_PAIRS = 1.0
"""Pairs that chance must be expected to give for a band to be told."""
FEWEST_BLOCKS = 10
"""Blocks that must have something to expect for an interval to be told."""
_SEED = 1964
# Events whose neighbours are sought at a time; pairs counted at a time (a byte counts no more); cells of
# dates exchanged that are held at a time.
_SOUGHT, _COUNTED, _HELD = 64, 255, 16_000_000


@dataclass(frozen=True, slots=True)
class Band:
    """Pairs of incidents that are between `km` and between `days` (both ends included) apart.

    `observed` pairs stand against those `expected` by chance, of which 95 % of the arrangements give between
    `chance`. `ratio` is one over the other, `interval` its 95 % interval, `p` the share of arrangements that
    give as many, `p_adjusted` the same adjusted for all the bands. `ratio_whole` is the ratio if dates are
    exchanged over the whole period. Too little data is None.
    """

    km: tuple[float, float]
    days: tuple[int, int]
    observed: int
    expected: float
    chance: tuple[float, float]
    ratio: float | None
    interval: tuple[float, float] | None
    p: float | None
    p_adjusted: float | None
    ratio_whole: float | None


@dataclass(frozen=True, slots=True)
class NearRepeat:
    """What the test says of a group of incidents.

    `n` incidents enter, `copies` were at the place and on the day of another. `windows` is the number of
    windows within which dates are exchanged. `bands` are by distance, then time; the first of each distance
    is the same day. None are told where there is too little data.
    """

    group: str
    n: int
    copies: int
    windows: int
    permutations: int
    bands: tuple[Band, ...]

    @property
    def nearest(self) -> Band | None:
        """The band of the smallest distance and time, from the next day on; None with too little data."""
        return self.bands[1] if self.bands else None


def knox(
    entering: Located,
    km: Sequence[float] = KM,
    days: Sequence[int] = DAYS,
    window: int | None = WINDOW,
    permutations: int = PERMUTATIONS,
    group: str = "",
    seed: int = _SEED,
) -> NearRepeat:
    """The Knox test of these incidents, in bands that end at `km` and at `days`; both must rise.

    Dates are exchanged within windows of about `window` days, over the whole period where it is None. The
    same incidents and seed always give the same answer. Raises `ValueError` for a window that is not twice
    as long as the longest of `days`.
    """
    import numpy as np

    if window is not None and window < 2 * days[-1]:
        raise ValueError(f"a window of {window} days is too short for bands up to {days[-1]} days")
    n = len(entering.rows)
    if n < FEWEST:
        return NearRepeat(group, n, entering.copies, 0, permutations, ())
    rng = np.random.default_rng(seed)
    told = entering.days
    strata = windows(told, window)
    points = on_sphere(map(place, entering.rows))
    edges = np.array([0, *days])
    pairs = _Pairs(points, km, told, strata, edges)
    counts = _counted(pairs, told, strata, edges, permutations, rng)
    observed, expected, whole = pairs.by_block()
    low, high = interval_of_ratio(observed, expected, FEWEST_BLOCKS)
    expected = expected.sum(axis=0)
    enough = expected >= FEWEST_PAIRS
    p, adjusted = np.ones(len(enough)), np.ones(len(enough))
    p[enough], adjusted[enough] = p_values(counts[:, enough])
    least, most = np.quantile(counts[1:], [0.025, 0.975], axis=0)
    cells = [(far, late) for far in pairwise((0, *km)) for late in _stretches(days)]
    bands = tuple(
        Band(
            km=far,
            days=late,
            observed=int(counts[0, c]),
            expected=float(expected[c]),
            chance=(float(least[c]), float(most[c])),
            ratio=float(counts[0, c] / expected[c]) if enough[c] else None,
            interval=(float(low[c]), float(high[c])) if enough[c] and not np.isnan(low[c]) else None,
            p=float(p[c]) if enough[c] else None,
            p_adjusted=float(adjusted[c]) if enough[c] else None,
            ratio_whole=float(counts[0, c] / whole[c]) if whole[c] >= FEWEST_PAIRS else None,
        )
        for c, (far, late) in enumerate(cells)
    )
    return NearRepeat(group, n, entering.copies, int(strata.max()) + 1, permutations, bands)


class _Pairs:
    """The pairs of incidents that are close in space, found anew each time they are gone through."""

    def __init__(
        self,
        points: np.ndarray,
        km: Sequence[float],
        days: np.ndarray,
        strata: np.ndarray,
        edges: np.ndarray,
    ) -> None:
        self.points, self.km, self.days, self.strata, self.edges = points, km, days, strata, edges

    def __iter__(self) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Pairs by their two numbers, and their group: 0 the same place, then a number for each distance."""
        import numpy as np
        from scipy.spatial import cKDTree

        tree = cKDTree(self.points)
        ends = np.array([chord(far) for far in self.km]) * (1 + 1e-9)
        for first in range(0, len(self.points), _SOUGHT):
            some = cKDTree(self.points[first : first + _SOUGHT])
            found = some.sparse_distance_matrix(tree, ends[-1], output_type="ndarray")
            once = found[found["i"] + first < found["j"]]
            group = np.searchsorted(ends, once["v"]) + 1
            group[once["v"] < chord(0.001)] = 0
            yield once["i"] + first, once["j"], group

    def by_block(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Pairs observed and expected in each square of a degree, by band; and those expected in all if dates
        were exchanged over the whole period.

        A pair counts half for the square of each of its two. What dates exchanged within windows are expected
        to give follows from how many pairs of days are so far apart, within a window and between two that
        adjoin.
        """
        import numpy as np

        bands, ends = len(self.km), len(self.edges)
        square = _squares(self.points)
        squares, kinds = int(square.max()) + 1, 2 * (int(self.strata.max()) + 1)
        shape = (squares, bands + 1, ends + 1)
        lags = np.zeros(shape).ravel()
        near = np.zeros(squares * (bands + 1) * kinds)
        close = np.zeros(bands + 1)
        for i, j, group in self:
            close += np.bincount(group, minlength=bands + 1)
            late = np.searchsorted(self.edges, np.abs(self.days[i] - self.days[j]))
            apart = np.abs(self.strata[i] - self.strata[j])
            kind = 2 * np.minimum(self.strata[i], self.strata[j]) + apart
            adjoining = apart <= 1
            for one in (i, j):
                cell = square[one] * (bands + 1) + group
                lags += np.bincount(cell * (ends + 1) + late, minlength=lags.size) / 2
                cell = (cell * kinds + kind)[adjoining]
                near += np.bincount(cell, minlength=near.size) / 2
        observed = lags.reshape(shape)[:, :, :ends]
        expected = near.reshape(squares, bands + 1, kinds) @ _shares(self.days, self.strata, self.edges)
        whole = close[None, :, None] * _shares(self.days, np.zeros_like(self.strata), self.edges)[0]
        return _joined(observed), _joined(expected), _joined(whole)[0]


def _counted(
    pairs: _Pairs,
    days: np.ndarray,
    strata: np.ndarray,
    edges: np.ndarray,
    permutations: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Pairs in each band (columns) for the dates as they are (the first row) and for each exchange."""
    import numpy as np

    at_once = max(1, _HELD // len(days))
    groups = len(pairs.km) + 1
    parts = []
    for first in range(0, permutations + 1, at_once):
        columns = min(at_once, permutations + 1 - first)
        arranged = np.repeat(
            days.astype(np.int16 if days.max() < 2**15 else np.int32)[:, None], columns, axis=1
        )
        fixed = 0 if first else 1
        for stratum in np.unique(strata):
            those = strata == stratum
            arranged[those, fixed:] = rng.permuted(arranged[those, fixed:], axis=0)
        upto = np.zeros((columns, groups, len(edges)), dtype=np.int64)
        for i, j, group in pairs:
            # what lies a window apart stays apart, however dates are exchanged
            near = np.abs(strata[i] - strata[j]) <= 1
            for g in range(groups):
                those = near & (group == g)
                _count(arranged, i[those], j[those], edges, upto[:, g])
        parts.append(_joined(np.diff(upto, axis=2, prepend=0)))
    return np.concatenate(parts)


def _count(arranged: np.ndarray, i: np.ndarray, j: np.ndarray, edges: np.ndarray, upto: np.ndarray) -> None:
    """Add to `upto` how many of these pairs are at most so many days apart, for each arrangement."""
    import numpy as np

    for first in range(0, len(i), _COUNTED):
        apart = arranged[i[first : first + _COUNTED]]
        apart -= arranged[j[first : first + _COUNTED]]
        np.abs(apart, out=apart)
        for e, edge in enumerate(edges):
            # sums of bytes row by row: many times as fast as counting each
            upto[:, e] += np.add.reduce((apart <= edge).view(np.uint8), axis=0, dtype=np.uint8)


def _joined(groups: np.ndarray) -> np.ndarray:
    """Counts by group and time as counts by band: the same place joins the smallest distance.

    On the same day at the same place there is but one incident: what arrangements put there does not count.
    """
    import numpy as np

    bands = np.array(groups[:, 1:])
    bands[:, 0, 1:] += groups[:, 0, 1:]
    return bands.reshape(len(bands), -1)


def _shares(days: np.ndarray, strata: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Which share of the pairs of days lies in each stretch of time.

    A row for each window (even) and for each window with the next one (odd); sorted days.
    """
    import numpy as np

    by_window = [days[strata == s] for s in range(int(strata.max()) + 1)]
    shares = np.zeros((2 * len(by_window), len(edges)))
    for s, ours in enumerate(by_window):
        for odd, theirs in enumerate(by_window[s : s + 2]):
            upto = [
                np.searchsorted(theirs, ours + e, "right") - np.searchsorted(theirs, ours - e) for e in edges
            ]
            itself = len(ours) * (1 - odd)
            pairs = len(ours) * len(theirs) - itself
            if pairs:
                shares[2 * s + odd] = np.diff((np.sum(upto, axis=1) - itself) / pairs, prepend=0)
    return shares


def _squares(points: np.ndarray) -> np.ndarray:
    """The number of the square of about a degree in which each point lies."""
    import numpy as np

    lat = np.floor(np.degrees(np.arcsin(points[:, 2])))
    lon = np.degrees(np.arctan2(points[:, 1], points[:, 0]))
    lon = np.floor(lon * np.cos(np.radians(lat + 0.5)))
    return np.unique(np.column_stack([lat, lon]), axis=0, return_inverse=True)[1].ravel()


def _stretches(days: Sequence[int]) -> list[tuple[int, int]]:
    """The bands of time: the same day, then from the day after the last end."""
    return [(0, 0), *((before + 1, last) for before, last in pairwise((0, *days)))]
