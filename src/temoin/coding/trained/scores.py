"""What the trained model makes of a report: scores of its sentences and of their words, in logits."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

Part: TypeAlias = Literal[
    "initiator", "target", "place", "time", "killed", "injured", "abducted", "civilians_killed", "source"
]
Floats: TypeAlias = npt.NDArray[np.float32]
PARTS: tuple[Part, ...] = get_args(Part)
# What words that the model has not read are held to be.
UNREAD = -6.0


@dataclass(frozen=True, slots=True)
class Pieces:
    """Where the pieces of a sentence start and end in the report's text, and how each part fits them."""

    starts: list[int]
    ends: list[int]
    parts: Floats


@dataclass(frozen=True)
class Scores:
    """What the model says of each sentence of a report.

    `telling`: it tells of what the report is about; `recalled`: of something earlier; `planned`: of a plan.
    `types`: log probabilities of the event types, in the order of the ontology. `ties`: two sentences tell
    of one event. `opens`: a sentence begins an event that none before it tells of. `about`: the report is
    about an event.
    """

    about: float
    telling: Floats
    recalled: Floats
    planned: Floats
    types: Floats
    ties: Floats
    opens: Floats
    pieces: dict[int, Pieces]

    def of_words(self, part: Part, sentence: int, start: int, end: int) -> float:
        """How well the words between two positions fit a part in the event: the best of their pieces."""
        read = self.pieces.get(sentence)
        if read is None:
            return UNREAD
        first, last = bisect_right(read.ends, start), bisect_left(read.starts, end)
        found = read.parts[first:last, PARTS.index(part)]
        return float(found.max()) if len(found) else UNREAD
