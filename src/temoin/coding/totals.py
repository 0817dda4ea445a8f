"""How many in all? Totals of an event from the statements about its victims.

The rule, for each effect:

- Victims of one side (civilians, forces, fighters) are counted together; sides are added up; people of whom
  no side is said are the whole, where they are not fewer. A single attacker killed is added to the whole.
- Statements about one side are readings of one number. A precise one beats a vague one, a larger number the
  single victims told of in it, a raised toll what was said before it, an exact number a hedged one near it;
  else the first stands, unless the whole confirms another. Two numbers in one sentence make a range, and so
  do those of two sources.
- A number set against those of others (*only two*) makes a range with them.
- The dead of whoever counts them (*four in our ranks*) are of the side that he says nothing else of;
  attackers told of as one thing more (*two attackers were also killed*) are added.
- That no civilian was killed says nothing of others.
- *Three others* are added to those before them. Parts (*12 dead, three children among them*) count for the
  civilians alone; a single one (*a baby among them*) says what the others are, too, except in a battle.
- Where civilians were aimed at, all the dead are civilians but those said to be others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from temoin.coding.statements import Side, Statement
from temoin.model import Count, Effect, Totals

_ONE = Count(1, 1, 1)


def totals_of(statements: Sequence[Statement], civilians: bool = False, fought: bool = False) -> Totals:
    """The totals of the event; `civilians`: who is on no side said is a civilian; `fought`: a battle."""
    asserted = [s for s in statements if s.stance == "asserted"]
    killed = _total(asserted, "killed")
    return Totals(
        killed=killed,
        injured=_total(asserted, "injured"),
        abducted=_total(asserted, "abducted"),
        civilians_killed=_aimed_at(asserted, killed) if civilians else _civilians(asserted, killed, fought),
    )


def _total(statements: Sequence[Statement], effect: Effect) -> Count | None:
    by_side: dict[Side | None, list[_Reading]] = defaultdict(list)
    readings = _readings([s for s in statements if s.effect == effect and not s.part])
    for reading in readings:
        by_side[reading.side].append(reading)
    if by_side.keys() == {"civilians"} and all(r.count.high == 0 for r in by_side["civilians"]):
        return None
    _place_own(by_side)
    fighters = by_side.get("fighters", [])
    whole = _agreed(by_side.pop(None, []))
    sides = {side: count for side, readings in by_side.items() if (count := _agreed(readings, whole))}
    added = _sum(list(sides.values()))
    if not whole or not added:
        return whole or added
    if sides.get("fighters") == _ONE and whole.low > 1 and added.low <= whole.low:
        return _sum([whole, _ONE])  # the dead and the attacker
    if sides.keys() == {"fighters"} and all(r.also for r in fighters) and added.low <= whole.low:
        return _sum([whole, added])  # five died, two of the attackers were killed, too
    disputed = any(r.disputing for r in readings)
    near = added.low < 2 * whole.low
    if whole.high and added.high and (disputed or (near and _told_by_others(readings))):
        low, high = sorted((whole, added), key=lambda c: c.low)
        return Count(low.low, high.best, high.high) if disputed or high.low < 2 * low.low else high
    if (whole.high is None) != (added.high is None):
        precise, vague = (added, whole) if whole.high is None else (whole, added)
        return precise if precise.low > 1 or vague.low <= precise.low else vague
    return whole if whole.low >= added.low else added


def _aimed_at(statements: Sequence[Statement], killed: Count | None) -> Count | None:
    """The civilians killed where civilians were aimed at: all the dead but those said to be others."""
    others = [s for s in statements if s.effect == "killed" and s.side not in (None, "civilians")]
    others = [s for s in others if s.count.high != 0]
    if not killed or any(not s.part for s in others):
        return _civilians(statements, killed, fought=False)
    some = _sum([s.count for s in others])
    if not some:
        return killed
    if some.high is None or killed.high is None or some.low >= killed.low:
        return _civilians(statements, killed, fought=False)
    return Count(killed.low - some.low, killed.best - some.best, killed.high - some.high)


def _place_own(by_side: dict[Side | None, list[_Reading]]) -> None:
    """The dead of whoever counts them (*four in our ranks*): of the side that he says nothing else of.

    Where another tells of the other side's dead, both count the same: *we lost four* - *we killed nine*.
    """
    own = by_side.pop("own", [])
    told = [side for side in ("forces", "fighters") if side in by_side]
    if own and not told:
        by_side[None] += own
    elif own and len(told) == 1:
        [side] = told
        rivals = {r.source for r in by_side[side]}
        for reading in own:
            disputed = reading.source and None not in rivals and reading.source not in rivals
            by_side[side if disputed else "fighters" if side == "forces" else "forces"].append(reading)
        by_side[side].sort(key=lambda r: r.sentence)


def _told_by_others(readings: Sequence[_Reading]) -> bool:
    """Whether those who tell of one side are others than those who tell of the whole."""
    of_sides = {r.source for r in readings if r.side}
    of_all = {r.source for r in readings if not r.side and not r.weak}
    return None not in of_sides | of_all and not of_sides & of_all


def _civilians(statements: Sequence[Statement], all_killed: Count | None, fought: bool) -> Count | None:
    killed = [s for s in statements if s.effect == "killed"]
    said = [s for s in killed if s.side == "civilians"]
    mains, parts = _readings([s for s in said if not s.part]), _readings([s for s in said if s.part])
    if not mains and any(s.whole for s in said):
        return all_killed
    if parts and not mains and not fought and all(r.count == _ONE for r in parts):  # what the others are, too
        return _agreed(_readings([s for s in killed if not s.part and not s.side]))
    return _agreed(mains or parts)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one mention of an effect says, of one side or (None) of all; `weak` for *they were killed*."""

    count: Count
    side: Side | None
    sentence: int
    other: bool
    hedged: bool
    weak: bool
    source: str | None
    disputing: bool
    also: bool


