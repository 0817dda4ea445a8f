"""Did violence change around a place after a day? Before and after, against matched places and days.

Matched wake analysis (Schutte and Donnay 2014, Political Geography 41) for one place and day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, cos, floor, radians
from typing import TYPE_CHECKING
from zlib import crc32

from temoin.analysis.occurrence import Occurrence
from temoin.earth import RADIUS_KM, Point, chord, distance, on_sphere

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PARTS = 6
"""Into how many parts the days before, and those after, are cut to draw them."""
FEWEST_BEFORE = 3
"""Incidents before, below which nothing is compared."""
FEWEST_MATCHED = 39
"""Matched places and days, below which the middle 95 % of their changes have no bounds."""
_MOST_MATCHED = 200
# Of incidents, as places and days to compare with, so many are looked at.
_MOST_INCIDENTS = 5000
_PRECISE = frozenset({"exact", "near"})
_TAIL = 0.025
_KM_OF_DEGREE = RADIUS_KM * radians(1)


@dataclass(frozen=True, slots=True)
class Level:
    """Incidents in the days before, and how many more in the second half of them than in the first."""

    before: float
    trend: float


@dataclass(frozen=True, slots=True)
class Effect:
    """What came after against what was to be expected.

    `expected` is what was before and how matched places changed on average, `expected_low` and
    `expected_high` hold the middle 95 % of them. `change` is after minus expected, with the interval that
    follows; `p` is the share of matched places that changed so unusually.
    """

    expected: float
    expected_low: float
    expected_high: float
    change: float
    low: float
    high: float
    p: float

    @property
    def sure(self) -> bool:
        """Whether the interval excludes that nothing changed."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Incidents within `radius` km of a place, `window` days before and after a day, that day left out.

    `observed` are the counts of `PARTS` parts before and as many after; `usual`, `usual_low` and `usual_high`
    those of the matched places, their mean and their middle 95 %, shifted to what was here before. `own`,
    `candidates_level` and `matched_level` show the balance. `candidates` places and days with incidents
    before were looked at, `matched` are like this one, at `places` different places; `together` of them at
    overlapping days, and `beside` so near in place and time that what happened here may have reached them.
    `vague` incidents are left out, whose place or date is not known well enough. `effect` is None where
    there is too little data.
    """

    place: Point
    day: date
    radius: float
    window: int
    n: int
    before: float
    after: float
    observed: tuple[float, ...]
    usual: tuple[float, ...]
    usual_low: tuple[float, ...]
    usual_high: tuple[float, ...]
    own: Level
    candidates_level: Level | None
    matched_level: Level | None
    candidates: int
    matched: int
    places: int
    together: int
    beside: int
    vague: int
    effect: Effect | None


class OutsideData(ValueError):
    """The days before or after lie outside the data; `first` and `last` are the days that would do."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"{first} {last}")
        self.first, self.last = first, last


