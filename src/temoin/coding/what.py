"""What happened, and which mentions are one event?

Each sentence is judged: does it tell of what the report is about? Then the report: is it about an event at
all? The telling sentences are parted into events, and what they speak of decides each event's type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Literal

from temoin.coding import concepts, dates, judgement, places
from temoin.coding.dates import TimeExpression
from temoin.coding.document import Document
from temoin.coding.draft import Draft, Trigger
from temoin.coding.features import Reading, event_features, report_features, sentence_features
from temoin.coding.judgement import Judgement
from temoin.coding.periods import Period
from temoin.knowledge.gazetteer import fold
from temoin.languages import Language, Lexicon
from temoin.model import Span, Status
from temoin.ontology import TYPES

# From these probabilities on a sentence tells of the news (the lead, a toll right behind it, any other),
LEAD_TELLS, TOLL_TELLS, TELLS = 0.3, 0.2, 0.4
# ... and a report is about an event: high, so that few quiet reports raise an alarm.
ABOUT = 0.66
# A date opens a sentence when it begins within so many characters.
OPENS = 25
# Days between an event and what is recalled beside it; and the concepts that recall where no day is said.
EARLIER = timedelta(days=3)
RECALLING = frozenset({"pluperfect", "recall"})
# Kinds of act that go together: a clash kills, a march turns into a riot.
ACTS = {"Violence against civilians": "Battles", "Riots": "Protests"}
STRATEGIC = "Strategic developments"
# Places that can part events, by their level and by what is said of them (`coding/placewords.py`).
SETTLEMENTS = ("town", "village")
AT = ("in", "near", "none")
# What is feared follows the fear within so many words.
FEARED_WITHIN = 5
# ... and in a sentence of the event, or one of so many after its last.
FEARED_AFTER = 2
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


@dataclass(frozen=True)
class Judge:
    """The three judgements that finding events rests on."""

    telling: Judgement = field(default_factory=lambda: judgement.load("telling"))
    about: Judgement = field(default_factory=lambda: judgement.load("about"))
    types: Judgement = field(default_factory=lambda: judgement.load("types"))

    def drafts(self, document: Document) -> list[Draft]:
        """The events that the report tells of: what it is about, then what it recalls."""
        reading = Reading(document)
        if not any(reading.telling):
            return []
        told = [self.telling.probability(sentence_features(reading, s.index)) for s in document.sentences]
        parts: list[_Part] = []
        if self.about.probability(report_features(reading, told)) >= ABOUT:
            telling = [i for i in _telling(reading, told) if not _is_recalled(reading, i)]
            parts = _parted(reading, telling or [told.index(max(told))])
        drafts = [self._draft(reading, p.indices, _is_earlier(reading, p, parts[0])) for p in parts]
        taken = {i for p in parts for i in p.indices}
        recalled = [i for i, n in enumerate(reading.telling) if n and i not in taken and _is_far(reading, i)]
        return drafts + [self._draft(reading, [index], True) for index in recalled]

    def _draft(self, reading: Reading, indices: list[int], background: bool) -> Draft:
        document = reading.document
        triggers = [t for i in indices for t in triggers_in(document, i)]
        status = "reported" if background else _status(document, indices)
        return Draft(self.types.best(event_features(reading, indices)), triggers, indices, status, background)


@dataclass(slots=True)
class _Part:
    """Telling sentences of one event, with the kinds of act, the days and the places they speak of."""

    indices: list[int]
    acts: set[str]
    days: set[Period]
    places: set[str]


def _telling(reading: Reading, told: Sequence[float]) -> list[int]:
    """The sentences that tell of the news: title and lead sooner, and the toll that goes on right behind."""
    least = TELLS if sum(p >= TELLS for p in told) > 1 else min(TELLS, max(told) / 2)
    chosen: list[int] = []
    for index, probability in enumerate(told):
        goes_on = chosen and chosen[-1] == index - 1 and "toll" in reading.named[index]
        lead = index in reading.opening[: reading.body_start + 1]
        if probability >= (TOLL_TELLS if goes_on else LEAD_TELLS if lead else least):
            chosen.append(index)
    return chosen


def _parted(reading: Reading, indices: list[int]) -> list[_Part]:
    """The telling sentences, parted into events.

    A new place makes a new event, and so does a new kind of act on a new day, or a sentence that opens with
    a new day, as in bulletins. Any other sentence goes on with the last event of its kind of act.
    """
    parts: list[_Part] = []
    for index in indices:
        said = _Part([index], _acts(reading, index), _days(reading, index), _places(reading, index))
        if not parts or (reading.telling[index] and _is_another(reading, said, parts)):
            parts.append(said)
            continue
        part = next((p for p in reversed(parts) if p.acts & said.acts), parts[-1])
        part.indices.append(index)
        part.acts |= said.acts
        part.days |= said.days
        part.places |= said.places
    return parts


def _is_earlier(reading: Reading, part: _Part, first: _Part) -> bool:
    """Whether a part recalls what came before the event that the report begins with."""
    if part is first:
        return False
    if part.days and first.days:
        return min(p.first for p in first.days) - max(p.last for p in part.days) > EARLIER
    return bool(reading.named[part.indices[0]] & RECALLING)


def _is_another(reading: Reading, said: _Part, parts: Sequence[_Part]) -> bool:
    """Whether a sentence tells of an event that none of the parts tells of."""
    sentence = reading.document.sentences[said.indices[0]]
    if sentence.index in reading.opening and sentence.index <= reading.body_start:
        return False
    days = set().union(*(p.days for p in parts))
    new_day = bool(days and said.days and not said.days & days)
    if new_day and _opens_with_day(reading, sentence.index):
        return True
    acts = set().union(*(p.acts for p in parts))
    if not acts or not said.acts:
        return False  # nothing has been told yet, or nothing is told here
    where = set().union(*(p.places for p in parts))
    if where and said.places and not said.places & where:
        return True
    return new_day and bool(said.acts - acts)


def _acts(reading: Reading, index: int) -> set[str]:
    """The kinds of act that a sentence speaks of: ACLED's event types, strategic developments told apart."""
    feared = [m for _, m in _feared(reading.document, index)]
    names = {m.concept.type for m in reading.mentions[index] if m not in feared} - {"Other"}
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


