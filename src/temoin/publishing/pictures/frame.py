"""Which part of the earth does a map show, and where on it is a point?

Mercator's projection, north up: a circle on the ground is a circle on the map.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asinh, atan, cos, degrees, radians, sinh, tan

import numpy as np

from temoin.publishing.pictures.borders import Polygon, Ring, borders, box

Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""

_KM_PER_DEGREE = 111.195
# The least that a map shows, of a few places more, so that the reader knows where they are.
_NARROWEST_KM, _FEW, _NARROWEST_OF_FEW_KM = 250.0, 4, 900.0
# What it leaves free around the outermost marks, as a part of its width.
_MARGIN = 0.07
# A country is shown whole where what lies in it reaches over this part of its width or height.
_WHOLE = 0.3
# The height of a map for its width, at least and at most.
_LOWEST, _HIGHEST = 0.55, 1.05
_POLES = 80.0
_WORLD: Box = (-160.0, -55.0, 170.0, 72.0)
_ROUND = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Frame:
    """A map of `width` by `height` pixels; `west` and `top` are its corner in Mercator's radians."""

    width: float
    height: float
    west: float
    top: float
    scale: float

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a point is, in pixels from the left and from the top."""
        return (radians(lon) - self.west) * self.scale, (self.top - _up(lat)) * self.scale

    def ring(self, ring: Ring) -> Ring:
        """A line in pixels, without the points that nobody could part."""
        up = np.arcsinh(np.tan(np.radians(np.clip(ring[:, 1], -89, 89))))
        pixels = np.column_stack(
            ((np.radians(ring[:, 0]) - self.west) * self.scale, (self.top - up) * self.scale)
        )
        coarse = np.round(pixels * 2) / 2
        moved = np.any(np.diff(coarse, axis=0, prepend=coarse[:1] - 1) != 0, axis=1)
        return np.round(pixels[moved], 1)

    def pixels(self, km: float, lat: float) -> float:
        """How many pixels so many kilometres are at a latitude."""
        return radians(km / _KM_PER_DEGREE) * self.scale / cos(radians(lat))

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point is on the map."""
        x, y = self.point(lon, lat)
        return 0 <= x <= self.width and 0 <= y <= self.height

    @property
    def box(self) -> Box:
        """What it shows."""
        south = degrees(atan(sinh(self.top - self.height / self.scale)))
        return (
            degrees(self.west),
            south,
            degrees(self.west + self.width / self.scale),
            degrees(atan(sinh(self.top))),
        )

    @property
    def middle(self) -> float:
        """The latitude of its middle."""
        return degrees(atan(sinh(self.top - self.height / self.scale / 2)))

    def shows(self, polygon: Polygon) -> bool:
        """Whether a polygon may reach into it."""
        west, south, east, north = box(polygon)
        left, bottom, right, top = self.box
        return west < right and east > left and south < top and north > bottom

    def bar(self) -> tuple[int, float]:
        """A round number of kilometres for a scale bar, and its pixels at the middle of the map."""
        longest = self.width / 4
        sizes = [factor * 10**power for power in range(4) for factor in _ROUND]
        fitting = [km for km in sizes if self.pixels(km, self.middle) <= longest]
        km = fitting[-1] if fitting else 1
        return km, self.pixels(km, self.middle)


def frame(areas: Sequence[tuple[float, float, float]], countries: Iterable[str], width: float) -> Frame:
    """A map of these areas (longitude, latitude, radius in km), and of the countries if not too wide.

    Without areas it shows the countries; without either, the world.
    """
    boxes = [_around(*area) for area in areas]
    for code in countries:
        whole = _country(code)
        if whole and (not boxes or _reaches(boxes, whole)):
            boxes.append(whole)
    least = _NARROWEST_OF_FEW_KM if len(areas) < _FEW else _NARROWEST_KM
    return _fitted(_union(boxes) if boxes else _WORLD, least, width)


def _around(lon: float, lat: float, km: float) -> Box:
    high = km / _KM_PER_DEGREE
    wide = high / cos(radians(min(abs(lat), _POLES)))
    return lon - wide, lat - high, lon + wide, lat + high


def _country(code: str) -> Box | None:
    """The box of a country: its largest part and what lies close to that."""
    polygons = borders().get(code, ())
    if not polygons:
        return None
    whole = box(polygons[0])
    reach = max(whole[2] - whole[0], whole[3] - whole[1]) / 2
    for polygon in polygons[1:]:
        other = box(polygon)
        near = (
            other[0] > whole[0] - reach and other[2] < whole[2] + reach and
            other[1] > whole[1] - reach and other[3] < whole[3] + reach
        )  # fmt: skip
        if near and (other[2] - other[0]) > reach / 20:
            whole = _union([whole, other])
    return whole


def _reaches(boxes: Sequence[Box], whole: Box) -> bool:
    west, south, east, north = _union(boxes)
    return (east - west) > _WHOLE * (whole[2] - whole[0]) or (north - south) > _WHOLE * (whole[3] - whole[1])


def _union(boxes: Sequence[Box]) -> Box:
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _fitted(shown: Box, narrowest: float, width: float) -> Frame:
    """The frame around a box: with a margin, not too narrow, and neither too low nor too high."""
    west, south, east, north = shown
    south, north = max(south, -_POLES), min(north, _POLES)
    bottom, top = _up(south), _up(north)
    least = radians(narrowest / _KM_PER_DEGREE) / cos(radians((south + north) / 2))
    wide = max(radians(east - west) * (1 + 2 * _MARGIN), least)
    high = max((top - bottom) * (1 + 2 * _MARGIN), least * _LOWEST)
    wide = max(wide, high / _HIGHEST)
    high = max(high, wide * _LOWEST)
    middle = (bottom + top) / 2
    scale = width / wide
    return Frame(width, round(high * scale), radians((west + east) / 2) - wide / 2, middle + high / 2, scale)


def _up(lat: float) -> float:
    return asinh(tan(radians(lat)))