def compare(
    rows: Sequence[Occurrence],
    place: Point,
    day: date,
    radius: float = 50,
    window: int = 90,
    among_incidents: bool = False,
) -> Comparison:
    """Compare before and after at a place (WGS 84 degrees) with places of like level and trend before.

    Places are those of a lattice, a radius apart, that holds this one, on days half a window apart. With
    `among_incidents` they are the places and days of other incidents: where one was, more are likely to
    follow. Raises `OutsideData` where the data do not hold the days.
    """
    import numpy as np

    used = [row for row in rows if _usable(row, window)]
    field = _Field(used, radius, window)
    field.check(day)
    observed = field.counts(place, [day])[0]
    spots = field.incidents() if among_incidents else field.lattice(place, day)
    found = [
        (spot, when, counts)
        for spot, days in spots
        for when, counts in zip(days, field.counts(spot, days), strict=True)
        if counts[:PARTS].sum() > 0 and not _touches(spot, when, place, day, 2 * radius, 2 * window + 1)
    ]
    counted = np.array([counts for _, _, counts in found]).reshape(-1, 2 * PARTS)
    own = _level(observed)
    chosen = _matched(own, counted)
    matched, like = [found[i] for i in chosen], counted[chosen]
    enough = own.before >= FEWEST_BEFORE and len(matched) >= FEWEST_MATCHED
    shift = (own.before - like[:, :PARTS].sum(axis=1).mean()) / PARTS if matched else 0.0
    low, usual, high = _bands(like, shift)
    return Comparison(
        place,
        day,
        radius,
        window,
        n=len(used),
        before=own.before,
        after=float(observed[PARTS:].sum()),
        observed=tuple(map(float, observed)),
        usual=usual,
        usual_low=low,
        usual_high=high,
        own=own,
        candidates_level=_mean_level(counted),
        matched_level=_mean_level(like),
        candidates=len(found),
        matched=len(matched),
        places=len({spot for spot, _, _ in matched}),
        together=sum(abs((when - day).days) <= 2 * window for _, when, _ in matched),
        beside=sum(_touches(spot, when, place, day, 4 * radius, 2 * window + 1) for spot, when, _ in matched),
        vague=len(rows) - len(used),
        effect=_effect(observed, like) if enough else None,
    )