def _days(reading: Reading, index: int) -> set[Period]:
    return {e.period for e in _recent(reading, index) if e.period}


def _places(reading: Reading, index: int) -> set[str]:
    """The towns and villages in or near which a sentence puts something."""
    return {
        fold(m.name)
        for m in places.all_mentions(reading.document)[index]
        if m.sure
        and m.level in SETTLEMENTS
        and m.relation in AT
        # a capital that stands alone may be its government
        and not (m.relation == "none" and any(t.capital for t in m.towns))
    }


def _opens_with_day(reading: Reading, index: int) -> bool:
    start = reading.document.sentences[index].start
    return any(e.span.start - start <= OPENS for e in _recent(reading, index))


def _is_far(reading: Reading, index: int) -> bool:
    """Whether a sentence speaks of days long before the report, and of none of late."""
    return "far" in reading.times[index] and "recent" not in reading.times[index]


def _is_recalled(reading: Reading, index: int) -> bool:
    """Whether a sentence below title and lead speaks of long ago: however telling, it is not the news."""
    return index not in reading.opening[: reading.body_start + 1] and _is_far(reading, index)


@dataclass(frozen=True, slots=True)
class StatusPhrases:
    """A line of a language's `status.tsv`."""

    status: Literal["planned", "denied", "against", "feared"]
    phrases: tuple[str, ...]


@cache
def _status_lexicon(language: Language) -> Lexicon[str]:
    lines = language.table("status", StatusPhrases)
    return Lexicon((phrase, line.status) for line in lines for phrase in line.phrases)


def _status(document: Document, indices: Sequence[int]) -> Status:
    """What the first telling sentence says: a plan, a denial that nobody contradicts, or a fact."""
    lexicon = _status_lexicon(document.language)
    said = {m.entry for i in indices for m in lexicon.find(document.sentences[i].forms)}
    first = {m.entry for i in indices[:1] for m in lexicon.find(document.sentences[i].forms)}
    if "denied" in first and "against" not in said:
        return "denied"
    return "planned" if "planned" in first else "reported"


def fears(document: Document, indices: Sequence[int]) -> Iterator[tuple[str, Span]]:
    """What somebody fears, in these sentences or right after: the type, and the words that say so."""
    last = indices[-1] if indices else len(document.sentences)
    after = range(last + 1, last + 1 + FEARED_AFTER)
    for index in (*indices, *(i for i in after if i < len(document.sentences))):
        words = document.sentences[index].words
        for first, feared in _feared(document, index):
            if feared.concept.type:
                yield feared.concept.type, document.span(words[first].start, words[feared.last - 1].end)


def _feared(document: Document, index: int) -> Iterator[tuple[int, concepts.Mention]]:
    """What a sentence says that somebody fears, each with the first word that says so."""
    for fear in _status_lexicon(document.language).find(document.sentences[index].forms):
        if fear.entry == "feared":
            feared = next((m for m in concepts.mentions(document, index) if fear.last <= m.first), None)
            if feared and feared.first - fear.last <= FEARED_WITHIN:
                yield fear.first, feared


def drafts(document: Document) -> list[Draft]:
    """The events that the report tells of: what it is about, then what it recalls."""
    return Judge().drafts(document)
