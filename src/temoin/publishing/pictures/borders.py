"""Where do countries lie? Natural Earth's borders, as `training/borders.py` packs them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Ring = NDArray[np.float64]
"""A closed line: a row for each point."""
Polygon = tuple[Ring, ...]
"""An outline, then the holes in it."""

_FILE = Path(__file__).with_name("borders.json.gz")


@cache
def borders() -> Mapping[str, tuple[Polygon, ...]]:
    """The polygons of each country (ISO 3166 alpha-2), the largest first, in degrees: longitude, latitude.

    Areas that ISO has no code for stand under a name that begins with a hyphen.
    """
    packed = json.loads(gzip.decompress(_FILE.read_bytes()))
    unit = packed["unit"]
    return {
        code: tuple(tuple(_ring(ring, unit) for ring in polygon) for polygon in polygons)
        for code, polygons in packed["countries"].items()
    }


def _ring(steps: list[int], unit: float) -> Ring:
    points: Ring = np.cumsum(np.array(steps, float).reshape(-1, 2), axis=0) * unit
    return points


def box(polygon: Polygon) -> tuple[float, float, float, float]:
    """The west, south, east and north of a polygon."""
    (west, south), (east, north) = polygon[0].min(axis=0), polygon[0].max(axis=0)
    return float(west), float(south), float(east), float(north)