class _Field:
    """Incidents in space and time, to be counted around many places."""

    def __init__(self, rows: Sequence[Occurrence], radius: float, window: int) -> None:
        import numpy as np
        from scipy.spatial import cKDTree

        self.radius, self.window = radius, window
        self.rows = rows
        self.points = [(row.lat or 0.0, row.lon or 0.0) for row in rows]
        self.tree = cKDTree(on_sphere(self.points))
        starts = [row.start for row in rows if row.start]
        ends = [row.end for row in rows if row.end]
        self.first, self.last = (min(starts), max(ends)) if rows else (date.max, date.min)
        self.days = [
            [((row.start - self.first).days + i) for i in range((row.end - row.start).days + 1)]
            for row in rows
            if row.start and row.end
        ]
        part = window / PARTS
        before = [round(i * part) - window for i in range(PARTS + 1)]
        self.edges = np.array(before), np.array([edge + window + 1 for edge in before])

    def check(self, day: date) -> None:
        """Raise `OutsideData` unless the data hold the days before and after this one."""
        if not self._holds(day):
            margin = timedelta(days=self.window if self.days else 0)
            raise OutsideData(self.first + margin, self.last - margin)

    def counts(self, place: Point, days: Sequence[date]) -> Floats:
        """A row for each day: the incidents of each part before and after it, within the radius."""
        import numpy as np

        found = self.tree.query_ball_point(on_sphere([place])[0], chord(self.radius))
        daily = np.zeros((self.last - self.first).days + 2)
        for i in found:
            for day in self.days[i]:
                daily[day + 1] += 1 / len(self.days[i])
        total = daily.cumsum()
        at = np.array([(day - self.first).days for day in days], int)[:, None]
        sides = [total[at + edges] for edges in self.edges]
        return np.concatenate([np.diff(side, axis=1) for side in sides], axis=1).round(9)

    def lattice(self, place: Point, day: date) -> Iterator[tuple[Point, Sequence[date]]]:
        """The places of a lattice through this one at which anything happened, each with its days."""
        apart = max(1, self.window // 2)
        steps = range(-((day - self.first).days // apart), (self.last - day).days // apart + 1)
        days = [when for k in steps if self._holds(when := day + timedelta(days=k * apart))]
        side = self.radius / _KM_OF_DEGREE
        cells = set()
        for lat, lon in self.points:
            row = round((lat - place[0]) / side)
            centre = place[0] + row * side
            wide = side / max(0.05, cos(radians(centre)))
            cells.add((centre, place[1] + round((lon - place[1]) / wide) * wide))
        for cell in sorted(cells):
            yield cell, days

    def incidents(self) -> Iterator[tuple[Point, Sequence[date]]]:
        """The places and days of incidents; of very many, some by no rule of theirs."""
        dated = [
            (row.id, point, row.start)
            for row, point in zip(self.rows, self.points, strict=True)
            if row.start and row.start == row.end and self._holds(row.start)
        ]
        dated.sort(key=lambda one: crc32(one[0].encode()))
        days: dict[Point, list[date]] = {}
        for _, point, day in dated[:_MOST_INCIDENTS]:
            days.setdefault(point, []).append(day)
        yield from sorted((point, sorted(set(found))) for point, found in days.items())

    def _holds(self, day: date) -> bool:
        margin = timedelta(days=self.window)
        return bool(self.days) and self.first <= day - margin and day + margin <= self.last


def _usable(row: Occurrence, window: int) -> bool:
    """Whether place and date are known well enough: to a point, and to a part of the window."""
    if row.lat is None or row.lon is None or row.start is None or row.end is None:
        return False
    return row.precision in _PRECISE and (row.end - row.start).days < window / PARTS


def _touches(spot: Point, when: date, place: Point, day: date, km: float, days: int) -> bool:
    return abs((when - day).days) < days and distance(spot, place) < km


def _level(counts: Floats) -> Level:
    half = PARTS // 2
    return Level(float(counts[:PARTS].sum()), float(counts[half:PARTS].sum() - counts[:half].sum()))


def _mean_level(counts: Floats) -> Level | None:
    return _level(counts.mean(axis=0)) if len(counts) else None


def _matched(own: Level, counts: Floats) -> list[int]:
    """Those whose level and trend before differ from these no more than chance has it: the nearest, of many.

    Chance is one standard deviation of independent incidents: half on the scale of square roots.
    """
    import numpy as np

    half = PARTS // 2
    before = counts[:, :PARTS].sum(axis=1)
    trend = counts[:, half:PARTS].sum(axis=1) - counts[:, :half].sum(axis=1)
    level_apart = abs(np.sqrt(before) - np.sqrt(own.before)) / 0.5
    trend_apart = abs(trend - own.trend) / max(1.0, own.before**0.5)
    like = np.flatnonzero((level_apart <= 1) & (trend_apart <= 1))
    apart = (level_apart**2 + trend_apart**2)[like]
    if len(apart) > _MOST_MATCHED:  # with all that are as near as the last of them
        like = like[apart <= np.partition(apart, _MOST_MATCHED - 1)[_MOST_MATCHED - 1]]
    return [int(i) for i in like]


def _bands(counts: Floats, shift: float) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    """The low end, the mean and the high end of matched counts in each part, moved to this place's level."""
    import numpy as np

    if not len(counts):
        return (), (), ()
    low, high = np.quantile(counts, [_TAIL, 1 - _TAIL], axis=0)
    low, mean, high = (np.maximum(0, line + shift) for line in (low, counts.mean(axis=0), high))
    return tuple(map(float, low)), tuple(map(float, mean)), tuple(map(float, high))


def _effect(observed: Floats, counts: Floats) -> Effect:
    """The difference in differences, with the interval that the changes of matched places give.

    Were this place one of them, its change would lie in their middle 95 % as often (Fisher's permutation of
    places; the bounds are those of conformal prediction).
    """
    before, after = float(observed[:PARTS].sum()), float(observed[PARTS:].sum())
    changes = sorted(float(c) for c in counts[:, PARTS:].sum(axis=1) - counts[:, :PARTS].sum(axis=1))
    n = len(changes)
    low = changes[max(0, floor(_TAIL * (n + 1)) - 1)]
    high = changes[min(n - 1, ceil((1 - _TAIL) * (n + 1)) - 1)]
    mean = sum(changes) / n
    own = after - before
    tail = min(sum(c <= own for c in changes), sum(c >= own for c in changes))
    return Effect(
        max(0.0, before + mean),
        max(0.0, before + low),
        max(0.0, before + high),
        own - mean,
        own - high,
        own - low,
        min(1.0, 2 * (1 + tail) / (n + 1)),
    )
