"""Which places bear a name, or one that is spelt nearly so?"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from temoin.knowledge.gazetteer import embedded, store
from temoin.knowledge.gazetteer.entry import Entry
from temoin.knowledge.gazetteer.names import fold, without_article
from temoin.knowledge.gazetteer.spelling import price, sound, sounds_beside
from temoin.languages import read_table

_NAMED = (
    "SELECT place.*, MIN(rank) AS rank FROM name JOIN place ON place.id = name.place"
    " WHERE key = ? GROUP BY place.id"
)
_KNOWN = "SELECT DISTINCT key FROM name WHERE key IN ({})"
_LONGER = "SELECT DISTINCT key FROM name WHERE key > ? AND key < ? LIMIT ?"
# How many values a query holds; SQLite's limit is 999 in old versions.
_AT_ONCE = 700
# Shorter names have no near spellings but the cheapest: too many other names are as near.
_SHORTEST = 5
_CHEAPEST = 0.11
# What a near spelling may cost for each letter of the name, and how many spellings are weighed.
_PER_LETTER = 0.17
_WEIGHED = 12
_LOOKED_AT = 80
# ... and what share of the letters may differ, before the differences are priced.
_UNLIKE = 0.6
# What an article more or less costs.
ARTICLE = 0.1
# What a word more or less costs: one that tells namesakes apart, another.
_QUALIFIER = 0.5
_OTHER_WORD = 1.0
# A name is not shortened below so many letters, nor lengthened in more ways than this.
_STEM = 4
_LENGTHENED = 40


@dataclass(frozen=True, slots=True)
class QualifierRow:
    """Words that tell namesakes apart, and what they mean."""

    words: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that the name may stand for.

    `spelt` is the folded name of the place that was compared, `price` what the difference in spelling costs
    (see `spelling.price`), `words` what the words cost that one of the two has more; both 0 where it is the
    very name.
    """

    entry: Entry
    price: float = 0.0
    words: float = 0.0
    spelt: str = ""


@cache
def _indexes() -> tuple[sqlite3.Connection, ...]:
    """The user's gazetteer, where there is one, and the towns that come with the package."""
    own = store.connect()
    return (own, embedded.connect()) if own else (embedded.connect(),)


def with_villages() -> frozenset[str]:
    """The countries that the user's gazetteer holds: of all others towns alone are known."""
    return frozenset().union(*map(_held, _indexes()[:-1]))


@lru_cache(maxsize=1)
def _held(index: sqlite3.Connection) -> frozenset[str]:
    subjects = index.execute("SELECT subject FROM source")
    return frozenset(subject for (subject,) in subjects if store.is_country(subject))


@lru_cache(maxsize=4096)
def find(name: str) -> tuple[Entry, ...]:
    """The places of this name, found by main names first, then the most populous first."""
    return _bearing(fold(name))


def candidates(name: str, countries: Collection[str] | None = None) -> tuple[Candidate, ...]:
    """The places of this name and of near ones, the cheapest first, in `countries` if any are given."""
    key, allowed = fold(name), frozenset(countries or ())
    best: dict[int, Candidate] = {}
    for found in (exact(key), near(key, allowed), by_words(key)):
        for c in found:
            if not allowed or c.entry.country in allowed:
                best.setdefault(c.entry.geonameid, c)
    return tuple(best.values())


def exact(key: str) -> tuple[Candidate, ...]:
    """The places of this folded name, or of it without its article."""
    found = [Candidate(e, spelt=key) for e in find(key)]
    plain = without_article(key)
    if plain != key:
        known = {c.entry.geonameid for c in found}
        found += [Candidate(e, 0.0, ARTICLE, plain) for e in find(plain) if e.geonameid not in known]
    return tuple(found)


@lru_cache(maxsize=4096)
def near(key: str, countries: frozenset[str] = frozenset()) -> tuple[Candidate, ...]:
    """The places whose names are spelt nearly as this folded name, the cheapest first."""
    letters = len(key.replace(" ", ""))
    limit = _PER_LETTER * letters if letters >= _SHORTEST else _CHEAPEST
    forms = {key, without_article(key)}
    sounds = {s for form in forms for s in sounds_beside(sound(form))}
    others = sorted(_sounding(sounds) - forms)  # in one order, whatever the run
    likest = [
        other
        for other, _, _ in process.extract(
            key, others, scorer=OSA.normalized_distance, limit=_LOOKED_AT, score_cutoff=_UNLIKE
        )
    ]
    there = _known_in(likest, countries)
    cheapest: dict[int, Candidate] = {}
    for other in [other for other in likest if other in there][:_WEIGHED]:
        cost = min(price(form, other, limit) for form in forms)
        for entry in _bearing(other) if cost <= limit else ():
            known = cheapest.get(entry.geonameid)
            if (not countries or entry.country in countries) and (known is None or cost < known.price):
                cheapest[entry.geonameid] = Candidate(entry, cost, 0.0, other)
    return tuple(sorted(cheapest.values(), key=lambda c: (c.price, -c.entry.population, c.entry.geonameid)))


