"""Which places does a report name?"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import chain

from temoin.coding.document import Document
from temoin.coding.mention import FAMOUS, KNOWN, PLACED, Mention, is_acronym
from temoin.coding.placenames import Names
from temoin.coding.placewords import Relation
from temoin.knowledge.gazetteer import areas, fold
from temoin.knowledge.gazetteer.lookup import find
from temoin.knowledge.parties import names

# What the name of a country's force tells of it, where its demonym tells 1.
FORCE = 1.2
# An unknown place stands alone so many times for each time that words make it a place, at most.
ALONE = 3
# Words that no person stands after ("near", "the massacre of") count as so many that one may ("à").
CERTAIN = 10
# So many villages of one country tell that a report is about it, where nothing else does.
HOME = 2
# What is told so of a village's name makes it the village.
VILLAGE_AFTER: frozenset[Relation] = frozenset({"of", "event", "label"})


def all_mentions(document: Document) -> list[list[Mention]]:
    """The places that each sentence names, in reading order; worked out once for a report."""
    if "places" not in document.memo:
        readers = [Names(document, sentence) for sentence in document.sentences]
        document.memo["places"] = _believed(document, [reader.read() for reader in readers])
    known: list[list[Mention]] = document.memo["places"]
    return known


def countries_told(document: Document) -> list[tuple[int, str, float]]:
    """The countries that demonyms and names of forces (*FARDC*) tell of: sentence, ISO 3166 alpha-2, weight.

    The weight is 1 for a demonym, less where several countries may be meant.
    """
    if "demonyms" not in document.memo:
        lexicon = areas(document.language)
        told = []
        for sentence in document.sentences:
            for match in lexicon.find([fold(w.text) for w in sentence.words]):
                isos = match.entry.adjective_of
                told += [(sentence.index, iso, 1 / len(isos)) for iso in sorted(isos)]
            for named in names().find(sentence.forms):
                words = sentence.words[named.first : named.last]
                homes = {n.party.countries for n in named.entry if n.party.force and n.written_in(words)}
                told += [(sentence.index, home[0], FORCE) for home in homes if len(home) == len(homes) == 1]
        document.memo["demonyms"] = told
    found: list[tuple[int, str, float]] = document.memo["demonyms"]
    return found


def _believed(document: Document, read: list[list[Mention]]) -> list[list[Mention]]:
    """The mentions that the whole report makes places.

    A small town of a country that the report never tells of is an unknown name. An unknown name is a place
    where words make it one more often than it stands alone, as persons and groups do.
    """
    named = {
        iso
        for found in read
        for m in found
        if m.area and (m.area.countries or not m.towns)
        for iso in m.area.isos
    }
    named |= {t.country for found in read for m in found for t in m.towns if t.capital and t.rank == 0}
    told = named | {iso for _, iso, _ in countries_told(document)} or _home(read)
    # demonyms alone tell of parties, who may have come from elsewhere
    famous = FAMOUS if named else KNOWN
    read = [[_with_villages(_in_countries(m, told, named, famous), told) for m in found] for found in read]
    told_of = Counter(fold(m.name) for m in chain.from_iterable(read) if m.sure)
    placed: Counter[str] = Counter()
    for mention in chain.from_iterable(read):
        if mention.sure:
            weak = mention.relation == "in" and not mention.unit and not mention.villages
            placed[fold(mention.name)] += 1 if weak else CERTAIN
    seen = Counter(fold(w.text) for s in document.sentences for w in s.words if w.text[0].isupper())
    for mention in chain.from_iterable(read):
        if mention.relation == "label":
            seen[fold(mention.name).split(" ")[-1]] -= 1

    def believed(m: Mention) -> bool:
        name = fold(m.name)
        if m.sure and (m.area or m.unit or m.towns):
            return True
        if m.villages and m.relation in VILLAGE_AFTER and not (m.definite or is_acronym(m.name)):
            return True
        alone = seen[name.split(" ")[-1]]
        if m.doubtful:
            return 0 < alone <= placed[name]
        return placed[name] > 0 and alone <= max(2, ALONE * placed[name])

    return [[replace(m, told=told_of[fold(m.name)]) for m in found if believed(m)] for found in read]


def _home(read: list[list[Mention]]) -> set[str]:
    """The one country that knows more of the villages named than any other, at least two; or none."""
    names = {m.name for found in read for m in found if m.relation in PLACED and not m.area and not m.towns}
    known = Counter(iso for n in names for iso in {e.country for e in find(n) if e.feature.startswith("P.")})
    ranked = known.most_common(2)
    if not ranked or ranked[0][1] < HOME or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return set()
    return {ranked[0][0]}


def _with_villages(mention: Mention, told: set[str]) -> Mention:
    """The mention with the villages that it may mean in the countries that the report tells of."""
    if mention.area or mention.towns:
        return mention
    here = tuple(e for e in find(mention.name) if e.country in told and e.feature.startswith("P."))
    return replace(mention, villages=here) if here else mention


def _in_countries(mention: Mention, told: set[str], named: set[str], famous: int) -> Mention:
    """The mention with the towns that it may mean in a report that tells of these countries, some by name.

    Towns of `famous` people and more may lie in any other.
    """
    foreign = mention.area and not mention.area.countries and not mention.area.isos & told
    less = mention.area and not mention.area.countries and not mention.area.isos & named
    if (foreign and any(t.rank == 0 and t.population >= famous for t in mention.towns)) or (
        less and any(t.rank == 0 and t.population >= KNOWN and t.country in named for t in mention.towns)
    ):
        mention = replace(mention, area=None, level=mention.level if mention.unit else "town")
    if not told or not mention.towns:
        return mention
    towns = tuple(
        t
        for t in mention.towns
        if t.country in told or t.population >= (famous if t.rank == 0 else 3 * FAMOUS)
    )
    if towns == mention.towns:
        return mention
    if towns or mention.area:
        return replace(mention, towns=towns)
    placed = (mention.relation in PLACED or mention.relation == "event") and not mention.definite
    return replace(
        mention,
        towns=(),
        level=mention.level if mention.unit else "village",
        sure=mention.unit or (placed and not is_acronym(mention.name)),
        elsewhere=any(t.population >= KNOWN for t in mention.towns),
    )
