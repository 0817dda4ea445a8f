"""Which side of a conflict does the name of a party mean: a state's forces, or a group as a whole?

Findings about sides speak of armies and movements, never of a unit and never of a person.
"""

from __future__ import annotations

import re
from functools import lru_cache

from temoin.analysis.incidents import LEDGER
from temoin.analysis.occurrence import ONE_SIDED, Occurrence
from temoin.analysis.violence import ARMED, STATES
from temoin.knowledge.parties import Party, party, resolve, state_forces
from temoin.languages import words

# ACLED parts a state's forces by who governed, `(2012-2020)`: that is one side.
_REIGN = re.compile(r"\s*\(\d{4}-(\d{4})?\)$")
_ARMY = "army"


def camps(row: Occurrence, language: str) -> tuple[str, str]:
    """The names of the two sides, "" for one that is not known or bears no arms.

    In data sets a side is what they call it. In the ledger it is the movement or the state's army to which
    the party belongs by the registry, and nothing where the registry does not know the party.
    """
    second = "" if row.violence == ONE_SIDED and row.side_b != row.attacker else row.side_b
    return camp(row, row.side_a, language), camp(row, second, language)


def attacking(row: Occurrence, language: str) -> str:
    """The name of the side that began, "" where it is not known."""
    return camp(row, row.attacker, language)


def camp(row: Occurrence, name: str, language: str) -> str:
    """The side that a party of an incident belongs to; "" for none."""
    if not name:
        return ""
    if row.data != LEDGER:
        return _REIGN.sub("", name)
    return _of_registry(name, row.country, str(row.start.year) if row.start else None, language)


@lru_cache(2**14)
def _of_registry(name: str, country: str | None, year: str | None, language: str) -> str:
    found = resolve(name, year, country)
    named = found[0] if found else party(name) or _force(name, country)
    if named is None or named.kind not in STATES | ARMED:
        return ""
    if named.force and named.countries:
        named = party(f"{named.countries[0].lower()}-{_ARMY}") or named
    return _whole(named, year).name_in(language)


def _whole(named: Party, year: str | None) -> Party:
    """The movement that a party is part of: one that acts wherever its part does, so no worldwide network."""
    for belonging in named.parents:
        above = party(belonging.party) if belonging.holds_on(year) else None
        if above and set(named.countries) <= set(above.countries):
            return _whole(above, year)
    return named


def _force(name: str, country: str | None) -> Party | None:
    """The force of a country that a name means, with or without an article before it."""
    forms = [w.form for w in words(name)]
    for force in state_forces(country) if country else ():
        for known in force.names:
            if forms and forms[-len(w) :] == w if (w := [x.form for x in words(known)]) else False:
                return force
    return None
