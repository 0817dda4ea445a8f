"""To whom does a report say that a party belongs?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from temoin.coding.document import Document, Sentence
from temoin.coding.parties import Mention, mentions
from temoin.knowledge.parties import bearer, force_id, names
from temoin.languages import Language, Lexicon
from temoin.model import Actor, Kind, Span

Relation = Literal["part_of", "linked_to", "ally_of", "backed_by"]
# The party stands at most so many words before the words that tell of its tie, the other so many after.
_BEFORE, _AFTER = 6, 3
# So many words may part a party from what is said of it in apposition: *la katiba X, un groupe armé lié à*.
_APPOSED = 3
# Parties that can belong to others.
_FIGHTERS: tuple[Kind, ...] = (
    "armed_group",
    "communal_militia",
    "unidentified",
    "foreign_forces",
    "state_forces",
)


@dataclass(frozen=True, slots=True)
class Tie:
    """Words that say to whom a party belongs; `whole` tells whether the other stands after or before them."""

    phrase: str
    relation: Relation
    whole: Literal["after", "before"]


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A party is said to be a part, an ally or a client of another; `span` are the words that say so.

    `party` is what the report calls it, `part` its mention; `of` is the other's id in the registry, or its
    name, and `whole` its mention, the same one where both are named together: *combattants liés à Al-Qaïda*.
    """

    part: Mention
    party: str
    whole: Mention
    of: str
    relation: Relation
    span: Span

    @property
    def is_apart(self) -> bool:
        """Whether the other is named only to say whose the party is, and did nothing itself."""
        return self.whole is not self.part and (self.relation != "backed_by" or self.whole.bare)


@cache
def _ties(language: Language) -> Lexicon[Tie]:
    return Lexicon((tie.phrase, tie) for tie in language.table("affiliations", Tie))


def affiliations(document: Document, index: int, found: Sequence[Mention]) -> list[Affiliation]:
    """What a sentence says of the affiliation of the parties that it names (`found`, in its order)."""
    sentence = document.sentences[index]
    return [
        said
        for match in _ties(document.language).find(sentence.forms)
        if (said := _affiliation(document, sentence, match.first, match.last, match.entry, found))
    ]


def _affiliation(
    document: Document, sentence: Sentence, first: int, last: int, tie: Tie, found: Sequence[Mention]
) -> Affiliation | None:
    whole: Mention | None
    part: Mention | None
    if together := next((m for m in found if m.first < first and last < m.last and m.party), None):
        party = document.text[together.start : sentence.words[first - 1].end]
        span = document.span(together.start, together.end)
        return Affiliation(together, party, together, _of(document, sentence, together), tie.relation, span)
    if tie.whole == "after":
        whole = next((m for m in found if last <= m.first <= last + _AFTER), None)
        part = _apposed(found, first)
    else:
        whole = next((m for m in found if m.last == first), None)
        part = next((m for m in found if last <= m.first <= last + _AFTER), None)
    if whole is None or part is None or not (whole.party or whole.bare or whole.force):
        return None
    if part.kind not in _FIGHTERS or part.bare or part.id == whole.id is not None:
        return None
    start, end = min(part.start, whole.start), max(part.end, whole.end)
    named = part.own or document.text[part.start : part.end]
    return Affiliation(
        part, named, whole, _of(document, sentence, whole), tie.relation, document.span(start, end)
    )


def _of(document: Document, sentence: Sentence, whole: Mention) -> str:
    """Who is named, wherever the event is: of a country its government, of a movement the whole of it."""
    if whole.bare and whole.country:
        return force_id(whole.country, "government")
    for i in range(whole.last - 1, whole.first - 1, -1) if whole.party else ():
        match = names().at(sentence.forms, i)
        if match and (named := bearer(match.entry, document.report.published, None)):
            return named.party.id
    return whole.id or whole.names[0]


def _apposed(found: Sequence[Mention], first: int) -> Mention | None:
    """The party before word `first`, or the one that it is another word for."""
    before = [m for m in found if m.last <= first]
    if not before or first - before[-1].last > _BEFORE:
        return None
    near = before[-1]
    if (
        not (near.party or near.own or near.force)
        and len(before) > 1
        and near.first - before[-2].last <= _APPOSED
    ):
        return before[-2]
    return near


def of_actors(
    document: Document, indices: Sequence[int], actors: Sequence[Actor], country: str | None
) -> Iterator[tuple[int, Affiliation]]:
    """What these sentences say of the affiliation of an event's parties, each with its number."""
    for index in indices:
        for said in affiliations(document, index, mentions(document, index, country)):
            number = next((n for n, actor in enumerate(actors) if _is(actor, said)), None)
            if number is not None:
                yield number, said


def _is(actor: Actor, said: Affiliation) -> bool:
    part = said.part
    if actor.span.start < part.end and part.start < actor.span.end:
        return True
    return part.id == actor.id if part.id else said.party in (actor.name, *actor.aliases)
