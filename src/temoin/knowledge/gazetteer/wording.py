"""What does a written place say, beside its name: "camp de réfugiés de X", "X lga", "X/Y (Z)"?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from temoin.knowledge.gazetteer.names import fold
from temoin.languages import read_table

_BRACKETS = re.compile(r"\(([^()]*)\)?|\[([^\]]*)\]?")
_OR = re.compile(r"\s*(?:/|;| - )\s*")
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of place, as `kinds.tsv` says."""

    kind: str
    words: tuple[str, ...]
    features: tuple[str, ...]
    level: Literal["", "admin1", "admin2", "country"] = ""
    by_towns: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A written place: its folded names, the likeliest first, and the kind that its words say ("" if none).

    `whole` are the names as they stand where words for the kind are taken for a part of the name, too.
    """

    names: tuple[str, ...]
    whole: tuple[str, ...] = ()
    kind: str = ""


@cache
def kinds() -> dict[str, KindRow]:
    """The kinds of places by name."""
    return {row.kind: row for row in read_table(_HERE / "kinds.tsv", KindRow)}


@cache
def _words() -> dict[tuple[str, ...], str]:
    return {tuple(words.split()): row.kind for row in kinds().values() for words in row.words}


@cache
def _connectors() -> frozenset[str]:
    return frozenset(("de", "du", "des", "d", "la", "le", "of", "the", "in"))


@lru_cache(maxsize=4096)
def written(text: str) -> Written:
    """The names and the kind in a written place."""
    inside = [part for match in _BRACKETS.finditer(text) for part in match.groups() if part]
    outside = _BRACKETS.sub(" ", text)
    names: dict[str, None] = {}
    whole: dict[str, None] = {}
    kind = ""
    for part in (outside, *_OR.split(outside), *inside):
        folded = fold(part)
        short, said = _without_kind(folded)
        kind = kind or said
        names[short] = None
        if short != folded:
            whole[folded] = None
    return Written(tuple(n for n in names if n), tuple(n for n in whole if n), kind)


def _without_kind(folded: str) -> tuple[str, str]:
    """The name without the words that say its kind, and the kind."""
    tokens = tuple(folded.split())
    kind = ""
    for size in (3, 2, 1):
        if len(tokens) > size and (said := _words().get(tokens[-size:])):
            tokens, kind = tokens[:-size], said
            break
    for size in (3, 2, 1):
        rest = tokens[size:]
        if rest and (said := _words().get(tokens[:size])):
            while len(rest) > 1 and rest[0] in _connectors():
                rest = rest[1:]
            tokens, kind = rest, kind or said
            break
    return " ".join(tokens), kind
