"""What are the divisions of countries called?

`divisions.tsv` holds those whose names tell of them, `divisions_rare.tsv`, read on need, those whose names
are ordinary words, persons' names or little known: they count beside a word for a division ("province of").
Both hold first-level divisions under GeoNames' codes, second-level ones that reports of conflict name, and
areas that no law knows ("Sahel", "Middle Belt").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from temoin.knowledge.gazetteer.names import fold
from temoin.languages import Language, read_table

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Division:
    """A division of a country or a well-known area, with its names.

    `country` is ISO 3166 alpha-2, empty where several share the area; `code` is GeoNames' first-level code,
    empty for what lies below or across; `fr`, `en` are the usual names, `en` empty where it is as in French.
    `beside`: the usual names tell of it only beside a word for a division, the aliases alone. `short` are the
    abbreviations by which it stands after a town's name ("Peoria, Ill.").
    """

    country: str = ""
    code: str = ""
    fr: str = ""
    en: str = ""
    beside: bool = False
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the usual ones first."""
        return tuple(dict.fromkeys(n for n in (self.fr, self.en, *self.aliases) if n))


@cache
def well_named() -> tuple[Division, ...]:
    """The divisions that their names alone may tell of, by country, those with a code first."""
    return read_table(_HERE / "divisions.tsv", Division)


@cache
def divisions() -> tuple[Division, ...]:
    """All divisions, those with rare names last."""
    return (*well_named(), *read_table(_HERE / "divisions_rare.tsv", Division))


def divisions_named(name: str, country: str = "") -> tuple[Division, ...]:
    """The divisions of this name, in this country where one is given; first-level ones first."""
    found = _by_name().get(fold(name), ())
    return tuple(d for d in found if not country or d.country == country)


def division_abbreviated(written: str) -> Division | None:
    """The division that stands abbreviated after a town's name; capitals count ("IN" is not "in")."""
    return _by_short().get(written.strip())


def division_name(language: Language, country: str, code: str) -> str | None:
    """The usual name of a first-level division (GeoNames' code) in a language; None where it is not known."""
    division = _by_code().get((country, code))
    if division is None:
        return None
    return division.en or division.fr if language.code == "en" else division.fr


@cache
def _by_code() -> Mapping[tuple[str, str], Division]:
    return MappingProxyType({(d.country, d.code): d for d in divisions() if d.code})


@cache
def _by_short() -> Mapping[str, Division]:
    return MappingProxyType({short: d for d in reversed(well_named()) for short in d.short})


@cache
def _by_name() -> Mapping[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = defaultdict(list)
    for division in sorted(divisions(), key=lambda d: not d.code):
        for name in dict.fromkeys(map(fold, division.names)):
            found[name].append(division)
    return MappingProxyType({name: tuple(d) for name, d in found.items()})
