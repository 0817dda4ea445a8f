"""Fit linear weights of named features: the least change from a prior that explains the labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from temoin.coding.features import Features
from temoin.coding.judgement import Weight

Prior = Mapping[str, Mapping[str, float]]
"""Weights by feature and outcome that are held before any record is seen."""

Targets = npt.NDArray[np.float64]

# Features seen less often are left out, and so are weights that hardly weigh.
RARE, LIGHT = 8, 0.01


def fit(
    rows: Sequence[Features],
    targets: Targets,
    outcomes: Sequence[str],
    penalty: float,
    prior: Prior | None = None,
) -> list[Weight]:
    """Weights for outcomes, by multinomial logistic regression with a quadratic penalty (MAP estimate).

    `targets` (rows x outcomes, or x 2 where there is one outcome: yes and no) holds how much each row speaks
    for each outcome. `penalty` is what a change of 1 from the prior costs, in nats; the bias is free.
    """
    held = prior or {}
    names, matrix = _matrix(rows, held)
    start = np.zeros((len(names), len(outcomes)))
    for name, weights in held.items():
        for outcome, weight in weights.items():
            start[names.index(name), list(outcomes).index(outcome)] = weight
    free = np.array([name != "bias" for name in names], float)[:, None]

    def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        change = flat.reshape(start.shape)
        z = matrix @ (start + change)
        if len(outcomes) == 1:
            z = np.hstack([z, np.zeros_like(z)])
        z -= z.max(axis=1, keepdims=True)
        q = np.exp(z)
        q /= q.sum(axis=1, keepdims=True)
        value = -(targets * np.log(q + 1e-12)).sum() + penalty * (free * change**2).sum()
        wrong = (q * targets.sum(axis=1, keepdims=True) - targets)[:, : start.shape[1]]
        gradient = matrix.T @ wrong + 2 * penalty * free * change
        return float(value), gradient.ravel()

    found = minimize(loss, np.zeros(start.size), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    fitted = start + found.x.reshape(start.shape)
    return [
        Weight(name, outcome, round(float(fitted[i, j]), 3))
        for i, name in enumerate(names)
        for j, outcome in enumerate(outcomes)
        if abs(fitted[i, j]) >= LIGHT
    ]


def _matrix(rows: Sequence[Features], held: Prior) -> tuple[list[str], npt.NDArray[np.float64]]:
    """The names of the features, and their values (rows x names)."""
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name in {*counts, *held} if counts[name] >= RARE or name in held)
    index = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            if name in index:
                matrix[i, index[name]] = value
    return names, matrix


def yes(labels: Iterable[bool]) -> Targets:
    """Targets for a single outcome."""
    column = np.array(list(labels), float)[:, None]
    return np.hstack([column, 1 - column])


def as_prior(weights: Iterable[Weight]) -> dict[str, dict[str, float]]:
    """A table of weights as what is held beforehand."""
    held: dict[str, dict[str, float]] = {}
    for w in weights:
        held.setdefault(w.feature, {})[w.outcome] = w.weight
    return held