def _readings(statements: Sequence[Statement]) -> list[_Reading]:
    """The readings in the order of the text: the groups that a mention joins are added up."""
    mentions: dict[tuple[int, int], list[Statement]] = defaultdict(list)
    for statement in statements:
        mentions[statement.sentence, statement.verb].append(statement)
    readings: list[_Reading] = []
    for mention in mentions.values():
        made = [r for part in _by_side(mention) if (r := _reading(part))]
        if any(s.raised for s in mention):
            readings = [r for r in readings if r.count.low >= made[0].count.low]
        readings += [_added(r, readings) for r in made]
    return readings


def _by_side(mention: Sequence[Statement]) -> list[list[Statement]]:
    """The groups of a mention by side, all together where one has none (*a mayor and three others*)."""
    if any(s.side is None for s in mention):
        return [list(mention)]
    sides: dict[Side | None, list[Statement]] = defaultdict(list)
    for statement in mention:
        sides[statement.side].append(statement)
    return list(sides.values())


def _reading(statements: Sequence[Statement]) -> _Reading | None:
    count = _sum([s.count for s in statements])
    if not count:
        return None
    sides = {s.side for s in statements}
    alone = len(statements) == 1
    return _Reading(
        count,
        sides.pop() if len(sides) == 1 else None,
        statements[0].sentence,
        alone and statements[0].other,
        any(s.hedged for s in statements),
        not any(s.numbered or s.side for s in statements),
        statements[0].source,
        any(s.disputing for s in statements),
        any(s.also for s in statements),
    )


def _added(reading: _Reading, before: Sequence[_Reading]) -> _Reading:
    """*three others*, or *three were also killed*, with those before them.

    These are in the same sentence or a single victim.
    """
    if not before or not (reading.other or (reading.also and before[-1].count == _ONE)):
        return reading
    last = before[-1]
    if reading.side and last.side not in (None, reading.side):
        return reading
    if last.sentence != reading.sentence and (last.count != _ONE or reading.count.low == 1):
        return reading
    return replace(reading, count=_sum([last.count, reading.count]) or reading.count)


def _agreed(readings: Sequence[_Reading], whole: Count | None = None) -> Count | None:
    """What several readings of one number come to; one that the whole confirms is the one."""
    if whole and whole.low > 1 and whole.high and any(r.count == whole for r in readings):
        return whole
    precise = [r for r in readings if r.count.high is not None]
    vague = [r.count for r in readings if r.count.high is None and not (r.weak and precise)]
    several = [r for r in precise if r.count.low > 1]
    if not several:
        first = max([*(r.count for r in precise), *vague], key=lambda c: c.low, default=None)
        return _widened(first, precise) if first and first.high else first
    first = several[0].count
    if several[0].hedged:
        first = next((r.count for r in several if _refines(r, several[0])), first)
    return _widened(first, precise)


def _widened(count: Count, readings: Sequence[_Reading]) -> Count:
    """The number with those that contradict it: told in the same sentence, or by another source."""
    same = [r for r in readings if r.count == count]
    sentences, sources = {r.sentence for r in same}, {r.source for r in same}
    contradicting = [
        r.count
        for r in readings
        if (r.sentence in sentences and not r.other and r.count.low > 1) or _disputes(r, count, sources)
    ]
    low, high = min([count, *contradicting], key=lambda c: c.low), max([count, *contradicting], key=_high)
    return Count(low.low, high.best, high.high)


def _high(count: Count) -> int:
    return count.high or 0


def _disputes(reading: _Reading, count: Count, sources: set[str | None]) -> bool:
    """Whether another source says another number: none at all, more, or a bound that is not far below.

    A smaller exact number is more likely some of these.
    """
    if reading.disputing:
        return True
    if not reading.source or reading.source in sources or reading.other or reading.weak:
        return False
    bound = 2 * reading.count.low > count.low
    return reading.count.high == 0 or reading.count.low > count.low or bound


def _refines(reading: _Reading, hedged: _Reading) -> bool:
    """Whether a number near a hedged one of the same source is exact, or larger: *plus de 15*, then *16*."""
    low, refined = hedged.count.low, reading.count.low
    near = 3 * low <= 4 * refined and 2 * refined <= 3 * low
    return near and reading.source == hedged.source and (not reading.hedged or refined > low)


def _sum(counts: Sequence[Count]) -> Count | None:
    if not counts:
        return None
    high: int | None = 0
    for count in counts:
        high = None if high is None or count.high is None else high + count.high
    return Count(sum(c.low for c in counts), sum(c.best for c in counts), high)
