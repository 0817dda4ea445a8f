"""What is a place named in a sentence?"""

from __future__ import annotations

from dataclasses import dataclass, field

from temoin.coding.placewords import Level, Relation
from temoin.knowledge.gazetteer import Area, Entry
from temoin.knowledge.gazetteer.lookup import find

# A town that a report may name without telling where it lies must have so many people.
KNOWN = 20_000
# A town that a report may name without its country.
FAMOUS = 150_000
# A settlement of fewer people is no clue by itself: persons and groups bear the names of villages.
TOWN = 5_000
_SEATS = frozenset({"P.PPLC", "P.PPLA"})
# An acronym is no longer than this.
ACRONYM = 6
EXACT: frozenset[Level] = frozenset({"site", "village", "town"})
PLACED: frozenset[Relation] = frozenset({"in", "across", "near", "route", "border"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a sentence.

    `first`, `last` are the words of the bare `name`; `start`, `end` the positions in the report's text of
    the whole wording ("temple de X", "nord du Mali"). `area` is what the name stands for above a town.
    `radius_km` is the distance that the text gives, 0 where it gives none in kilometres.
    `elsewhere` is true of a town's name in a report that tells nothing of its country.
    `doubtful` is true of two words after a preposition that stands before persons as well ("à X Y").
    `sure` is false where the name alone makes no place; `told` is how often the report makes it one.
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    name: str
    level: Level
    relation: Relation = "none"
    definite: bool = False
    unit: bool = False
    unit_start: int | None = None
    direction: bool = False
    sure: bool = True
    elsewhere: bool = False
    doubtful: bool = False
    told: int = 0
    area: Area | None = None
    radius_km: float | None = None
    towns: tuple[Entry, ...] = field(default=(), repr=False)
    villages: tuple[Entry, ...] = field(default=(), repr=False)


def towns_named(name: str) -> tuple[Entry, ...]:
    """The towns of this name, without villages and what is no settlement."""
    return tuple(
        e for e in find(name) if e.feature in _SEATS or (e.feature.startswith("P.") and e.population >= TOWN)
    )


def seats_of(place: Mention) -> tuple[Entry, ...]:
    """The settlements that bear the name of a division of the same country."""
    isos = place.area.divisions_of if place.area else set()
    return tuple(e for e in find(place.name) if e.country in isos and e.feature.startswith("P."))


def is_acronym(name: str) -> bool:
    """Whether a name is one short word in capitals."""
    return name.isupper() and len(name) <= ACRONYM and " " not in name


def level_of(area: Area | None, towns: tuple[Entry, ...]) -> Level:
    """How large a place is, by what its name stands for."""
    if area and area.countries:
        return "country"
    if area and area.divisions_of:
        return "town" if any(t.country in area.divisions_of for t in towns) else "region"
    return "town" if towns else "village"
