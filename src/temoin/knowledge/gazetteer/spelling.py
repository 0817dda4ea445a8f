"""How names that are spelt in several ways are brought together, and what each difference costs."""

from __future__ import annotations

import re

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


def sound(key: str) -> str:
    """The spelling key of a folded name: its first letter and its consonants, alike letters as one."""
    joined = key.replace(" ", "")
    for written, read in _SAME:
        joined = joined.replace(written, read)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", joined))
