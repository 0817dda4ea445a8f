"""Are the sides of two data sets the same, whatever each calls them?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Literal

from temoin.analysis.occurrence import ONE_SIDED, Occurrence
from temoin.knowledge.countries import code_named
from temoin.knowledge.gazetteer import fold
from temoin.knowledge.parties.find import find
from temoin.knowledge.parties.registry import registry
from temoin.languages import read_table
from temoin.linking.voices import related

Agreement = Literal["both", "one", "differ", "unknown"]

_BRACKETS = re.compile(r"\s*\([^)]*\)")
# What no id of the registry looks like: the side of a state, by the code of its country.
_STATE = "state of {}"


@dataclass(frozen=True, slots=True)
class Beginning:
    """How the name of a state's side begins."""

    begins: str


@cache
def _beginnings() -> tuple[str, ...]:
    rows = read_table(Path(__file__).with_name("state_sides.tsv"), Beginning)
    return tuple(f"{fold(row.begins)} " for row in rows)


def armed(told: Occurrence) -> tuple[str, ...]:
    """The sides that bear arms; of one-sided violence only the one that began."""
    sides = (told.side_a,) if told.violence == ONE_SIDED else (told.side_a, told.side_b)
    return tuple(side for side in sides if side)


def agreement(one: Occurrence, other: Occurrence) -> Agreement:
    """Whether the armed sides of two incidents are the same: `both` where all that can agree do."""
    return _agreement(armed(one), armed(other), one.country, other.country)


@lru_cache(2**16)
def _agreement(
    some: tuple[str, ...], others: tuple[str, ...], country: str | None, elsewhere: str | None
) -> Agreement:
    same = {
        (i, j): _same(ids_of(a, country), ids_of(b, elsewhere), a, b)
        for (i, a), (j, b) in product(enumerate(some), enumerate(others))
    }
    met = {pair for pair, is_same in same.items() if is_same}
    agreeing = min(len({i for i, _ in met}), len({j for _, j in met}))
    if agreeing:
        return "both" if agreeing == min(len(some), len(others)) else "one"
    return "differ" if same and all(is_same is False for is_same in same.values()) else "unknown"


def _same(ids: frozenset[str], others: frozenset[str], name: str, other: str) -> bool | None:
    """Whether two sides are one, None where the registry does not know both."""
    if fold(name) == fold(other):
        return True
    if not ids or not others:
        return None
    return any(related(a, b) for a, b in product(ids, others))


@lru_cache(2**16)
def ids_of(name: str, country: str | None) -> frozenset[str]:
    """What is known of a side by its name, in a country: ids, or the state that it is, or nothing."""
    found: set[str] = set()
    plain = _BRACKETS.sub("", name).strip()
    for part in dict.fromkeys((name, plain, *plain.split(":"))):
        found |= _by_name().get(fold(part), frozenset())
        found |= {_side(f.party.id) for f in find(part, country) if f.why == "name"}
    return frozenset(found or _state(plain) or _state(name))


def _state(name: str) -> set[str]:
    plain = fold(name)
    for beginning in _beginnings():
        if plain.startswith(beginning) and (code := code_named(name.split(None, beginning.count(" "))[-1])):
            return {_STATE.format(code)}
    return set()


@cache
def _side(id: str) -> str:
    """The side that a party stands for: all forces of a state are one."""
    from temoin.knowledge.parties import party

    known = party(id)
    return _STATE.format(known.countries[0]) if known and known.force and known.countries else id


@cache
def _by_name() -> Mapping[str, frozenset[str]]:
    """The parties by the names that UCDP gives them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for party in registry().values():
        for name in party.ucdp:
            found[fold(name)].add(_side(party.id))
    return {name: frozenset(ids) for name, ids in found.items()}
