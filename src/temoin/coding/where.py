"""Where did it happen?

The most exact place said of the event: among the places that its sentences name, the one that the words
around tie to what happened. A village that the gazetteer does not know keeps its name and gets no coordinates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.coding.places import Level, Mention, Relation, all_mentions, countries_told, cues
from temoin.knowledge.gazetteer import Town, areas, country_name, fold
from temoin.model import Place
from temoin.ontology import TYPES

_LEVELS: dict[Level, float] = {
    "site": 3.0,
    "village": 3.0,
    "town": 2.8,
    "district": 2.2,
    "region": 1.6,
    "country": 0.5,
}
_RELATIONS: dict[Relation, float] = {
    "in": 1.2,
    "across": 2.4,
    "near": 1.0,
    "route": 1.0,
    "border": 0.8,
    "label": 0.8,
    "event": 0.6,
    "of": 0.5,
    "none": 0.4,
    "from": -1.2,
    "office": -0.6,
    "namesake": -9.0,
}
# How much the name of a country in each relation says that the report is about it, 1 where not listed.
_VOTES: dict[Relation, float] = {
    "label": 1.5,
    "of": 0.7,
    "none": 0.4,
    "from": 0.4,
    "office": 0.4,
    "border": 0.2,
}
_AFTERWARDS = frozenset({"Strategic developments", "Protests"})
_EXACT: frozenset[Level] = frozenset({"site", "village", "town"})
# One town of a name is meant rather than another that has so many times fewer people.
CLEARLY_BIGGER = 3
# A place so many kilometres away is only told to say where another is.
FAR = 50.0
# Scores: a place that settles the question, and one that says hardly anything.
STRONG, WEAK = 3.6, 1.0
# What a demonym says of the report's country; a name in full says 2.
DEMONYM = 0.7
# What tells of a country in so many points makes it the report's.
ENOUGH = 1.5
# The report's country is told of so many times more than the next.
MARGIN = 1.3
# A town that a report of another country may mean without saying its country.
WELL_KNOWN = 300_000


@dataclass(frozen=True, slots=True)
class _Group:
    """A place as told: one name, or several joined, and the places that hold it, from the inside.

    `held` is true of a place that is itself told to hold another.
    """

    parts: tuple[Mention, ...]
    containers: tuple[Mention, ...] = ()
    held: bool = False

    @property
    def head(self) -> Mention:
        return self.parts[0]


def place_of(document: Document, draft: Draft) -> Place | None:
    """The most exact place said of the event, or None where not even a country is said."""
    own = _best(document, draft, draft.sentences)
    others = _best(document, draft, _around(document, draft))
    if own and (
        own[0] > STRONG or others is None or others[0] <= own[0] or not _within(document, others, own)
    ):
        others = None
    best = others or own
    if best and best[0] > WEAK:
        return _place(document, best[1], _setting(document, draft, best[1]))
    return _country_place(document)


def _best(document: Document, draft: Draft, sentences: Iterable[int]) -> tuple[float, _Group] | None:
    """The likeliest place that these sentences tell, with its score."""
    groups = (g for i in sentences for g in _groups(document, i))
    return max(((_score(document, draft, g), g) for g in groups), key=lambda scored: scored[0], default=None)


def _around(document: Document, draft: Draft) -> list[int]:
    """The other sentences that may say the place: the title, the lead, the one before."""
    before = [i for i in (min(draft.sentences, default=0) - 1,) if i >= 0]
    lead = [s.index for s in document.sentences[:3]]
    return [i for i in dict.fromkeys((*lead, *before)) if i not in draft.sentences]


def _within(document: Document, other: tuple[float, _Group], own: tuple[float, _Group]) -> bool:
    """Whether a place told elsewhere may be the exact place of what is told here."""
    here, there = _country(document, own[1]), _country(document, other[1])
    return own[0] < WEAK or here is None or here == there


def _setting(document: Document, draft: Draft, group: _Group) -> Mention | None:
    """The town where a street or a house stands that is told without it."""
    if group.head.level != "site" or group.head.towns or group.containers:
        return None
    groups = (g for i in (*draft.sentences, *_around(document, draft)) for g in _groups(document, i))
    towns = [g for g in groups if g.head.towns and g.head.relation in ("in", "label", "near")]
    best = max(towns, key=lambda g: _score(document, draft, g), default=None)
    return best.head if best else None


def _score(document: Document, draft: Draft, group: _Group) -> float:
    head = group.head
    score = _LEVELS[head.level] + _RELATIONS[head.relation]
    score += 0.4 * head.unit + 0.6 * (
        head.direction and head.level == "country" and not (head.area and head.area.adjective_of)
    )
    if head.level == "village" and not head.unit and not group.containers and head.told < 2:
        score -= 0.3
    if head.unit and head.relation == "none" and head.level in ("village", "town"):
        score += 0.4
    if head.area and not head.area.isos:
        score -= 0.6 if head.direction else 1.0
    if (head.radius_km or 0) > FAR:
        score -= 1.5
    capitals = all(any(t.capital for t in m.towns) for m in group.parts) and not head.unit
    if capitals and (head.relation in ("none", "of") or len(group.parts) > 1):
        score -= 3.0  # a capital may stand for its government
    if head.relation == "event" and TYPES[draft.type].group in _AFTERWARDS:
        score -= 1.0  # what an attack is called when what followed is told
    if group.held:
        score -= 1.0
    if len(group.parts) > 2:
        score -= 0.5
    if head.relation == "office" and head.unit:
        score += 0.4
    if fold(head.name) in _holders(document):
        score -= 0.25
    if head.sentence in draft.shared and len(draft.shared) < len(draft.sentences):
        score -= 0.3
    if head.sentence in draft.sentences:
        score -= min(0.15 * draft.sentences.index(head.sentence), 1.0)
        score += _closeness(draft, head)
    else:
        score -= 1.0
    return score


def _holders(document: Document) -> set[str]:
    """The folded names of the places that the report tells to hold others."""
    if "holders" not in document.memo:
        groups = (g for s in document.sentences for g in _groups(document, s.index))
        document.memo["holders"] = {fold(c.name) for g in groups for c in g.containers}
    found: set[str] = document.memo["holders"]
    return found


def _closeness(draft: Draft, mention: Mention) -> float:
    """How near the mention stands to what tells of the event, 0 to 1."""
    gaps = [
        max(mention.start - t.end, t.start - mention.end, 0)
        for t in draft.triggers
        if t.sentence == mention.sentence
    ]
    return 1 / (1 + min(gaps) / 40) if gaps else 0.0


def _groups(document: Document, index: int) -> list[_Group]:
    """The places of one sentence: joined names together, each with the places that hold it."""
    key = "groups", index
    if key not in document.memo:
        document.memo[key] = _grouped(document, index)
    groups: list[_Group] = document.memo[key]
    return groups


def _grouped(document: Document, index: int) -> list[_Group]:
    found = all_mentions(document)[index]
    groups: list[_Group] = []
    i = 0
    while i < len(found):
        links = []
        j = i + 1
        while j < len(found) and (link := _link(document, found[j - 1], found[j])):
            links.append(link)
            j += 1
        run = found[i:j]
        groups.extend(_parted(run, links))
        i = j
    return groups


def _parted(run: list[Mention], links: list[str]) -> list[_Group]:
    """The groups in a run of linked places: lists ("A, B and C") and containers ("A in B")."""
    groups: list[_Group] = []
    i = 0
    while i < len(run):
        j = i + 1
        # a list is names of one level with commas between, and "and" before the last
        ends = [k for k in range(i, len(links)) if links[k] == "and" and "in" not in links[i:k]]
        j = next((k + 2 for k in reversed(ends) if _alike(run[i : k + 2])), j)
        rest = run[j:]
        holders: list[Mention] = []
        for k, outer in enumerate(rest, j):
            if links[k - 1] == "and" or _LEVELS[outer.level] > _LEVELS[run[i].level] or _apart(run[i], outer):
                break
            holders.append(outer)
        held = any(run[i] in g.containers for g in groups)
        groups.append(_Group(tuple(run[i:j]), tuple(holders), held))
        i = j
    return groups


def _apart(inner: Mention, outer: Mention) -> bool:
    """Whether the inner place is a well-known town of other countries than the outer one."""
    isos = outer.area.isos if outer.area else set()
    known = inner.towns and max(t.population for t in inner.towns) >= WELL_KNOWN
    return bool(known and isos and not isos & {t.country for t in inner.towns})


def _alike(run: list[Mention]) -> bool:
    exact = {m.level in _EXACT for m in run}
    return len(exact) == 1 and (exact == {True} or len({m.level for m in run}) == 1)


def _link(document: Document, a: Mention, b: Mention) -> str | None:
    """How the second place follows the first: `and`, `comma`, `in`, or None where it does not."""
    words = document.sentences[a.sentence].words
    between = document.text[a.end : b.start]
    if len(between) > 60 or any(c in between for c in ".;:!?\n"):
        return None
    table = cues(document.language)
    forms = [w.form for w in words if a.end <= w.start and w.end <= b.start]
    joined = False
    i = 0
    while i < len(forms):
        for size in (4, 3, 2, 1):
            roles = table.get(tuple(forms[i : i + size]), {}) if i + size <= len(forms) else {}
            if roles.keys() & {"join", "unit", "in", "of", "article", "near", "direction", "connector_known"}:
                joined = joined or "join" in roles
                i += size
                break
        else:
            return None
    if joined:
        return "and"
    if not forms and "," in between and "(" not in between:
        return "comma"
    return "in"


# ---- from words to a place ----------------------------------------------------------------


def _place(document: Document, group: _Group, setting: Mention | None) -> Place:
    head = group.head
    if setting:
        group = replace(group, containers=(setting,))
    span = document.span(head.start, group.parts[-1].end)
    country = _country(document, group)
    town = _town(head, country) if len(group.parts) == 1 else None
    if town is None and head.level in _EXACT:
        town = next((t for c in group.containers if c.level in _EXACT and (t := _town(c, country))), None)
        held = town is not None
    else:
        held = False
    precision = _precision(head, town, held)
    return Place(
        name=span.text,
        span=span,
        precision=precision,
        aliases=_aliases(document, group, town if not held else None),
        country=country,
        admin1=next((c.name for c in (head, *group.containers) if c.area and c.level == "region"), None),
        geonameid=town.geonameid if town and not held else None,
        lat=town.lat if town else None,
        lon=town.lon if town else None,
        radius_km=head.radius_km or None,
    )


def _precision(head: Mention, town: Town | None, held: bool) -> str:
    if head.direction and head.level in ("country", "region"):
        return "admin1" if head.level == "country" else "admin2"
    if head.level == "country":
        return "country"
    if head.level in ("region", "district") and town is None:
        return {"region": "admin1", "district": "admin2"}[head.level]
    if town is None:
        return "unresolved"
    return "near" if held or head.level == "site" or head.relation in ("near", "route") else "exact"


def _aliases(document: Document, group: _Group, town: Town | None) -> tuple[str, ...]:
    names = []
    for part in group.parts:
        names += [document.text[part.start : part.end], part.name]
    if len(group.parts) == 1:
        names += [f"{group.head.name}, {c.name}" for c in group.containers[:1]]
        if group.containers:
            names.append(document.text[group.head.start : group.containers[0].end])
    if town:
        names.append(town.name)
    if group.head.area and group.head.area.adjective_of:
        names += [
            n for iso in sorted(group.head.area.adjective_of) if (n := country_name(document.language, iso))
        ]
    if group.head.direction and group.head.area and not group.head.area.isos:
        names.append(" ".join(filter(None, (group.head.name, _report_country_name(document)))))
    whole = document.text[group.head.start : group.parts[-1].end]
    return tuple(n for n in dict.fromkeys(names) if n != whole)


def _report_country_name(document: Document) -> str | None:
    country = country_of(document)
    return country_name(document.language, country) if country else None


def _town(mention: Mention, country: str | None) -> Town | None:
    """The one town that a name means in a country, or None where that is not clear."""
    if mention.level in ("country", "region") or not mention.towns:
        return None
    there = [t for t in mention.towns if t.country == country]
    if not there:
        return None
    first = max(there, key=lambda t: (t.rank == 0, t.population))
    biggest = max(there, key=lambda t: t.population)
    rest = max((t.population for t in there if t is not biggest), default=0)
    if len(there) == 1 or biggest.population >= CLEARLY_BIGGER * rest:
        return biggest
    return first if sum(t.rank == 0 for t in there) == 1 else None


def _country(document: Document, group: _Group) -> str | None:
    """The country of a place, or None where the report does not make it certain."""
    report = country_of(document)
    if group.head.relation == "border":
        return report if report and report not in _isos(group.parts) else None
    if any(m.elsewhere for m in group.parts) and not group.containers:
        return None
    holders = [c for g in _told_again(document, group) for c in g.containers if c.relation != "border"]
    named = (*holders[::-1], *group.parts)
    for mention in named:
        if mention.area and len(mention.area.isos) == 1:
            iso = next(iter(mention.area.isos))
            if report == iso or mention.area.countries or report not in {t.country for t in mention.towns}:
                return iso
    people: dict[str, int] = defaultdict(int)
    for town in (t for m in named for t in m.towns):
        people[town.country] = max(people[town.country], town.population)
    possible = people.keys() | _isos(named)
    ranked = sorted(people.values(), reverse=True)
    biggest = max(people, key=lambda iso: people[iso], default=None)
    clear = biggest is not None and (len(ranked) == 1 or ranked[0] >= CLEARLY_BIGGER * ranked[1])
    if report and (not possible or report in possible):
        if clear and biggest and ranked[0] >= WELL_KNOWN and people[report] * 20 < ranked[0]:
            return biggest
        return report
    here = _isos([m for m in all_mentions(document)[group.head.sentence] if m.area and len(m.area.isos) == 1])
    if len(here & possible) == 1:
        return next(iter(here & possible))
    if clear and biggest and ranked[0] >= (WELL_KNOWN if report else 20_000):
        return biggest
    return None if possible else report


def _told_again(document: Document, group: _Group) -> list[_Group]:
    """This place wherever the report tells of it, here first."""
    name = fold(group.head.name)
    if group.head.area:
        return [group]
    everywhere = (g for s in document.sentences for g in _groups(document, s.index))
    return [group, *(g for g in everywhere if g is not group and fold(g.head.name) == name)]


def _isos(mentions: Iterable[Mention]) -> set[str]:
    """The countries that the areas among these point to."""
    return {iso for m in mentions if m.area for iso in m.area.isos}


def _every(document: Document) -> Iterator[Mention]:
    return chain.from_iterable(all_mentions(document))


# ---- the country of the report ------------------------------------------------------------


def country_of(document: Document) -> str | None:
    """The country that the report is mainly about (ISO 3166 alpha-2), or None where that is not clear."""
    ranked = _countries(document)
    if len(ranked) > 1 and ranked[0][1] < MARGIN * ranked[1][1]:
        return None
    return ranked[0][0] if ranked and ranked[0][1] >= ENOUGH else None


def _countries(document: Document) -> list[tuple[str, float]]:
    """The countries that the report tells of, with how much it does, the most first; worked out once."""
    if "countries" not in document.memo:
        document.memo["countries"] = _counted(document)
    found: list[tuple[str, float]] = document.memo["countries"]
    return found


def _counted(document: Document) -> list[tuple[str, float]]:
    votes: dict[str, float] = defaultdict(float)
    told: dict[tuple[int, str], float] = defaultdict(float)
    for mention in _every(document):
        for iso, share in _shares(mention):
            key = mention.sentence, iso
            told[key] = max(told[key], share)
    for sentence, iso, share in countries_told(document):
        told[sentence, iso] = max(told[sentence, iso], DEMONYM * share)
    for (sentence, iso), share in told.items():
        votes[iso] += _weight(document, sentence) * share
    return sorted(votes.items(), key=lambda v: (-v[1], v[0]))


def _shares(mention: Mention) -> list[tuple[str, float]]:
    """The countries that a mention tells of, and how much it says that the report is about each."""
    if mention.area and mention.area.isos:
        share = (2.0 if mention.area.countries else 1.0) * _VOTES.get(mention.relation, 1.0)
        return [(iso, share / len(mention.area.isos)) for iso in sorted(mention.area.isos)]
    if mention.relation not in ("in", "near", "label", "route"):
        return []
    biggest = max(mention.towns, key=lambda t: (t.population, -t.rank), default=None)
    if biggest is None:
        return []
    rest = max((t.population for t in mention.towns if t.country != biggest.country), default=0)
    if biggest.population < CLEARLY_BIGGER * rest:
        return []
    return [(biggest.country, 1.0 if biggest.population >= 100_000 else 0.5)]


def _weight(document: Document, index: int) -> float:
    """Title and lead count more."""
    return 3.0 if document.sentences[index].title else 2.0 if index < 3 else 1.0


def _country_place(document: Document) -> Place | None:
    """The report's country as a place, on the words that name it, or else on those that belong to it."""
    ranked = _countries(document)
    if not ranked:
        return None
    country = ranked[0][0]
    for mention in _every(document):
        if mention.area and mention.area.countries == {country}:
            span = document.span(mention.start, mention.end)
            return Place(mention.name, span, "country", country=country)
    lexicon = areas(document.language)
    for sentence in document.sentences:
        for match in lexicon.find([fold(w.text) for w in sentence.words]):
            if country in match.entry.isos:
                span = document.span(sentence.words[match.first].start, sentence.words[match.last - 1].end)
                return Place(
                    country_name(document.language, country) or span.text, span, "country", country=country
                )
    return None
