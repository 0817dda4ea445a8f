"""What happened, and which mentions are one event?

Each sentence is judged: does it tell of the event that the report is about? Then the report: is it about an event
at all? The telling sentences, with the title, make the event, and what they speak of decides its type.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from temoin.coding import concepts, judgement
from temoin.coding.document import Document
from temoin.coding.draft import Draft, Trigger
from temoin.coding.features import Reading, event_features, report_features, sentence_features
from temoin.coding.judgement import Judgement
from temoin.model import Status

# A sentence tells of the event, and a report is about one, from these probabilities on.
TELLS = 0.35
ABOUT = 0.7


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
        """The events that the report tells of, in reading order."""
        reading = Reading(document)
        if not any(reading.telling):
            return []
        told = [self.telling.probability(sentence_features(reading, s.index)) for s in document.sentences]
        if self.about.probability(report_features(reading, told)) < ABOUT:
            return []
        return [self._main(reading, told)]

    def _main(self, reading: Reading, told: Sequence[float]) -> Draft:
        indices = [i for i, p in enumerate(told) if p >= TELLS] or [told.index(max(told))]
        triggers = [t for i in indices for t in triggers_in(reading.document, i)]
        return Draft(
            self.types.best(event_features(reading, indices)), triggers, indices, _status(reading, indices)
        )


def _status(reading: Reading, indices: Sequence[int]) -> Status:
    return "reported"


def drafts(document: Document) -> list[Draft]:
    """The events that the report tells of, in reading order."""
    return Judge().drafts(document)
