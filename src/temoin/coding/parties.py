"""Which words of a sentence name a party to an event?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from temoin.coding.counts import numbers_in
from temoin.coding.document import Document, Sentence
from temoin.coding.nations import adjectives, countries, is_capitalised, peoples
from temoin.knowledge.parties import (
    Name,
    Party,
    Place,
    bearer,
    branch_of,
    fit,
    names,
    state_force,
    whose_force,
)
from temoin.languages import Language, Lexicon, words
from temoin.model import Kind

_ARMED = ("army", "police", "security")
_GROUPS = ("armed_group", "communal_militia")
# Words that may stand between a noun and the name or adjective that says whose it is.
_REACH = 4


@dataclass(frozen=True, slots=True)
class Noun:
    """A common noun that names parties.

    `force` is the force of a state it is (see `temoin.knowledge.parties.force_kinds`). A `weak`
    noun says only that someone was there, a `member` noun what they are of the party named beside it.
    A `thing` is not people, but what is theirs: a market, a bus. `kin` attack nobody: relatives, the dead;
    those who are `unarmed` are civilians where they suffer: a people, herders.
    """

    phrase: str
    kind: Kind
    force: str = ""
    weak: bool = False
    member: bool = False
    thing: bool = False
    kin: bool = False
    unarmed: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A word that may stand between a noun and the name of the party it belongs to."""

    phrase: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `first` to `last` (exclusive) of a sentence name a party, from `start` to `end` in the text.

    `names` are what it is called, the one to show first; `force` and `country` say which state's it is
    and whether its army, police, security forces, government or courts. `id` is its id in the registry
    of parties. A `bare` mention names but the country: a place as often as a party. A `person` is called by
    name, a `thing` stands for those whose it is; `kin` and `unarmed` as of a noun.
    `own` is a noun with the name that follows it: *katiba Serma*, a group that may be in no registry.
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    kind: Kind
    names: tuple[str, ...]
    force: str = ""
    country: str | None = None
    party: Party | None = None
    id: str | None = None
    weak: bool = False
    bare: bool = False
    person: bool = False
    thing: bool = False
    kin: bool = False
    unarmed: bool = False
    own: str = ""


@cache
def _nouns(language: Language) -> Lexicon[Noun]:
    return Lexicon((n.phrase, n) for n in language.table("parties", Noun))


def bears_arms(name: str, language: Language) -> bool:
    """Whether a name holds a noun for the army, the police or other forces of a state."""
    nouns = _nouns(language).find([w.form for w in words(name)])
    return any(branch_of(noun.entry.force) in _ARMED for noun in nouns)


@cache
def _links(language: Language) -> frozenset[str]:
    return frozenset(link.phrase for link in language.table("links", Link))


_At = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Mark:
    """Words that name a party, say what it is, or of which country."""

    first: int
    last: int
    noun: Noun | None = None
    name: Name | None = None
    nation: str | None = None
    land: str | None = None
    people: bool = False


def mentions(document: Document, index: int, country: str | None) -> list[Mention]:
    """The parties that a sentence names, in its order; `country` is where the event is (ISO 3166 alpha-2)."""
    key = "parties", index, country
    if key not in document.memo:
        sentence = document.sentences[index]
        joined = _joined(document, sentence, _marks(sentence, document, country))
        _share_nouns(joined)
        _own_forces(sentence, joined, document.language)
        document.memo[key] = [m for group in joined if (m := _mention(document, sentence, group, country))]
    found: list[Mention] = document.memo[key]
    return found


def _marks(sentence: Sentence, document: Document, country: str | None) -> list[_Mark]:
    forms, found, i = sentence.forms, list[_Mark](), 0
    while i < len(forms):
        mark = _mark_at(sentence, forms, i, document, country)
        if mark:
            found.append(mark)
        i = mark.last if mark else i + 1
    return found


