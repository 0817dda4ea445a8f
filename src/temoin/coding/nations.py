"""Which state is meant, and what its forces are called in every language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from temoin.languages import CODES, Language, Lexicon, load, words
from temoin.languages.lexicon import expand


@dataclass(frozen=True, slots=True)
class Nationality:
    """The adjectives of a country (ISO 3166 alpha-2), each a pattern that spells out its endings."""

    country: str
    adjectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForceName:
    """A name of a force of any state, with places for the adjective."""

    force: str
    name: str


@cache
def adjectives(language: Language) -> Lexicon[str]:
    """Adjectives of nationality, each standing for its country."""
    rows = language.table("nationalities", Nationality)
    return Lexicon((a, row.country) for row in rows for a in row.adjectives)


@cache
def is_capitalised(language: Language) -> bool:
    """Whether the language writes adjectives of nationality with a capital."""
    return language.table("nationalities", Nationality)[0].adjectives[0][0].isupper()


@dataclass(frozen=True, slots=True)
class Country:
    """The names of a country; its other columns serve to find places."""

    country: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()


@cache
def countries(language: Language) -> Lexicon[str]:
    """Names of countries, each standing for its country."""
    rows = language.table("places.countries", Country)
    return Lexicon((" ".join(w.text for w in words(n)), row.country) for row in rows for n in row.names)


@cache
def force_names(country: str, force: str, language: Language) -> tuple[str, ...]:
    """What a force of this country is called, in `language` first and then in all others."""
    order = (language, *(load(c) for c in CODES if c != language.code))
    return tuple(dict.fromkeys(name for each in order for name in _names(country, force, each)))


def _names(country: str, force: str, language: Language) -> Iterator[str]:
    endings = _endings(language).get(country)
    if endings:
        for row in language.table("forces", ForceName):
            if row.force == force:
                yield row.name.format(**endings)


@cache
def _endings(language: Language) -> dict[str, dict[str, str]]:
    """For each country its adjective by gender and number; one form serves for all where there is but one."""
    found: dict[str, dict[str, str]] = {}
    for row in language.table("nationalities", Nationality):
        pattern = row.adjectives[0]
        forms = [" ".join(words) for words in expand(pattern)] if "{" in pattern else [pattern]
        forms = forms * 4 if len(forms) == 1 else forms
        found[row.country] = dict(zip(("m", "f", "mp", "fp"), forms, strict=False))
    return found
