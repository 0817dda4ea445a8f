"""Which of the places that bear a name is meant?

Every clue speaks for or against a place by a weight of `weights.tsv`; the sums are log odds, shared out among
the places and the chance that it is none of them. A place that is not known itself is put at the seat of the
second-level division that holds it, where divisions are small enough for that to be near.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp
from pathlib import Path

from temoin.earth import distance
from temoin.knowledge.gazetteer.areas import area
from temoin.knowledge.gazetteer.divisions import divisions_named
from temoin.knowledge.gazetteer.entry import Entry
from temoin.knowledge.gazetteer.evidence import Clues, evidence, weights
from temoin.knowledge.gazetteer.lookup import Candidate, by_words, exact, near
from temoin.knowledge.gazetteer.names import without_article
from temoin.knowledge.gazetteer.reasons import Reason, why
from temoin.knowledge.gazetteer.territory import Territory, district, territories
from temoin.knowledge.gazetteer.wording import Written, kinds, written
from temoin.languages import CODES, load, read_table

__all__ = ["Choice", "Clues", "Reason", "Scored", "resolve"]

# Below this confidence a place is not chosen; where the very name gives this one, near names are not asked.
SURE = 0.5
_CLEAR = 0.9
# Places this near (km) are one answer.
_SAME_PLACE = 25.0
_SHOWN = 3
# What it costs that a name stands in brackets, as a word more or less does.
_ASIDE = 0.7
# Features that get no point: countries and their first-level divisions.
_TOO_WIDE = ("A.PCL", "A.ADM1", "A.TERR", "A.ZN")
# How often the seat of a division lies within `_SAME_PLACE` of an unknown place in it: never more than this,
# half as much where the division reaches so far (km). Fitted with benchmarks/places.py.
_AT_BEST, _HALVED = 0.7, 70.0
# What stands by towns (camps, markets) is so much nearer.
_BY_TOWNS = 0.5
# ... and how often where people put the division itself.
_ITSELF = 0.75


@dataclass(frozen=True, slots=True)
class Scored:
    """A place and the probability that it is meant."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen, or None; how sure it is, why, and the others that it might have been.

    `confidence` is the probability (0 to 1) that the place meant lies within 25 km of `entry`. `country`,
    `admin1`, `admin2` (GeoNames' codes) are known as far as they are certain, even where no place is chosen.
    `precision` is "exact" for the place itself, "admin2" for the seat of the second-level division that it is
    or lies in, and empty where no place is chosen.
    """

    entry: Entry | None
    confidence: float
    reasons: tuple[Reason, ...] = ()
    runners_up: tuple[Scored, ...] = ()
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    precision: str = ""


@dataclass(frozen=True, slots=True)
class SizeRow:
    """How far a second-level division of a country reaches on average, in kilometres."""

    country: str
    km: float
    divisions: int


@dataclass(frozen=True, slots=True)
class _Weighed:
    """The candidates with what holds of them, the likeliest first."""

    candidates: tuple[tuple[Candidate, Mapping[str, float]], ...]
    places: tuple[Scored, ...]

    @property
    def confidence(self) -> float:
        """The probability that the place meant is the likeliest one, or right beside it."""
        if not self.places:
            return 0.0
        best = self.places[0].entry.point
        return sum(s.score for s in self.places if distance(s.entry.point, best) <= _SAME_PLACE)


def resolve(name: str, clues: Clues, *, nearly: bool = True) -> Choice:
    """The place that the name stands for, given the clues; a place spelt nearly so only if wanted."""
    said = written(name)
    kind = clues.kind or said.kind
    if said.within:
        clues = _with_holders(clues, said.within)
    countries = frozenset(clues.countries)
    level = kinds()[kind].level if kind in kinds() else ""
    within = territories(clues.divisions, countries)
    if level == "admin2":
        return _the_division(name, countries, within)
    if kind in ("", "country") and (bearing := _countries_named(said)):
        country = bearing.pop() if len(bearing) == 1 else ""
        return Choice(None, 0.0, (Reason("too_wide"),), (), country)
    if level:
        within = territories((*clues.divisions, name), countries)
        return Choice(None, 0.0, (Reason("too_wide"),), (), *_certain(within, countries))
    weighed = _weighed(compared(said, clues, within, nearly=False))
    if nearly and weighed.confidence < _CLEAR:
        weighed = _weighed(compared(said, clues, within, nearly=True))
    confidence = weighed.confidence
    if confidence >= SURE:
        candidate, held = weighed.candidates[0]
        e = candidate.entry
        if e.feature.startswith(_TOO_WIDE):
            return Choice(None, 0.0, (Reason("too_wide"),), (), e.country, _code_of(e))
        others = weighed.places[1 : _SHOWN + 1]
        reasons = why(candidate, held, within, [c for c, _ in weighed.candidates])
        return Choice(e, confidence, reasons, others, e.country, e.admin1, _district_of(e, within), "exact")
    return _beside(weighed, kind, within, countries)


def _countries_named(said: Written) -> set[str]:
    """The countries that bear the name, where no capital does."""
    plain = {without_article(n) for n in said.names}
    named = {iso for n in plain for code in CODES if (a := area(load(code), n)) for iso in a.countries}
    return set() if any(c.entry.capital for n in said.names for c in exact(n)) else named


def _district_of(e: Entry, within: Sequence[Territory]) -> str:
    """The code of the second-level division that a place lies in: its own, or else that of the one told."""
    told = {
        code[2]
        for t in within
        if t.is_district and len(t.codes) == 1 and t.holds(e) is not False
        for code in t.codes
        if code[:2] == (e.country, e.admin1)
    }
    return e.admin2 or (told.pop() if len(told) == 1 else "")


def _with_holders(clues: Clues, within: Sequence[str]) -> Clues:
    """The clues with what the written place itself says to hold it: divisions, towns, or the country."""
    named = {w: [a.countries for code in CODES if (a := area(load(code), w))] for w in within}
    countries = {iso for found in named.values() for some in found for iso in some}
    divisions = tuple(w for w, found in named.items() if not any(found))
    return replace(
        clues,
        divisions=clues.divisions + divisions,
        countries=clues.countries or dict.fromkeys(sorted(countries), 1.0),
    )


def compared(
    said: Written, clues: Clues, within: Sequence[Territory], *, nearly: bool
) -> list[tuple[Candidate, dict[str, float]]]:
    """Every place that the name may stand for, with how far each clue holds of it; near names too if wanted.

    `within` are the divisions told to hold it.
    """
    like_area = any(divisions_named(name) for name in said.names)
    found = []
    for c in _places(said, frozenset(clues.countries), nearly):
        # where a place is called "Mont Xa", the word says nothing of its kind
        held = evidence(c, clues, clues.kind or ("" if c.spelt in said.whole else said.kind), within)
        if like_area and not held["population"] and not held["seat"]:
            held["like_area"] = 1.0
        found.append((c, held))
    return found


def _weighed(found: Sequence[tuple[Candidate, dict[str, float]]]) -> _Weighed:
    """The places with their probabilities."""
    odds = [exp(sum(value * weights()[clue] for clue, value in held.items())) for _, held in found]
    total = sum(odds) + exp(weights()["none"])
    ranked = sorted(zip(odds, found, strict=True), key=lambda pair: -pair[0])
    return _Weighed(tuple(f for _, f in ranked), tuple(Scored(c.entry, o / total) for o, (c, _) in ranked))


def _places(said: Written, countries: frozenset[str], nearly: bool) -> list[Candidate]:
    """The places that a written place may stand for, each once, at its best price."""
    best: dict[int, Candidate] = {}
    for name in (*said.names, *said.whole, *said.asides):
        found = list(exact(name))
        if name in said.asides:
            found = [replace(c, words=_ASIDE) for c in found]
        elif nearly and name in said.names:
            found += [*near(name, countries), *by_words(name)]
        for c in found:
            known = best.get(c.entry.geonameid)
            if countries and c.entry.country not in countries:
                continue
            if known is None or c.price + c.words < known.price + known.words:
                best[c.entry.geonameid] = c
    return list(best.values())


def _code_of(e: Entry) -> str:
    """The code of a first-level division; empty for a country."""
    codes = {d.code for d in divisions_named(e.name, e.country) if d.code}
    return e.admin1 or (codes.pop() if len(codes) == 1 else "")


def _the_division(name: str, countries: frozenset[str], within: Sequence[Territory]) -> Choice:
    """A second-level division itself: at its seat."""
    outer = frozenset(code for t in within if not t.is_district for code in t.codes)
    found = [district(name, countries, outer)]
    seat = _at_seat(found, Reason("is_division"))
    if seat:
        return replace(seat, confidence=_ITSELF)
    return Choice(
        None, 0.0, (Reason("unknown"),), (), *_certain(found if found[0].codes else within, countries)
    )


def _beside(weighed: _Weighed, kind: str, within: Sequence[Territory], countries: frozenset[str]) -> Choice:
    """Where the place itself is not certain: the seat of its division, or nothing."""
    shown = weighed.places[:_SHOWN]
    reason = Reason(("unknown", "unsure_one", "unsure")[min(len(shown), 2)], {"n": len(weighed.places)})
    districts = [t for t in within if t.is_district]
    seat = _at_seat(districts, reason, kind)
    if seat and seat.confidence >= SURE:
        return Choice(
            seat.entry, seat.confidence, seat.reasons, shown, seat.country, seat.admin1, seat.admin2, "admin2"
        )
    told = _certain(within, countries)
    return Choice(
        None, weighed.confidence, (reason,), shown, *(told if any(told) else _agreed(weighed.places))
    )


def _agreed(places: Sequence[Scored]) -> tuple[str, str]:
    """Country and first-level code, as far as nearly all that may be meant lies there."""
    shares: dict[tuple[str, str], float] = defaultdict(float)
    for s in places:
        shares[s.entry.country, ""] += s.score
        if s.entry.admin1:
            shares[s.entry.country, s.entry.admin1] += s.score
    agreed = [where for where, share in shares.items() if share >= _CLEAR]
    return max(agreed, key=lambda where: where[1], default=("", ""))


def _at_seat(districts: Sequence[Territory], reason: Reason, kind: str = "") -> Choice | None:
    """The seat of the division, where there is one and its place is certain."""
    for t in districts:
        seats = t.seats
        if seats and all(distance(s.point, seats[0].point) <= _SAME_PLACE for s in seats):
            e = seats[0]
            reach = _reach(e.country) * (_BY_TOWNS if kind in kinds() and kinds()[kind].by_towns else 1.0)
            confidence = _AT_BEST / (1 + (reach / _HALVED) ** 4)
            told = Reason("at_seat", {"place": e.name, "division": t.name})
            return Choice(e, confidence, (reason, told), (), e.country, e.admin1, e.admin2, "admin2")
    return None


@cache
def _reach(country: str) -> float:
    """How far a second-level division of the country reaches (km)."""
    rows = read_table(Path(__file__).with_name("division_sizes.tsv"), SizeRow)
    known = {r.country: r.km for r in rows}
    return known.get(country, max(known.values()))


def _certain(within: Sequence[Territory], countries: frozenset[str]) -> tuple[str, str, str]:
    """Country, first- and second-level code, as far as the divisions told agree on them."""
    codes = [t.codes for t in reversed(within) if t.codes]
    inner = codes[0] if codes else frozenset()
    known = {c[:1] for c in inner}, {c[:2] for c in inner}, set(inner)
    country = next(iter(countries)) if len(countries) == 1 else ""
    parts = [next(iter(k))[-1] if len(k) == 1 else "" for k in known]
    return parts[0] or country, parts[1], parts[2]
