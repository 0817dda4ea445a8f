"""After an attack by one side, is one by the other side nearby likelier than at another time?

Observed is the share of a side's attacks after which the other side attacks within so many days and
kilometres; expected is that share if the other side's attacks fell at other times of the same year: their
dates are moved around it together, which keeps their places, their number and how they follow one another
(a toroidal shift in time, Lotwick and Silverman 1982). Area level only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations as orders
from typing import TYPE_CHECKING

from temoin.analysis.camps import attacking, camps
from temoin.analysis.chance import interval_of_ratio, p_values
from temoin.analysis.located import Located, located, place, windows
from temoin.analysis.occurrence import ONE_SIDED, Occurrence
from temoin.earth import chord, on_sphere

if TYPE_CHECKING:
    import numpy as np

KM, DAYS, WINDOW, ROTATIONS = 50, 30, 365, 999
FEWEST_ATTACKS, FEWEST_REPLIES, FEWEST_EXPECTED = 20, 10, 5.0
"""Attacks of the first side, attacks of the other side near them, and attacks that chance is expected to see
followed by one, below which nothing is told."""
FEWEST_BLOCKS = 8
"""Quarters of a year in an area that must have something to expect for an interval to be told."""
_SEED = 1982
_BLOCK_DAYS = 91


@dataclass(frozen=True, slots=True)
class Reprisal:
    """How often attacks of the side `first` are followed by one of the side `then`, in an area.

    `country` and `area` say where: both None are all areas together, in which both sides attack; `first` and
    `then` too are "" for all pairs of sides. `area` is a first-level division, "" where the data do not name
    it. Of `attacks` of the first side `observed` were followed, `expected` would be by chance; `replies`
    attacks of the other side lie near them. `ratio`, its 95 % interval and `p` are None with too little data;
    `p_adjusted` is for all areas and pairs that are told.
    """

    first: str
    then: str
    country: str | None
    area: str | None
    attacks: int
    replies: int
    observed: int
    expected: float
    ratio: float | None
    interval: tuple[float, float] | None
    p: float | None
    p_adjusted: float | None


@dataclass(frozen=True, slots=True)
class Reprisals:
    """Reprisals by pair of sides and area: the sum of all first, then each pair, then its areas.

    `n` attacks with a known attacker enter, `no_attacker` incidents are left out because the data do not say
    who began; the days after `late` of the attacks lie beyond the data. `windows` is the number of windows
    within which dates are moved.
    """

    found: tuple[Reprisal, ...]
    entering: Located
    n: int
    no_attacker: int
    late: int
    windows: int
    km: float
    days: int


@dataclass(frozen=True, slots=True)
class _Cell:
    """A pair of sides in one area: each attack's block of time and, by rotation, whether it is followed."""

    first: str
    then: str
    country: str | None
    area: str
    blocks: np.ndarray
    followed: np.ndarray
    replies: int


@dataclass(frozen=True, slots=True)
class _Group:
    """Cells that are told of together."""

    first: str
    then: str
    country: str | None
    area: str | None
    cells: Sequence[_Cell]


def reprisals(
    rows: Sequence[Occurrence],
    km: float = KM,
    days: int = DAYS,
    window: int | None = WINDOW,
    rotations: int = ROTATIONS,
    language: str = "en",
    seed: int = _SEED,
) -> Reprisals:
    """How much likelier attacks of one side are after those of the other, for all sides that face each other.

    Sides face each other where the data have an incident between them. The attacks of a side are those that
    it began against the other, or against civilians: whose civilians they were the data do not say. The same
    day does not count as after. Sides are named in a language.
    """
    import numpy as np

    entering = located(rows, km, apart=lambda row: attacking(row, language))
    begun = [(row, attacking(row, language)) for row in entering.rows]
    last = entering.period[1].toordinal() if entering.period else 0
    late = sum(
        bool(side) and row.start is not None and row.start.toordinal() + days > last for row, side in begun
    )
    n = sum(bool(side) for _, side in begun)
    if not n:
        return Reprisals((), entering, 0, len(begun), 0, 0, km, days)
    told = entering.days
    strata = windows(told, window)
    turned = _turned(told, strata, rotations, np.random.default_rng(seed))
    points = on_sphere(map(place, entering.rows))
    cells: list[_Cell] = []
    for first, then in _facing(rows, language):
        ours, theirs = (
            [i for i, (row, side) in enumerate(begun) if side == one and _against(row, other, language)]
            for one, other in ((first, then), (then, first))
        )
        ours = [i for i in ours if told[i] + days <= told[-1]]
        near = _near(points[ours], points[theirs], km)
        cells += _cells(entering.rows, first, then, ours, theirs, near, told, turned, days)
    found = tuple(_told(_groups(cells)))
    return Reprisals(found, entering, n, len(begun) - n, late, int(strata.max()) + 1, km, days)


def _facing(rows: Sequence[Occurrence], language: str) -> list[tuple[str, str]]:
    """The pairs of sides that fight each other in the data, in both orders, most incidents first."""
    met = Counter(frozenset(both) for row in rows if row.violence and all(both := camps(row, language)))
    pairs = [
        sorted(pair) for pair, _ in sorted(met.items(), key=lambda x: (-x[1], sorted(x[0]))) if len(pair) == 2
    ]
    return [order for pair in pairs for order in orders(pair)]  # type: ignore[misc]


