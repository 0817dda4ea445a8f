"""A report cut into stretches that the encoder can read at once, each with some of what stands before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from temoin.coding.document import Document

# So many sentences before a stretch are read with it, and the title.
BEFORE = 2
# Stretches of a report that are read; what stands further down tells of nothing new.
MOST = 12


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences that are read together; those in `own` are judged here, the others only lend their words."""

    sentences: tuple[int, ...]
    own: frozenset[int]


def windows(document: Document, sizes: Sequence[int], room: int) -> list[Window]:
    """The stretches of a report whose sentences have so many pieces, each with no more than `room`."""
    title = [s.index for s in document.sentences if s.title]
    body = [s.index for s in document.sentences if not s.title]
    found: list[Window] = []
    first = 0
    while first < len(body) and len(found) < MOST:
        lent = _fitting(title + body[max(0, first - BEFORE) : first], sizes, room // 2)
        left = room - sum(sizes[i] for i in lent)
        last = first
        while last < len(body) and (last == first or sizes[body[last]] <= left):
            left -= sizes[body[last]]
            last += 1
        own = body[first:last] if found else title + body[first:last]
        found.append(Window((*lent, *body[first:last]), frozenset(own)))
        first = last
    return found or [Window(tuple(title), frozenset(title))]


def _fitting(sentences: list[int], sizes: Sequence[int], room: int) -> list[int]:
    """The first of the sentences that take no more than `room` together."""
    kept: list[int] = []
    for index in sentences:
        room -= sizes[index]
        if room < 0:
            break
        kept.append(index)
    return kept
