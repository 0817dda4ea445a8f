"""Which party does a name mean, in a country and at a date?"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from temoin.knowledge.parties.registry import Name, Party, is_before, names, parts, registry
from temoin.languages import words


class Place(IntEnum):
    """How well a country fits a party, the best first."""

    HOME = 0
    ACTS = 1
    ANYWHERE = 2
    ABROAD = 3
    ELSEWHERE = 4


class Time(IntEnum):
    """How well a date fits a party, the best first; reports recall parties that are no more."""

    ACTIVE = 0
    ENDED = 1
    NOT_YET = 2


class Fit(NamedTuple):
    """How well a party fits what is known of an event; the smaller the better."""

    time: Time
    place: Place

    @property
    def rank(self) -> tuple[bool, bool, Time, Place]:
        """The order of what tells two parties apart: not yet there, elsewhere, no longer there, further."""
        return self.time == Time.NOT_YET, self.place == Place.ELSEWHERE, self.time, self.place


def fit(party: Party, country: str | None, date: str | None) -> Fit:
    """How well a party fits a country (ISO 3166 alpha-2) and a date (ISO), either None where unknown."""
    return Fit(_time(party, date), _place(party, country))


def resolve(name: str, date: str | None = None, country: str | None = None) -> list[Party]:
    """The parties of the registry that bear this name, the likeliest first."""
    found = words(name)
    match = names().at([w.form for w in found], 0) if found else None
    whole = match.entry if match and match.last == len(found) else ()
    return ranked((n.party for n in whole), date, country)


def ranked(parties: Iterable[Party], date: str | None = None, country: str | None = None) -> list[Party]:
    """Parties of one name, the likeliest first; where a movement acts only by a part of it, that part."""
    bearers = list(parties)
    wholes = {b.party for p in bearers for b in p.parents}

    def order(party: Party) -> tuple[object, ...]:
        # of a movement and its part the part is meant where it is at home, else the movement
        whole = party.id in wholes
        return (*fit(party, country, date).rank, not whole if country is None else whole)

    found = sorted(bearers, key=order)
    local = _local(found[0], date, country) if found else None
    return list(dict.fromkeys([local, *found])) if local else found


def bearer(found: Iterable[Name], date: str | None, country: str | None) -> Name | None:
    """Of the names that some words spell, the one of the likeliest party.

    None where there is none, or where the words may as well mean the forces of another state.
    """
    by_party = {n.party.id: n for n in found}
    order = ranked((n.party for n in by_party.values()), date, country)
    if len({fit(p, country, date).rank for p in order[:2]}) < len(order[:2]) and all(
        p.force for p in order[:2]
    ):
        return None
    return by_party.get(order[0].id) or Name(order[0], order[0].fr) if order else None


def wholes(party: Party, date: str | None = None) -> list[Party]:
    """All that a party is part of or has joined, the nearest first, at a date or at any time."""
    found: dict[str, Party] = {}
    queue = [party]
    while queue:
        below = queue.pop(0)
        for belonging in (*below.parents, *below.alliances):
            above = registry().get(belonging.party)
            if above and above.id not in found and above is not party and belonging.holds_on(date):
                found[above.id] = above
                queue.append(above)
    return list(found.values())


def branches(parties: Iterable[Party], date: str | None, country: str | None) -> list[Party]:
    """The parts by which movements act in a country where they do not act themselves, those that fit best.

    A part whose home is among the movement's own countries is no branch: what it does elsewhere it does
    under its own name.
    """
    found: dict[str, Party] = {}
    for whole in parties:
        if whole.kind != "armed_group" or country is None or country in whole.countries:
            continue
        below = [p for p in parts().get(whole.id, ()) if country in p.countries and _belongs(p, whole, date)]
        below = [p for p in below if p.countries[0] not in whole.countries]
        best = min((fit(p, country, date).rank for p in below), default=None)
        found |= {p.id: p for p in below if fit(p, country, date).rank == best}
    return list(found.values())


def _local(party: Party, date: str | None, country: str | None) -> Party | None:
    """The one part by which a movement acts in a country where it does not act itself."""
    best = branches([party], date, country)
    return (_local(best[0], date, country) or best[0]) if len(best) == 1 else None


def _belongs(part: Party, whole: Party, date: str | None) -> bool:
    return any(b.party == whole.id and b.holds_on(date) for b in part.parents)


def _time(party: Party, date: str | None) -> Time:
    start, end = party.period
    if is_before(date, start):
        return Time.NOT_YET
    return Time.ENDED if is_before(end, date) else Time.ACTIVE


def _place(party: Party, country: str | None) -> Place:
    if country is None or not party.countries:
        return Place.ANYWHERE
    if country in party.countries:
        return Place.HOME if country == party.countries[0] else Place.ACTS
    return Place.ABROAD if party.kind in ("state_forces", "foreign_forces") else Place.ELSEWHERE