@lru_cache(maxsize=4096)
def by_words(key: str) -> tuple[Candidate, ...]:
    """The places whose names have a word more or less than this folded name, the cheapest first."""
    found: list[Candidate] = []
    for shorter, cost in _shortened(key):
        found += [Candidate(e, 0.0, cost, shorter) for e in _bearing(shorter)]
    if len(key) >= _STEM:
        for prefixed in _known(f"{word} {key}" for word in _qualifiers()):
            found += [Candidate(e, 0.0, _QUALIFIER, prefixed) for e in _bearing(prefixed)]
        for index in _indexes():
            for (longer,) in index.execute(_LONGER, (f"{key} ", f"{key}!", _LENGTHENED)):
                cost = sum(map(_word_price, longer[len(key) :].split()))
                found += [Candidate(e, 0.0, cost, longer) for e in _bearing(longer)]
    return tuple(sorted(found, key=lambda c: (c.words, -c.entry.population, c.entry.geonameid)))


def _shortened(key: str) -> Iterator[tuple[str, float]]:
    """The name without its first or last word where that tells namesakes apart, or without its last words."""
    words = key.split()
    if len(words) > 1 and words[0] in _qualifiers() and len(words[1]) >= _STEM:
        yield " ".join(words[1:]), _QUALIFIER
    cost = 0.0
    while len(words) > 1:
        cost += _word_price(words.pop())
        if len("".join(words)) >= _STEM:
            yield " ".join(words), cost


def without_qualifiers(key: str) -> str:
    """The folded name without the words at its ends that tell namesakes apart ("Xa North", "Old Xa")."""
    words = key.split()
    while len(words) > 1 and words[-1] in _qualifiers():
        words.pop()
    while len(words) > 1 and words[0] in _qualifiers():
        words.pop(0)
    return " ".join(words)


def _word_price(word: str) -> float:
    return _QUALIFIER if word in _qualifiers() else _OTHER_WORD


@cache
def _qualifiers() -> frozenset[str]:
    rows = read_table(Path(__file__).with_name("qualifiers.tsv"), QualifierRow)
    return frozenset(word for row in rows for word in row.words)


def _sounding(sounds: Iterable[str]) -> set[str]:
    """The folded names under these spelling keys."""
    return _keys("SELECT key FROM sound WHERE sound IN ({})", sounds)


def _known(keys: Iterable[str]) -> set[str]:
    """Those of the folded names that a place bears."""
    return _keys(_KNOWN, keys)


def _known_in(keys: Iterable[str], countries: frozenset[str]) -> set[str]:
    """Those of the folded names that a place in these countries bears, in any country where none is given."""
    if not countries:
        return _known(keys)
    of_place = "SELECT country FROM place WHERE id = name.place"
    return _keys(f"{_KNOWN} AND ({of_place}) IN ({_holes(countries)})", keys, tuple(sorted(countries)))


def _keys(query: str, wanted: Iterable[str], more: tuple[str, ...] = ()) -> set[str]:
    """The folded names that the query gives for the values wanted; `more` are values for its other holes."""
    keys: set[str] = set()
    values = iter(sorted(wanted))
    while some := tuple(islice(values, _AT_ONCE)):
        for index in _indexes():
            rows = index.execute(query.replace("{}", _holes(some)), (*some, *more))
            keys.update(key for (key,) in rows)
    return keys


def _holes(values: Collection[str]) -> str:
    """A hole of a query for each value."""
    return ",".join("?" * len(values))


@lru_cache(maxsize=4096)
def _bearing(key: str) -> tuple[Entry, ...]:
    if len(key) < 2:
        return ()
    found: dict[int, Entry] = {}
    for index in _indexes():
        for row in index.execute(_NAMED, (key,)):
            entry = Entry(*row)
            known = found.get(entry.geonameid)
            if known and known.population < entry.population:  # the towns' list counts people better
                entry = replace(known, population=entry.population, capital=max(known.capital, entry.capital))
            elif known:
                continue
            found[entry.geonameid] = entry
    return tuple(sorted(found.values(), key=lambda e: (e.rank, -e.population, e.geonameid)))
