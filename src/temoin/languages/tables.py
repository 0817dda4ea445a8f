"""Read the tables of words that are temoin's data, and say exactly what is wrong with a bad one.

A table is a tab-separated file: a header that names the columns, then a line an entry. Lines that
start with `#` are comments. Columns are the fields of a frozen dataclass; an empty cell takes the
field's default. Lists are separated by `|`, truth values are `yes` or `no`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


class DataError(ValueError):
    """A data file is wrong; the message says which file, which line, and what to mend."""


def read_table(path: Path, row: type[T]) -> tuple[T, ...]:
    """The entries of the table at `path`, each an instance of the dataclass `row`.

    Raises `DataError` for a missing or unknown column, an empty cell without a default, or a value
    that the column does not admit; `row.__post_init__` may raise `ValueError` for anything else.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    header: list[str] = []
    readers: list[tuple[str, Callable[[str], Any]]] = []
    hints = get_type_hints(row)
    rows: list[T] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = _checked_header(cells, row, path)
            readers = [(name, _reader(hints[name], name)) for name in header]
            continue
        if len(cells) > len(header):
            raise DataError(f"{path.name}:{number}: {len(cells)} cells for {len(header)} columns")
        try:
            columns = zip(readers, cells, strict=False)
            rows.append(
                row(**{name: read(cell) for (name, read), cell in columns if cell and not cell.isspace()})
            )
        except (ValueError, TypeError) as error:
            raise DataError(f"{path.name}:{number}: {error}") from error
    return tuple(rows)


def _checked_header(cells: list[str], row: type[Any], path: Path) -> list[str]:
    known = {f.name for f in dataclasses.fields(row)}
    if unknown := [c for c in cells if c not in known]:
        raise DataError(f"{path.name}: unknown column {unknown[0]!r}; known: {', '.join(sorted(known))}")
    required = {
        f.name
        for f in dataclasses.fields(row)
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    }
    if missing := sorted(required - set(cells)):
        raise DataError(f"{path.name}: column {missing[0]!r} is missing")
    return cells


def _reader(hint: Any, name: str) -> Callable[[str], Any]:
    """What makes a value of this type of a cell that is not empty."""
    origin, args = get_origin(hint), get_args(hint)
    if hint is str:
        return str.strip
    if hint is bool:
        return partial(_one_of, {"yes": True, "no": False}, "yes or no", name)
    if origin is Literal:
        return partial(_one_of, {a: a for a in args}, f"one of {', '.join(map(str, args))}", name)
    if origin is tuple:
        part = _reader(args[0], name)
        return lambda cell: tuple(part(p.strip()) for p in cell.split("|") if p.strip())
    if args:  # X | None
        return _reader(next(a for a in args if a is not type(None)), name)
    return partial(_made, hint)


def _one_of(values: dict[str, Any], admitted: str, name: str, cell: str) -> Any:
    value = cell.strip()
    if value not in values:
        raise ValueError(f"{name} is {value!r}; it must be {admitted}")
    return values[value]


def _made(kind: Callable[[str], Any], cell: str) -> Any:
    return kind(cell.strip())
