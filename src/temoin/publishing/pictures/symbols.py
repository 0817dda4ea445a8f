"""What stands on a map for incidents: a mark for each place, a hatched area for a division."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import hypot, pi, sqrt

from temoin.publishing.pictures import theme
from temoin.publishing.pictures.extents import extent
from temoin.publishing.pictures.frame import Frame
from temoin.publishing.pictures.shown import Shown, killed

# Pixels: the largest mark, that of nobody killed, that of one killed at most, that of a number nobody tells.
_LARGEST, _NOBODY, _ONE, UNKNOWN = 24.0, 2.8, 4.5, 5.0
# Marks whose middles are closer than this are drawn as one: the first that leaves no more than so many.
_TOGETHER, _MOST = (7.0, 10.0, 14.0, 20.0, 28.0, 40.0), 100
# The part of a map that all marks may cover.
_COVERED = 0.04


@dataclass(slots=True)
class Spot:
    """Incidents whose place is a point, exact or known to some kilometres (`km`, 0 where exact)."""

    lat: float
    lon: float
    km: float
    name: str
    incidents: list[Shown]


@dataclass(slots=True)
class Zone:
    """Incidents of which only a division is known: the circle that stands for it."""

    lat: float
    lon: float
    km: float
    name: str
    incidents: list[Shown] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Located:
    """Incidents by how well their places are known."""

    spots: list[Spot]
    zones: list[Zone]
    countries: dict[str, list[Shown]]
    nowhere: list[Shown]

    @property
    def areas(self) -> list[Spot | Zone]:
        """All that has a place on the earth."""
        return [*self.spots, *self.zones]


def located(shown: Iterable[Shown]) -> Located:
    """The incidents by place; `nowhere` are those with no place that could be drawn."""
    spots: dict[tuple[float, float], list[Shown]] = defaultdict(list)
    zones: dict[tuple[float, float, float], Zone] = {}
    countries: dict[str, list[Shown]] = defaultdict(list)
    nowhere: list[Shown] = []
    for one in shown:
        precision, lat, lon = (one.place.get(part) for part in ("precision", "lat", "lon"))
        if precision in ("exact", "near") and lat is not None and lon is not None:
            spots[round(lat, 3), round(lon, 3)].append(one)
        elif precision in ("admin1", "admin2") and (zone := _zone(one)):
            zones.setdefault((zone.lat, zone.lon, zone.km), zone).incidents.append(one)
        elif precision == "country" and one.country:
            countries[one.country].append(one)
        else:
            nowhere.append(one)
    return Located(
        [_spot(*place, incidents) for place, incidents in spots.items()],
        list(zones.values()),
        dict(countries),
        nowhere,
    )


def _spot(lat: float, lon: float, incidents: list[Shown]) -> Spot:
    exact = any(one.place["precision"] == "exact" for one in incidents)
    km = 0.0 if exact else max(float(one.place.get("radius_km") or 0.0) for one in incidents)
    names = Counter(str(one.place["name"]) for one in incidents if one.place.get("name"))
    return Spot(lat, lon, km, names.most_common(1)[0][0] if names else "", incidents)


def _zone(one: Shown) -> Zone | None:
    """The circle of the division that an incident lies in: the record's own, else one that stands for it."""
    place = one.place
    names = [n for n in (place.get(place["precision"]), place.get("name")) if n]
    name = str(names[0]) if names else ""
    if place.get("lat") is not None and place.get("radius_km"):
        return Zone(place["lat"], place["lon"], float(place["radius_km"]), name)
    for candidate in names if one.country else ():
        if found := extent(str(candidate), str(one.country)):
            return Zone(found.lat, found.lon, found.km, str(candidate))
    return None


@dataclass(slots=True)
class Mark:
    """Spots so close on a map that one mark stands for them, at the one with most killed.

    `radius` is in pixels; `km` is how far around the incidents may be; `known` is false where nobody says
    of any how many were killed.
    """

    x: float
    y: float
    lat: float
    km: float
    radius: float
    known: bool
    names: list[str]
    incidents: list[Shown]

    @property
    def groups(self) -> list[tuple[str, int]]:
        """How many incidents of each of ACLED's event types, in the order of the legend."""
        counted = Counter(one.group for one in self.incidents)
        return [(group, counted[group]) for group in theme.GROUPS if counted[group]]

    @property
    def contested(self) -> bool:
        """Whether origins contradict each other on any of them."""
        return any(one.contested for one in self.incidents)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a mark is: its area grows with the number killed."""

    per_root: float

    def radius(self, killed: int) -> float:
        """The radius of a mark in pixels."""
        return max(_NOBODY, self.per_root * sqrt(killed))


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a map, the largest first, so that none hides a smaller one.

    Places closer than `together` pixels share a mark.
    """

    all: list[Mark]
    size: Size
    together: float


def marks(spots: Sequence[Spot], frame: Frame) -> Marks:
    """The marks for these spots: as many as can be told apart on the map."""
    foremost = sorted(spots, key=lambda s: (-_best(s.incidents), -len(s.incidents), s.lat, s.lon))
    made: list[Mark] = []
    together = _TOGETHER[0]
    for together in _TOGETHER:
        made = _gathered(foremost, frame, together)
        if len(made) <= _MOST:
            break
    size = _size([_best(mark.incidents) for mark in made], frame.width * frame.height)
    for mark in made:
        best = _best(mark.incidents)
        mark.known = best >= 0
        mark.radius = size.radius(best) if mark.known else UNKNOWN
    return Marks(sorted(made, key=lambda m: -m.radius), size, together)


def _gathered(spots: Iterable[Spot], frame: Frame, together: float) -> list[Mark]:
    """A mark for each spot, but one for those closer than `together`."""
    made: list[Mark] = []
    for spot in spots:
        x, y = frame.point(spot.lon, spot.lat)
        near = next((m for m in made if hypot(m.x - x, m.y - y) < together), None)
        if near:
            near.incidents += spot.incidents
            near.names.append(spot.name)
            near.km = max(near.km, spot.km) if near.km and spot.km else 0.0
        else:
            made.append(Mark(x, y, spot.lat, spot.km, 0.0, False, [spot.name], list(spot.incidents)))
    return made


def _size(killed: Sequence[int], area: float) -> Size:
    """The size under which the largest mark is not too large, nor all together for so many square pixels."""
    largest, whole = max(killed, default=0), sum(max(0, n) for n in killed)
    fits = sqrt(_COVERED * area / (pi * max(1, whole)))
    return Size(min(_ONE, _LARGEST / sqrt(max(1, largest)), fits))


def _best(incidents: Iterable[Shown]) -> int:
    """How many were killed; -1 where nobody says."""
    toll = killed(incidents)
    return toll.best if toll else -1
