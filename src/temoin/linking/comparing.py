"""How alike two events are: the comparisons of a Fellegi-Sunter model, as data.

The model (Fellegi and Sunter 1969, "A Theory for Record Linkage", JASA 64) gives each level of agreement a
weight, the logarithm to base 2 of m / u; the weights of all comparisons and of the prior add up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from temoin.languages import read_table

# Of pairs that share a key, so many are of one incident.
PRIOR = 0.02
UNKNOWN, _ELSE = "unknown", "else"
_KM = (
    "12742 * asin(sqrt(pow(sin(radians(lat_r - lat_l) / 2), 2)"
    " + cos(radians(lat_l)) * cos(radians(lat_r)) * pow(sin(radians(lon_r - lon_l) / 2), 2)))"
)


@dataclass(frozen=True, slots=True)
class Level:
    """A level of one comparison: the condition under which two events are at it, and how telling it is.

    `m` is the share of pairs of one incident that are at this level, `u` that of other pairs; the level
    `unknown` has neither, and counts nothing.
    """

    comparison: str
    level: str
    condition: str
    m: float | None = None
    u: float | None = None

    def __post_init__(self) -> None:
        known = self.level != UNKNOWN
        if known != (self.m is not None and self.u is not None):
            raise ValueError(f"{self.comparison} {self.level}: every level but {UNKNOWN!r} needs m and u")
        if self.m is not None and self.u is not None and not (0 < self.m < 1 and 0 < self.u < 1):
            raise ValueError(f"{self.comparison} {self.level}: m and u lie between 0 and 1")

    @property
    def weight(self) -> float:
        """How much the level speaks for one incident (above 0) or against it, in bits."""
        return math.log2(self.m / self.u) if self.m and self.u else 0.0


@cache
def levels() -> tuple[Level, ...]:
    """All levels, the levels of a comparison one after the other, in the order in which they are tried."""
    return read_table(Path(__file__).with_name("comparing.tsv"), Level)


@cache
def comparisons() -> dict[str, tuple[Level, ...]]:
    """The levels of each comparison."""
    return {name: tuple(group) for name, group in groupby(levels(), key=lambda level: level.comparison)}


def settings() -> dict[str, Any]:
    """The model as Splink's settings: for DuckDB here, and for Spark where one machine is not enough."""
    return {
        "link_type": "dedupe_only",
        "probability_two_random_records_match": PRIOR,
        "blocking_rules_to_generate_predictions": [
            {
                "blocking_rule": "l.keys = r.keys and l.report <> r.report and (l.fresh or r.fresh)",
                "arrays_to_explode": ["keys"],
            }
        ],
        "comparisons": [
            {"output_column_name": name, "comparison_levels": [_level(level) for level in group]}
            for name, group in comparisons().items()
        ],
        "retain_matching_columns": True,
    }


def _level(level: Level) -> dict[str, Any]:
    condition = "ELSE" if level.condition == _ELSE else level.condition.format(km=_KM)
    known = {"sql_condition": condition, "label_for_charts": level.level}
    if level.level == UNKNOWN:
        return {**known, "is_null_level": True}
    return {**known, "m_probability": level.m, "u_probability": level.u}
