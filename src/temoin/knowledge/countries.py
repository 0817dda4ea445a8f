"""Countries in the codes and names of ACLED and UCDP (`countries.tsv`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from temoin.languages import CODES, load, read_table

# What follows a name in brackets or after a comma is an earlier name, or says which one is meant.
_BESIDE = re.compile(r"\s*[(,].*$")


@dataclass(frozen=True, slots=True)
class Country:
    """A country in the codes of ACLED and UCDP; None and empty where it is not known."""

    country: str
    iso: int | None = None
    acled_region: str = ""
    acled_name: str = ""
    gwno: int | None = None
    ucdp_region: str = ""
    ucdp_name: str = ""

    @property
    def name(self) -> str:
        """Its usual English name."""
        from babel import Locale

        return str(Locale.parse("en").territories.get(self.country, self.country))


@cache
def _countries() -> dict[str, Country]:
    return {row.country: row for row in read_table(Path(__file__).with_name("countries.tsv"), Country)}


def country_of(code: str | None) -> Country | None:
    """The country with this ISO 3166 alpha-2 code, without codes where the table has none; None for None."""
    return _countries().get(code, Country(code)) if code else None


@cache
def codes_by_iso() -> Mapping[int, str]:
    """The alpha-2 codes by ISO 3166's numbers, which ACLED writes."""
    return {row.iso: row.country for row in _countries().values() if row.iso}


@cache
def codes_by_gwno() -> Mapping[int, str]:
    """The alpha-2 codes by Gleditsch and Ward's numbers, which UCDP writes."""
    return {row.gwno: row.country for row in _countries().values() if row.gwno}


@cache
def code_named(name: str) -> str | None:
    """The alpha-2 code of the country that a data set calls so; None where no one country is meant."""
    from temoin.knowledge.gazetteer import area

    if name in _named():
        return _named()[name]
    for called in dict.fromkeys((name, _BESIDE.sub("", name))):
        for language in CODES:
            found = area(load(language), called)
            if found and len(found.countries) == 1:
                return next(iter(found.countries))
    return None


@cache
def _named() -> Mapping[str, str]:
    return {
        name: row.country for row in _countries().values() for name in (row.ucdp_name, row.acled_name) if name
    }
