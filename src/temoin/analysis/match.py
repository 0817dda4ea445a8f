"""Which incidents of two data sets are the same ones, and what does each lack?

Each incident is compared with those of the other data set that lie within some days and kilometres, as MELTT
does (Donnay, Dunford, McGrath, Backer and Cunningham 2019). What the comparisons say is added up in bits, as
in record linkage (Fellegi and Sunter 1969), and set against all else that the two incidents may be: the other
incidents in their windows, or none. The pairs that stand best against that are taken first, each incident
once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any, Literal

from temoin.analysis.occurrence import Occurrence, Toll
from temoin.analysis.sides import agreement
from temoin.earth import RADIUS_KM, distance, on_sphere
from temoin.languages import read_table

DAYS, KM = 2, 40.0
"""The window, if no other is given: dates and places of one incident differ so much between data sets."""
LONGEST = 31
"""Days that an incident may have; what is dated to a longer period is compared with nothing."""
ENOUGH, CLEAR = 0.15, 0.5
"""The share of the evidence that a pair must have to be one incident, and to be clearly one."""

FEWEST = 20
"""Incidents of which a share is told at the least."""

_Z = 1.959964
# What speaks, in bits, for an incident's being in the other data set not at all.
_NONE_BITS = 6.0
# Where places are the same, close or near, in km; the tolls are close within so much of the larger.
_SAME_KM, _CLOSE_KM, _NEAR_KM = 2.0, 7.0, 15.0
_CLOSE_TOLL, _FEW = 0.5, 3
# Spans of days are compared by kind, so that a few long ones do not widen the window of all.
_SHORT = 3
_NOWHERE = frozenset({"country", "unresolved"})

COMPARISONS = ("place", "days", "violence", "sides", "toll")
"""What is compared (`match.tsv`)."""
Why = Literal["no_date", "long", "no_place"]


@dataclass(frozen=True, slots=True)
class Weight:
    """How many bits a level of a comparison gives."""

    comparison: str
    level: str
    bits: float


@dataclass(frozen=True, slots=True)
class Match:
    """Two incidents that are held to be one.

    `km` is how far apart their points are, `days` how many days lie between their dates (0: they have a day
    in common). `levels` says how each comparison came out (`match.tsv`). `share` is the part of all evidence
    about both that speaks for the pair, from 0 to 1: of what speaks for it, for any other pair of either, and
    for none. `rivals` counts the other incidents in the windows of both.
    """

    mine: Occurrence
    theirs: Occurrence
    km: float
    days: int
    levels: Mapping[str, str]
    share: float
    rivals: int

    @property
    def clear(self) -> bool:
        """Whether more speaks for the pair than for all else."""
        return self.share >= CLEAR


@dataclass(frozen=True, slots=True)
class Matching:
    """What two data sets share and what each lacks.

    Both are compared where both have data: `since`, `until` and `countries`; `outside` counts what lies
    without, in mine and in theirs. `loose` counts, for each, what could be compared with nothing, by reason.
    """

    pairs: tuple[Match, ...]
    only_mine: tuple[Occurrence, ...]
    only_theirs: tuple[Occurrence, ...]
    days: int
    km: float
    since: date | None
    until: date | None
    countries: tuple[str, ...]
    outside: tuple[int, int]
    loose: tuple[Mapping[Why, int], Mapping[Why, int]]

    @property
    def mine(self) -> int:
        """How many of mine were compared."""
        return len(self.pairs) + len(self.only_mine)

    @property
    def theirs(self) -> int:
        """How many of theirs were compared."""
        return len(self.pairs) + len(self.only_theirs)


def match(
    mine: Sequence[Occurrence],
    theirs: Sequence[Occurrence],
    days: int = DAYS,
    km: float = KM,
    everywhere: bool = False,
) -> Matching:
    """Join two data sets within a window of days and kilometres, one to one.

    They are compared in the period and the countries that both cover; with `everywhere`, all of both are.
    """
    since, until, countries = _common(mine, theirs)
    inside = [
        [o for o in told if everywhere or _within(o, since, until, countries, days)]
        for told in (mine, theirs)
    ]
    kept, loose = zip(*map(_comparable, inside), strict=True)
    pairs = _pairs(kept[0], kept[1], days, km)
    taken = tuple({getattr(pair, side).id for pair in pairs} for side in ("mine", "theirs"))
    only = [tuple(o for o in told if o.id not in ids) for told, ids in zip(kept, taken, strict=True)]
    return Matching(
        pairs=tuple(pairs),
        only_mine=only[0],
        only_theirs=only[1],
        days=days,
        km=km,
        since=since,
        until=until,
        countries=tuple(sorted(countries)),
        outside=(len(mine) - len(inside[0]), len(theirs) - len(inside[1])),
        loose=(loose[0], loose[1]),
    )


def interval(part: int, whole: int) -> tuple[float, float] | None:
    """The 95 % interval of a share (Wilson 1927), None where `whole` is less than `FEWEST`."""
    if whole < FEWEST:
        return None
    share, z2 = part / whole, _Z**2
    middle = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    half = _Z * sqrt(share * (1 - share) / whole + z2 / (4 * whole**2)) / (1 + z2 / whole)
    return max(0.0, middle - half), min(1.0, middle + half)


def _common(
    mine: Sequence[Occurrence], theirs: Sequence[Occurrence]
) -> tuple[date | None, date | None, frozenset[str]]:
    """The period and the countries that both cover."""
    dated = [[o for o in told if o.start and o.end] for told in (mine, theirs)]
    if not all(dated):
        return None, None, frozenset()
    since = max(min(o.start for o in told if o.start) for told in dated)
    until = min(max(o.end for o in told if o.end) for told in dated)
    countries = frozenset.intersection(*(frozenset(o.country for o in told if o.country) for told in dated))
    return since, until, countries


def _within(
    told: Occurrence, since: date | None, until: date | None, countries: frozenset[str], days: int
) -> bool:
    if told.country and told.country not in countries:
        return False
    if told.start is None or told.end is None or since is None or until is None:
        return True
    return (since - told.end).days <= days and (told.start - until).days <= days


def _comparable(told: Sequence[Occurrence]) -> tuple[list[Occurrence], Mapping[Why, int]]:
    """Those that can be compared, and how many cannot, by why."""
    kept, loose = [], Counter[Why]()
    for one in told:
        if why := _why_not(one):
            loose[why] += 1
        else:
            kept.append(one)
    return kept, loose


def _why_not(told: Occurrence) -> Why | None:
    if told.start is None or told.end is None:
        return "no_date"
    if (told.end - told.start).days >= LONGEST:
        return "long"
    return "no_place" if told.lat is None or told.lon is None or told.precision in _NOWHERE else None


def _pairs(mine: Sequence[Occurrence], theirs: Sequence[Occurrence], days: int, km: float) -> list[Match]:
    """The best pairs, each incident once, by date."""
    found = list(_compared(mine, theirs, days, km))
    of_mine, of_theirs = defaultdict[int, float](float), defaultdict[int, float](float)
    windows = Counter[tuple[str, int]]()
    for one in found:
        of_mine[one.i] += one.evidence
        of_theirs[one.j] += one.evidence
        windows.update((("mine", one.i), ("theirs", one.j)))

    def share(one: _Compared) -> float:
        return one.evidence / (2**_NONE_BITS + of_mine[one.i] + of_theirs[one.j] - one.evidence)

    shares = [(share(one), one) for one in found]
    # of equals those nearer in time and place, then by their numbers, so that the outcome is always the same
    shares.sort(key=lambda s: (-s[0], s[1].days, s[1].km, s[1].i, s[1].j))
    used: tuple[set[int], set[int]] = (set(), set())
    matches = []
    for part, one in shares:
        if part < ENOUGH:
            break
        if one.i in used[0] or one.j in used[1]:
            continue
        used[0].add(one.i)
        used[1].add(one.j)
        rivals = windows["mine", one.i] + windows["theirs", one.j] - 2
        levels = _levels(mine[one.i], theirs[one.j], one.km, one.days)
        matches.append(Match(mine[one.i], theirs[one.j], one.km, one.days, levels, part, rivals))
    return sorted(matches, key=lambda m: (m.mine.start or date.min, m.mine.id))


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two incidents in one window, by their numbers, the evidence for their being one, and how far apart."""

    evidence: float
    days: int
    km: float
    i: int
    j: int


