"""What a source leaves out of the division of a place, where the rest of it tells.

A place without a first-level division gets that of its neighbours, where the nearest ones agree; else it
stays unknown. Second-level divisions are never guessed.
"""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable

# How many neighbours must agree, and how far they may be, in kilometres. Measured on villages of 16
# countries whose division was hidden: 89 % get one, 99.4 % of these the right one (benchmarks/gazetteer.py).
AGREEING = 5
WITHIN_KM = 20.0
_KM_A_DEGREE = 111.2
_CELL = WITHIN_KM / _KM_A_DEGREE
# Places that lie at a point, not rivers, ranges, forests, roads: those cross borders.
_AT_A_POINT = (
    "(feature LIKE 'P.%' OR feature LIKE 'S.%' OR feature LIKE 'H.WLL%' OR feature LIKE 'H.WTRH%'"
    " OR feature IN ('A.ADM2', 'A.ADM3', 'A.ADM4', 'A.ADMD', 'H.SPNG', 'T.HLL', 'T.MT', 'T.PK', 'L.LCTY'))"
)


class Neighbours:
    """Places whose division is known, by where they lie."""

    def __init__(self, places: Iterable[tuple[float, float, str]]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float, str]]] = defaultdict(list)
        for lat, lon, admin1 in places:
            self._cells[_cell(lat, lon)].append((lat, lon, admin1))

    def admin1(self, lat: float, lon: float) -> str:
        """The division that the nearest places agree on; empty where they are far or at odds."""
        width = math.cos(math.radians(lat))
        row, column = _cell(lat, lon)
        reach = math.ceil(1 / max(width, 0.05))  # a degree of longitude is shorter than one of latitude
        near = sorted(
            (math.hypot(y - lat, (x - lon) * width), admin1)
            for i in (row - 1, row, row + 1)
            for j in range(column - reach, column + reach + 1)
            for y, x, admin1 in self._cells.get((i, j), ())
        )[:AGREEING]
        if len(near) < AGREEING or near[-1][0] > _CELL:
            return ""
        divisions = {admin1 for _, admin1 in near}
        return divisions.pop() if len(divisions) == 1 else ""


def fill_in(index: sqlite3.Connection, country: str) -> int:
    """Give the places of a country that have no first-level division that of their neighbours; how many."""
    unknown = index.execute(
        f"SELECT id, lat, lon FROM place WHERE country = ? AND admin1 = '' AND {_AT_A_POINT}", (country,)
    ).fetchall()
    if not unknown:
        return 0
    known = index.execute(
        "SELECT lat, lon, admin1 FROM place WHERE country = ? AND admin1 <> '' AND feature LIKE 'P.%'",
        (country,),
    )
    neighbours = Neighbours(known)
    found = [(admin1, id) for id, lat, lon in unknown if (admin1 := neighbours.admin1(lat, lon))]
    index.executemany("UPDATE place SET admin1 = ? WHERE id = ?", found)
    return len(found)


def pad_codes(index: sqlite3.Connection, country: str) -> None:
    """Write `7` as `07` where the country's divisions are numbered so: spreadsheets drop the zero."""
    is_one = "EXISTS (SELECT 1 FROM division d WHERE d.country = ?1 AND d.admin1 ="
    index.execute(
        "UPDATE place SET admin1 = '0' || admin1 WHERE country = ?1 AND length(admin1) = 1"
        f" AND NOT {is_one} place.admin1 AND listed) AND {is_one} '0' || place.admin1)",
        (country,),
    )


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return math.floor(lat / _CELL), math.floor(lon / _CELL)
