"""Which state do words name?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from temoin.knowledge.gazetteer import CountryRow
from temoin.knowledge.parties import Nationality
from temoin.languages import Language, Lexicon, words


@dataclass(frozen=True, slots=True)
class Capital:
    """The names of the seat of a country's power."""

    country: str
    names: tuple[str, ...]


@cache
def adjectives(language: Language) -> Lexicon[str]:
    """Adjectives of nationality, each standing for its country."""
    rows = language.table("nationalities", Nationality)
    return Lexicon((a, row.country) for row in rows for a in row.adjectives)


@cache
def peoples(language: Language) -> Lexicon[str]:
    """Nouns for the people of a country that are not its adjective, each standing for its country."""
    rows = language.table("nationalities", Nationality)
    return Lexicon((p, row.country) for row in rows for p in row.people)


@cache
def is_capitalised(language: Language) -> bool:
    """Whether the language writes adjectives of nationality with a capital."""
    return language.table("nationalities", Nationality)[0].adjectives[0][0].isupper()


@cache
def countries(language: Language) -> Lexicon[str]:
    """Names of countries and of the seats of their power, each standing for its country."""
    named = [(row.country, row.names) for row in language.table("places.countries", CountryRow)]
    named += [(row.country, row.names) for row in language.table("capitals", Capital)]
    return Lexicon((" ".join(w.text for w in words(n)), country) for country, names in named for n in names)
