"""What does a sentence speak of: which kinds of act, on which days, in which places?"""

from __future__ import annotations

from collections.abc import Sequence

from temoin.coding import concepts, dates
from temoin.coding.dates import TimeExpression
from temoin.coding.document import Document
from temoin.coding.draft import Trigger
from temoin.coding.features import Reading
from temoin.coding.periods import Period
from temoin.coding.places import all_mentions
from temoin.coding.status import feared, wanted
from temoin.knowledge.gazetteer import fold
from temoin.ontology import TYPES

# A date opens a sentence when it begins within so many characters.
OPENS = 25
# Kinds of act that go together: a clash kills, a march turns into a riot.
ACTS = {"Violence against civilians": "Battles", "Riots": "Protests"}
STRATEGIC = "Strategic developments"
# Places that can part events, by their level and by what is said of them (`coding/placewords.py`).
SETTLEMENTS = ("town", "village")
AT = ("in", "near", "none")
# The concepts of taking people away and of letting them go.
ABDUCT, RELEASE = "abduct", "release"
ABDUCTED, RELEASED = concepts.CONCEPTS[ABDUCT].type, concepts.CONCEPTS[RELEASE].type
# Precisions of a date that can part one event from the next.
EXACT = ("day", "range")


def triggers_in(document: Document, index: int) -> list[Trigger]:
    """The words of a sentence that may tell of an event."""
    words = document.sentences[index].words
    return [
        Trigger(index, words[m.first].start, words[m.last - 1].end, m.concept.type)
        for m in concepts.mentions(document, index)
        if m.concept.type
    ]


def triggers_of(document: Document, indices: Sequence[int], type_: str) -> list[Trigger]:
    """The words that may tell of an event of this type: for people set free, not those of their abduction."""
    found = [t for i in indices for t in triggers_in(document, i)]
    if type_ != RELEASED or not any(t.type == RELEASED for t in found):
        return found
    return [t for t in found if t.type != ABDUCTED]


def kinds(reading: Reading, index: int) -> set[str]:
    """The kinds of act that a sentence speaks of: ACLED's event types, strategic developments told apart."""
    only_feared = [m for _, m in feared(reading.document, index)]
    names = {m.concept.type for m in reading.mentions[index] if m not in only_feared} - {"Other"}
    found = [TYPES[name] for name in names if name]
    return {t.type if t.group == STRATEGIC else ACTS.get(t.group, t.group) for t in found}


def _recent(reading: Reading, index: int) -> list[TimeExpression]:
    """The days of late that a sentence speaks of."""
    found = dates.expressions(reading.document, index)
    return [
        e
        for e in found
        if e.period and e.period.precision in EXACT and not (e.far or e.since or e.after or e.dateline)
    ]


def days(reading: Reading, index: int) -> set[Period]:
    """The days of late that a sentence speaks of, as periods."""
    return {e.period for e in _recent(reading, index) if e.period}


def places(reading: Reading, index: int) -> set[str]:
    """The towns and villages in or near which a sentence puts something."""
    return {
        fold(m.name)
        for m in all_mentions(reading.document)[index]
        if m.sure
        and m.level in SETTLEMENTS
        and m.relation in AT
        # a capital that stands alone may be its government
        and not (m.relation == "none" and any(t.capital for t in m.towns))
    }


def opens_with_day(reading: Reading, index: int) -> bool:
    """Whether a sentence begins with a day of late."""
    start = reading.document.sentences[index].start
    return any(e.span.start - start <= OPENS for e in _recent(reading, index))


def is_far(reading: Reading, index: int) -> bool:
    """Whether a sentence speaks of days long before the report, and of none of late."""
    return "far" in reading.times[index] and "recent" not in reading.times[index]


def is_recalled(reading: Reading, index: int) -> bool:
    """Whether a sentence below title and lead speaks of long ago: however telling, it is not the news."""
    return index not in reading.opening[: reading.body_start + 1] and is_far(reading, index)


def told_type(reading: Reading, indices: Sequence[int], likeliest: str) -> str:
    """The type of the event that sentences tell of; people who come free are an event of their own."""
    if RELEASED and likeliest == ABDUCTED and _frees(reading, indices):
        return RELEASED
    return likeliest


def _frees(reading: Reading, indices: Sequence[int]) -> bool:
    """Whether the first words of people taken away say that they are free."""
    for index in indices:
        if reading.named[index] & {ABDUCT, RELEASE}:
            asked = wanted(reading.document, index)
            return any(m.concept.concept == RELEASE and m not in asked for m in reading.mentions[index])
    return False
