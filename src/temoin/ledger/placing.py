"""Which event of a report, as it is coded now, do words belong to that were judged earlier?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class EventWords:
    """The first words that tell of an event, where in its report they begin, and where its trigger does."""

    start: int
    words: str
    trigger: int


def words_of(told: Mapping[str, Any]) -> EventWords:
    """The words by which an event (a record) is found again; where it has none, the start of its report."""
    spans = [*told["evidence"], *(claim["span"] for claim in told["claims"])]
    if not spans:
        return EventWords(0, "", 0)
    start, words, trigger = spans[0]["start"], spans[0]["text"], _trigger(told)
    return EventWords(start, words, start if trigger is None else trigger)


def _trigger(told: Mapping[str, Any]) -> int | None:
    return next((c["span"]["start"] for c in told["claims"] if c["field"] == "type"), None)


class Told:
    """A report's text as it is now and the events (records, by id) that are coded of it now."""

    def __init__(self, whole: str, events: Mapping[str, Mapping[str, Any]]) -> None:
        self._whole = whole
        self._events = events

    def event_of(self, about: EventWords) -> str | None:
        """The event that these words tell of now, None where they are gone or tell of none."""
        start = self._found(about.start, about.words)
        if start is None:
            return None
        return self._likeliest({id: self._nearness(told, about, start) for id, told in self._events.items()})

    def claim_of(self, about: EventWords, start: int, words: str, field: str) -> tuple[str, int] | None:
        """The event that a claim on a field at these words belongs to now, and where the words begin now.

        None where the words are gone, or belong to no event any more.
        """
        event_at = self._found(about.start, about.words)
        at = self._found(start, words, 0 if event_at is None else event_at - about.start)
        if at is None:
            return None
        end = at + len(words)
        scores: dict[str, tuple[int, ...]] = {}
        for id, told in self._events.items():
            claimed = [c["span"] for c in told["claims"] if c["field"] == field]
            nearness = (0, 0) if event_at is None else self._nearness(told, about, event_at)
            is_its = int(_shared(claimed, at, end) > 0)
            scores[id] = (is_its, *nearness, _shared(told["evidence"], at, end))
        event = self._likeliest(scores)
        return None if event is None else (event, at)

    def _nearness(self, told: Mapping[str, Any], about: EventWords, start: int) -> tuple[int, int]:
        """Whether the event has the trigger, and how many characters of the words, at `start` now."""
        same = _trigger(told) == about.trigger - about.start + start
        return int(same), _shared(told["evidence"], start, start + len(about.words))

    @staticmethod
    def _likeliest(scores: Mapping[str, tuple[int, ...]]) -> str | None:
        best = max(scores, key=lambda id: scores[id], default=None)
        return best if best is not None and any(scores[best]) else None

    def _found(self, start: int, words: str, shift: int = 0) -> int | None:
        """Where the words begin now: where they were, `shift` off that, or at the only place they stand."""
        for at in (start + shift, start):
            if at >= 0 and self._whole.startswith(words, at):
                return at
        at = self._whole.find(words)
        return at if at >= 0 and self._whole.find(words, at + 1) < 0 else None


def _shared(spans: Sequence[Mapping[str, Any]], start: int, end: int) -> int:
    """How many characters from `start` to `end` the spans hold."""
    return sum(max(min(end, s["end"]) - max(start, s["start"]), 0) for s in spans)
