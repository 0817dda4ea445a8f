"""Which pairs of events may be one incident, with what weight and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from temoin.linking.comparing import UNKNOWN, comparisons, settings
from temoin.linking.facts import EventFacts
from temoin.linking.rows import COLUMNS, row

# Pairs below this weight are not kept: nothing that joins them could be believed.
FLOOR = -1.0
# The functions of `comparing.tsv` that DuckDB calls otherwise.
_FUNCTIONS = """
CREATE MACRO arrays_overlap(a, b) AS list_has_any(a, b);
CREATE MACRO size(a) AS len(a);
CREATE MACRO dot(a, b) AS list_inner_product(a, b);
"""


@dataclass(frozen=True, slots=True)
class Reason:
    """What one comparison says: its level and the weight of that level in bits, above 0 for one incident."""

    comparison: str
    level: str
    weight: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two events that may be one incident; `weight` in bits, 0 is even odds. `first` is the lesser id."""

    first: str
    second: str
    weight: float
    reasons: tuple[Reason, ...]


def score(
    fresh: Sequence[EventFacts],
    known: Sequence[EventFacts] = (),
    vectors: dict[str, Sequence[float]] | None = None,
) -> list[Pair]:
    """The pairs of fresh events among themselves and with known ones, the weightiest first.

    `vectors` gives for event ids the embedding of the event's text; events without one are compared without.
    """
    if not fresh:
        return []
    import duckdb
    from splink import DuckDBAPI, Linker

    vectors = vectors or {}
    with duckdb.connect() as base:
        base.execute(_FUNCTIONS)
        base.register("facts", _table([(e, True) for e in fresh] + [(e, False) for e in known], vectors))
        api = DuckDBAPI(base)
        linker = Linker(api.register("facts"), settings(), log_level="ERROR")
        found = linker.inference.predict(threshold_match_weight=FLOOR).as_duckdbpyrelation()
        names = list(comparisons())
        columns = ["unique_id_l", "unique_id_r", "match_weight", *(f"gamma_{n}" for n in names)]
        rows = found.select(*columns).fetchall()
    pairs = [_pair(r, names) for r in rows]
    return sorted(pairs, key=lambda p: (-p.weight, p.first, p.second))


def _table(events: Iterable[tuple[EventFacts, bool]], vectors: dict[str, Sequence[float]]) -> Any:
    """The events as an Arrow table, with `fresh` for those to be compared with all others."""
    import pyarrow as pa

    kinds = {
        "VARCHAR": pa.string(),
        "VARCHAR[]": pa.list_(pa.string()),
        "INTEGER": pa.int64(),
        "DOUBLE": pa.float64(),
        "BOOLEAN": pa.bool_(),
        "FLOAT[]": pa.list_(pa.float32()),
    }
    schema = pa.schema([(name, kinds[kind]) for name, kind in (*COLUMNS.items(), ("fresh", "BOOLEAN"))])
    rows = [(*row(event, vectors.get(event.id)), fresh) for event, fresh in events]
    columns = list(zip(*rows, strict=True))
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema)


def _pair(found: tuple[Any, ...], names: list[str]) -> Pair:
    first, second, weight, *gammas = found
    reasons = (_reason(name, gamma) for name, gamma in zip(names, gammas, strict=True))
    return Pair(min(first, second), max(first, second), weight, tuple(r for r in reasons if r))


@cache
def _reason(comparison: str, gamma: int) -> Reason | None:
    """What the level says that Splink numbers `gamma`: from the last, 0, upwards; None for the unknown."""
    known = [level for level in comparisons()[comparison] if level.level != UNKNOWN]
    if gamma < 0:
        return None
    level = known[len(known) - 1 - gamma]
    return Reason(comparison, level.level, level.weight)