def _against(row: Occurrence, side: str, language: str) -> bool:
    """Whether an attack is one on this side, or on civilians."""
    return row.violence == ONE_SIDED or side in camps(row, language)


def _near(ours: np.ndarray, theirs: np.ndarray, km: float) -> list[list[int]]:
    """For each of our points the numbers of theirs within so many kilometres."""
    from scipy.spatial import cKDTree

    if not len(ours) or not len(theirs):
        return [[] for _ in ours]
    return [sorted(found) for found in cKDTree(theirs).query_ball_point(ours, chord(km) * (1 + 1e-9))]


def _turned(days: np.ndarray, strata: np.ndarray, rotations: int, rng: np.random.Generator) -> np.ndarray:
    """The days (rows) as they are, in the first column, and moved around their window together."""
    import numpy as np

    many, span = int(strata.max()) + 1, int(days.max()) + 1
    # the first day of each window, as `windows` draws them
    starts = -(-np.arange(many + 1) * span // many)
    length = np.diff(starts)
    moved = rng.integers(0, length[:, None], size=(many, rotations + 1))
    moved[:, 0] = 0
    first, size = starts[strata][:, None], length[strata][:, None]
    return np.asarray(first + (days[:, None] - first + moved[strata]) % size)


def _cells(
    rows: Sequence[Occurrence],
    first: str,
    then: str,
    ours: Sequence[int],
    theirs: Sequence[int],
    near: Sequence[Sequence[int]],
    told: np.ndarray,
    turned: np.ndarray,
    days: int,
) -> Iterator[_Cell]:
    """The pair of sides in each area in which the first side attacked with an attack of the other near it."""
    import numpy as np

    by_area: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for k, i in enumerate(ours):
        by_area[rows[i].country, rows[i].admin1].append(k)
    for (country, area), members in sorted(by_area.items(), key=lambda x: (x[0][0] or "", x[0][1])):
        followed = np.zeros((len(members), turned.shape[1]), dtype=bool)
        for m, k in enumerate(members):
            after = turned[[theirs[j] for j in near[k]]] - told[ours[k]]
            followed[m] = ((after >= 1) & (after <= days)).any(axis=0)
        replies = len({j for k in members for j in near[k]})
        if not replies:
            continue
        blocks = told[[ours[k] for k in members]] // _BLOCK_DAYS
        yield _Cell(first, then, country, area, blocks, followed, replies)


def _groups(cells: Sequence[_Cell]) -> list[_Group]:
    """All cells together, each pair, and each cell; what would be said twice is said of the smaller."""
    pairs: dict[tuple[str, str], list[_Cell]] = defaultdict(list)
    for cell in cells:
        pairs[cell.first, cell.then].append(cell)
    groups = [_Group("", "", None, None, cells)] if len(pairs) > 1 else []
    for (first, then), members in pairs.items():
        if len(members) > 1:
            groups.append(_Group(first, then, None, None, members))
        groups += [_Group(first, then, cell.country, cell.area, [cell]) for cell in members]
    return groups


def _told(groups: Sequence[_Group]) -> Iterator[Reprisal]:
    """What each group says, with p-values adjusted for all that are told."""
    import numpy as np

    if not groups:
        return
    counts = np.array([sum(cell.followed.sum(axis=0) for cell in group.cells) for group in groups]).T
    expected = counts[1:].mean(axis=0)
    attacks = np.array([sum(len(cell.blocks) for cell in group.cells) for group in groups])
    replies = np.array([sum(cell.replies for cell in group.cells) for group in groups])
    enough = (attacks >= FEWEST_ATTACKS) & (replies >= FEWEST_REPLIES) & (expected >= FEWEST_EXPECTED)
    p, adjusted = p_values(counts[:, enough])
    column = np.cumsum(enough) - 1
    for g, group in enumerate(groups):
        found = Reprisal(
            group.first,
            group.then,
            group.country,
            group.area,
            attacks=int(attacks[g]),
            replies=int(replies[g]),
            observed=int(counts[0, g]),
            expected=float(expected[g]),
            ratio=None,
            interval=None,
            p=None,
            p_adjusted=None,
        )
        if enough[g]:
            c = column[g]
            found = replace(
                found,
                ratio=found.observed / found.expected,
                interval=_interval(group.cells),
                p=float(p[c]),
                p_adjusted=float(adjusted[c]),
            )
        yield found


def _interval(cells: Sequence[_Cell]) -> tuple[float, float] | None:
    """The 95 % interval of the ratio, over quarters of a year in each area; None where there are too few."""
    import numpy as np

    observed, expected = [], []
    for cell in cells:
        for block in np.unique(cell.blocks):
            those = cell.followed[cell.blocks == block]
            observed.append(those[:, :1].sum(axis=0))
            expected.append(those[:, 1:].mean(axis=1).sum(keepdims=True))
    low, high = interval_of_ratio(np.array(observed), np.array(expected), FEWEST_BLOCKS)
    return None if np.isnan(low[0]) else (float(low[0]), float(high[0]))
