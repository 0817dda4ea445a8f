"""What the records of a report teach: labels of its sentences and of their words.

Each value of a gold event is looked for in the sentences of its evidence: a party, a place or a source by its
names, a date and a count by what reads to the same value. What is not found there is left out of the loss.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias, get_args

import numpy as np

from temoin.coding import dates
from temoin.coding.document import Document
from temoin.coding.statements import statements_in
from temoin.coding.trained.scores import Floats
from temoin.evaluation.values import Record
from temoin.model import Count
from temoin.ontology import TYPES
from temoin.training.corpus import Labelled

Part: TypeAlias = Literal[
    "initiator", "target", "place", "time", "killed", "injured", "abducted", "civilians_killed", "source"
]
PARTS: tuple[Part, ...] = get_args(Part)
EFFECTS: tuple[Part, ...] = ("killed", "injured", "abducted", "civilians_killed")
Words: TypeAlias = list[tuple[int, int, int]]
"""Sentence, start and end (positions in the report's text) of words."""

# A name of fewer letters is found anywhere.
SHORTEST = 2
# Weight of the type that the record gives where others could be defended.
SURE = 0.75
# What joins the places of a record.
PLACES = re.compile(r"\s*[,;/(]| et | and ")


class Rest(NamedTuple):
    """The words that a value of an event rests on; `start` None: they were not found."""

    event: int
    part: Part
    sentence: int
    start: int | None
    end: int | None


class Labels:
    """What a report's records say of each of its sentences.

    `telling`, `recalled`, `planned`: 1 for each sentence that tells of a main event, of another, of a plan.
    `types` (sentences x types): shares. `events`: the main events that a sentence tells of. `words`: what
    values rest on; `asked`: the sentences and parts of which the records say everything.
    """

    def __init__(self, labelled: Labelled) -> None:
        document, events = labelled.reading.document, labelled.events
        size = len(document.sentences)
        self.telling, self.recalled, self.planned = np.zeros((3, size), np.float32)
        self.types: Floats = np.zeros((size, len(TYPES)), np.float32)
        self.events: dict[int, set[int]] = defaultdict(set)
        self.is_about = labelled.is_about
        for number, (event, told) in enumerate(events):
            for index in told:
                self._add(number, event, index)
        self.types /= np.maximum(self.types.sum(axis=1, keepdims=True), 1e-9)
        self.words = list(_aligned(document, events))
        self.asked = _asked(events, self.words)

    def _add(self, number: int, event: Record, index: int) -> None:
        if event["main"]:
            self.telling[index] = 1
            self.events[index].add(number)
            self.planned[index] = max(self.planned[index], event["status"] == "planned")
        else:
            self.recalled[index] = 1
        if event["main"] or not self.telling[index]:
            others = [t for t in event["alt_types"] if t in TYPES]
            types = list(TYPES)
            self.types[index, types.index(event["type"])] += SURE if others else 1.0
            for other in others:
                self.types[index, types.index(other)] += (1 - SURE) / len(others)


Told: TypeAlias = Sequence[tuple[Record, list[int]]]


def _aligned(document: Document, events: Told) -> Iterator[Rest]:
    """What each value of the main events rests on."""
    for number, (event, told) in enumerate(events):
        if not event["main"] or not told:
            continue
        for part, spans in _wanted(document, event, told):
            if not spans:
                yield Rest(number, part, told[0], None, None)
            yield from (Rest(number, part, *span) for span in spans)


def _asked(events: Told, words: Iterable[Rest]) -> set[tuple[int, Part]]:
    lost = {(rest.event, rest.part) for rest in words if rest.start is None}
    return {
        (index, part)
        for number, (event, told) in enumerate(events)
        if event["main"]
        for index in told
        for part in PARTS
        if (number, part) not in lost
    }


def _wanted(document: Document, event: Record, told: list[int]) -> Iterator[tuple[Part, Words]]:
    """For each value of an event its part and the words found for it."""
    roles: tuple[Part, Part] = ("initiator", "target")
    for role in roles:
        for party in event[role]:
            yield role, _named(document, told, party["names"])
    if event["place"]:
        name = event["place"]["name"]
        yield "place", _named(document, told, [name, *PLACES.split(name)])
    for source in event["according_to"]:
        yield "source", _named(document, told, source.split("|"))
    if event["date"]:
        yield "time", _dated(document, told, (event["date"].get("start"), event["date"].get("end")))
    elif not document.report.published:
        yield "time", []  # the record is silent because nobody can say
    for effect in EFFECTS:
        if event[effect]:
            yield effect, _counted(document, told, effect, event[effect])


def _dated(document: Document, told: list[int], days: tuple[str | None, str | None]) -> Words:
    return [
        (i, e.span.start, e.span.end)
        for i in told
        for e in dates.expressions(document, i)
        if e.period and (e.period.first.isoformat(), e.period.last.isoformat()) == days
    ]


def _counted(document: Document, told: list[int], effect: Part, count: Record) -> Words:
    civilians = effect == "civilians_killed"
    found = []
    for index in told:
        words = document.sentences[index].words
        for said in statements_in(document, index):
            if said.effect != ("killed" if civilians else effect):
                continue
            if civilians and said.side not in ("civilians", None):
                continue
            if _bounds(said.count) == (count["low"], count.get("high")):
                found.append((index, words[said.first].start, words[said.last - 1].end))
    return found


def _bounds(count: Count) -> tuple[int, int | None]:
    return count.low, count.high


def _named(document: Document, told: list[int], names: Iterable[str]) -> Words:
    """Where these sentences have one of the names, without regard to case and accents."""
    plain = {"".join(c for c, _ in _letters(name)).strip() for name in names}
    found = []
    for index in told:
        sentence = document.sentences[index]
        letters = list(_letters(sentence.text))
        text = "".join(c for c, _ in letters)
        for name in sorted(n for n in plain if len(n) >= SHORTEST):
            for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                start, end = letters[m.start()][1], letters[m.end() - 1][1] + 1
                found.append((index, sentence.start + start, sentence.start + end))
    return found


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """The letters of a text without case and accents, each with its position."""
    for position, character in enumerate(text.replace("’", "'")):
        for part in unicodedata.normalize("NFKD", character.lower()):
            if not unicodedata.combining(part):
                yield part, position
