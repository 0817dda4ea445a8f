"""The form by which place names are compared.

Accents, case, hyphens and apostrophes do not count, Saint is St.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from temoin.languages import read_table

_WORD = re.compile(r"[^\W_]+")
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


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """A name as plain lower-case words, one blank between."""
    plain = name.lower()
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join([c for c in parts if not unicodedata.combining(c)])
    readings = _name_words()
    return " ".join([readings.get(w) or w for w in _WORD.findall(plain)])


def without_article(folded: str) -> str:
    """A folded name without the article that starts it; unchanged where that would leave nothing."""
    first, _, rest = folded.partition(" ")
    return rest if rest and _name_words().get(first, first) == "" else folded
