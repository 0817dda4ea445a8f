"""Where did it happen?

The most exact place said of the event: among the places that its sentences name, the one that the words
around tie to what happened. A village that the gazetteer does not know keeps its name, without coordinates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from temoin.coding.country import countries, country_of, country_of_place
from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.coding.mention import EXACT, PLACED, Mention
from temoin.coding.placeclues import cares, score
from temoin.coding.placegroups import Group, groups_of
from temoin.coding.places import all_mentions
from temoin.coding.placewording import wordings
from temoin.coding.position import Position, position_of
from temoin.coding.retold import retold
from temoin.coding.scene import with_scene
from temoin.knowledge.gazetteer import Entry, areas, country_name, division_name, fold, store
from temoin.knowledge.gazetteer.reasons import in_words
from temoin.knowledge.gazetteer.resolve import Choice
from temoin.model import Namesake, Place

# Scores: a place that settles the question, and one that says hardly anything.
STRONG, WEAK = 3.6, 1.0
# A place within a country or a region that is told further down has such a score, at least.
RETOLD = 1.4
WIDE = frozenset({"country", "region"})
# A place told more exactly may say so much less of being the event's.
CLOSER = 1.2
# Two places so close in score are told as much of.
TIE = 0.1
# What a name means with less than this probability is not worth telling.
HARDLY = 0.02


def place_of(document: Document, draft: Draft) -> Place | None:
    """The most exact place said of the event, or None where not even a country is said."""
    draft = with_scene(document, draft)
    own = _best(document, draft, draft.sentences)
    others = _best(document, draft, _around(document, draft))
    if own and (
        own[0] > STRONG or others is None or others[0] <= own[0] or not _within(document, others, own)
    ):
        others = None
    best = others or own
    if best is None or best[1].head.level in WIDE:
        best = _inside(document, draft, best) or best
    if best is None or best[0] <= WEAK:
        return _country_place(document)
    best = _closer(document, draft, best) or best
    place = _place(document, best[1], _settings(document, draft, best[1]))
    return _unpinned(place) if _has_a_rival(document, draft, best) else place


def _has_a_rival(document: Document, draft: Draft, best: tuple[float, Group]) -> bool:
    """Whether the event's own sentences say nearly as much of another place: neither gets a point then.

    A house or a street that no one town bears may stand in the town that is told beside it.
    """
    names = {fold(m.name) for m in (*best[1].parts, *best[1].containers)}
    in_town = best[1].head.level == "town"
    return any(
        g.head.level in EXACT
        and not (in_town and g.head.level == "site" and not g.head.towns)
        and not names & {fold(m.name) for m in (*g.parts, *g.containers)}
        and score(document, draft, g) > best[0] - TIE
        for i in draft.sentences
        for g in groups_of(document, i)
    )


def _unpinned(place: Place) -> Place:
    """The place without a point."""
    precision = "unresolved" if place.precision in ("exact", "near") else place.precision
    return replace(
        place,
        precision=precision,
        lat=None,
        lon=None,
        radius_km=None,
        geonameid=None,
        confidence=None,
        reason=None,
    )


def _best(document: Document, draft: Draft, sentences: Iterable[int]) -> tuple[float, Group] | None:
    """The likeliest place that these sentences tell, with its score."""
    groups = (g for i in sentences for g in groups_of(document, i))
    return max(((score(document, draft, g), g) for g in groups), key=lambda scored: scored[0], default=None)


def _inside(document: Document, draft: Draft, wide: tuple[float, Group] | None) -> tuple[float, Group] | None:
    """The place within a country or a region that a sentence gives which tells of the event again."""
    if wide is None or wide[0] > STRONG:
        return None
    found = _best(document, draft, retold(document, draft))
    if not found or found[0] < RETOLD or found[1].head.level in WIDE or not _tied(found[1].head):
        return None
    here, there = country_of_place(document, wide[1]), country_of_place(document, found[1])
    return found if here == there else None


def _closer(document: Document, draft: Draft, best: tuple[float, Group]) -> tuple[float, Group] | None:
    """The place told more exactly by the event's sentences: "X", then "the market of X" or "Y, in X"."""
    if len(best[1].parts) > 1 or (best[1].head.unit and best[1].head.level == "site"):
        return None
    wide = best[1].head
    told = (g for i in draft.sentences for g in groups_of(document, i) if _is_closer(document, g, wide))
    found = max(((score(document, draft, g), g) for g in told), key=lambda scored: scored[0], default=None)
    return found if found and found[0] >= best[0] - CLOSER else None


def _is_closer(document: Document, group: Group, wide: Mention) -> bool:
    """Whether this is a house or a quarter that bears the wider place's name, or that lies in it."""
    head, name = group.head, fold(wide.name)
    if cares(document, head):
        return False
    if head.relation not in PLACED and not (head.unit and head.relation in ("of", "none", "event")):
        return False
    if fold(head.name) == name:
        return head.unit and head.level == "site" and not wide.unit
    return head.level in (*EXACT, "district") and name in {fold(c.name) for c in group.containers}


def _tied(mention: Mention) -> bool:
    """Whether words, and not only the gazetteer or only a name, tie a place to what happened."""
    if mention.relation == "of":
        return bool(mention.towns or mention.villages) and not mention.definite
    return mention.relation in PLACED or mention.relation == "event"


def _around(document: Document, draft: Draft) -> list[int]:
    """The other sentences that may say the place: the title, the lead, the one before."""
    before = [i for i in (min(draft.sentences, default=0) - 1,) if i >= 0]
    lead = [s.index for s in document.sentences[:3]]
    return [i for i in dict.fromkeys((*lead, *before)) if i not in draft.sentences]


