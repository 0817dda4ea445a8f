"""Find the events of a report with the model's scores beside the grammar's features.

As `coding/what.py` does alone: sentences are judged, then the report, then the telling sentences are parted
into events; here each event is judged once more, and that probability is its confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from temoin.coding import content, what
from temoin.coding.draft import Draft
from temoin.coding.features import Reading
from temoin.coding.judgement import Judgement
from temoin.coding.status import status_of
from temoin.coding.trained.features import View, of_event, of_glimpse, of_report, of_sentence, of_tie, of_type
from temoin.coding.trained.scores import Glimpse

# From these probabilities on a report is about an event, a sentence may tell of it, a sentence goes on with
# an event told before, and some sentences tell of an event: the likeliest of a report, and any other.
ABOUT, TELLS, GOES_ON, EVENT, ANOTHER = 0.55, 0.3, 0.65, 0.35, 0.4
# Parts of one type are one event if the first sentence of the second fitted the first so well.
MAY_JOIN = 0.15
# Below this probability by the grammar alone, and then by it and a glimpse, the model does not read a report.
QUIET, UNPROMISING = 0.2, 0.27
# Where no sentence is so likely, those that come near to the likeliest may tell.
NEAR_BEST = 0.8


@dataclass(frozen=True)
class Judge:
    """The judgements that finding events rests on."""

    telling: Judgement
    about: Judgement
    ties: Judgement
    event: Judgement
    types: Judgement
    glimpse: Judgement

    def is_promising(self, chance: float, glimpse: Glimpse) -> bool:
        """Whether the whole report is worth reading; `chance` is the grammar's probability."""
        return self.glimpse.probability(of_glimpse(chance, glimpse)) >= UNPROMISING

    def drafts(self, view: View) -> list[Draft]:
        """The events that the report tells of: what it is about, then what it recalls."""
        told = view.reading.document.sentences
        drafts = [self._draft(view, p, sure) for p, sure in self._events(view)] if told else []
        taken = {i for draft in drafts for i in draft.sentences}
        return drafts + [
            self._draft(view, [i], None)
            for i, words in enumerate(view.reading.telling)
            if words and i not in taken and content.is_far(view.reading, i)
        ]

    def _events(self, view: View) -> list[tuple[list[int], float]]:
        """The sentences of each event that the report is about, with how likely it is one."""
        told = [self.telling.probability(of_sentence(view, s.index)) for s in view.reading.document.sentences]
        about = self.about.probability(of_report(view, told))
        if about < ABOUT:
            return []
        parts = self.parts(view, candidates(view, told))
        sure = [self.event.probability(of_event(view, part, parts, told, about)) for part in parts]
        best = max(sure, default=0.0)
        return [
            (part, p) for part, p in zip(parts, sure, strict=True) if p >= (EVENT if p == best else ANOTHER)
        ]

    def parts(self, view: View, indices: Sequence[int]) -> list[list[int]]:
        """Sentences parted into events: each goes on with the event it fits best, or begins one."""
        parts: list[list[int]] = []
        opened: list[list[float]] = []  # for each part, how well its first sentence fitted those before
        for index in indices:
            fits = [self.ties.probability(of_tie(view, index, part, parts)) for part in parts]
            best = max(fits, default=0.0)
            if best >= GOES_ON:
                parts[fits.index(best)].append(index)
            else:
                parts.append([index])
                opened.append(fits)
        return self._joined(view, parts, opened)

    def _joined(
        self, view: View, parts: Sequence[list[int]], opened: Sequence[Sequence[float]]
    ) -> list[list[int]]:
        """The parts; of one type, where neither day nor place nor ties set them apart, they are one event."""
        joined: list[list[int]] = []
        of: list[int] = []  # for each part, in which of those joined it is
        types: list[str] = []
        for part, fits in zip(parts, opened, strict=True):
            type_ = self._type(view, part)
            for number, (other, its_type) in enumerate(zip(joined, types, strict=True)):
                fit = max(f for f, n in zip(fits, of, strict=True) if n == number)
                if (
                    type_ == its_type
                    and fit >= MAY_JOIN
                    and not _set_apart(view.part(other), view.part(part))
                ):
                    other[:] = sorted([*other, *part])
                    of.append(number)
                    break
            else:
                of.append(len(joined))
                joined.append(list(part))
                types.append(type_)
        return joined

    def _draft(self, view: View, indices: list[int], sure: float | None) -> Draft:
        """The event that some sentences tell of; `sure` is None for what is only recalled."""
        document, type_ = view.reading.document, self._type(view, indices)
        status = "reported" if sure is None else status_of(document, indices)
        return Draft(
            type_,
            content.triggers_of(document, indices, type_),
            indices,
            status,
            background=sure is None,
            confidence=sure and round(sure, 3),
        )

    def _type(self, view: View, indices: Sequence[int]) -> str:
        return content.told_type(view.reading, indices, self.types.best(of_type(view, indices)))


def _set_apart(one: what.Part, other: what.Part) -> bool:
    """Whether two parts speak of other days, or of other places."""
    days = one.days and other.days and not one.days & other.days
    places = one.places and other.places and not one.places & other.places
    return bool(days or places)


def chance_of(reading: Reading) -> float:
    """How likely the report is about an event, by the grammar alone."""
    return what.Judge().told(reading)[1] if any(reading.telling) else 0.0


def candidates(view: View, told: Sequence[float]) -> list[int]:
    """The sentences that may tell of the news, by their probabilities; below the lead none of long ago."""
    least = min(TELLS, NEAR_BEST * max(told))
    likely = [i for i, p in enumerate(told) if p >= least]
    return [i for i in likely if not content.is_recalled(view.reading, i)] or likely
