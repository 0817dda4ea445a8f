"""How good would forecasts have been, had they been made month by month?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from temoin.analysis.forecast import models, scores

if TYPE_CHECKING:
    import numpy as np

    from temoin.analysis.forecast.models import Model

MODELS: dict[str, Model] = {
    "pooled": models.pooled,
    "bootstrap": models.bootstrap,
    "poisson": models.poisson,
}
"""The models by name, that which is used first, then the baselines."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of one model: arrays by month that was forecast, months ahead, and area."""

    crps: np.ndarray
    ignorance: np.ndarray
    interval: np.ndarray
    in_50: np.ndarray
    in_90: np.ndarray


def backtest(deaths: np.ndarray, first: int, last: int, ahead: int) -> Mapping[str, Scored]:
    """The scores of each model for the months with the indices `first` to `last`, by its name.

    Each month is forecast 1 to `ahead` months before, from what came until then and nothing later.
    """
    import numpy as np

    found = {}
    for name, model in MODELS.items():
        scored = [
            [_scored(model(deaths[:, : month - h + 1], h), deaths[:, month]) for h in range(1, ahead + 1)]
            for month in range(first, last + 1)
        ]
        found[name] = Scored(*np.moveaxis(np.array(scored), 2, 0))
    return found


def _scored(members: np.ndarray, seen: np.ndarray) -> list[np.ndarray]:
    """The scores of one forecast by area, in the order of `Scored`."""
    return [
        scores.crps(members, seen),
        scores.ignorance(members, seen),
        scores.interval_score(members, seen),
        scores.covered(members, seen, 0.5),
        scores.covered(members, seen, 0.9),
    ]
