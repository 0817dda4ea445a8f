"""Which country is a report about, and in which country is a place?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from temoin.coding.document import Document
from temoin.coding.mention import Mention
from temoin.coding.placegroups import WELL_KNOWN, Group, told_again
from temoin.coding.places import all_mentions, countries_told
from temoin.coding.placewords import Relation
from temoin.knowledge.gazetteer import Entry
from temoin.knowledge.gazetteer.division_words import countries_by_word

# How much the name of a country in each relation says that the report is about it, 1 where not listed.
_VOTES: dict[Relation, float] = {
    "label": 1.5,
    "of": 0.7,
    "none": 0.4,
    "from": 0.4,
    "office": 0.4,
    "border": 0.2,
}
# One town of a name is meant rather than another that has so many times fewer people.
CLEARLY_BIGGER = 3
# A report means its own country's town of a name unless another's has so many times its people.
FAR_BIGGER = 20
# A town of so many people may give its country to a report that names none.
KNOWN = 20_000
# A town that bears the name beside its main one (*Kassa* for Košice) counts as so many times smaller.
BY_OTHER_NAME = 20
# What a demonym says of the report's country; a name in full says 2.
DEMONYM = 0.7
# What a village says of it that no other country told of knows.
VILLAGE = 0.8
# What a word for a division says of the countries that use it.
WORD = 1.0
# What tells of a country in so many points makes it the report's.
ENOUGH = 1.5
# The report's country is told of so many times more than the next.
MARGIN = 1.3


def country_of(document: Document) -> str | None:
    """The country that the report is mainly about (ISO 3166 alpha-2), or None where that is not clear."""
    ranked = countries(document)
    if len(ranked) > 1 and ranked[0][1] < MARGIN * ranked[1][1]:
        return None
    return ranked[0][0] if ranked and ranked[0][1] >= ENOUGH else None


def countries(document: Document) -> list[tuple[str, float]]:
    """The countries that the report tells of, with how much it does, the most first; worked out once."""
    if "countries" not in document.memo:
        document.memo["countries"] = _counted(document)
    found: list[tuple[str, float]] = document.memo["countries"]
    return found


def _counted(document: Document) -> list[tuple[str, float]]:
    votes: dict[str, float] = defaultdict(float)
    told: dict[tuple[int, str], float] = defaultdict(float)
    for mention in (m for found in all_mentions(document) for m in found):
        for iso, share in _by_word(document, mention) or _shares(mention):
            key = mention.sentence, iso
            told[key] = max(told[key], share)
    for sentence, iso, share in countries_told(document):
        told[sentence, iso] = max(told[sentence, iso], DEMONYM * share)
    for (sentence, iso), share in told.items():
        votes[iso] += _weight(document, sentence) * share
    return sorted(votes.items(), key=lambda v: (-v[1], v[0]))


def _by_word(document: Document, mention: Mention) -> list[tuple[str, float]]:
    """The countries that the word for a division tells of ("cercle de Koro"), as `_shares` gives them."""
    if not mention.unit or mention.relation in ("border", "office"):
        return []
    start = mention.start if mention.unit_start is None else min(mention.unit_start, mention.start)
    isos = countries_by_word(document.text[start : mention.end])
    return [(iso, WORD / len(isos)) for iso in isos]


def _shares(mention: Mention) -> list[tuple[str, float]]:
    """The countries that a mention tells of, and how much it says that the report is about each."""
    if mention.area and mention.area.isos:
        share = (2.0 if mention.area.countries else 1.0) * _VOTES.get(mention.relation, 1.0)
        return [(iso, share / len(mention.area.isos)) for iso in sorted(mention.area.isos)]
    if mention.relation not in ("in", "near", "label", "route"):
        return []
    biggest = max(mention.towns, key=lambda t: (_meant(t), -t.rank), default=None)
    if biggest is None:
        homes = {v.country for v in mention.villages}
        return [(homes.pop(), VILLAGE)] if len(homes) == 1 else []
    rest = max((_meant(t) for t in mention.towns if t.country != biggest.country), default=0)
    if _meant(biggest) < max(CLEARLY_BIGGER * rest, KNOWN if biggest.rank else 0):
        return []
    return [(biggest.country, 1.0 if _meant(biggest) >= 100_000 else 0.5)]


def _meant(town: Entry) -> int:
    """How likely a town is the one meant, in people; less where the name stands beside its main one."""
    return town.population // BY_OTHER_NAME if town.rank and not town.capital else town.population


def _weight(document: Document, index: int) -> float:
    """Title and lead count more."""
    return 3.0 if document.sentences[index].title else 2.0 if index < 3 else 1.0


def country_of_place(document: Document, group: Group) -> str | None:
    """The country of a place, or None where the report does not make it certain."""
    report = country_of(document)
    if group.head.relation == "border":
        return report if report and report not in _isos(group.parts) else None
    if group.head.area and "" in group.head.area.divisions_of and not group.head.area.isos:
        return None  # a part of the world
    if any(m.elsewhere for m in group.parts) and not group.containers:
        return None
    holders = [c for g in told_again(document, group) for c in g.containers if c.relation != "border"]
    named = (*holders[::-1], *group.parts)
    for mention in named:
        if mention.area and len(mention.area.isos) == 1:
            iso = next(iter(mention.area.isos))
            if report == iso or mention.area.countries or report not in {t.country for t in mention.towns}:
                return iso
    homes = {v.country for m in group.parts for v in m.villages}
    if report is None and len(homes) == 1 and not any(m.towns for m in named):
        return homes.pop()
    people: dict[str, int] = defaultdict(int)
    for town in (t for m in named for t in m.towns):
        people[town.country] = max(people[town.country], _meant(town))
    possible = people.keys() | _isos(named)
    ranked = sorted(people.values(), reverse=True)
    biggest = max(people, key=lambda iso: people[iso], default=None)
    clear = biggest is not None and (len(ranked) == 1 or ranked[0] >= CLEARLY_BIGGER * ranked[1])
    if report and group.head.level == "site" and group.containers and biggest != report:
        return report  # a hill that bears a foreign town's name
    if report and (not possible or report in possible):
        if clear and biggest and ranked[0] >= WELL_KNOWN and people[report] * FAR_BIGGER < ranked[0]:
            return biggest
        return report
    here = _isos([m for m in all_mentions(document)[group.head.sentence] if m.area and len(m.area.isos) == 1])
    if len(here & possible) == 1:
        return next(iter(here & possible))
    if len(possible) == 1 and any(t.rank == 0 for m in named for t in m.towns):
        return next(iter(possible))
    if clear and biggest and ranked[0] >= (WELL_KNOWN if report else KNOWN):
        return biggest
    return None if possible else report


def _isos(mentions: Iterable[Mention]) -> set[str]:
    """The countries that the areas among these point to."""
    return {iso for m in mentions if m.area for iso in m.area.isos}
