"""What does a written place say, beside its name: "camp de réfugiés de X", "X lga", "X/Y (Z)", "X, Y"?"""

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
class LinkRow:
    """Small words inside written places, as `links.tsv` says."""

    role: Literal["link", "within"]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A written place: its folded names, and the kind that its words say ("" if none).

    `whole` are the names as they stand where words for the kind are taken for a part of the name, too;
    `asides` are names in brackets, which may be another name, a part, or what holds the place; `within` are
    the words, not folded, that follow a comma or "in".
    """

    names: tuple[str, ...]
    whole: tuple[str, ...] = ()
    kind: str = ""
    asides: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


@cache
def kinds() -> dict[str, KindRow]:
    """The kinds of places by name."""
    return {row.kind: row for row in read_table(_HERE / "kinds.tsv", KindRow)}


@cache
def _words() -> dict[tuple[str, ...], str]:
    return {tuple(words.split()): row.kind for row in kinds().values() for words in row.words}


@cache
def _links(role: str) -> frozenset[str]:
    rows = read_table(_HERE / "links.tsv", LinkRow)
    return frozenset(words for row in rows if row.role == role for words in row.words)


@cache
def _holders() -> re.Pattern[str]:
    """What parts a name from what holds the place."""
    words = "|".join(sorted(map(re.escape, _links("within")), key=len, reverse=True))
    return re.compile(rf"\s*,\s*|\s+(?:{words})\s+", re.IGNORECASE)


@lru_cache(maxsize=4096)
def written(text: str) -> Written:
    """The names and the kind in a written place."""
    inside = [part for match in _BRACKETS.finditer(text) for part in match.groups() if part]
    said, *within = _holders().split(_BRACKETS.sub(" ", text).strip())
    parts = [part for part in _OR.split(said) if part]
    short = [_without_kind(fold(part)) for part in parts]
    names = dict.fromkeys(name for name, _ in short)
    whole = dict.fromkeys(fold(part) for part in (said, *parts))
    return Written(
        tuple(n for n in names if n),
        tuple(n for n in whole if n and n not in names),
        next((kind for _, kind in short if kind), ""),
        tuple(n for n in map(fold, inside) if n),
        tuple(part.strip() for part in within if part.strip()),
    )


def _without_kind(folded: str) -> tuple[str, str]:
    """The name without the words that say its kind, after it or else before it, and the kind."""
    tokens = tuple(folded.split())
    for size in (3, 2, 1):
        if len(tokens) > size and (said := _words().get(tokens[-size:])):
            return " ".join(tokens[:-size]), said
    for size in (3, 2, 1):
        if len(tokens) > size and (said := _words().get(tokens[:size])):
            rest = tokens[size:]
            while len(rest) > 1 and rest[0] in _links("link"):
                rest = rest[1:]
            return " ".join(rest), said
    return folded, ""
