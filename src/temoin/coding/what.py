"""What happened, and which mentions are one event?

Each sentence is judged: does it tell of what the report is about? Then the report: is it about an event at
all? The telling sentences are parted into events, and what they speak of decides each event's type.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from temoin.coding import content, judgement
from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.coding.features import Reading, event_features, report_features
from temoin.coding.judgement import Judgement
from temoin.coding.periods import Period
from temoin.coding.status import status_of

# From these probabilities on a sentence tells of the news (the lead, a toll right behind it, any other),
LEAD_TELLS, TOLL_TELLS, TELLS = 0.3, 0.2, 0.4
# ... and a report is about an event: high, so that few quiet reports raise an alarm.
ABOUT = 0.66
# Days between an event and what is recalled beside it; and the concepts that recall where no day is said.
EARLIER = timedelta(days=3)
RECALLING = frozenset({"pluperfect", "recall"})


@dataclass(frozen=True)
class Judge:
    """The three judgements that finding events rests on."""

    telling: Judgement = field(default_factory=lambda: judgement.load("telling"))
    about: Judgement = field(default_factory=lambda: judgement.load("about"))
    types: Judgement = field(default_factory=lambda: judgement.load("types"))

    def drafts(self, reading: Reading) -> list[Draft]:
        """The events that the report tells of: what it is about, then what it recalls."""
        if not any(reading.telling):
            return []
        told, about = self.told(reading)
        parts: list[Part] = []
        if about >= ABOUT:
            telling = [i for i in _telling(reading, told) if not content.is_recalled(reading, i)]
            parts = _parted(reading, telling or [told.index(max(told))])
        drafts = [self._draft(reading, p.indices, _is_earlier(reading, p, parts[0])) for p in parts]
        taken = {i for p in parts for i in p.indices}
        recalled = [
            i for i, n in enumerate(reading.telling) if n and i not in taken and content.is_far(reading, i)
        ]
        return drafts + [self._draft(reading, [index], True) for index in recalled]

    def told(self, reading: Reading) -> tuple[list[float], float]:
        """How likely each sentence tells of the news, and the report is about an event."""
        told = [self.telling.probability(features) for features in reading.sentences]
        return told, self.about.probability(report_features(reading, told))

    def _draft(self, reading: Reading, indices: list[int], background: bool) -> Draft:
        document = reading.document
        status = "reported" if background else status_of(document, indices)
        likeliest = self.types.best(event_features(reading, indices))
        type_ = content.told_type(reading, indices, likeliest)
        triggers = content.triggers_of(document, indices, type_)
        return Draft(type_, triggers, indices, status, background)


@dataclass(slots=True)
class Part:
    """Telling sentences of one event, with the kinds of act, the days and the places they speak of."""

    indices: list[int]
    acts: set[str]
    days: set[Period]
    places: set[str]


def _telling(reading: Reading, told: Sequence[float]) -> list[int]:
    """The sentences that tell of the news: title and lead sooner, and the toll that goes on right behind."""
    least = TELLS if sum(p >= TELLS for p in told) > 1 else min(TELLS, max(told) / 2)
    chosen: list[int] = []
    for index, probability in enumerate(told):
        goes_on = chosen and chosen[-1] == index - 1 and "toll" in reading.named[index]
        lead = index in reading.opening[: reading.body_start + 1]
        if probability >= (TOLL_TELLS if goes_on else LEAD_TELLS if lead else least):
            chosen.append(index)
    return chosen


def _parted(reading: Reading, indices: list[int]) -> list[Part]:
    """The telling sentences, parted into events.

    A new place makes a new event, and so does a new kind of act on a new day, or a sentence that opens with
    a new day, as in bulletins. Any other sentence goes on with the last event of its kind of act.
    """
    parts: list[Part] = []
    for index in indices:
        said = Part(
            [index],
            content.kinds(reading, index),
            content.days(reading, index),
            # a title sums up: it may name the places of several events
            set() if reading.document.sentences[index].title else content.places(reading, index),
        )
        if not parts or (reading.telling[index] and is_another(reading, said, parts)):
            parts.append(said)
            continue
        part = next((p for p in reversed(parts) if p.acts & said.acts), parts[-1])
        part.indices.append(index)
        part.acts |= said.acts
        part.days |= said.days
        part.places |= said.places
    return parts


def _is_earlier(reading: Reading, part: Part, first: Part) -> bool:
    """Whether a part recalls what came before the event that the report begins with."""
    if part is first:
        return False
    if part.days and first.days:
        return min(p.first for p in first.days) - max(p.last for p in part.days) > EARLIER
    return bool(reading.named[part.indices[0]] & RECALLING)


def is_another(reading: Reading, said: Part, parts: Sequence[Part]) -> bool:
    """Whether a sentence tells of an event that none of the parts tells of."""
    sentence = reading.document.sentences[said.indices[0]]
    if sentence.index in reading.opening and sentence.index <= reading.body_start:
        return False
    days = set().union(*(p.days for p in parts))
    new_day = bool(days and said.days and not said.days & days)
    if new_day and content.opens_with_day(reading, sentence.index):
        return True
    acts = set().union(*(p.acts for p in parts))
    if not acts or not said.acts:
        return False  # nothing has been told yet, or nothing is told here
    where = set().union(*(p.places for p in parts))
    if where and said.places and not said.places & where:
        return True
    return new_day and bool(said.acts - acts)


def drafts(document: Document) -> list[Draft]:
    """The events that the report tells of: what it is about, then what it recalls."""
    return Judge().drafts(Reading(document))
