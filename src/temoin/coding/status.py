"""Is an event a fact, a plan, or what somebody denies? And what is only feared?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from temoin.coding import concepts
from temoin.coding.document import Document
from temoin.languages import Language, Lexicon
from temoin.model import Span, Status

# What is feared or wanted follows the words that say so within so many words.
WITHIN = 5
# ... and in a sentence of the event, or one of so many after its last.
FEARED_AFTER = 2


@dataclass(frozen=True, slots=True)
class StatusPhrases:
    """A line of a language's `status.tsv`."""

    status: Literal["planned", "held", "denied", "against", "feared", "wanted"]
    phrases: tuple[str, ...]


@cache
def _lexicon(language: Language) -> Lexicon[str]:
    lines = language.table("status", StatusPhrases)
    return Lexicon(((phrase, line.status) for line in lines for phrase in line.phrases), over=language.days)


def status_of(document: Document, indices: Sequence[int]) -> Status:
    """What the first telling sentence says: a plan to come, a denial that nobody contradicts, or a fact."""
    lexicon = _lexicon(document.language)
    said = {m.entry for i in indices for m in lexicon.find(document.sentences[i].forms)}
    first = {m.entry for i in indices[:1] for m in lexicon.find(document.sentences[i].forms)}
    if "denied" in first and "against" not in said:
        return "denied"
    return "planned" if "planned" in first and "held" not in first else "reported"


def fears(document: Document, indices: Sequence[int]) -> Iterator[tuple[str, Span]]:
    """What somebody fears, in these sentences or right after: the type, and the words that say so."""
    last = indices[-1] if indices else len(document.sentences)
    after = range(last + 1, last + 1 + FEARED_AFTER)
    for index in (*indices, *(i for i in after if i < len(document.sentences))):
        words = document.sentences[index].words
        for first, mention in feared(document, index):
            if mention.concept.type:
                yield mention.concept.type, document.span(words[first].start, words[mention.last - 1].end)


def feared(document: Document, index: int) -> Iterator[tuple[int, concepts.Mention]]:
    """What a sentence says that somebody fears, each with the first word that says so."""
    return _said_of(document, index, "feared")


def wanted(document: Document, index: int) -> list[concepts.Mention]:
    """What a sentence says that somebody asks for: it has not happened."""
    return [mention for _, mention in _said_of(document, index, "wanted")]


def _said_of(document: Document, index: int, status: str) -> Iterator[tuple[int, concepts.Mention]]:
    """What stands right behind words of this status, each with the first of these words."""
    for said in _lexicon(document.language).find(document.sentences[index].forms):
        if said.entry == status:
            what = next((m for m in concepts.mentions(document, index) if said.last <= m.first), None)
            if what and what.first - said.last <= WITHIN:
                yield said.first, what
