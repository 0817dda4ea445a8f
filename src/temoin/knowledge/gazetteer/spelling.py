"""Are two names one name spelt in two ways, and how far apart are they?

Names come to paper by ear, through French, English and Arabic spelling: Aribinda and Arbinda, Dogofri and
Dogofry, Ouro and Wuro. `spelling.tsv` says what each such difference costs; any other letter costs 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from temoin.languages import read_table

_SAME = (
    ("ou", "w"),
    ("ph", "f"),
    ("dj", "j"),
    ("tch", "c"),
    ("ch", "c"),
    ("sh", "c"),
    ("gh", "g"),
    ("kh", "k"),
    ("gn", "n"),
    ("ny", "n"),
    ("qu", "k"),
    ("q", "k"),
    ("c", "k"),
    ("z", "s"),
    ("v", "w"),
)
_VOWELS = re.compile(r"(?<!^)[aeiouyhw]")
_DOUBLED = re.compile(r"(.)\1+")
# What a letter costs that no rule explains: one more or less, or another; and a doubled letter.
_LETTER = 1.0
_DOUBLE = 0.05
_START, _END = "^", "$"
# Spelling keys: the letters that they are made of, and how many tell names apart.
_CONSONANTS = "bdfgjklmnprstw"
_FIRST_VOWELS = "aeiouy"
_TELLING = 4


def sound(key: str) -> str:
    """The spelling key of a folded name: its first letter and its consonants, alike letters as one."""
    joined = key.replace(" ", "")
    for written, read in _SAME:
        joined = joined.replace(written, read)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", joined))


def sounds_beside(key: str) -> set[str]:
    """The spelling key and, where it is long enough to tell names apart, those with one letter otherwise."""
    if len(key) < _TELLING:
        return {key}
    beside = {key}
    for i in range(len(key) + 1):
        before, after = key[:i], key[i:]
        letters = _CONSONANTS if before else _CONSONANTS + _FIRST_VOWELS
        beside.update(before + letter + after for letter in letters)
        beside.update(before + letter + after[1:] for letter in letters if after)
        beside.add(before + after[1:])
    return beside


@dataclass(frozen=True, slots=True)
class SpellingRow:
    """Two ways to write one sound; the `example` shows a pair of names that it brings together."""

    one: str
    example: str
    price: float
    other: str = ""
    at: Literal["", "start", "end"] = ""


@cache
def _prices() -> dict[tuple[str, str], float]:
    """What the differences cost, both ways round."""
    prices: dict[tuple[str, str], float] = {}
    for row in read_table(Path(__file__).with_name("spelling.tsv"), SpellingRow):
        one, other = (
            {"": s, "start": _START + s, "end": s + _END}[row.at].replace("_", " ")
            for s in (row.one, row.other)
        )
        for pair in ((one, other), (other, one)):
            prices[pair] = min(row.price, prices.get(pair, row.price))
    return prices


@cache
def _longest() -> int:
    return max(len(one) for one, _ in _prices())


@cache
def _steps() -> tuple[tuple[int, int], ...]:
    """How many letters of either name a rule takes."""
    return tuple(sorted({(len(one), len(other)) for one, other in _prices()}))


def price(one: str, other: str, limit: float = float("inf")) -> float:
    """What it costs to read the folded name `one` as `other`; infinite above `limit`."""
    a, b = f"{_START}{one}{_END}", f"{_START}{other}{_END}"
    prices, steps = _prices(), _steps()
    width = len(b)
    rows: list[list[float]] = []
    for i in range(len(a) + 1):
        row = [float("inf")] * (width + 1)
        for j in range(width + 1):
            if i == j == 0:
                row[0] = 0.0
                continue
            best = float("inf")
            if i and j and a[i - 1] == b[j - 1]:
                best = rows[i - 1][j - 1]
            elif i and j:
                best = rows[i - 1][j - 1] + _LETTER
            if i:
                best = min(best, rows[i - 1][j] + (_DOUBLE if i > 1 and a[i - 1] == a[i - 2] else _LETTER))
            if j:
                best = min(best, row[j - 1] + (_DOUBLE if j > 1 and b[j - 1] == b[j - 2] else _LETTER))
            for da, db in steps:
                if da > i or db > j:
                    continue
                before = (rows[i - da] if da else row)[j - db]
                if before < best:
                    cost = prices.get((a[i - da : i], b[j - db : j]))
                    if cost is not None and before + cost < best:
                        best = before + cost
            row[j] = best
        rows.append(row)
        if min(row) > limit:
            return float("inf")
    total = rows[-1][-1]
    return total if total <= limit else float("inf")
