"""When is a coded value the value that the gold record gives?

A gold event holds lists of parties under `initiator` and `target`, names of a source after each other with
bars between them, and counts as `{"low": n, "high": n}`; a coded event is what `temoin code --format jsonl`
writes. Both are plain data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from temoin.earth import distance
from temoin.languages import CODES, load

Record = dict[str, Any]

COUNTS = ("killed", "injured", "abducted", "civilians_killed")
# All slots that an event may fill, in the order in which people read them.
SLOTS = ("type", "status", "date", "place", "initiator", "target", "according_to", *COUNTS)
# Parties of these kinds have no name of their own: they are equal where their kinds are.
NAMELESS = frozenset({"civilians", "protesters", "unidentified"})
# Two places are the same within this distance, in kilometres.
SAME_PLACE_KM = 25.0
# Names that share this part of their words are the same.
SHARED_WORDS = 0.6

_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class LightWord:
    """A word of `comparing.tsv`: `none` never counts, `kind` only where nothing else is left."""

    word: str
    weight: Literal["none", "kind"]


@cache
def _light(weight: str) -> frozenset[str]:
    """The words of this weight in all languages."""
    rows = (row for code in CODES for row in load(code).table("comparing", LightWord))
    return frozenset(row.word for row in rows if row.weight == weight)


def items(event: Record, gold: bool) -> Iterator[tuple[str, Any]]:
    """Every slot that an event fills, with its value; a party, a count and a source are one each."""
    yield "type", event["type"]
    if event.get("status", "reported") != "reported":
        yield "status", event["status"]
    if (event.get("date") or {}).get("start"):
        yield "date", event["date"]
    if event.get("place"):
        yield "place", event["place"]
    yield from _parties(event, gold)
    yield from (("according_to", source) for source in event.get("according_to", []))
    counts = event if gold else event.get("totals") or {}
    yield from ((slot, counts[slot]) for slot in COUNTS if counts.get(slot))


def _parties(event: Record, gold: bool) -> Iterator[tuple[str, Record]]:
    if gold:
        yield from ((role, party) for role in ("initiator", "target") for party in event.get(role, []))
        return
    for actor in event.get("actors", []):
        if actor.get("role") in ("initiator", "target"):
            yield actor["role"], actor


def equal(slot: str, gold_value: Any, value: Any, gold_event: Record) -> bool:
    """The coded value of this slot is the gold one.

    Types may be one of the event's `alt_types`; dates have the same first and last day; names follow
    `same_name`; places `same_place`; counts have the same bounds.
    """
    match slot:
        case "type":
            return value == gold_value or value in gold_event.get("alt_types", [])
        case "status":
            return bool(value == gold_value)
        case "date":
            return (value.get("start"), value.get("end")) == (gold_value["start"], gold_value["end"])
        case "place":
            return same_place(gold_value, value)
        case "initiator" | "target":
            return same_party(gold_value, value)
        case "according_to":
            return any_same_name(gold_value.split("|"), _names(value))
        case _:
            return (gold_value.get("low"), gold_value.get("high")) == (value.get("low"), value.get("high"))


def same_party(gold: Record, actor: Record) -> bool:
    """The same kind, for kinds without names; else a name in common."""
    if gold["kind"] in NAMELESS and actor.get("kind") == gold["kind"]:
        return True
    return any_same_name(gold["names"], _names(actor))


def same_place(gold: Record, place: Record | None) -> bool:
    """At most `SAME_PLACE_KM` apart, or a name in common and no two different countries."""
    if not place:
        return False
    here, there = _point(gold), _point(place)
    if here and there and distance(here, there) <= SAME_PLACE_KM:
        return True
    countries = {p["country"] for p in (gold, place) if p.get("country")}
    return len(countries) < 2 and any_same_name([gold["name"]], _names(place))


def _point(place: Record) -> tuple[float, float] | None:
    lat, lon = place.get("lat"), place.get("lon")
    return None if lat is None or lon is None else (lat, lon)


def any_same_name(some: Iterable[str], others: Iterable[str]) -> bool:
    """One of the names is the same as one of the others."""
    others = list(others)
    return any(same_name(a, b) for a in some for b in others)


def same_name(one: str, other: str) -> bool:
    """The same words; two or more words that the other holds, too; or `SHARED_WORDS` of all in common."""
    a, b = name_words(one), name_words(other)
    if not a or not b:
        return False
    if a == b or "".join(a) == "".join(b):
        return True
    short, long = sorted((set(a), set(b)), key=len)
    return (len(short) >= 2 and short <= long) or len(short & long) / len(short | long) >= SHARED_WORDS


def name_words(name: str) -> list[str]:
    """The words of a name that count when names are compared, in lower case and without accents."""
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    found = [word for word in _WORD.findall(plain) if word not in _light("none")]
    return [word for word in found if word not in _light("kind")] or found


def _names(value: Record) -> list[str]:
    return [name for name in (value.get("name"), value.get("text"), *value.get("aliases", [])) if name]
