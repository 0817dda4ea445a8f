"""Countries and their divisions, by the names and the adjectives that reports use.

Countries come from the `places.countries` table of each language, divisions from `divisions.tsv`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from temoin.knowledge.gazetteer.divisions import well_named
from temoin.knowledge.gazetteer.names import fold
from temoin.languages import Language, Lexicon
from temoin.languages.lexicon import expand


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


def country_name(language: Language, iso: str) -> str | None:
    """A country's usual name in a language."""
    return _country_names(language).get(iso)


@cache
def _country_names(language: Language) -> dict[str, str]:
    rows = language.table("places.countries", CountryRow)
    return {r.country: r.names[0] for r in reversed(rows)}


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
    for division in well_named():
        for name in division.aliases if division.beside else division.names:
            known[fold(name)].divisions_of.add(division.country)
    known.pop("", None)
    return dict(known)


def area(language: Language, name: str) -> Area | None:
    """What this whole name stands for above a town, or None."""
    return _areas(language).get(fold(name))
