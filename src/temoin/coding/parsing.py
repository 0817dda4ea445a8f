"""Sentences to tokens with Universal Dependencies, whatever labels the pipeline uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from temoin.languages import Language, form


@dataclass(slots=True)
class Token:
    """A parsed word. `head` is the index of its head in the sentence, its own where it is a root."""

    index: int
    start: int
    end: int
    text: str
    form: str
    pos: str
    dep: str
    head: int


class Parser:
    """A spaCy pipeline that is loaded when the first sentence comes."""

    def __init__(self, language: Language) -> None:
        self._language = language
        universal = language.settings.get("universal", {})
        self._pos: dict[str, str] = universal.get("pos", {})
        self._dep: dict[str, str] = universal.get("dep", {})
        self._pipeline: Any = None

    def parse(self, sentences: Iterable[tuple[str, int]]) -> Iterator[list[Token]]:
        """Tokens of each sentence, given as its text and its position in the report."""
        if self._pipeline is None:
            import spacy  # slow to import: quiet reports never need it

            settings = self._language.settings
            self._pipeline = spacy.load(settings["pipeline"], exclude=settings["exclude"])
        for doc, offset in self._pipeline.pipe(sentences, as_tuples=True):
            yield self._tokens(doc, offset)

    def _tokens(self, doc: Any, offset: int) -> list[Token]:
        tokens = []
        for t in doc:
            start = t.idx + offset
            pos = self._pos.get(t.tag_, "X") if self._pos else t.pos_
            dep = self._dep.get(t.dep_, t.dep_)
            tokens.append(Token(t.i, start, start + len(t.text), t.text, form(t.text), pos, dep, t.head.i))
        if self._pos:
            _raise_prepositions(tokens)
        return tokens


def _raise_prepositions(tokens: list[Token]) -> None:
    """Make a preposition a `case` of its noun, as Universal Dependencies do, not the noun's head."""
    for token in tokens:
        if token.dep not in ("pobj", "pcomp"):
            continue
        preposition = tokens[token.head]
        above = tokens[preposition.head]
        token.head = preposition.head
        if preposition.dep == "agent":
            token.dep = "obl:agent"
        else:
            token.dep = "obl" if above.pos in ("VERB", "AUX", "ADJ", "ADV") else "nmod"
        preposition.head, preposition.dep = token.index, "case"


@cache
def parser_for(language: Language) -> Parser:
    """The one parser of a language in this process."""
    return Parser(language)
