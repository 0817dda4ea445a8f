"""How many in all? Totals of an event from the statements about its victims.

The rule, for each effect:

- Victims of one side (civilians, forces, fighters) are counted together, sides are added up, and people of whom
  no side is said are taken to be the whole where their number is the larger.
- Statements about one side are readings of one number: a precise one beats a vague one, a raised toll what
  was said before it, a larger number the single victims that are told of in it. Readings that still differ
  make the range.
- *Three others* are added to those before them. Parts (*12 dead, three children among them*) are counted for
  the civilians alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from temoin.model import Count, Effect, Kind, Stance, Totals

Side = Literal["civilians", "forces", "fighters"]
_SIDES: dict[Kind, Side] = {
    "civilians": "civilians",
    "protesters": "civilians",
    "state_forces": "forces",
    "foreign_forces": "forces",
    "communal_militia": "forces",
    "armed_group": "fighters",
    "unidentified": "fighters",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """A count that a sentence says of one effect on victims of one kind.

    `first` and `last` (exclusive) are its words in the sentence, `verb` is the word of the effect itself.
    """

    effect: Effect
    count: Count
    kind: Kind | None
    stance: Stance
    sentence: int
    first: int
    last: int
    verb: int
    part: bool = False
    other: bool = False
    raised: bool = False

    @property
    def side(self) -> Side | None:
        """The side that the victims stand on, None where it is not said."""
        return _SIDES.get(self.kind) if self.kind else None


def totals_of(statements: Sequence[Statement]) -> Totals:
    """The totals of the event."""
    asserted = [s for s in statements if s.stance == "asserted"]
    return Totals(
        killed=_total(asserted, "killed"),
        injured=_total(asserted, "injured"),
        abducted=_total(asserted, "abducted"),
        civilians_killed=_civilians(asserted),
    )


def _total(statements: Sequence[Statement], effect: Effect) -> Count | None:
    said = [s for s in statements if s.effect == effect and not s.part]
    by_side: dict[Side | None, list[Count]] = {}
    for side in {s.side for s in said}:
        by_side[side] = _readings([s for s in said if s.side == side])
    whole = _range(by_side.pop(None, []))
    parts = [r for readings in by_side.values() if (r := _range(readings))]
    added = _sum(parts)
    if not whole or not added:
        return whole or added
    if whole.high is None and added.high is not None:
        return added if added.low > 1 else whole
    return whole if added.high is None or (whole.high or 0) >= added.high else added


def _civilians(statements: Sequence[Statement]) -> Count | None:
    said = [s for s in statements if s.effect == "killed" and s.side == "civilians"]
    return _range(_readings([s for s in said if not s.part]) or _readings(said))


def _readings(statements: Sequence[Statement]) -> list[Count]:
    """One count for each mention of an effect: the groups that it joins are added up."""
    by_mention: dict[tuple[int, int], list[Statement]] = defaultdict(list)
    for statement in statements:
        by_mention[statement.sentence, statement.verb].append(statement)
    readings: list[Count] = []
    last = -1
    for mention in by_mention.values():
        count = _sum([s.count for s in mention])
        if not count:
            continue
        if any(s.raised for s in mention):
            readings = [r for r in readings if r.low >= count.low]
        if mention[0].other and len(mention) == 1 and readings and last == mention[0].sentence:
            count = _sum([readings.pop(), count]) or count
        last = mention[0].sentence
        readings.append(count)
    return readings


def _range(readings: Sequence[Count]) -> Count | None:
    """What several readings of one number leave open."""
    if not readings:
        return None
    precise = [r for r in readings if r.high is not None]
    if not precise:
        return max(readings, key=lambda r: r.low)
    several = [r for r in precise if r.low > 1]
    if not several:
        return max([*precise, *(r for r in readings if r.high is None)], key=lambda r: r.low)
    low, high = min(r.low for r in several), max(r.high or r.low for r in several)
    return Count(low, high, high)


def _sum(counts: Sequence[Count]) -> Count | None:
    if not counts:
        return None
    high: int | None = 0
    for count in counts:
        high = None if high is None or count.high is None else high + count.high
    return Count(sum(c.low for c in counts), sum(c.best for c in counts), high)
