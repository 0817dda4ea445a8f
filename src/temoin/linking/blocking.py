"""Which events are worth comparing: those whose stretches of time touch, in one country or at one place name.

Every event gets keys; two events are compared where they share one. Time is cut into spans of days, and an
event bears the keys of all the spans that it may lie in, a day early and a day late among them.
"""

from __future__ import annotations

from datetime import date, timedelta

from temoin.linking.facts import EventFacts

# Days in a span: two events are compared where so many days, or one less, part them.
SPAN = 3
SLACK = timedelta(days=1)
# A report tells of what happened within so many days where it does not say when.
NEWS = timedelta(days=7)
# An event that may lie anywhere in a longer time says too little of when it was.
LONGEST = timedelta(days=370)


def keys(event: EventFacts) -> tuple[str, ...]:
    """The keys under which an event is compared with others, none where it says too little."""
    names = [f"c:{event.country}"] if event.country else []
    names += [f"p:{place}" for place in event.places]
    window = window_of(event)
    spans = _spans(*window) if window else ["?"]
    return tuple(f"{name}|{span}" for name in names for span in spans)


def window_of(event: EventFacts) -> tuple[date, date] | None:
    """The first and last day on which it can have been, as far as its date or its report's says."""
    if event.start and event.end:
        return (event.start, event.end) if event.end - event.start <= LONGEST else None
    if event.published:
        first, last = event.published
        return first - NEWS, last
    return None


def _spans(first: date, last: date) -> list[str]:
    start, end = (first - SLACK).toordinal() // SPAN, (last + SLACK).toordinal() // SPAN
    return [str(n) for n in range(start, end + 1)]
