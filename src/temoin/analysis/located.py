"""Which incidents are known well enough, in place and in time, to be called near each other?"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from temoin.analysis.occurrence import Occurrence

if TYPE_CHECKING:
    import numpy as np

Reason = Literal["violence", "date", "point", "precision"]
REASONS: tuple[Reason, ...] = ("violence", "date", "point", "precision")
"""Why an incident does not enter, in the order in which it is asked: no organised violence, no single day,
no point, a point that is not known well enough."""

REACH_KM: dict[str, float] = {"exact": 0.0, "near": 25.0}
"""How far from its point an incident may be, by precision; `near` as UCDP's where_prec 2 (GED Codebook)."""

# Decimals of a degree in which two points are one place: some hundred metres.
_SAME = 3


@dataclass(frozen=True, slots=True)
class Located:
    """The incidents that enter, sorted by day, and why the others do not.

    `near` counts those left out for their precision whose place is known all the same, to some 25 km.
    `copies` counts those left out because another that enters was at the same place on the same day: one
    attack that was coded as several would else be its own near repeat.
    """

    rows: tuple[Occurrence, ...]
    left_out: dict[Reason, int]
    near: int
    copies: int

    @property
    def days(self) -> np.ndarray:
        """Their days, counted from the first."""
        import numpy as np

        days = [row.start.toordinal() for row in self.rows if row.start]
        return np.array(days, dtype=np.int32) - (days[0] if days else 0)

    @property
    def period(self) -> tuple[date, date] | None:
        """The first and the last day, None where none enters."""
        days = [row.start for row in self.rows if row.start]
        return (days[0], days[-1]) if days else None


def located(
    rows: Iterable[Occurrence],
    within_km: float,
    violent: bool = True,
    apart: Callable[[Occurrence], Hashable] = lambda row: None,
) -> Located:
    """The incidents whose day is known, and whose place is known to half of `within_km` or better.

    With `violent`, only those of UCDP's types of organised violence. Of several at the same place on the same
    day the first stands for all, except for those that `apart` tells apart.
    """
    left_out: dict[Reason, int] = dict.fromkeys(REASONS, 0)
    kept: dict[tuple[object, ...], Occurrence] = {}
    copies = near = 0
    for row in rows:
        if reason := _reason(row, within_km, violent):
            left_out[reason] += 1
            near += reason == "precision" and row.precision in REACH_KM
            continue
        key = (row.start, *place(row), apart(row))
        copies += key in kept
        kept.setdefault(key, row)
    by_day = sorted(kept.values(), key=lambda row: (row.start or date.min, row.id))
    return Located(tuple(by_day), left_out, near, copies)


def place(row: Occurrence) -> tuple[float, float]:
    """The place of an incident that has a point, the same for points that are some hundred metres apart."""
    assert row.lat is not None and row.lon is not None
    return round(row.lat, _SAME), round(row.lon, _SAME)


def windows(days: np.ndarray, length: int | None) -> np.ndarray:
    """The number of the window in which each day lies.

    Windows are equal, of about `length` days, from the first day to the last; None is one for all.
    """
    import numpy as np

    span = int(days.max()) + 1 if len(days) else 1
    many = max(1, round(span / length)) if length else 1
    return np.asarray(days, dtype=np.int64) * many // span


def _reason(row: Occurrence, within_km: float, violent: bool) -> Reason | None:
    """Why an incident does not enter, None where it does."""
    if violent and row.violence is None:
        return "violence"
    if row.start is None or row.start != row.end:
        return "date"
    if row.lat is None or row.lon is None:
        return "point"
    reach = REACH_KM.get(row.precision)
    return None if reach is not None and 2 * reach <= within_km else "precision"
