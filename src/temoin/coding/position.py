"""At which point lies a place that a report tells?

The gazetteer says where the names are, the report's words how far and in which direction from them. What is
not certain gets no point.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from temoin.coding.country import CLEARLY_BIGGER, countries, country_of, country_of_place
from temoin.coding.document import Document
from temoin.coding.mention import EXACT, KNOWN, PLACED, Mention
from temoin.coding.placegroups import Group, told_again
from temoin.coding.places import all_mentions
from temoin.coding.placewords import Level
from temoin.earth import distance
from temoin.knowledge.gazetteer import Entry, fold
from temoin.knowledge.gazetteer.lookup import find
from temoin.knowledge.gazetteer.resolve import Choice, Clues, Reason, resolve
from temoin.knowledge.gazetteer.wording import kinds, written
from temoin.languages import Language
from temoin.languages.lexicon import expand

Point = tuple[float, float]

# A place is pinned where the gazetteer is so sure of it, and helps to find others where it is surer.
SURE, SURER = 0.6, 0.8
# So sure is a town that everybody means by its name.
WELL_KNOWN = 0.9
# ... so sure that it lies near the seat of its division, where it is not known itself.
SEAT_SURE = 0.75
# ... and so sure of a name that is spelt otherwise.
SPELT, SPELT_TOWN = 0.65, 0.95
# "Near X", "north of X", a street or a house in X: within so many kilometres.
NEAR_KM, TOWARDS_KM, INSIDE_KM = 10.0, 25.0, 5.0
# A place that is only known to lie in a small division is put at its seat.
SEAT_KM = 25.0
# A bearing is told to an eighth of the circle: off by so much of the distance, and never by less than this.
BEARING_OFF, LEAST_KM = 0.4, 5.0
# Two ends of a road, or the places of a list, that lie further apart give no point.
ROAD_KM, LIST_KM = 150.0, 50.0
# So many other places of the report help to find one.
ANCHORS = 8
_KM_A_DEGREE = 111.2
_HOLDERS: frozenset[Level] = frozenset({"district", "region"})


@dataclass(frozen=True, slots=True)
class Position:
    """A point with the kilometres around it, and the place of the gazetteer that it comes from.

    `entry` is the told place in the gazetteer, `choice` the gazetteer's answer for the name, where only one
    was asked for, `confidence` how sure the point is. `seat` is true where the point is that of the seat of a
    division. No `point`: not known.
    """

    point: Point | None = None
    radius_km: float | None = None
    choice: Choice | None = None
    entry: Entry | None = None
    confidence: float | None = None
    seat: bool = False
    line: bool = False


@dataclass(frozen=True, slots=True)
class Bearing:
    """A direction in degrees from north, clockwise, and the words that say it."""

    degrees: float
    words: tuple[str, ...]


def position_of(document: Document, group: Group) -> Position:
    """Where a told place lies, as far as that is certain."""
    head = group.head
    if head.relation == "border":
        return Position(line=True)
    if head.level in ("country", "region") or _is_a_namesake(document, group):
        return Position()
    ends = _ends(document, group)
    if head.relation == "route" and len(ends) == 2:
        return _between([_choice(document, end) for end in ends])
    if len(group.parts) > 1:
        return _middle([_choice(document, replace(group, parts=(p,))) for p in group.parts])
    choice = _choice(document, group)
    if entry := _pinned(choice):
        at = Position((entry.lat, entry.lon), None, choice, entry, choice.confidence)
        return _around(document, head, at)
    return _inside(document, group, choice)


def _around(document: Document, head: Mention, at: Position) -> Position:
    """The point that the words around a name tell, given the name's own."""
    if head.radius_km:
        degrees = _bearing(document, head)
        if degrees is None or at.point is None:
            return replace(at, radius_km=head.radius_km)
        off = max(BEARING_OFF * head.radius_km, LEAST_KM)
        moved = _moved(at.point, degrees, head.radius_km)
        return replace(at, point=moved, radius_km=round(off, 1), entry=None)
    if head.direction:
        return replace(at, radius_km=TOWARDS_KM)
    if head.relation in ("near", "route"):
        return replace(at, radius_km=NEAR_KM)
    return replace(at, radius_km=INSIDE_KM if head.level == "site" else None)