def _compared(
    mine: Sequence[Occurrence], theirs: Sequence[Occurrence], days: int, km: float
) -> Iterator[_Compared]:
    for i, j in _candidates(mine, theirs, days, km):
        one, other = mine[i], theirs[j]
        apart = _apart(one, other)
        if apart > days:
            continue
        far = distance((one.lat or 0.0, one.lon or 0.0), (other.lat or 0.0, other.lon or 0.0))
        if far <= km:
            bits = sum(_bits()[key] for key in _levels(one, other, far, apart).items())
            yield _Compared(2**bits, apart, far, i, j)


def _candidates(
    mine: Sequence[Occurrence], theirs: Sequence[Occurrence], days: int, km: float
) -> Iterator[tuple[int, int]]:
    """The numbers of incidents that may lie in one window, found in space and time together."""
    from scipy.spatial import cKDTree

    some, others = _by_length(mine), _by_length(theirs)
    for longest, here in some.items():
        for other_longest, there in others.items():
            reach = days + (longest + other_longest) / 2
            tree = cKDTree(_positions(theirs, there, reach, km))
            points = _positions(mine, here, reach, km)
            for n, near in enumerate(tree.query_ball_point(points, 1.0, p=float("inf"))):
                yield from ((here[n], there[k]) for k in near)


