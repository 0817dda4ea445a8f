"""The form by which place names are compared.

Accents, case, hyphens and apostrophes do not count, Saint is St.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from temoin.languages import read_table

# Letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word that place names write in several ways; an article where `reads_as` is empty."""

    word: str
    reads_as: str = ""


@cache
def _name_words() -> dict[str, str]:
    return {r.word: r.reads_as for r in read_table(Path(__file__).with_name("name_words.tsv"), NameWord)}


class _Folding(dict[int, str]):
    """What each character stands for, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code).lower().translate(_LETTERS))
        plain = [c for c in parts if not unicodedata.combining(c)]
        self[code] = "".join([c if c.isalnum() else " " for c in plain])
        return self[code]


_FOLDING = _Folding()
_FOLDING_LINES = _Folding({ord("\n"): "\n"})
_BLANKS = re.compile(" +")


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """A name as plain lower-case words, one blank between."""
    readings = _name_words()
    return " ".join([readings.get(w) or w for w in name.translate(_FOLDING).split()])


def fold_all(names: Sequence[str]) -> list[str]:
    """Many names folded at once."""
    lines = "\n".join([name.replace("\n", " ") for name in names]).translate(_FOLDING_LINES)
    words = _BLANKS.sub(" ", lines).replace(" \n", "\n").replace("\n ", "\n").strip(" ")
    return _respelt().sub(lambda word: _name_words()[word[0]], words).split("\n")


@cache
def _respelt() -> re.Pattern[str]:
    """The words that are read as another."""
    return re.compile(rf"\b(?:{'|'.join(word for word, reads_as in _name_words().items() if reads_as)})\b")


def without_article(folded: str) -> str:
    """A folded name without the article that starts it; unchanged where that would leave nothing."""
    first, _, rest = folded.partition(" ")
    return rest if rest and _name_words().get(first, first) == "" else folded