def _within(document: Document, other: tuple[float, Group], own: tuple[float, Group]) -> bool:
    """Whether a place told elsewhere may be the exact place of what is told here."""
    here, there = country_of_place(document, own[1]), country_of_place(document, other[1])
    return own[0] < WEAK or here is None or here == there


def _settings(document: Document, draft: Draft, group: Group) -> list[Mention]:
    """The towns where a street or a house may stand that is told without one, the likeliest first."""
    if group.head.level != "site" or group.head.towns or group.containers:
        return []
    groups = (g for i in (*draft.sentences, *_around(document, draft)) for g in groups_of(document, i))
    towns = [g for g in groups if g.head.towns and g.head.relation in ("in", "label", "near")]
    named: dict[str, Mention] = {}
    for group in sorted(towns, key=lambda g: -score(document, draft, g)):
        named.setdefault(fold(group.head.name), group.head)
    return list(named.values())


def _place(document: Document, group: Group, settings: list[Mention]) -> Place:
    head = group.head
    alone = group
    if settings:
        group = replace(group, containers=(settings[0],))
    found = position_of(document, alone if len(settings) > 1 else group)
    span = document.span(head.start, group.parts[-1].end)
    choice = found.choice
    pinned_in = choice.country if choice and found.point else ""
    country = country_of_place(document, group) or pinned_in or None
    return Place(
        name=_name(group, span.text),
        span=span,
        precision=_precision(head, found),
        aliases=_aliases(document, group, found.entry),
        country=country,
        admin1=_told_region(group) or _region(document, choice),
        admin2=_district(choice),
        geonameid=found.entry.geonameid if found.entry else None,
        lat=found.point[0] if found.point else None,
        lon=found.point[1] if found.point else None,
        radius_km=found.radius_km,
        line=found.line,
        confidence=round(found.confidence, 2) if found.confidence else None,
        reason=in_words(choice.reasons, document.language.code) if choice and choice.reasons else None,
        others=_others(choice) if choice else (),
    )


def _name(group: Group, told: str) -> str:
    """The place as it is told, without what stands between the names of a list: "A, 250 à B (en tout)"."""
    plain = len(group.parts) == 1 or not any(c.isdigit() or c == "(" for c in told)
    return told if plain else ", ".join(part.name for part in group.parts)


def _told_region(group: Group) -> str | None:
    """The first-level division that the report names, where it is one."""
    if len(group.parts) > 1 and group.head.level == "region":
        return None
    return next((c.name for c in (group.head, *group.containers) if c.area and c.level == "region"), None)


def _region(document: Document, choice: Choice | None) -> str | None:
    """The first-level division that holds the place, in the report's language where it has a name there."""
    if choice is None or not choice.admin1:
        return None
    known = division_name(document.language, choice.country, choice.admin1)
    return known or store.division_name(choice.country, choice.admin1)


def _district(choice: Choice | None) -> str | None:
    """The second-level division that holds the place."""
    return (
        store.division_name(choice.country, choice.admin1, choice.admin2)
        if choice and choice.admin2
        else None
    )


def _others(choice: Choice) -> tuple[Namesake, ...]:
    """What else the name might have meant."""
    return tuple(
        Namesake(
            e.name,
            e.country,
            store.division_name(e.country, e.admin1),
            e.geonameid,
            e.lat,
            e.lon,
            round(s.score, 2),
        )
        for s in choice.runners_up
        if (e := s.entry) and s.score >= HARDLY
    )


def _precision(head: Mention, found: Position) -> str:
    if head.direction and head.level in ("country", "region"):
        return "admin1" if head.level == "country" else "admin2"
    if head.level in ("country", "region"):
        return {"country": "country", "region": "admin1"}[head.level]
    if found.seat or (head.level == "district" and found.point is None):
        return "admin2"
    if found.point is None:
        return "unresolved"
    return "exact" if found.radius_km is None else "near"


def _aliases(document: Document, group: Group, town: Entry | None) -> tuple[str, ...]:
    names = []
    for part in group.parts:
        names += [document.text[part.start : part.end], part.name]
    if len(group.parts) > 1:
        names.append(", ".join(part.name for part in group.parts))
    else:
        names += [f"{group.head.name}, {c.name}" for c in group.containers[:1]]
        names += [
            document.text[group.head.start : c.end]
            for c in group.containers[:1]
            if c.sentence == group.head.sentence
        ]
    names += wordings(document, group)
    if group.head.unit_start is not None:
        names.append(document.text[group.head.unit_start : group.head.end])
    if town:
        names.append(town.name)
    if group.head.area and group.head.area.adjective_of:
        names += [
            n for iso in sorted(group.head.area.adjective_of) if (n := country_name(document.language, iso))
        ]
    if group.head.direction and group.head.area and not group.head.area.isos:
        names.append(" ".join(filter(None, (group.head.name, _report_country_name(document)))))
    whole = document.text[group.head.start : group.parts[-1].end]
    return tuple(n for n in dict.fromkeys(names) if n and n != whole)


def _report_country_name(document: Document) -> str | None:
    country = country_of(document)
    return country_name(document.language, country) if country else None


def _country_place(document: Document) -> Place | None:
    """The report's country as a place; worked out once for a report."""
    if "country place" not in document.memo:
        document.memo["country place"] = _country_named(document)
    found: Place | None = document.memo["country place"]
    return found


def _country_named(document: Document) -> Place | None:
    """The report's country, on the words that name it, or else on those that belong to it."""
    ranked = countries(document)
    if not ranked:
        return None
    country = ranked[0][0]
    for mention in (m for found in all_mentions(document) for m in found):
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
