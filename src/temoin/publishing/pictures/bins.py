"""When did incidents happen, by day, week or month, and of which is that not known so well?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from temoin.publishing.pictures import theme
from temoin.publishing.pictures.shown import Period, Shown

DAY, WEEK, MONTH = "day", "week", "month"
# Up to so many days a bar is a day, up to so many a week; else a month.
_BY_DAY, _BY_WEEK = 42, 550
# Days at least, so that one incident is no wall.
_FEWEST = 14
# Who is dated to more than so many bars at once is not spread over them: that would say more than is known.
_SPREAD = 4
# Who is dated to more days does not make the axis longer.
_MONTH = 31


@dataclass(slots=True)
class Bin:
    """A day, a week (from Monday) or a month: from `first` up to, not including, `next`.

    `groups` counts the incidents of it alone, `spread` the parts of those that may be of several.
    """

    first: date
    next: date
    groups: Counter[str] = field(default_factory=Counter)
    spread: float = 0.0
    low: float = 0.0
    best: float = 0.0
    high: float = 0.0
    spread_killed: float = 0.0
    open: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars in order, empty ones too; `vague` incidents may be of too many of them, `undated` of any.

    `counted` is the number of those in the bars of which somebody says how many were killed.
    """

    unit: str
    bins: list[Bin]
    spread: list[Shown]
    vague: list[Shown]
    undated: list[Shown]
    counted: int = 0


def timeline(shown: Sequence[Shown], period: Period) -> Timeline:
    """Incidents by day, week or month, after how long the whole is.

    An incident that may be of up to four bars counts in each for its part; one of more is `vague`.
    """
    dated = [one for one in shown if one.start and one.end]
    undated = [one for one in shown if not (one.start and one.end)]
    ends = [_span(one) for one in dated]
    short = [(a, b) for a, b in ends if (b - a).days <= _MONTH] or ends
    first, last = period
    start = first or min((a for a, _ in short), default=None)
    end = last or max((b for _, b in short), default=None)
    if start is None or end is None or end < start:
        return Timeline(WEEK, [], [], dated, undated)
    if period == (None, None):
        room = max(0, _FEWEST - (end - start).days) // 2
        start, end = start - timedelta(days=room), end + timedelta(days=room)
    unit = _unit((end - start).days)
    bins = _empty(start, end, unit)
    spread, vague = _filled(bins, dated)
    left = {one.id for one in vague}
    counted = sum(1 for one in dated if one.killed and one.id not in left)
    return Timeline(unit, bins, spread, vague, undated, counted)


def _span(one: Shown) -> tuple[date, date]:
    assert one.start and one.end
    return one.start, one.end


def _unit(days: int) -> str:
    return DAY if days < _BY_DAY else WEEK if days <= _BY_WEEK else MONTH


def _empty(start: date, end: date, unit: str) -> list[Bin]:
    edges = [_begin(start, unit)]
    while edges[-1] <= end:
        edges.append(_after(edges[-1], unit))
    return [Bin(first, following) for first, following in pairwise(edges)]


def _begin(day: date, unit: str) -> date:
    if unit == WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == MONTH else day


def _after(first: date, unit: str) -> date:
    if unit == MONTH:
        return (first + timedelta(days=31)).replace(day=1)
    return first + timedelta(days=7 if unit == WEEK else 1)


def _filled(bins: list[Bin], dated: Iterable[Shown]) -> tuple[list[Shown], list[Shown]]:
    """Put the incidents into the bars; those that are spread over several, and those that cannot be."""
    spread: list[Shown] = []
    vague: list[Shown] = []
    starts: dict[date, int] = {}
    for n, some in enumerate(bins):
        for step in range((some.next - some.first).days):
            starts[some.first + timedelta(days=step)] = n
    for one in dated:
        start, end = _span(one)
        first, last = starts.get(start), starts.get(end)
        if first is None or last is None or last - first >= _SPREAD:
            vague.append(one)
        elif first == last:
            _add(bins[first], one)
        else:
            spread.append(one)
            for part in bins[first : last + 1]:
                _add_part(part, one, last - first + 1)
    return spread, vague


def _add(some: Bin, one: Shown) -> None:
    some.groups[one.group] += 1
    _add_killed(some, one, 1)


def _add_part(some: Bin, one: Shown, parts: int) -> None:
    some.spread += 1 / parts
    _add_killed(some, one, parts)
    some.spread_killed += one.killed.best / parts if one.killed else 0


def _add_killed(some: Bin, one: Shown, parts: int) -> None:
    toll = one.killed
    if toll is None:
        return
    some.low += toll.low / parts
    some.best += toll.best / parts
    some.high += (toll.best if toll.high is None else toll.high) / parts
    some.open |= toll.high is None


def by_group(bins: Iterable[Bin]) -> dict[str, int]:
    """How many incidents of each type there are in all, in the order of the legend."""
    found: dict[str, int] = defaultdict(int)
    for some in bins:
        for group, n in some.groups.items():
            found[group] += n
    return {group: found[group] for group in theme.GROUPS if found[group]}
