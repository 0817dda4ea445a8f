"""Where is the division that a report names: "Gwoza LGA", "département de la Manyu", "cercle de Douentza"?

By GeoNames' codes, where the places that it holds bear them, and by the towns that it is ruled from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from temoin.knowledge.gazetteer import store
from temoin.knowledge.gazetteer.divisions import divisions, divisions_named
from temoin.knowledge.gazetteer.entry import Entry
from temoin.knowledge.gazetteer.lookup import exact, find, near, without_qualifiers
from temoin.knowledge.gazetteer.names import fold
from temoin.knowledge.gazetteer.spelling import price
from temoin.knowledge.gazetteer.wording import kinds, written
from temoin.languages import read_table

# How much a division's name may differ from the one listed, for each letter.
_PER_LETTER = 0.1
_SEATS = 4
# country, first-level code, second-level code or ""
Code = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """A division of `territories.tsv`, which says what the columns mean."""

    country: str
    names: tuple[str, ...]
    admin1: tuple[str, ...]
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Territory:
    """A named division: the codes that places in it bear, and the towns that it is ruled from.

    `codes` are of the first level or, where their last part is not empty, of the second; several where
    namesakes or its parts share the name. Where `is_district` is false it is a first-level division.
    """

    name: str
    codes: frozenset[Code] = frozenset()
    seats: tuple[Entry, ...] = ()
    is_district: bool = True

    def holds(self, entry: Entry) -> bool | None:
        """Whether the place lies in it by its codes; None where the codes do not tell."""
        told = False
        if (entry.country, entry.admin1) not in _first_level():
            return None  # a code of former days
        for country, admin1, admin2 in self.codes:
            if entry.country != country:
                told = True
            elif entry.admin1 and (admin1 != entry.admin1 or (admin2 and entry.admin2)):
                told = True
                if admin1 == entry.admin1 and admin2 == entry.admin2:
                    return True
            elif entry.admin1 and not admin2:
                return True
        return False if told else None


def territories(names: Iterable[str], countries: frozenset[str]) -> list[Territory]:
    """The divisions of these names, in these countries if any are given; the outer ones first.

    A second-level division is looked for inside the first-level one that is named beside it.
    """
    regions: list[Territory] = []
    others: list[str] = []
    for name in names:
        region = _region(name, countries)
        regions += [region] if region else []
        others += [] if region else [name]
    within = frozenset(code for r in regions for code in r.codes)
    districts = [district(name, countries, within) for name in others]
    return regions + [d for d in districts if d.codes or d.seats]


@lru_cache(maxsize=1024)
def _region(text: str, countries: frozenset[str]) -> Territory | None:
    """The first-level division of this name, None where there is none or the words say that it is lower."""
    said = written(text)
    if said.kind in kinds() and kinds()[said.kind].level == "admin2":
        return None
    for name in (*said.names, *said.whole):
        rows = [r for r in _rows().get(name, ()) if not r.seats and (not countries or r.country in countries)]
        codes = {(r.country, code, "") for r in rows for code in r.admin1} or {
            (d.country, d.code, "")
            for d in divisions_named(name)
            if d.code and (not countries or d.country in countries)
        }
        if codes:
            return Territory(text, frozenset(codes), (), is_district=False)
    return None


@lru_cache(maxsize=1024)
def district(text: str, countries: frozenset[str], within: frozenset[Code]) -> Territory:
    """The second-level division of this name, inside the first-level ones of these codes if any."""
    outer = {(country, admin1) for country, admin1, _ in within}

    def inside(country: str, admin1: str) -> bool:
        return (not countries or country in countries) and (
            not outer or not admin1 or (country, admin1) in outer
        )

    said = written(text)
    names = (*said.names, *said.whole)
    rows = [
        r
        for n in names
        for r in _rows().get(n, ())
        if r.seats and any(inside(r.country, a) for a in r.admin1)
    ]
    codes = frozenset(
        (country, admin1, admin2)
        for country in countries or {c for c, _ in outer}
        for admin1, admin2 in _listed(country, names)
        if inside(country, admin1)
    )
    holders = {(r.country, a) for r in rows for a in r.admin1 if inside(r.country, a)}
    towns = [e for r in rows for s in r.seats for e in find(s) if (e.country, e.admin1) in holders]
    towns = towns or [e for code in codes for e in _ruling().get(code, ())]
    if not rows:
        towns += [e for e in _named_as(names, countries) if inside(e.country, e.admin1)]
    return Territory(text, codes or frozenset((*holder, "") for holder in holders), _foremost(towns))


def _named_as(names: Iterable[str], countries: frozenset[str]) -> list[Entry]:
    """The places of these names, or else of what is left of them ("Xa North"), or else spelt nearly so."""
    for found in (
        [c.entry for n in names for c in exact(n)],
        [c.entry for n in names for c in exact(without_qualifiers(n))],
    ):
        if any(not countries or e.country in countries for e in found):
            return found
    return [c.entry for n in names for c in near(n, countries) if c.price <= _PER_LETTER * len(n)]


def _foremost(towns: Iterable[Entry]) -> tuple[Entry, ...]:
    """The likeliest seats: towns known as such, else those that have people counted, else all of the name."""
    once = list({e.geonameid: e for e in towns}.values())
    for likely in (
        [e for e in once if e.feature.startswith(("P.PPLA", "P.PPLC"))],
        [e for e in once if e.feature.startswith("P") and e.population],
        [e for e in once if e.feature in ("A.ADM2", "A.ADM3")],
    ):
        if likely:
            return tuple(sorted(likely, key=lambda e: -e.population)[:_SEATS])
    return tuple(e for e in once if e.feature.startswith("P"))[:_SEATS]


@cache
def _first_level() -> frozenset[tuple[str, str]]:
    """The first-level divisions there are now, as country and code."""
    return frozenset((d.country, d.code) for d in divisions() if d.code)


@cache
def _rows() -> Mapping[str, tuple[TerritoryRow, ...]]:
    found: dict[str, tuple[TerritoryRow, ...]] = defaultdict(tuple)
    for row in read_table(Path(__file__).with_name("territories.tsv"), TerritoryRow):
        for name in {fold(n) for n in row.names}:
            found[name] += (row,)
    return dict(found)


def _listed(country: str, names: Iterable[str]) -> set[tuple[str, str]]:
    """The codes of second-level divisions with one of these folded names, or one spelt nearly so."""
    known = _names_of(country)
    exact = {code for n in names for code in known.get(n, ())}
    if exact:
        return exact
    return {
        code
        for n in names
        for other, codes in known.items()
        if other[:1] == n[:1]
        and abs(len(other) - len(n)) < 3
        and price(n, other, _PER_LETTER * len(n)) <= _PER_LETTER * len(n)
        for code in codes
    }


@cache
def _names_of(country: str) -> Mapping[str, set[tuple[str, str]]]:
    """The codes of a country's second-level divisions by their folded names without words for the kind."""
    index = store.connect()
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    if index:
        rows = index.execute(
            "SELECT admin1, admin2, name FROM division WHERE country = ? AND admin2 <> ''", (country,)
        )
        for admin1, admin2, name in rows:
            said = written(name)
            for folded in (*said.names, *said.whole):
                found[folded].add((admin1, admin2))
        index.close()
    return found


@cache
def _ruling() -> Mapping[Code, tuple[Entry, ...]]:
    """The seats of second-level divisions by their codes."""
    index = store.connect()
    found: dict[Code, tuple[Entry, ...]] = defaultdict(tuple)
    if index:
        rows = index.execute("SELECT * FROM place WHERE feature IN ('P.PPLA2', 'P.PPLA', 'A.ADM2')")
        for row in rows:
            entry = Entry(*row)
            if entry.admin2:
                found[entry.country, entry.admin1, entry.admin2] += (entry,)
        index.close()
    return dict(found)
