"""What the trained model makes of a report: scores of its sentences, in logits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
# What a sentence that the model has not read is held to be.
UNREAD = -6.0


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What the model says of the beginning of a report: it is about an event; its most telling sentence."""

    about: float
    telling: float


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
