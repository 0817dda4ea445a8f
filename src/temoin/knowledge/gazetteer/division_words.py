"""What a word for a division says of the country: a "cercle" is Malian, a "woreda" Ethiopian."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from temoin.knowledge.gazetteer.names import fold
from temoin.languages import read_table

_PATH = Path(__file__).with_name("division_words.tsv")


@dataclass(frozen=True, slots=True)
class DivisionWord:
    """A word for a division, folded (see `fold`), and the countries that use it, ISO 3166 alpha-2."""

    word: str
    countries: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.word != fold(self.word):
            raise ValueError(f"{self.word!r} must be written {fold(self.word)!r}")


@cache
def _words() -> tuple[DivisionWord, ...]:
    found = read_table(_PATH, DivisionWord)
    return tuple(sorted(found, key=lambda entry: -len(entry.word)))


def countries_by_word(wording: str) -> tuple[str, ...]:
    """The countries that call a division as this wording does ("cercle de Koro"); none where all may."""
    folded = f" {fold(wording)} "
    return next((entry.countries for entry in _words() if f" {entry.word} " in folded), ())
