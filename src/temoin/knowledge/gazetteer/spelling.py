"""Are two names one name spelt in two ways, and how far apart are they?

Names come to paper by ear, through French, English and Arabic spelling: Aribinda and Arbinda, Dogofri and
Dogofry, Ouro and Wuro. `spelling.tsv` says what each such difference costs; any other letter costs 1.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
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
_VOWELS = re.compile(r"(?<=[^\n])[aeiouyhw]")
_DOUBLED = re.compile(r"(.)\1+")
# What a letter costs that no rule explains: one more or less, or another; and a doubled letter.
_LETTER = 1.0
_DOUBLE = 0.05
_START, _END = "^", "$"
# Spelling keys: the letters that they are made of, and how many tell names apart.
_CONSONANTS = "bdfgjklmnprstw"
_FIRST_VOWELS = "aeiouy"
_ALIKE = ("lr", "gjk", "dt", "bfp", "mn")
_TELLING = 4


def sound(key: str) -> str:
    """The spelling key of a folded name: its first letter and its consonants, alike letters as one."""
    joined = key.replace(" ", "")
    for written, read in _SAME:
        joined = joined.replace(written, read)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", joined))


def sounds(keys: Sequence[str]) -> list[str]:
    """The spelling keys of many folded names, at once."""
    return sound("\n".join(keys)).split("\n")


def sounds_beside(key: str) -> set[str]:
    """The spelling key and those with one letter otherwise: any where it is long enough to tell names apart,
    else one that sounds alike."""
    beside = {key}
    for i in range(len(key) + 1):
        before, after = key[:i], key[i:]
        if len(key) < _TELLING:
            alike = next((letters for letters in _ALIKE if after[:1] and after[0] in letters), "")
            beside.update(before + letter + after[1:] for letter in alike)
            continue
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
def _others() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """For each way to write a sound, the other ways with what they cost."""
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (one, other), cost in _prices().items():
        found[one].append((other, cost))
    return {one: tuple(others) for one, others in found.items()}


@cache
def _longest() -> int:
    return max(map(len, _others()))


@cache
def _runs() -> frozenset[str]:
    """The runs of letters that a rule may write; the empty one stands for a letter left out."""
    return frozenset(other for others in _others().values() for other, _ in others) | {""}


def price(one: str, other: str, limit: float = float("inf")) -> float:
    """What it costs to read the folded name `one` as `other`; infinite above `limit`."""
    a, b = f"{_START}{one}{_END}", f"{_START}{other}{_END}"
    ends = _ends(b)
    more = [_costs_more(b, j) for j in range(len(b) + 1)]
    rows: list[list[float]] = []
    for i in range(len(a) + 1):
        # by rule, from the rows above; then letter by letter
        row = [float("inf")] * (len(b) + 1)
        for length, written, cost in _ways(a, i):
            above = rows[i - length]
            for j in ends.get(written, ()):
                row[j] = min(row[j], above[j - len(written)] + cost)
        if not i:
            row[0] = 0.0
        for j in range(1, len(b) + 1):
            best = min(row[j], row[j - 1] + more[j])
            if i:
                best = min(best, rows[i - 1][j - 1] + (0.0 if a[i - 1] == b[j - 1] else _LETTER))
            row[j] = best
        if min(row) > limit:
            return float("inf")
        rows.append(row)
    return rows[-1][-1] if rows[-1][-1] <= limit else float("inf")


def _ends(name: str) -> dict[str, list[int]]:
    """Where each run of letters that a rule may write ends in the name."""
    ends: dict[str, list[int]] = defaultdict(list)
    runs = _runs()
    for end in range(len(name) + 1):
        for length in range(min(end, _longest()) + 1):
            if (run := name[end - length : end]) in runs:
                ends[run].append(end)
    return ends


def _ways(name: str, end: int) -> list[tuple[int, str, float]]:
    """Other ways to write the letters that end there: how many letters, how they are written, the cost."""
    if not end:
        return []
    left_out = _DOUBLE if end > 1 and name[end - 1] == name[end - 2] else _LETTER
    ways = [(1, "", left_out)]
    for length in range(1, min(end, _longest()) + 1):
        ways += [(length, *other) for other in _others().get(name[end - length : end], ())]
    return ways


def _costs_more(name: str, end: int) -> float:
    """What it costs that the name has the letter that ends there and the other has not."""
    if not end:
        return 0.0
    doubled = _DOUBLE if end > 1 and name[end - 1] == name[end - 2] else _LETTER
    return min(doubled, _prices().get(("", name[end - 1]), doubled))
