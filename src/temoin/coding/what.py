"""What happened, and which mentions are one event?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from temoin.coding.document import Document
from temoin.coding.draft import Draft, Trigger
from temoin.languages import Language, Lexicon


@dataclass(frozen=True, slots=True)
class TriggerEntry:
    """A phrase that tells of an event of this type."""

    phrase: str
    type: str


@cache
def _lexicon(language: Language) -> Lexicon[TriggerEntry]:
    return Lexicon((e.phrase, e) for e in language.table("triggers", TriggerEntry))


def triggers_in(document: Document, index: int) -> list[Trigger]:
    """The triggers of one sentence."""
    sentence = document.sentences[index]
    return [
        Trigger(index, sentence.words[m.first].start, sentence.words[m.last - 1].end, m.entry.type)
        for m in _lexicon(document.language).find(sentence.forms)
    ]


def drafts(document: Document) -> list[Draft]:
    """The events that the report tells of."""
    return []
