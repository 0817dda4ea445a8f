"""The languages temoin reads: one folder each, data only.

A folder holds `language.toml` (settings), and tables (`*.tsv`) that the modules of `coding` read with
a schema of their own. A new language is a new folder with the same files.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from temoin.languages.lexicon import Lexicon, Match, Word, form, words
from temoin.languages.tables import DataError, read_table

__all__ = [
    "CODES",
    "DataError",
    "Language",
    "Lexicon",
    "Match",
    "Word",
    "form",
    "load",
    "read_table",
    "words",
]

T = TypeVar("T")
_HERE = Path(__file__).parent
CODES: tuple[str, ...] = tuple(sorted(p.parent.name for p in _HERE.glob("*/language.toml")))


@dataclass(frozen=True)
class Language:
    """One language's data: `code` is ISO 639-1, `settings` the content of its `language.toml`."""

    code: str
    folder: Path
    settings: dict[str, Any]

    def __hash__(self) -> int:
        return hash(self.code)

    @cached_property
    def days(self) -> frozenset[str]:
        """Words for when that may stand inside any phrase: *a coûté mardi la vie à*."""
        return frozenset(self.settings["days"])

    @cached_property
    def possessives(self) -> frozenset[str]:
        """The words before what is somebody's."""
        return frozenset(self.settings["possessives"])

    def table(self, name: str, row: type[T]) -> tuple[T, ...]:
        """The entries of `NAME.tsv` in this language's folder (see `read_table`)."""
        return read_table(self.folder / f"{name}.tsv", row)


@cache
def load(code: str) -> Language:
    """The language with this code. Raises `DataError` naming the known ones where there is none."""
    if code not in CODES:
        raise DataError(f"no language {code!r}; known: {', '.join(CODES)}")
    with (_HERE / code / "language.toml").open("rb") as file:
        return Language(code, _HERE / code, tomllib.load(file))
