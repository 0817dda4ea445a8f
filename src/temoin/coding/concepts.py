"""Which words speak of what: killing, protest, a court, football."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from temoin.coding.document import Document
from temoin.languages import DataError, Language, Lexicon, read_table
from temoin.ontology import TYPES


@dataclass(frozen=True, slots=True)
class Concept:
    """What words may speak of; `type` is the event type that an event concept stands for by default."""

    concept: str
    role: Literal["event", "party", "context"]
    type: str | None = None

    def __post_init__(self) -> None:
        if (self.role == "event") != (self.type in TYPES):
            raise ValueError(
                f"{self.concept}: an event concept needs one of the ontology's types, others none"
            )


@dataclass(frozen=True, slots=True)
class Phrases:
    """A line of a language's `concepts.tsv`."""

    concept: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `first` to `last` (exclusive) of a sentence speak of `concept`."""

    first: int
    last: int
    concept: Concept


CONCEPTS: dict[str, Concept] = {
    c.concept: c for c in read_table(Path(__file__).with_name("concepts.tsv"), Concept)
}


@cache
def _lexicon(language: Language) -> Lexicon[Concept]:
    lines = language.table("concepts", Phrases)
    for line in lines:
        if line.concept not in CONCEPTS:
            raise DataError(f"{language.code}/concepts.tsv: unknown concept {line.concept!r}")
    return Lexicon(
        ((phrase, CONCEPTS[line.concept]) for line in lines for phrase in line.phrases), over=language.days
    )


@cache
def agent_words(language: Language) -> frozenset[str]:
    """Words that stand before whoever did it: *par*, *by*."""
    return frozenset(language.settings["agent_words"])


def mentions(document: Document, index: int) -> list[Mention]:
    """What the words of a sentence speak of, left to right."""
    found = _lexicon(document.language).find(document.sentences[index].forms)
    return [Mention(m.first, m.last, m.entry) for m in found]
