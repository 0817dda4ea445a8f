"""How much says a report that a place it names is where an event took place?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from temoin.coding.country import country_of, country_of_place
from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.coding.mention import EXACT, Mention
from temoin.coding.placegroups import Group, groups_of, holders
from temoin.coding.places import all_mentions
from temoin.coding.placewords import cues
from temoin.knowledge.gazetteer import fold
from temoin.languages import read_table
from temoin.ontology import TYPES

_AFTERWARDS = frozenset({"Strategic developments", "Protests"})
_SETTLEMENTS = frozenset({"village", "town"})
_DIVISIONS = frozenset({"district", "region"})
_AREAS = frozenset({"country", "region"})
# A place so many kilometres away is only told to say where another is.
FAR = 50.0
# A bearing from a town stands within so many characters of the place that it describes.
BEARING = 50
# So many characters from the words that tell of an event halve how close a place stands to them.
HALF = 80
# Somebody is told to be brought somewhere so many words before it, at most.
MOVED = 10
# More sentences of the event before count as so many.
MOST_BEFORE = 7


@dataclass(frozen=True, slots=True)
class ClueWeight:
    """The weight of a clue."""

    clue: str
    weight: float
    meaning: str


@cache
def weights() -> Mapping[str, float]:
    """What each clue weighs."""
    rows = read_table(Path(__file__).parent / "weights" / "places.tsv", ClueWeight)
    return {row.clue: row.weight for row in rows}


def score(document: Document, draft: Draft, group: Group) -> float:
    """How much the clues say that the event took place there, a sum of weights."""
    weight = weights()
    return sum(weight[clue] * share for clue, share in clues(document, draft, group))


def clues(document: Document, draft: Draft, group: Group) -> Iterator[tuple[str, float]]:
    """The clues of `weights/places.tsv` that hold, each with how far it does."""
    head = group.head
    yield "level_region" if head.relation == "border" and head.level in EXACT else f"level_{head.level}", 1
    yield f"relation_{head.relation}", 1
    yield from _named(group)
    if head.relation == "event" and TYPES[draft.type].group in _AFTERWARDS:
        yield "named_after", 1
    if group.held:
        yield "held", 1
    if _only_orients(document, head):
        yield "orients", 1
    if fold(head.name) in holders(document):
        yield "holder", 1
        if head.area and head.villages:
            yield "holder_division", 1
    if _is_told_closer(document, draft, head):
        yield "told_closer", 1
    report, there = country_of(document), country_of_place(document, group)
    if report and there and report != there:
        yield "foreign", 1
    if _moved_there(document, head):
        yield "moved", 1
    if head.relation != "event" and cares(document, head):
        yield "care", 1
    if head.level in EXACT and not head.unit and fold(head.name) in _divisions_told(document):
        yield "division", 1
    if head.sentence in draft.shared and len(draft.shared) < len(draft.sentences):
        yield "shared", 1
    if head.sentence in draft.sentences:
        yield "later", min(draft.sentences.index(head.sentence), MOST_BEFORE)
        yield "close", _closeness(draft, head)
    else:
        yield "elsewhere", 1


def cares(document: Document, mention: Mention) -> bool:
    """Whether it is a house where the wounded, the dead or the accused are brought."""
    if not mention.unit or mention.level != "site":
        return False
    table, start = cues(document.language), mention.start
    words = document.sentences[mention.sentence].words
    forms = tuple(w.form for w in words if start <= w.start < mention.end)
    return any("care" in table.get(forms[i : i + n], {}) for i in range(len(forms)) for n in (1, 2, 3))


def _divisions_told(document: Document) -> set[str]:
    """The folded names of the divisions that the report calls so; worked out once for a report."""
    if "divisions told" not in document.memo:
        every = (m for found in all_mentions(document) for m in found)
        called = {fold(m.name) for m in every if m.unit and m.level in _DIVISIONS}
        document.memo["divisions told"] = called
    names: set[str] = document.memo["divisions told"]
    return names


def _moved_there(document: Document, mention: Mention) -> bool:
    """Whether words before the name say that somebody was brought there: to prison, to a doctor."""
    key = "moved", mention.sentence
    if key not in document.memo:
        document.memo[key] = _movements(document, mention.sentence)
    behind = mention.first - MOVED
    return any(behind <= word < mention.first for word in document.memo[key])


def _movements(document: Document, index: int) -> list[int]:
    """The words of a sentence that say that somebody is brought somewhere."""
    forms, table = document.sentences[index].forms, cues(document.language)
    return [
        i
        for i in range(len(forms))
        if any("moved" in table.get(forms[i : i + size], {}) for size in (1, 2, 3))
    ]


def _named(group: Group) -> Iterator[tuple[str, float]]:
    """The clues in how the place is named."""
    head = group.head
    if head.unit:
        yield "unit", 1
        if head.relation == "none" and head.level in _SETTLEMENTS:
            yield "unit_alone", 1
        if head.relation == "office":
            yield "unit_of_office", 1
    if head.direction and head.level == "country" and not (head.area and head.area.adjective_of):
        yield "part_of_country", 1
    if head.level == "village" and not head.unit and not group.containers and head.told < 2:
        yield "unknown", 1
    if head.area and not head.area.isos:
        yield "nowhere", 1
        if head.direction:
            yield "nowhere_part", 1
    if (head.radius_km or 0) > FAR:
        yield "far", 1
    capitals = all(any(t.capital for t in m.towns) for m in group.parts) and not head.unit
    if capitals and (head.relation in ("none", "of", "office") or len(group.parts) > 1):
        yield "government", 1
    if len(group.parts) > 2:
        yield "list", 1


def _is_told_closer(document: Document, draft: Draft, mention: Mention) -> bool:
    """Whether the event is told of a part of this area: "Gaza", then "the south of the Gaza Strip"."""
    parts = _parts_told(document)
    sentences = [i for i in draft.sentences if i in parts] if parts and not mention.direction else []
    return bool(sentences) and any(fold(mention.name) in part for i in sentences for part in parts[i])


def _parts_told(document: Document) -> dict[int, list[str]]:
    """The folded names of the areas of which a sentence tells a part; worked out once for a report."""
    if "parts told" not in document.memo:
        told: dict[int, list[str]] = {}
        for sentence in document.sentences:
            for head in (g.head for g in groups_of(document, sentence.index)):
                if head.direction and head.level in _AREAS:
                    told.setdefault(sentence.index, []).append(fold(head.name))
        document.memo["parts told"] = told
    parts: dict[int, list[str]] = document.memo["parts told"]
    return parts


def _only_orients(document: Document, mention: Mention) -> bool:
    """Whether a bearing ("west of X") only says where the place just named before it lies."""
    before = (g.head for g in groups_of(document, mention.sentence) if g.head.end < mention.start)
    return mention.direction and any(
        m.level in EXACT and not m.direction and mention.start - m.end < BEARING for m in before
    )


def _closeness(draft: Draft, mention: Mention) -> float:
    """How near the mention stands to what tells of the event, 0 to 1."""
    here = [t for t in draft.triggers if t.sentence == mention.sentence]
    triggers = [t for t in here if t.type == draft.type] or here
    gaps = [max(mention.start - t.end, t.start - mention.end, 0) for t in triggers]
    return 1 / (1 + min(gaps) / HALF) if gaps else 0.0