def _is_a_namesake(document: Document, group: Group) -> bool:
    """Whether a house or a hill bears the name of a town that lies in a country of which nothing is told."""
    head, report = group.head, country_of(document)
    lands = {t.country for t in head.towns}
    held = any(c.area and c.area.isos & lands for c in group.containers)
    return head.level == "site" and report is not None and bool(lands) and report not in lands and not held


def _inside(document: Document, group: Group, choice: Choice) -> Position:
    """The point of the town, or of the seat of the division, that holds a place which is not known itself."""
    for n, outer in enumerate(group.containers):
        if outer.level not in EXACT:
            continue
        holder = _choice(document, Group((outer,), group.containers[n + 1 :]))
        if entry := _pinned(holder):
            return Position((entry.lat, entry.lon), NEAR_KM, choice, None, holder.confidence)
    if choice.entry and choice.precision == "admin2" and choice.confidence >= SEAT_SURE:
        at = choice.entry.lat, choice.entry.lon
        return Position(at, SEAT_KM, choice, None, choice.confidence, seat=True)
    return Position(choice=choice)


def _ends(document: Document, group: Group) -> list[Group]:
    """The two ends of a road: joined names, or one name of both ("l'axe X-Y")."""
    if len(group.parts) > 1:
        return [replace(group, parts=(p,)) for p in group.parts]
    head = group.head
    if head.towns or head.villages or "-" not in head.name:
        return [group]
    return [replace(group, parts=(replace(head, name=n.strip()),)) for n in head.name.split("-")]


def _between(ends: list[Choice]) -> Position:
    """The middle of a road between two places."""
    points = [(e.lat, e.lon) for c in ends if (e := _pinned(c))]
    sure = min(c.confidence for c in ends)
    if len(points) < 2 or (far := distance(points[0], points[1])) > ROAD_KM:
        return Position(line=True)
    return Position(_mean(points), round(max(far / 2, LEAST_KM), 1), confidence=sure, line=True)


def _middle(parts: list[Choice]) -> Position:
    """The middle of places told together."""
    points = [(e.lat, e.lon) for c in parts if (e := _pinned(c))]
    if not points or len(points) < len(parts) or len(points) > ANCHORS:
        return Position()
    middle = _mean(points)
    far = max(distance(middle, p) for p in points)
    if far > LIST_KM:
        return Position()
    return Position(middle, round(max(far, LEAST_KM), 1), confidence=min(c.confidence for c in parts))


def _mean(points: list[Point]) -> Point:
    return round(sum(p[0] for p in points) / len(points), 5), round(
        sum(p[1] for p in points) / len(points), 5
    )


def _moved(start: Point, degrees: float, km: float) -> Point:
    """The point so many kilometres away in this direction."""
    angle = math.radians(degrees)
    lat = start[0] + km * math.cos(angle) / _KM_A_DEGREE
    lon = start[1] + km * math.sin(angle) / (_KM_A_DEGREE * max(math.cos(math.radians(start[0])), 0.01))
    return round(lat, 5), round(lon, 5)


def _pinned(choice: Choice) -> Entry | None:
    sure = choice.precision == "exact" and choice.confidence >= SURE
    return choice.entry if sure else None


def _asked(name: str, clues: Clues) -> Choice:
    """The gazetteer's answer, without a place of another spelling that the clues do not make certain.

    A town's name is seldom misspelt: what resembles it is another place.
    """
    found = resolve(name, clues)
    entry = found.entry
    if entry is None:
        return found
    named = next((e for e in find(name) if e.geonameid == entry.geonameid), None)
    if not clues.countries and (named is None or named.rank):
        return replace(found, entry=None)  # where no country is told, only a place's main name finds it
    if named:
        return found
    certain = found.confidence >= (SPELT if entry.population < KNOWN else SPELT_TOWN)
    return found if certain else replace(found, entry=None)


def _choice(document: Document, group: Group) -> Choice:
    """What the gazetteer says of a name in this report: what is told with it first, then the other places."""
    head = group.head
    clues = Clues(_countries(document, group), _divisions(document, group), kind=_kind(document, head))
    key = "choice", fold(head.name), clues.divisions, clues.kind, tuple(clues.countries)
    if key not in document.memo:
        document.memo[key] = _resolved(document, head, clues)
    choice: Choice = document.memo[key]
    return choice