def _by_length(told: Sequence[Occurrence]) -> dict[int, list[int]]:
    """The numbers of short and of long incidents, by the days that lie at most between first and last."""
    found: dict[int, list[int]] = {}
    for n, one in enumerate(told):
        if one.start and one.end:
            longest = _SHORT if (one.end - one.start).days <= _SHORT else LONGEST
            found.setdefault(longest, []).append(n)
    return found


def _positions(told: Sequence[Occurrence], numbers: Sequence[int], reach: float, km: float) -> Any:
    """Where on the globe, in windows of `km`, and when, by the middle in windows of `reach` days."""
    import numpy as np

    chosen = [told[n] for n in numbers]
    middle = [(o.start.toordinal() + o.end.toordinal()) / 2 for o in chosen if o.start and o.end]
    globe = on_sphere((o.lat or 0.0, o.lon or 0.0) for o in chosen)
    return np.column_stack((globe * RADIUS_KM / km, np.array(middle) / max(reach, 0.5)))


def _apart(one: Occurrence, other: Occurrence) -> int:
    """Days between two incidents, 0 where they have one in common."""
    assert one.start and one.end and other.start and other.end
    return max(0, (one.start - other.end).days, (other.start - one.end).days)


def _levels(one: Occurrence, other: Occurrence, far: float, apart: int) -> dict[str, str]:
    """How each comparison comes out."""
    return {
        "place": _place(far),
        "days": ("same", "next")[apart] if apart < 2 else "later",
        "violence": _violence(one.violence, other.violence),
        "sides": agreement(one, other),
        "toll": _toll(one.killed, other.killed),
    }


def _place(far: float) -> str:
    for most, level in ((_SAME_KM, "same"), (_CLOSE_KM, "close"), (_NEAR_KM, "near")):
        if far <= most:
            return level
    return "far"


def _violence(one: str | None, other: str | None) -> str:
    if not one or not other:
        return "unknown"
    return "same" if one == other else "differ"


def _toll(one: Toll | None, other: Toll | None) -> str:
    """Whether the ranges of dead have a number in common, or else are close: the best are taken then."""
    if one is None or other is None:
        return "unknown"
    highs = [float("inf") if t.high is None else t.high for t in (one, other)]
    if one.low <= highs[1] and other.low <= highs[0]:
        return "same"
    less, more = sorted((one.best, other.best))
    return "close" if more - less <= max(_FEW, more * _CLOSE_TOLL) else "apart"


@cache
def _bits() -> Mapping[tuple[str, str], float]:
    rows = read_table(Path(__file__).with_name("match.tsv"), Weight)
    return {(row.comparison, row.level): row.bits for row in rows}
