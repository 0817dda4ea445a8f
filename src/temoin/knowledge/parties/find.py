"""Look up parties by what somebody types: a name, an acronym, a name nearly right, a force of a state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from typing import Literal

from temoin.knowledge.gazetteer.areas import area
from temoin.knowledge.gazetteer.names import fold
from temoin.knowledge.parties.forces import state_forces
from temoin.knowledge.parties.registry import Party, registry
from temoin.knowledge.parties.resolve import fit, ranked
from temoin.languages import CODES, load

Why = Literal["name", "local", "words", "near"]
_ORDER: tuple[Why, ...] = ("name", "local", "words", "near")
# A name so like what was typed may be meant.
ALIKE = 0.8
# A name of so many letters may hold a slip.
_LONG = 4
_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A party, the name by which it was found, and why it may be meant.

    `name`: it bears the name; `local`: it is the part that acts there; `words`: the name holds all the
    words; `near`: the name is nearly so written.
    """

    party: Party
    name: str
    why: Why


def find(query: str, country: str | None = None, date: str | None = None) -> list[Found]:
    """The parties that `query` may mean in a country and at a date, the likeliest first, each once."""
    wanted = fold(query)
    if not wanted:
        return []
    known = dict(registry())
    for iso in _states(query, country):
        known |= {force.id: force for force in state_forces(iso)}
    found = {f.party.id: f for f in _matches(wanted, known.values())}
    exact = [f.party for f in found.values() if f.why == "name"]
    for party in ranked(exact, date, country)[:1]:
        if party not in exact:
            found[party.id] = Found(party, query, "local")
    named = [f for f in found.values() if f.why in ("name", "local")]
    strict = named or [f for f in found.values() if f.why == "words"]
    order = {p.id: i for i, p in enumerate(ranked((f.party for f in found.values()), date, country))}

    def rank(match: Found) -> tuple[object, ...]:
        given = fit(match.party, country, date).rank if country or date else ()
        local = match.why in ("name", "local")
        return (
            not local,
            *given,
            _ORDER.index(match.why),
            _unlike(wanted, match.name),
            order[match.party.id],
        )

    return sorted(strict or found.values(), key=rank)


def suggestions(id: str) -> list[str]:
    """Ids of parties that somebody who typed `id` may have meant."""
    wanted = fold(id).replace(" ", "-")
    country = wanted.partition("-")[0].upper()
    ids = [*registry(), *(f.id for f in state_forces(country))]
    near = get_close_matches(wanted, ids, _SUGGESTIONS, 0.7)
    named = [f.party.id for f in find(id)]
    return list(dict.fromkeys((*near, *named)))[:_SUGGESTIONS]


def _matches(wanted: str, parties: Iterable[Party]) -> Iterator[Found]:
    words = set(wanted.split())
    for party in parties:
        best = min(
            (
                (_ORDER.index(why), i, name, why)
                for i, name in enumerate(party.names)
                if (why := _why(wanted, words, name))
            ),
            default=None,
        )
        if best:
            yield Found(party, best[2], best[3])


def _why(wanted: str, words: set[str], name: str) -> Why | None:
    folded = _folded(name)
    if folded == wanted or folded.replace(" ", "") == wanted.replace(" ", ""):
        return "name"
    if words <= set(folded.split()):
        return "words"
    return "near" if len(wanted) >= _LONG and _unlike(wanted, name) <= 1 - ALIKE else None


@cache
def _folded(name: str) -> str:
    return fold(name)


def _unlike(wanted: str, name: str) -> float:
    folded = _folded(name)
    if abs(len(folded) - len(wanted)) > max(len(folded), len(wanted)) * (1 - ALIKE) * 2:
        return 1.0
    return round(1 - SequenceMatcher(None, wanted, folded, autojunk=False).ratio(), 3)


def _states(query: str, country: str | None) -> list[str]:
    """The countries whose forces may be meant: those that the words name, and the one given."""
    words = fold(query).split()
    found = [country] if country else []
    for language in map(load, CODES):
        for first in range(len(words)):
            for last in range(first + 1, min(first + 4, len(words)) + 1):
                known = area(language, " ".join(words[first:last]))
                found += sorted(known.countries | known.adjective_of) if known else []
    return list(dict.fromkeys(found))
