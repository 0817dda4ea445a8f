"""How far apart are two points on the earth?"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
"""Latitude and longitude, in WGS 84 degrees."""
RADIUS_KM = 6371.0
"""The mean radius of the earth in kilometres."""


def distance(one: Point, other: Point) -> float:
    """Kilometres along the great circle (haversine formula)."""
    (a, b), (c, d) = ((radians(x), radians(y)) for x, y in (one, other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * RADIUS_KM * asin(min(1.0, sqrt(half)))
