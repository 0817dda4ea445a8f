"""What the coder knows of an event while it is still asking its questions."""

from __future__ import annotations

from dataclasses import dataclass, field

from temoin.model import Status


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell of an event: `start` and `end` are positions in the report's text."""

    sentence: int
    start: int
    end: int
    type: str


@dataclass(slots=True)
class Draft:
    """An event to be: its triggers, and the sentences that tell of it (indices, in reading order)."""

    type: str
    triggers: list[Trigger]
    sentences: list[int]
    status: Status = "reported"
    background: bool = False
    # how likely it is an event that the report is about; None where no model was asked
    confidence: float | None = None
    # sentences of the report that tell of other events, too: values in them must be nearer to our trigger
    shared: set[int] = field(default_factory=set)
