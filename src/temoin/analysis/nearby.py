"""What follows nearby after an incident: near repeats by type and side, and reprisals between sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from temoin.analysis.camps import camps
from temoin.analysis.knox import DAYS, FEWEST, KM, PERMUTATIONS, WINDOW, NearRepeat, knox
from temoin.analysis.located import Located, located
from temoin.analysis.occurrence import VIOLENCE, Occurrence
from temoin.analysis.reprisals import Reprisals, reprisals

# Sides that are looked at one by one, those with most incidents first.
_SIDES = 8


@dataclass(frozen=True, slots=True)
class Nearby:
    """Near repeats and reprisals among some incidents.

    `tests` are for all incidents first, then by type of violence, then by side; `window` is about how many
    days the windows are long within which dates are exchanged, None for the whole period. `km` and `days` are
    the ends of the bands.
    """

    entering: Located
    tests: tuple[NearRepeat, ...]
    reprisals: Reprisals
    window: int | None
    km: tuple[float, ...]
    days: tuple[int, ...]


def nearby(
    rows: Sequence[Occurrence],
    km: Sequence[float] = KM,
    days: Sequence[int] = DAYS,
    window: int | None = WINDOW,
    violent: bool = True,
    language: str = "en",
    permutations: int = PERMUTATIONS,
) -> Nearby:
    """Near repeats in bands that end at `km` and at `days`, and reprisals, among these incidents.

    A side's incidents are those in which it takes part. Sides are those with incidents enough, the most
    frequent first, named in a language. `violent` leaves out what is no organised violence; see `located`
    for what else enters.
    """
    entering = located(rows, km[0], violent)
    tests = []
    for group, members in _groups(rows, entering, language).items():
        those = located(members, km[0], violent) if group else entering
        tests.append(knox(those, km, days, window, permutations, group))
    replies = reprisals(rows, window=window, rotations=permutations, language=language)
    return Nearby(entering, tuple(tests), replies, window, tuple(km), tuple(days))


def _groups(rows: Sequence[Occurrence], entering: Located, language: str) -> dict[str, list[Occurrence]]:
    """All incidents (""), those of each type of violence and those of each frequent side."""
    found = {"": list(rows)}
    types = Counter(row.violence for row in entering.rows)
    if len(types) > 1:
        found |= {kind: [row for row in rows if row.violence == kind] for kind in VIOLENCE if types[kind]}
    counts = Counter(side for row in entering.rows for side in set(camps(row, language)) if side)
    sides = [(row, camps(row, language)) for row in rows]
    for side, n in counts.most_common(_SIDES):
        if n >= FEWEST:
            found[side] = [row for row, both in sides if side in both]
    return found
