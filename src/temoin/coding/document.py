"""A report as its coder sees it: paragraphs, sentences, words, and a parse of the sentences that need one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from temoin.coding.parsing import Token, parser_for
from temoin.languages import Language, Word, words
from temoin.model import Report, Span

# A longer run without a full stop is cut, so that one sentence's cost stays bounded.
LONGEST_SENTENCE = 1200

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
# looks at a run of stops or blanks once only, however long it is
_BREAK = re.compile(r"(?<![.!?…])[.!?…]++(?:\s?»)?[»”\"’')\]]*+\s++(?=[\"“«‘'(\[–—-]*\s*[^\W_])")
_LAST_WORD = re.compile(r"[^\W\d_][\w.]*$")
_CUT = re.compile(r"[;:,]?\s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `start` and `end` are positions in the report's text."""

    index: int
    start: int
    end: int
    text: str
    paragraph: int
    title: bool
    words: tuple[Word, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms of its words."""
        return tuple(w.form for w in self.words)


@dataclass(slots=True)
class Document:
    """A report cut into sentences. Parses are made on demand, each sentence at most once."""

    report: Report
    language: Language
    text: str
    sentences: tuple[Sentence, ...]
    # what a question has worked out of the report, kept for the next event
    memo: dict[object, Any] = field(default_factory=dict)
    _tokens: dict[int, list[Token]] = field(default_factory=dict)

    def span(self, start: int, end: int) -> Span:
        """The words of the report between two positions."""
        return Span(start, end, self.text[start:end])

    def sentence_at(self, position: int) -> Sentence | None:
        """The sentence that holds this position of the text, None between two."""
        index = bisect_right(self.sentences, position, key=lambda s: s.start) - 1
        found = self.sentences[index] if index >= 0 else None
        return found if found and position < found.end else None

    def parse(self, indices: Iterable[int]) -> None:
        """Parse these sentences together, those already parsed left out."""
        wanted = [i for i in dict.fromkeys(indices) if i not in self._tokens]
        if not wanted:
            return
        parser = parser_for(self.language)
        chosen = [self.sentences[i] for i in wanted]
        for index, tokens in zip(wanted, parser.parse((s.text, s.start) for s in chosen), strict=True):
            self._tokens[index] = tokens

    def tokens(self, index: int) -> list[Token]:
        """The parsed tokens of a sentence."""
        self.parse([index])
        return self._tokens[index]


def read(report: Report, language: Language) -> Document:
    """Cut `report` into sentences."""
    text = report.full_text
    title_end = len(report.title) if report.title else 0
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text)):
        for start, end in _sentence_bounds(paragraph.group(), language):
            start, end = start + paragraph.start(), end + paragraph.start()
            body = text[start:end]
            found = tuple(words(body, start))
            if found:
                sentences.append(Sentence(len(sentences), start, end, body, number, end <= title_end, found))
    return Document(report, language, text, tuple(sentences))


@cache
def _abbreviations(language: Language) -> frozenset[str]:
    return frozenset(language.settings["abbreviations"])


def _sentence_bounds(paragraph: str, language: Language) -> Iterable[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(paragraph):
        if paragraph[match.start()] == "." and _is_abbreviation(paragraph, start, match.start(), language):
            continue
        following = paragraph[match.end() : match.end() + 12].lstrip("\"“«‘'([–—- \u00a0\u202f")
        if following[:1].islower():
            continue
        yield from _pieces(paragraph, start, match.end())
        start = match.end()
    yield from _pieces(paragraph, start, len(paragraph))


def _is_abbreviation(paragraph: str, start: int, stop: int, language: Language) -> bool:
    last = _LAST_WORD.search(paragraph, max(start, stop - 20), stop)
    if not last:
        return False
    word = last.group().lower()
    return word in _abbreviations(language) or (len(word) == 1 and last.group().isupper())


def _pieces(paragraph: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """The stretch without surrounding blanks, cut where it is too long to be a sentence."""
    while end - start > LONGEST_SENTENCE:
        cut = next(
            (
                m.end()
                for m in _CUT.finditer(paragraph, start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
            ),
            start + LONGEST_SENTENCE,
        )
        yield from _trimmed(paragraph, start, cut)
        start = cut
    yield from _trimmed(paragraph, start, end)


def _trimmed(paragraph: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    while start < end and paragraph[start].isspace():
        start += 1
    while end > start and paragraph[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
