"""Names on a map that neither lie on each other nor on a mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from temoin.publishing.pictures.borders import Ring
from temoin.publishing.pictures.frame import Frame

Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels."""
Numbers = NDArray[np.float64]

# A letter's width for its height, in small letters and in capitals.
_LETTER, _CAPITAL = 0.52, 0.72
_GRID = 40
_GAP = 3.0
# A country's name stands only where so much of it is seen (pixels to its nearest border).
_ROOM = 14.0


@dataclass(frozen=True, slots=True)
class Label:
    """A name and where it stands: its left, middle or right (`align`) at x, its middle at y."""

    text: str
    x: float
    y: float
    align: str


@dataclass(slots=True)
class Sheet:
    """What is taken of a map."""

    width: float
    height: float
    taken: list[Rectangle] = field(default_factory=list)

    def free(self, one: Rectangle) -> bool:
        """Whether a rectangle is on the map and nothing is in it."""
        left, top, right, bottom = one
        if left < 2 or top < 2 or right > self.width - 2 or bottom > self.height - 2:
            return False
        return not any(left < r and right > x and top < b and bottom > y for x, y, r, b in self.taken)

    def beside(self, text: str, x: float, y: float, away: float, letters: float) -> Label | None:
        """A name to the right of a mark, else to its left, below or above; None where there is no room."""
        wide, high = width(text, letters), letters * 1.15
        for align, at_x, at_y in (
            ("left", x + away + _GAP, y),
            ("right", x - away - _GAP, y),
            ("center", x, y + away + _GAP + high / 2),
            ("center", x, y - away - _GAP - high / 2),
        ):
            left = at_x - {"left": 0.0, "right": wide, "center": wide / 2}[align]
            one = (left, at_y - high / 2, left + wide, at_y + high / 2)
            if self.free(one):
                self.taken.append(one)
                return Label(text, round(at_x, 1), round(at_y, 1), align)
        return None

    def inside(self, text: str, rings: Sequence[Ring], letters: float) -> Label | None:
        """A name inside an area, where most room is around it; None where there is not enough."""
        wide, high = width(text, letters), letters * 1.15
        if max(float(np.ptp(np.clip(ring[:, 0], 0, self.width))) for ring in rings) < wide:
            return None
        for x, y in _roomiest(rings, self.width, self.height):
            one = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            if self.free(one):
                self.taken.append(one)
                return Label(text, round(x, 1), round(y, 1), "center")
        return None


def width(text: str, letters: float) -> float:
    """How wide a text is in pixels, about."""
    return sum(letters * (_CAPITAL if c.isupper() else _LETTER) for c in text)


def _roomiest(rings: Sequence[Ring], wide: float, high: float) -> Iterator[tuple[float, float]]:
    """Points of an area that are seen, those furthest from its border and the map's edge first."""
    across, down = np.linspace(0, wide, _GRID), np.linspace(0, high, _GRID)
    x, y = np.meshgrid(across, down)
    inside = _within(rings, across, down)
    edge = np.concatenate([x[~inside], x[0], x[-1], x[:, 0], x[:, -1]])
    edge_y = np.concatenate([y[~inside], y[0], y[-1], y[:, 0], y[:, -1]])
    found = []
    for at_x, at_y in zip(x[inside], y[inside], strict=True):
        # a name is wider than high: what is beside it matters more
        room = float(np.min(np.hypot((edge - at_x) * 0.5, edge_y - at_y)))
        if room >= _ROOM:
            found.append((room, float(at_x), float(at_y)))
    for _, at_x, at_y in sorted(found, reverse=True)[:60]:
        yield at_x, at_y


def _within(rings: Sequence[Ring], across: Numbers, down: Numbers) -> NDArray[np.bool_]:
    """Which points of a grid lie in rings (even-odd rule), a row for each level."""
    x, y = np.concatenate(rings).T
    x2, y2 = np.concatenate([np.roll(ring, -1, axis=0) for ring in rings]).T
    rows = []
    for level in down:
        crossing = (y > level) != (y2 > level)
        slope = (x2[crossing] - x[crossing]) / (y2[crossing] - y[crossing])
        at = np.sort(x[crossing] + (level - y[crossing]) * slope)
        rows.append(np.searchsorted(at, across) % 2 == 1)
    return np.array(rows)


def around(marks: Iterable[tuple[float, float, float]]) -> list[Rectangle]:
    """The rectangles that marks (x, y, radius) take."""
    return [(x - r, y - r, x + r, y + r) for x, y, r in marks]


def on_map(frame: Frame) -> Sheet:
    """An empty sheet of a map."""
    return Sheet(frame.width, frame.height)
