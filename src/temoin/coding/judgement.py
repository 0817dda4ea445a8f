"""Weigh features: a linear model whose weights are a table that can be read, printed and argued about.

The tables in `weights/` are fitted by `training/fit.py` on records of reports; each line says how much a
feature speaks for an outcome (in logits).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from temoin.languages import read_table

_WEIGHTS = Path(__file__).with_name("weights")


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a feature speaks for an outcome."""

    feature: str
    outcome: str
    weight: float


class Judgement:
    """Weights of features for one or several outcomes."""

    def __init__(self, weights: Iterable[Weight]) -> None:
        self._weights: dict[str, list[tuple[str, float]]] = {}
        for w in weights:
            self._weights.setdefault(w.feature, []).append((w.outcome, w.weight))

    def scores(self, features: Mapping[str, float]) -> dict[str, float]:
        """The sum of what the features say for each outcome."""
        scores: dict[str, float] = {}
        for feature, value in features.items():
            for outcome, weight in self._weights.get(feature, ()):
                scores[outcome] = scores.get(outcome, 0.0) + weight * value
        return scores

    def probability(self, features: Mapping[str, float]) -> float:
        """The probability of the single outcome that this judgement knows (logistic)."""
        score = sum(self.scores(features).values())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))

    def best(self, features: Mapping[str, float]) -> str:
        """The outcome that the features speak for most; the first by name among equals."""
        scores = self.scores(features)
        return min(scores, key=lambda outcome: (-scores[outcome], outcome))


def read(path: Path) -> Judgement:
    """The judgement with the weights in a table."""
    return Judgement(read_table(path, Weight))


@cache
def load(name: str) -> Judgement:
    """The judgement with the weights in `weights/NAME.tsv`."""
    return read(_WEIGHTS / f"{name}.tsv")
