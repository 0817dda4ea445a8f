"""Look up parties by what somebody types: a name, an acronym, a name nearly right, a force of a state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from temoin.knowledge.gazetteer.areas import area
from temoin.knowledge.gazetteer.names import fold, fold_all, without_article
from temoin.knowledge.parties.forces import state_forces
from temoin.knowledge.parties.registry import Party, registry
from temoin.knowledge.parties.resolve import Place, branches, fit, ranked, wholes
from temoin.languages import CODES, load

Why = Literal["name", "local", "words", "near"]
# One slip in so many letters, and one in a shorter name; names of three letters have no near ones.
_LETTERS_A_SLIP = 5
_SHORTEST = 4
_SUGGESTIONS = 3
_NEAR = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A party, the name by which it was found, and why it may be meant.

    `name`: it bears the name; `local`: it is the part that acts there; `words`: the name holds all the
    words; `near`: the name is nearly so written.
    """

    party: Party
    name: str
    why: Why


class _Names:
    """The names of some parties, folded and without article, to be searched."""

    def __init__(self, parties: Iterable[Party]) -> None:
        self._bearers = [(party, name) for party in parties for name in party.names]
        self._folded = [without_article(key) for key in fold_all([name for _, name in self._bearers])]
        self._whole: dict[str, list[int]] = defaultdict(list)
        self._holding: dict[str, set[int]] = defaultdict(set)
        for i, key in enumerate(self._folded):
            self._whole[key.replace(" ", "")].append(i)
            for word in key.split():
                self._holding[word].add(i)

    def search(self, wanted: str, why: Why) -> list[tuple[float, Found]]:
        """The parties found in this way, each with how unlike the name is (0 to 1)."""
        numbers = {"name": self._called, "words": self._with_words, "near": self._alike}[why](wanted)
        return [
            (OSA.normalized_distance(wanted, self._folded[i]), Found(*self._bearers[i], why)) for i in numbers
        ]

    def _called(self, wanted: str) -> list[int]:
        return self._whole.get(wanted.replace(" ", ""), [])

    def _with_words(self, wanted: str) -> list[int]:
        return sorted(set.intersection(*(self._holding.get(word, set()) for word in wanted.split())))

    def _alike(self, wanted: str) -> list[int]:
        if len(wanted) < _SHORTEST:
            return []
        slips = max(1, len(wanted) // _LETTERS_A_SLIP)
        near = process.extract(wanted, self._folded, scorer=OSA.distance, score_cutoff=slips, limit=None)
        return [i for _, _, i in near]


@cache
def _registry_names() -> _Names:
    return _Names(registry().values())


@cache
def _force_names(country: str) -> _Names:
    return _Names(state_forces(country))


def find(query: str, country: str | None = None, date: str | None = None) -> list[Found]:
    """The parties that `query` may mean in a country and at a date, the likeliest first, each once.

    Near names are looked for where nothing bears the name or has its words.
    """
    wanted = without_article(fold(query))
    if not wanted:
        return []
    # the forces of a state first: they have more names there than in the registry
    known = [*map(_force_names, _states(query, country)), _registry_names()]
    for why in ("name", "words", "near"):
        if found := _best([match for names in known for match in names.search(wanted, why)]):
            break
    if why == "name":
        for part in branches([f.party for _, f in found.values()], date, country):
            found.setdefault(part.id, (0.0, Found(part, query, "local")))
    order = {p.id: i for i, p in enumerate(ranked((f.party for _, f in found.values()), date, country))}

    def rank(match: tuple[float, Found]) -> tuple[object, ...]:
        unlike, f = match
        return (*(fit(f.party, country, date).rank if country or date else ()), unlike, order[f.party.id])

    likeliest = [f for _, f in sorted(found.values(), key=rank)]
    return _fitting(likeliest[:_NEAR] if why == "near" else likeliest, country, date)


def suggestions(id: str) -> list[str]:
    """Ids of parties that somebody who typed `id` may have meant."""
    wanted = fold(id).replace(" ", "-")
    ids = [*registry(), *(f.id for f in state_forces(wanted.partition("-")[0].upper()))]
    slips = max(1, len(wanted) // _SHORTEST)
    near = process.extract(wanted, ids, scorer=OSA.distance, score_cutoff=slips, limit=_SUGGESTIONS)
    nearest = [known for known, distance, _ in near if distance == near[0][1]]
    return list(dict.fromkeys((*nearest, *(f.party.id for f in find(id)))))[:_SUGGESTIONS]


def _best(matches: Iterable[tuple[float, Found]]) -> dict[str, tuple[float, Found]]:
    """Each party once, by its likest name."""
    best: dict[str, tuple[float, Found]] = {}
    for match in matches:
        known = best.get(match[1].party.id)
        if known is None or match[0] < known[0]:
            best[match[1].party.id] = match
    return best


def _fitting(found: list[Found], country: str | None, date: str | None) -> list[Found]:
    """Without those of other countries where some are of this one, but for what these are a part of."""
    here = [f.party for f in found if fit(f.party, country, date).place <= Place.ACTS]
    kept = {p.id for party in here for p in (party, *wholes(party, date))}
    return [f for f in found if not here or f.party.id in kept or not f.party.countries]


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
