"""What happened, and which mentions are one event?

Each sentence is judged: does it tell of the event that the report is about? Then the report: is it about an event
at all? The telling sentences, with the title, make the event, and what they speak of decides its type.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from temoin.coding import concepts, judgement
from temoin.coding.document import Document
from temoin.coding.draft import Draft, Trigger
from temoin.coding.features import Reading, event_features, report_features, sentence_features
from temoin.coding.judgement import Judgement
from temoin.languages import Language, Lexicon
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


@dataclass(frozen=True, slots=True)
class StatusPhrases:
    """A line of a language's `status.tsv`."""

    status: Literal["planned", "denied", "against"]
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


def drafts(document: Document) -> list[Draft]:
    """The events that the report tells of, in reading order."""
    return Judge().drafts(document)