def _mark_at(
    sentence: Sentence, forms: Sequence[str], i: int, document: Document, country: str | None
) -> _Mark | None:
    language = document.language
    name = None
    if match := names().at(forms, i):
        spelled = [n for n in match.entry if n.written_in(sentence.words[i : match.last])]
        name = bearer(spelled, document.report.published, country)
    noun = _nouns(language).at(forms, i)
    if noun and name and fit(name.party, country, None).place == Place.ELSEWHERE:
        name = None  # les FDS are Syria's rebels in Syria, elsewhere the forces of the state
    if name and match and (noun is None or match.last >= noun.last):
        return _Mark(i, match.last, name=name)
    if noun:
        return _Mark(i, noun.last, noun=noun.entry)
    cased = sentence.words[i].text[0].isupper() or not is_capitalised(language)  # "us" is no nation
    if cased and (nation := adjectives(language).at(forms, i)):
        return _Mark(i, nation.last, nation=nation.entry)
    if cased and (people := peoples(language).at(forms, i)):
        return _Mark(i, people.last, nation=people.entry, people=True)
    if (land := countries(language).at(forms, i)) and sentence.words[i].text[0].isupper():
        return _Mark(i, land.last, land=land.entry)
    return None


def _joined(document: Document, sentence: Sentence, marks: list[_Mark]) -> list[list[_Mark]]:
    """Marks that name one party together: *combattants* + *du groupe* + *GSIM*, *Nigerian* + *soldiers*."""
    groups: list[list[_Mark]] = []
    for mark in marks:
        if groups and _belong(document, sentence, groups[-1], mark):
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return groups


def _belong(document: Document, sentence: Sentence, group: list[_Mark], mark: _Mark) -> bool:
    last, links = group[-1], _links(document.language)
    between = sentence.words[last.last : mark.first]
    if last.noun and last.noun.member and last.noun.kin:  # les corps de six soldats
        numbers = numbers_in(sentence, document.language)
        between = (
            between[:1]
            if any(n.last == mark.first and n.first == last.last + 1 for n in numbers)
            else between
        )
    if len(between) > _REACH or (any(m.name for m in group) and mark.name):
        return False
    gap = document.text[sentence.words[last.last - 1].end : sentence.words[mark.first].start]
    if any(c in ',;:.()[]«»"“”–—/' for c in gap):
        return False
    if mark.land:
        return bool(last.noun and last.noun.force and between) and all(w.form in links for w in between)
    if mark.people or last.people:
        return False
    if mark.nation:
        return bool(group[0].noun) and not any(m.nation for m in group) and len(between) <= 1
    if not all(w.form in links for w in between):
        return False
    if mark.name:
        whose = last.noun and (last.noun.member or (last.noun.thing and between))  # un dépôt du JNIM
        return bool(whose) or bool(last.nation and not between)
    if last.land:  # *Burkina Faso soldiers*
        return bool(mark.noun and mark.noun.force and not between)
    if last.noun is None:
        return not between and bool(last.nation or (mark.noun and (mark.noun.member or mark.noun.force)))
    if last.noun.thing and last.noun.kind == "civilians":  # "a supply convoy of the army" is the army's
        return bool(between and mark.noun and mark.noun.force and not mark.noun.weak)
    return bool(last.noun.member and last.noun.weak and between and mark.noun and not mark.noun.weak)


def _share_nouns(groups: list[list[_Mark]]) -> None:
    """Give the second of two nationalities the noun of the first: *soldats thaïlandais et cambodgiens*."""
    for before, after in pairwise(groups):
        noun = next((m for m in before if m.noun and m.noun.force), None)
        if (
            noun
            and before[-1].nation
            and len(after) == 1
            and after[0].nation
            and after[0].first - before[-1].last == 1
        ):
            after[0] = replace(after[0], noun=noun.noun)


def _own_forces(sentence: Sentence, groups: list[list[_Mark]], language: Language) -> None:
    """Give forces that are somebody's the one country named before them: *Russia said its forces …*."""
    for i, group in enumerate(groups):
        first = group[0]
        if first.noun and first.noun.force and not any(m.nation or m.land or m.name for m in group):
            before = sentence.forms[first.first - 1] if first.first else ""
            lands = {m.land for earlier in groups[:i] for m in earlier if m.land}
            if before in language.possessives and len(lands) == 1:
                group[0] = replace(first, land=lands.pop())


