"""Read the tables of words that are temoin's data, and say exactly what is wrong with a bad one.

A table is a tab-separated file: a header that names the columns, then a line an entry. Lines that
start with `#` are comments. Columns are the fields of a frozen dataclass; an empty cell takes the
field's default. Lists are separated by `|`, truth values are `yes` or `no`.
"""

from __future__ import annotations

import dataclasses
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
    hints = get_type_hints(row)
    rows: list[T] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = _checked_header(cells, row, path)
            continue
        if len(cells) > len(header):
            raise DataError(f"{path.name}:{number}: {len(cells)} cells for {len(header)} columns")
        try:
            rows.append(_entry(row, dict(zip(header, cells, strict=False)), hints))
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


def _entry(row: type[T], cells: dict[str, str], hints: dict[str, Any]) -> T:
    values = {name: _value(cell.strip(), hints[name], name) for name, cell in cells.items() if cell.strip()}
    return row(**values)


def _value(cell: str, hint: Any, name: str) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        if cell not in args:
            raise ValueError(f"{name} is {cell!r}; it must be one of {', '.join(map(str, args))}")
        return cell
    if origin is tuple:
        return tuple(_value(part.strip(), args[0], name) for part in cell.split("|") if part.strip())
    if hint is bool:
        if cell not in ("yes", "no"):
            raise ValueError(f"{name} is {cell!r}; it must be yes or no")
        return cell == "yes"
    if args:  # X | None
        return _value(cell, next(a for a in args if a is not type(None)), name)
    return hint(cell)
