"""Which other sentences of a report tell of an event once more?

A report often says far down where the event of its first lines took place: "the town where both were killed".
Such a sentence speaks of the same act in the same words.
"""

from __future__ import annotations

from temoin.coding import concepts
from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.knowledge.gazetteer import fold
from temoin.ontology import TYPES

STRATEGIC = "Strategic developments"
# What an event is told in stands in its first sentences.
FIRST = 4
# So many words of such a sentence are words of the event, at least.
SHARED = 3
# Shorter words are common to all sentences; of longer ones the first letters are compared.
SHORT, STEM = 5, 6


def retold(document: Document, draft: Draft) -> list[int]:
    """The other sentences that tell of the event again, in reading order."""
    own: set[str] = set()
    for index in draft.sentences[:FIRST]:
        own |= _stems(document, index)
    return [
        s.index
        for s in document.sentences
        if s.index not in draft.sentences
        and len(_stems(document, s.index) & own) >= SHARED
        and _tells(document, s.index, draft)
    ]


def _stems(document: Document, index: int) -> set[str]:
    """The beginnings of a sentence's longer words."""
    return {fold(w.text)[:STEM] for w in document.sentences[index].words if len(w.text) >= SHORT}


def _tells(document: Document, index: int, draft: Draft) -> bool:
    """Whether a sentence speaks of an act of the event's kind; among developments, of its type."""
    kind = TYPES[draft.type].group
    told = [m.concept.type for m in concepts.mentions(document, index) if m.concept.type]
    return any(t == draft.type or (TYPES[t].group == kind and kind != STRATEGIC) for t in told)
