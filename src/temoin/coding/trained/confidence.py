"""How likely is it that a careful reader finds the same value? From the event's own probability, by field.

The weights are fitted on reports that the model had not seen (`temoin.training.tables`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from temoin.coding.features import Features
from temoin.coding.judgement import Judgement
from temoin.model import Claim

# Fields that gold records hold, and with them the measure of how often the coder is right.
FIELDS = frozenset(
    {
        "type",
        "date",
        "place",
        "actors.initiator",
        "actors.target",
        "totals.killed",
        "totals.injured",
        "totals.abducted",
        "totals.civilians_killed",
        "according_to",
    }
)
_NEVER = 1e-6


def features(field: str, event: float) -> Features:
    """What is known of a claim: its field, and the probability of its event."""
    sure = min(max(event, _NEVER), 1 - _NEVER)
    return {field: 1.0, "event": math.log(sure / (1 - sure)) / 3}


def with_confidence(claims: Iterable[Claim], event: float, weights: Judgement) -> Iterator[Claim]:
    """The claims of an event of this probability, with their own; those of other fields as they are."""
    for claim in claims:
        if claim.field not in FIELDS:
            yield claim
        else:
            yield replace(claim, confidence=round(weights.probability(features(claim.field, event)), 2))