def _resolved(document: Document, mention: Mention, clues: Clues) -> Choice:
    if not clues.divisions and (town := _well_known(mention, clues)):
        return _answer(mention.name, town)
    found = _asked(mention.name, clues)
    if found.confidence < SURER and found.runners_up:
        near = tuple(p for name, p in _anchors(document) if name != fold(mention.name))[:ANCHORS]
        found = _asked(mention.name, replace(clues, near=near)) if near else found
    return found


def _answer(name: str, town: Entry) -> Choice:
    """The gazetteer's answer for a well-known town."""
    n = sum(e.country == town.country for e in find(name))
    why = Reason("most_people", {"n": n}) if n > 1 else Reason("only", {"country": town.country})
    return Choice(town, WELL_KNOWN, (why,), (), town.country, town.admin1, town.admin2, "exact")


def _well_known(mention: Mention, clues: Clues) -> Entry | None:
    """The town that everybody means by a name in a country, whatever villages bear it, too."""
    there = [t for t in mention.towns if t.country in clues.countries] if len(clues.countries) == 1 else []
    if mention.level not in ("town", "village", "site") or not there:
        return None
    biggest = max(there, key=lambda t: t.population)
    rest = max((t.population for t in there if t is not biggest), default=0)
    if biggest.population < CLEARLY_BIGGER * rest:
        mains = [t for t in there if t.rank == 0]
        return mains[0] if len(mains) == 1 else None
    alone = all(e.country != biggest.country or e in there for e in find(mention.name))
    return biggest if alone or biggest.population >= KNOWN else None


def _kind(document: Document, head: Mention) -> str:
    """What the words say it is, a kind of the gazetteer's, empty where they do not."""
    if not head.unit:
        return ""
    start = head.start if head.unit_start is None else head.unit_start
    kind = written(document.text[start : head.end]).kind
    return "" if head.level in EXACT and kind in kinds() and kinds()[kind].level else kind


def _countries(document: Document, group: Group) -> dict[str, float]:
    """The countries where a place may lie, with their shares."""
    country = country_of_place(document, group)
    if country:
        return {country: 1.0}
    told = countries(document)
    whole = sum(points for _, points in told)
    return {iso: points / whole for iso, points in told}


def _divisions(document: Document, group: Group) -> tuple[str, ...]:
    """The divisions that the report says hold the place."""
    outer = [c for g in told_again(document, group) for c in g.containers if c.level in _HOLDERS]
    return tuple(dict.fromkeys(document.text[c.start : c.end] for c in outer if not c.direction))


def _anchors(document: Document) -> list[tuple[str, Point]]:
    """The places of the report that are certain, whatever the others are; worked out once."""
    if "anchors" not in document.memo:
        document.memo["anchors"] = [*_certain(document)]
    found: list[tuple[str, Point]] = document.memo["anchors"]
    return found


def _certain(document: Document) -> Iterable[tuple[str, Point]]:
    seen: set[str] = set()
    for mention in (m for found in all_mentions(document) for m in found):
        name = fold(mention.name)
        if (
            name in seen
            or mention.area
            or mention.relation not in PLACED
            or not (mention.towns or mention.villages)
        ):
            continue
        seen.add(name)
        if len(seen) > 2 * ANCHORS:
            return
        clues = Clues(_countries(document, Group((mention,))), _divisions(document, Group((mention,))))
        town = _well_known(mention, clues)
        choice = _answer(mention.name, town) if town else resolve(mention.name, clues, nearly=False)
        if choice.confidence >= SURER and (entry := _pinned(choice)):
            yield name, (entry.lat, entry.lon)


def _bearing(document: Document, mention: Mention) -> float | None:
    """The direction told just before a name, in degrees from north."""
    if not mention.direction:
        return None
    sentence = document.sentences[mention.sentence]
    forms = [w.form for w in sentence.words if mention.start <= w.start < mention.end]
    return next(
        (d for size in (3, 2, 1) if (d := _bearings(document.language).get(tuple(forms[:size]))) is not None),
        None,
    )


@cache
def _bearings(language: Language) -> dict[tuple[str, ...], float]:
    rows = language.table("bearings", Bearing)
    return {words: row.degrees for row in rows for phrase in row.words for words in expand(phrase)}
