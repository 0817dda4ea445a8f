"""How far apart are points on the earth?"""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, cos, pi, radians, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

Point = tuple[float, float]
"""Latitude and longitude, in WGS 84 degrees."""
RADIUS_KM = 6371.0
"""The mean radius of the earth in kilometres."""


def distance(one: Point, other: Point) -> float:
    """Kilometres along the great circle (haversine formula)."""
    (a, b), (c, d) = ((radians(x), radians(y)) for x, y in (one, other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * RADIUS_KM * asin(min(1.0, sqrt(half)))


def on_sphere(points: Iterable[Point]) -> np.ndarray:
    """The points on the unit sphere, a row of three coordinates each: near there is near on earth."""
    import numpy as np

    lat, lon = np.radians(np.array(list(points), float).reshape(-1, 2)).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def chord(km: float) -> float:
    """The straight line between two points of the unit sphere, so far apart along the great circle."""
    return 2 * sin(min(km / (2 * RADIUS_KM), pi / 2))
