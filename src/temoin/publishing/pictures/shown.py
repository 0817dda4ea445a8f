"""What of incidents can be drawn: those that took place, and how many others are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from temoin.analysis.occurrence import Toll
from temoin.messages import count, lookup, say
from temoin.ontology import TYPES
from temoin.publishing.exports.told import Told
from temoin.publishing.incident_words import Record
from temoin.publishing.pictures import theme

Period = tuple[date | None, date | None]
"""The first and the last day that were asked for; None is open."""

_REPORTED = "reported"
_MANY = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """An incident that took place; `group` is ACLED's event type, `killed` None where nobody counts."""

    id: str
    group: str
    country: str | None
    place: Record
    start: date | None
    end: date | None
    killed: Toll | None
    contested: bool


def reported(told: Iterable[Told]) -> tuple[list[Shown], Counter[str]]:
    """The incidents that somebody says took place, and how many of each other status there are."""
    shown: list[Shown] = []
    others: Counter[str] = Counter()
    for one in told:
        incident = one.incident
        if incident["status"] == _REPORTED:
            shown.append(_shown(incident))
        else:
            others[str(incident["status"])] += 1
    return shown, others


def _shown(incident: Record) -> Shown:
    toll = incident["tolls"].get("killed")
    return Shown(
        id=str(incident["id"]),
        group=TYPES[incident["type"]].group,
        country=incident["country"],
        place=incident["place"] or {},
        start=_day(incident["start"]),
        end=_day(incident["end"]),
        killed=Toll(toll["low"], toll["value"], toll["high"]) if toll else None,
        contested=bool(incident["contested"]),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def killed(shown: Iterable[Shown]) -> Toll | None:
    """How many were killed in all, of those incidents of which it is said; None where of none."""
    tolls = [one.killed for one in shown if one.killed]
    if not tolls:
        return None
    highs = [toll.high for toll in tolls]
    high = None if None in highs else sum(h for h in highs if h is not None)
    return Toll(sum(t.low for t in tolls), sum(t.best for t in tolls), high)


def heading(shown: Sequence[Shown], period: Period, language: str) -> dict[str, object]:
    """The title of a picture: where and when; under it how many incidents, and how many were killed."""
    if not shown:
        return {"text": say("pictures.none_found", language)}
    countries = sorted({one.country for one in shown if one.country})
    where = say("pictures.nowhere", language)
    if len(countries) > _MANY:
        where = count("pictures.countries", len(countries), language)
    elif countries:
        where = ", ".join(country_name(code, language) for code in countries)
    days = [day for one in shown for day in (one.start, one.end) if day]
    first, last = period
    when = theme.period(first or min(days, default=None), last or max(days, default=None), language)
    title = say("pictures.title", language, where=where, when=when) if when else where
    return {"text": title, "subtitle": _totals(shown, language)}


def _totals(shown: Sequence[Shown], language: str) -> str:
    incidents = _count("pictures.incidents", len(shown), language)
    toll = killed(shown)
    if toll is None:
        return incidents
    return f"{incidents} · {range_of(toll, language)}"


def range_of(toll: Toll, language: str) -> str:
    """How many were killed, in words: `12 killed`, `12 to 20 killed`, `at least 12 killed`."""
    low, high = (theme.number(n, language) if n is not None else "" for n in (toll.low, toll.high))
    if toll.high is None:
        return say("pictures.killed.open", language, low=low)
    if toll.low == toll.high:
        return _count("pictures.killed.exact", toll.low, language)
    return say("pictures.killed.range", language, low=low, high=high)


def _count(key: str, n: int, language: str) -> str:
    from temoin.messages import is_one

    one, many = lookup(key, language)
    return str(one if is_one(n, language) else many).format(n=theme.number(n, language))


def left_out(others: Counter[str], language: str) -> list[str]:
    """What is not drawn, in words: denied incidents, and those that lie ahead."""
    return [_count(f"pictures.left_out.{status}", n, language) for status, n in sorted(others.items())]


def country_name(code: str, language: str) -> str:
    """What a language calls a country, by its ISO 3166 code."""
    from babel import Locale

    return str(Locale.parse(language).territories.get(code, code))
