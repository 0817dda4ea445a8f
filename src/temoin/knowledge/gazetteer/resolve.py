"""Which of the places that bear a name is meant?

Every clue speaks for or against a place by a weight of `weights.tsv`; the sums are log odds, shared out among
the places and the chance that it is none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp

from temoin.knowledge.gazetteer.entry import Entry
from temoin.knowledge.gazetteer.evidence import Clues, at, distance, evidence, weights
from temoin.knowledge.gazetteer.lookup import Candidate, by_words, exact, near
from temoin.knowledge.gazetteer.territory import territories
from temoin.knowledge.gazetteer.wording import Written, written

__all__ = ["Choice", "Clues", "Reason", "Scored", "distance", "resolve"]

# Below this confidence a place is not chosen; places this near (km) are one answer.
SURE = 0.5
_SAME_PLACE = 25.0
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a place was chosen, or none: `key` of a message under `place.reason`, and its values."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scored:
    """A place and the probability that it is meant."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen, or None; how sure it is (0 to 1), why, and the others that it might have been.

    `country`, `admin1`, `admin2` (GeoNames' codes) are known as far as they are certain, even where no place
    is chosen. `precision` is "exact" for the place itself and "admin2" for the seat of the division that
    holds it.
    """

    entry: Entry | None
    confidence: float
    reasons: tuple[Reason, ...] = ()
    runners_up: tuple[Scored, ...] = ()
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    precision: str = ""


def resolve(name: str, clues: Clues) -> Choice:
    """The place that the name stands for, given the clues."""
    said = written(name)
    kind = clues.kind or said.kind
    within = territories(clues.divisions, frozenset(clues.countries))
    found = list(places(said, frozenset(clues.countries)).values())
    odds = [score(evidence(c, clues, kind, within)) for c in found]
    total = sum(odds) + exp(weights()["none"])
    scored = sorted(
        (Scored(c.entry, o / total) for c, o in zip(found, odds, strict=True)),
        key=lambda s: -s.score,
    )
    country = max(clues.countries, key=clues.countries.__getitem__) if len(clues.countries) == 1 else ""
    if not scored:
        return Choice(None, 0.0, (Reason("unknown"),), (), country)
    best = scored[0].entry
    sure = sum(s.score for s in scored if distance(at(s.entry), at(best)) <= _SAME_PLACE)
    if sure < SURE:
        return Choice(None, sure, (Reason("unsure"),), tuple(scored[:_SHOWN]), country)
    others = tuple(scored[1 : _SHOWN + 1])
    return Choice(best, sure, (), others, best.country, best.admin1, best.admin2, "exact")


def score(held: Mapping[str, float]) -> float:
    """The odds of a place, from how far each clue holds."""
    return exp(sum(value * weights()[clue] for clue, value in held.items()))


def places(said: Written, countries: frozenset[str]) -> dict[int, Candidate]:
    """The places that a written place may stand for, each once, at its best price."""
    best: dict[int, Candidate] = {}
    for name in said.names:
        for c in (*exact(name), *near(name, countries), *by_words(name)):
            _keep(best, c, countries)
    for name in said.whole:
        for c in exact(name):
            _keep(best, c, countries)
    return best


def _keep(best: dict[int, Candidate], c: Candidate, countries: frozenset[str]) -> None:
    if countries and c.entry.country not in countries:
        return
    known = best.get(c.entry.geonameid)
    if known is None or c.price + c.words < known.price + known.words:
        best[c.entry.geonameid] = c
