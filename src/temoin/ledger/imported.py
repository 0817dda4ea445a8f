"""Data sets beside the ledger's own incidents: kept with where they come from, read as findings take them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from temoin.analysis.occurrence import Occurrence, Toll
from temoin.datasets import Row, Source
from temoin.ledger.clock import now
from temoin.ledger.engine import in_parts
from temoin.ledger.filters import Filters, conditions, listed
from temoin.ledger.tables import dataset, imported, imported_cells

# Rows that are written, and that are read, at one time.
_WRITTEN, _READ = 2000, 5000
_FIELDS = [c for c in imported.c if c.name not in ("dataset", "number", "parties")]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A data set in the ledger, and where it comes from.

    `kind` is the format of its file (`ucdp`, `acled`), `file` its name and `sha256` the hash of its bytes,
    `at` when it was loaded, `rows` how many were, `refused` how many rows of the file were not. `columns` are
    the file's own, `missing` those of the format that it has not.
    """

    name: str
    kind: str
    file: str
    sha256: str
    at: str
    rows: int
    refused: int
    columns: tuple[str, ...]
    missing: tuple[str, ...]


class NothingToLoad(Exception):
    """No row of a file can be loaded; `Source.refused` says why."""


def datasets(connection: sa.Connection) -> list[Dataset]:
    """The data sets that are loaded, by name."""
    rows = connection.execute(sa.select(dataset).order_by(dataset.c.name)).mappings()
    return [
        Dataset(**{**row, "columns": tuple(row["columns"]), "missing": tuple(row["missing"])}) for row in rows
    ]


def load(connection: sa.Connection, source: Source) -> Dataset:
    """Write down the rows of a file, in the place of the data set that had its name.

    Raises `NothingToLoad` where no row of it can be read.
    """
    remove(connection, source.name)
    about = Dataset(
        name=source.name,
        kind=source.format,
        file=source.path.name,
        sha256=source.sha256,
        at=now(),
        rows=0,
        refused=0,
        columns=source.columns,
        missing=source.missing,
    )
    connection.execute(dataset.insert().values(**asdict(about)))
    rows = 0
    for part in in_parts(source.rows(), _WRITTEN):
        rows += len(part)
        connection.execute(imported.insert(), [_values(source.name, row) for row in part])
        connection.execute(
            imported_cells.insert(),
            [{"dataset": source.name, "number": row.number, "cells": list(row.cells)} for row in part],
        )
    if not rows:
        raise NothingToLoad
    loaded = replace(about, rows=rows, refused=sum(one.n for one in source.refused.values()))
    counts = {"rows": loaded.rows, "refused": loaded.refused}
    connection.execute(dataset.update().where(dataset.c.name == source.name).values(**counts))
    return loaded


def remove(connection: sa.Connection, name: str) -> bool:
    """Take a data set out, whether there was one of this name."""
    for table in (imported_cells, imported):
        connection.execute(table.delete().where(table.c.dataset == name))
    return connection.execute(dataset.delete().where(dataset.c.name == name)).rowcount > 0


def occurrences(connection: sa.Connection, name: str, filters: Filters) -> Iterator[Occurrence]:
    """The rows of a data set that are asked for, by start and id, undated last.

    Raises `KeyError` where there is no data set of this name.
    """
    _check(connection, name)
    query = (
        sa.select(*_FIELDS)
        .where(imported.c.dataset == name, *conditions(filters, imported))
        .order_by(sa.nulls_last(imported.c.start), imported.c.id)
    )
    for row in connection.execute(query, execution_options={"yield_per": _READ}):
        id, *about, k_low, k_best, k_high, c_low, c_best, c_high, voices = row
        killed = None if k_best is None else Toll(k_low, k_best, k_high)
        civilians = None if c_best is None else Toll(c_low, c_best, c_high)
        yield Occurrence(*[id, name, *about, killed, civilians, voices])


def cells(connection: sa.Connection, name: str, filters: Filters) -> Iterator[list[str]]:
    """The rows that are asked for as they stand in the file, in its order.

    Raises `KeyError` where there is no data set of this name.
    """
    _check(connection, name)
    same = (imported.c.dataset == imported_cells.c.dataset) & (imported.c.number == imported_cells.c.number)
    query = (
        sa.select(imported_cells.c.cells)
        .join(imported, same)
        .where(imported_cells.c.dataset == name, *conditions(filters, imported))
        .order_by(imported_cells.c.number)
    )
    for row in connection.execute(query, execution_options={"yield_per": _WRITTEN}):
        yield row.cells


def _check(connection: sa.Connection, name: str) -> None:
    if connection.scalar(sa.select(dataset.c.name).where(dataset.c.name == name)) is None:
        raise KeyError(name)


def _values(name: str, row: Row) -> dict[str, Any]:
    told = row.occurrence
    return {
        "dataset": name,
        "number": row.number,
        "id": told.id,
        "start": told.start,
        "end": told.end,
        "country": told.country,
        "admin1": told.admin1,
        "lat": told.lat,
        "lon": told.lon,
        "precision": told.precision,
        "type": told.type,
        "violence": told.violence,
        "side_a": told.side_a,
        "side_b": told.side_b,
        "attacker": told.attacker,
        **_counts("killed", told.killed),
        **_counts("civilians", told.civilians_killed),
        "voices": told.voices,
        "parties": _listed(row.names),
    }


@lru_cache(2**14)
def _listed(names: tuple[str, ...]) -> str:
    return listed(names)


def _counts(name: str, toll: Toll | None) -> dict[str, int | None]:
    counts = (toll.low, toll.best, toll.high) if toll else (None, None, None)
    return {f"{name}_{part}": n for part, n in zip(("low", "best", "high"), counts, strict=True)}
