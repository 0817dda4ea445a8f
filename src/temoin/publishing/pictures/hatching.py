"""Hatching: the strokes that fill an area on a map without hiding what lies below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import pi, sqrt

import numpy as np

from temoin.publishing.pictures.borders import Ring

Stroke = tuple[float, float, float, float]
"""From x, y to x, y, in pixels."""

_CORNERS = 72


def strokes(rings: Sequence[Ring], apart: float) -> Iterator[Stroke]:
    """Strokes that rise to the right, so many pixels apart, inside these rings (even-odd rule)."""
    half = sqrt(0.5)
    turned = [ring @ np.array([[half, -half], [half, half]]).T for ring in rings]  # the strokes lie level
    low = min(float(ring[:, 1].min()) for ring in turned)
    high = max(float(ring[:, 1].max()) for ring in turned)
    first = np.ceil(low / apart) * apart
    for level in np.arange(first, high, apart):
        ends = sorted(x for ring in turned for x in _crossings(ring, float(level)))
        for left, right in zip(ends[::2], ends[1::2], strict=False):
            yield (
                *_back(left, float(level), half),
                *_back(right, float(level), half),
            )


def circle(x: float, y: float, radius: float) -> Ring:
    """A circle as a ring."""
    angles = np.linspace(0, 2 * pi, _CORNERS)
    return np.column_stack((x + radius * np.cos(angles), y + radius * np.sin(angles)))


def _crossings(ring: Ring, level: float) -> Iterable[float]:
    """Where a closed line crosses a level."""
    x, y = ring[:, 0], ring[:, 1]
    x2, y2 = np.roll(x, -1), np.roll(y, -1)
    crossing = (y > level) != (y2 > level)
    return [float(v) for v in x[crossing] + (level - y[crossing]) * (x2 - x)[crossing] / (y2 - y)[crossing]]


def _back(x: float, y: float, half: float) -> tuple[float, float]:
    return round(half * (x + y), 1), round(half * (y - x), 1)
