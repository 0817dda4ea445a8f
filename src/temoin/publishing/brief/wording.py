"""What a brief says of an incident in words: numbers, days, places, parties, voices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from temoin.messages import is_one, lookup, reader_language, say
from temoin.model import Date, Place
from temoin.model import Span as Words
from temoin.publishing.brief.tallying import Span
from temoin.publishing.cards import flat
from temoin.publishing.incident_card import value_in_words
from temoin.publishing.incident_words import Record, party_name, type_name
from temoin.publishing.wording import country_name, date_in_words, period_in_words, place_in_words

_NOWHERE = Words(0, 0, "")
_LONGEST = 120


def number(n: int) -> str:
    """A number as the language writes it: `1 234`, `1,234`."""
    from babel.numbers import format_decimal

    return str(format_decimal(n, locale=reader_language()))


def counted(key: str, n: int, **values: object) -> str:
    """The sentence with this key for `n` things: the singular or the plural, with values filled in."""
    one, many = lookup(key)
    return str(one if is_one(n) else many).format(n=number(n), **values)


def span_in_words(span: Span | None) -> str:
    """`12`, `12 à 15`, `au moins 3`; what nobody counts is said to be so."""
    if span is None:
        return say("brief.not_counted")
    if span.high is None:
        return say("card.at_least", low=number(span.low))
    if span.high == span.low:
        return number(span.low)
    return say("card.between", low=number(span.low), high=number(span.high))


def days_in_words(start: str | None, end: str | None) -> str:
    """The days of an incident; the whole month or the whole year where they are one."""
    if start is None or end is None:
        return say("incident.not_said")
    if start[:4] == end[:4] and (start[5:], end[5:]) == ("01-01", "12-31"):
        return period_in_words(start[:4])
    if start[:7] == end[:7] and start[8:] == "01" and end[8:] >= "28":
        return period_in_words(start[:7])
    return date_in_words(Date(start, end, "", "range", _NOWHERE))


def place_of(incident: Record, home: str | None = None) -> str:
    """Where, what it lies in, and how well it is known; its country where that is not `home`."""
    place = incident["place"]
    if place is None or not place["name"]:
        return country_name(incident["country"]) if incident["country"] else say("incident.not_said")
    radius = place.get("radius_km") if place["precision"] == "near" else None
    known = Place(
        short(place["name"]),
        _NOWHERE,
        place["precision"],
        country=None if place["country"] == home else place["country"],
        admin1=place["admin1"],
        radius_km=radius,
    )
    return clean(place_in_words(known))


def name_of(one: Record) -> str:
    """A party's or a voice's name; whoever stands for the public as a kind only is called by that."""
    if one["name"] == one["kind"]:
        return say(f"brief.kinds.{one['kind']}")
    return short(party_name(one))


def voice_named(name: str, incident: Record) -> str:
    """A voice by its name in an incident, and whether it is a party to the conflict."""
    voice = next((v for v in incident["voices"] if v["name"] == name), None)
    if voice is None:
        return short(name)
    said = name_of(voice)
    return say("incident.voice_of_party", name=said) if voice["party"] else said


def what(incident: Record) -> str:
    """The type of an incident, and that it is denied or lies ahead."""
    type = type_name(incident["type"])
    if incident["status"] == "reported":
        return type
    return say("brief.with_status", type=type, status=say(f"incident.stance.{incident['status']}"))


def field_name(field: str) -> str:
    """What a contested field is called."""
    return say(f"incident.fields.{field}")


def value_of(statement: Record, incident: Record) -> str:
    """What a statement says, in words."""
    field, value = statement["field"], statement["value"]
    if isinstance(value, dict):
        return span_in_words(Span(value["low"], value["high"]))
    if value is None:
        return say("brief.withheld_value")
    kinds = {p["name"]: p for p in (*incident["parties"], *incident["voices"])}
    if value in kinds and kinds[value]["name"] == kinds[value]["kind"]:
        return name_of(kinds[value])
    return short(value_in_words(field, value, incident))


def listed(names: Iterable[str], most: int | None = None) -> str:
    """Names, each once, in a line; of many only the first."""
    known = list(dict.fromkeys(names))
    if most is None or len(known) <= most:
        return ", ".join(known)
    return say("brief.and_others", names=", ".join(known[:most]), n=number(len(known) - most))


def share(part: int, whole: int) -> str:
    """`12 %` as the language writes it."""
    from babel.numbers import format_percent

    return str(format_percent(part / whole if whole else 0, locale=reader_language()))


def clean(text: Any) -> str:
    """Text on one line, without marks that control a page or turn the direction of writing."""
    return " ".join(flat(str(text)).split())


def short(name: Any) -> str:
    """A name on one line, no longer than names are."""
    whole = clean(name)
    return whole if len(whole) <= _LONGEST else f"{whole[:_LONGEST].rstrip()}…"
