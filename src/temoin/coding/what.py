"""What happened, and which mentions are one event?

Each sentence is judged: does it tell of the event that the report is about? Then the report: is it about an event
at all? The telling sentences, with the title, make the event, and what they speak of decides its type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from temoin.coding import concepts, dates, judgement
from temoin.coding.dates import TimeExpression
from temoin.coding.document import Document
from temoin.coding.draft import Draft, Trigger
from temoin.coding.features import Reading, event_features, report_features, sentence_features
from temoin.coding.judgement import Judgement
from temoin.coding.periods import Period
from temoin.languages import Language, Lexicon
from temoin.model import Span, Status

# A sentence tells of the event, and a report is about one, from these probabilities on.
TELLS = 0.35
ABOUT = 0.73
# A date opens a sentence when it begins within so many characters.
OPENS = 25
# What is feared follows the fear within so many words.
FEARED_WITHIN = 5
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
        main: list[list[int]] = []
        if self.about.probability(report_features(reading, told)) >= ABOUT:
            main = _parted(reading, [i for i, p in enumerate(told) if p >= TELLS] or [told.index(max(told))])
        recalled = _recalled(reading, {i for indices in main for i in indices})
        drafts = [self._draft(reading, indices, False) for indices in main]
        return drafts + [self._draft(reading, indices, True) for indices in recalled]

    def _draft(self, reading: Reading, indices: list[int], background: bool) -> Draft:
        document = reading.document
        triggers = [t for i in indices for t in triggers_in(document, i)]
        status = "reported" if background else _status(document, indices)
        return Draft(self.types.best(event_features(reading, indices)), triggers, indices, status, background)


def _parted(reading: Reading, indices: list[int]) -> list[list[int]]:
    """The telling sentences, parted where one opens with another day: bulletins tell of several events in turn."""
    parts: list[list[int]] = [[]]
    day: Period | None = None
    for index in indices:
        opening = _opening_day(reading, index)
        if opening and day and opening != day and reading.telling[index]:
            parts.append([])
        day = opening or day or _day(reading, index)
        parts[-1].append(index)
    return parts


def _days(reading: Reading, index: int) -> list[TimeExpression]:
    """The days of late that a sentence speaks of."""
    found = dates.expressions(reading.document, index)
    return [
        e for e in found if e.period and e.period.precision in EXACT and not (e.far or e.since or e.after)
    ]


def _day(reading: Reading, index: int) -> Period | None:
    return next((e.period for e in _days(reading, index)), None)


def _opening_day(reading: Reading, index: int) -> Period | None:
    """The day that a sentence of the body opens with."""
    sentence = reading.document.sentences[index]
    if sentence.title:
        return None
    return next((e.period for e in _days(reading, index) if e.span.start - sentence.start <= OPENS), None)


def _recalled(reading: Reading, taken: set[int]) -> list[list[int]]:
    """Sentences that tell of something long before the report: each an event in the background."""
    return [
        [index]
        for index, times in enumerate(reading.times)
        if "far" in times and "recent" not in times and reading.telling[index] >= 1 and index not in taken
    ]


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
    """What the title or the first telling sentence says: a plan, a denial that nobody contradicts, or a fact."""
    lexicon = _status_lexicon(document.language)
    said = {m.entry for i in indices for m in lexicon.find(document.sentences[i].forms)}
    first = {m.entry for i in indices[:1] for m in lexicon.find(document.sentences[i].forms)}
    if "denied" in first and "against" not in said:
        return "denied"
    return "planned" if "planned" in first else "reported"


def fears(document: Document, indices: Iterable[int]) -> Iterator[tuple[str, Span]]:
    """What somebody in these sentences fears will happen: the type of event, and the words that say so."""
    for index in indices:
        words = document.sentences[index].words
        for fear in _status_lexicon(document.language).find(document.sentences[index].forms):
            if fear.entry != "feared":
                continue
            feared = next((m for m in concepts.mentions(document, index) if fear.last <= m.first), None)
            if feared and feared.concept.type and feared.first - fear.last <= FEARED_WITHIN:
                yield (
                    feared.concept.type,
                    document.span(words[fear.first].start, words[feared.last - 1].end),
                )


def drafts(document: Document) -> list[Draft]:
    """The events that the report tells of, in reading order."""
    return Judge().drafts(document)