def _mention(
    document: Document, sentence: Sentence, group: list[_Mark], country: str | None
) -> Mention | None:
    first, last = group[0].first, group[-1].last
    start, end = sentence.words[first].start, sentence.words[last - 1].end
    text = document.text[start:end]
    at = (sentence.index, first, last, start, end)
    name = next((m.name for m in group if m.name), None)
    nouns = [(m.noun, m) for m in group if m.noun]
    nation = next((m.nation or m.land for m in group if m.nation or m.land), None)
    if name:
        return _registered(at, text, name, document.language, country)
    if not nouns and _is_demonym(document, sentence, group[0]):
        return Mention(*at, "civilians", (text,), country=nation)
    if not nouns:
        army = _force(nation, "army", document.language)
        return Mention(
            *at, _whose(nation, country), (*army.names, text), "army", nation, id=army.id, bare=True
        )
    noun, mark = max(nouns, key=lambda n: (not n[0].weak, bool(n[0].force)))
    called = tuple(_called(document, sentence, first, last, noun)) if not noun.force else ()
    vague = noun.weak and noun.member and len(group) == 1 and noun.kind == "armed_group"
    if vague and not called:
        return None
    said = document.text[sentence.words[mark.first].start : sentence.words[mark.last - 1].end]
    if not noun.force:
        whole = f"{said} {called[0]}" if called and noun.kind in _GROUPS else ""
        own = whole if document.text.startswith(whole, sentence.words[mark.first].start) else ""
        known_as = (text, said, *called)
        return Mention(
            *at,
            noun.kind,
            known_as,
            country=nation,
            weak=noun.weak,
            thing=noun.thing,
            kin=noun.kin,
            unarmed=noun.unarmed,
            own=own,
        )
    whose = nation or (country and whose_force(country, noun.force))
    known = _force(whose, noun.force, document.language)
    weak = noun.weak and nation is None
    called_so = (*known.names, text, said)
    branch = branch_of(noun.force)
    return Mention(*at, _whose(whose, country), called_so, branch, whose, id=known.id, weak=weak)


def _is_demonym(document: Document, sentence: Sentence, mark: _Mark) -> bool:
    """Whether the word means people: capitalised where the adjective is not (*trois Thaïlandais*)."""
    word = sentence.words[mark.first].text
    return mark.people or (
        bool(mark.nation) and word[0].isupper() and not is_capitalised(document.language) and mark.first > 0
    )


def _called(document: Document, sentence: Sentence, first: int, last: int, noun: Noun) -> Iterator[str]:
    """The name beside a noun, of a person (*le prêtre* Jean Kambale) or of a group (*miliciens* Twiga)."""
    end = last
    while (
        end < len(sentence.words)
        and sentence.words[end].text[0].isupper()
        and _adjoin(document, sentence, end)
    ):
        end += 1
    if end - last > (0 if noun.member else 1):
        yield document.text[sentence.words[last].start : sentence.words[end - 1].end]
    start = first
    while start > 1 and sentence.words[start - 1].text[0].isupper() and _adjoin(document, sentence, start):
        start -= 1
    if noun.kind in _GROUPS and start < first and not sentence.title:
        yield document.text[sentence.words[start].start : sentence.words[first - 1].end]


def _adjoin(document: Document, sentence: Sentence, i: int) -> bool:
    return document.text[sentence.words[i - 1].end : sentence.words[i].start] in (
        " ",
        "-",
        "’",
        "'",
        "\u00a0",
    )


def _registered(at: _At, text: str, name: Name, language: Language, country: str | None) -> Mention:
    party = name.party
    kind = party.kind_in(country)
    known = tuple(dict.fromkeys((party.name_in(language.code), *party.names, text)))
    if party.force and party.countries:
        home = country if country in party.countries else party.countries[0]
        return Mention(*at, kind, known, branch_of(party.force), home, party, party.id)
    return Mention(*at, kind, known, party=party, id=party.id)


class _Force(NamedTuple):
    """A state's force: its id and names, the name in the report's language first."""

    id: str | None = None
    names: tuple[str, ...] = ()


def _force(country: str | None, force: str, language: Language) -> _Force:
    party = state_force(country, force) if country else None
    if party is None:
        return _Force()
    return _Force(party.id, tuple(dict.fromkeys((party.name_in(language.code), *party.names))))


def _whose(nation: str | None, country: str | None) -> Kind:
    """A state's forces are foreign in another state."""
    return "foreign_forces" if nation and country and nation != country else "state_forces"
