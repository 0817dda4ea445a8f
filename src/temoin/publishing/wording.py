"""Values in the reader's words: dates, places, counts and harm."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from temoin.languages import CODES
from temoin.messages import is_one, lookup, reader_language, say
from temoin.model import Count, Date, Event, Harm, Kind, Place, Span

_FIRST_WORD = re.compile(r"\w+")
# with the blank or apostrophe that follows it
_LAST_WORD = re.compile(r"\b(\w+)[’' ]$")
_LONGEST_ARTICLE = 6


def date_in_words(value: Date | None) -> str:
    """`26 décembre 2024`, `du 26 au 29 décembre 2024`, `décembre 2024`, `2024`."""
    if value is None:
        return say("card.unknown_date")
    if value.start is None or value.end is None:
        return say("card.unknown_year", date=_without_year(value))
    if value.precision == "month":
        return period_in_words(value.start[:7])
    if value.precision == "year":
        return period_in_words(value.start[:4])
    return _days(date.fromisoformat(value.start), date.fromisoformat(value.end))


def period_in_words(value: str) -> str:
    """A day, a month or a year in ISO form, in words."""
    year, month, day = (*value.split("-"), "", "")[:3]
    if not month:
        return year
    if not day:
        return say("card.month", month=_month(int(month)), year=year)
    return _full_day(date.fromisoformat(value))


def place_in_words(place: Place | None) -> str:
    """The place, what it lies in, its country, and how well it is known."""
    if place is None:
        return say("card.unknown_place")
    country = country_name(place.country) if place.country else None
    division = division_in_words(place.admin1, place.country) if place.admin1 else None
    names = [n for n in dict.fromkeys((place.name, division, country)) if n]
    if place.precision == "exact":
        return ", ".join(names)
    known = [say(f"card.{place.precision}")]
    if place.radius_km:
        known.append(say("card.within", km=round(place.radius_km)))
    return f"{', '.join(names)} ({', '.join(known)})"


def division_in_words(name: str, country: str | None) -> str:
    """What the reader's language calls a division of a country; the name itself where it is not known."""
    return _division_name(name, country or "", reader_language())


@cache
def _division_name(name: str, country: str, language: str) -> str:
    from temoin.knowledge.gazetteer import divisions_named

    found = next((d for d in divisions_named(name, country) if d.code and d.country), None)
    if found is None:
        return name
    return found.en or found.fr if language == "en" else found.fr


def country_name(code: str) -> str:
    """The name of the country with this ISO 3166 code, the code itself where there is none."""
    return _country_name(code, reader_language())


@cache
def _country_name(code: str, language: str) -> str:
    from babel import Locale

    return str(Locale.parse(language).territories.get(code, code))


def count_in_words(count: Count) -> str:
    """`12`, `2 à 5`, `au moins 2`."""
    if count.high is None:
        return say("card.at_least", low=count.low)
    if count.high == count.low:
        return str(count.low)
    return say("card.between", low=count.low, high=count.high)


def harm_in_words(event: Event, text: str) -> list[str]:
    """A line for each harm, and for each total that the lines do not show; `text` is the report's."""
    lines = [_harm(harm, event, text) for harm in event.harm]
    for effect in ("killed", "injured", "abducted"):
        total: Count | None = getattr(event.totals, effect)
        told = [h.count for h in event.harm if h.effect == effect]
        if total and not told:
            lines.append(_people(total, "unidentified", effect))
        elif total and total not in told:
            lines.append(say("card.total", n=_people(total, "unidentified", effect)))
    civilians = event.totals.civilians_killed
    if civilians and not any(h.effect == "killed" and h.victims == "civilians" for h in event.harm):
        lines.append(_people(civilians, "civilians", "killed"))
    return list(dict.fromkeys(lines))


def _harm(harm: Harm, event: Event, text: str) -> str:
    """`0 civil tué, selon l'armée`; the source in the words of the report."""
    line = _people(harm.count, harm.victims, harm.effect)
    if harm.stance != "asserted":
        line += f" ({say(f'stance.{harm.stance}')})"
    if source := harm.according_to or _claimed_by(harm, event):
        words = {s.name: _with_article(s.span, text) for s in event.according_to}.get(source, source)
        line += f", {say('card.from', source=words)}"
    return line


def _claimed_by(harm: Harm, event: Event) -> str | None:
    """Whose word the harm is, by the claim that rests on the same words."""
    claims = (c for c in event.claims if c.span == harm.span and c.field.endswith(f".{harm.effect}"))
    return next((c.according_to for c in claims), None)


def _with_article(span: Span, text: str) -> str:
    """Words of the report with the article they start with or follow, in lower case."""
    articles = {article for code in CODES for article in lookup("words.articles", code)}
    before = _LAST_WORD.search(text, max(0, span.start - _LONGEST_ARTICLE), span.start)
    if before and before[1].lower() in articles:
        return before.group().lower() + span.text
    first = _FIRST_WORD.match(span.text)
    return span.text[:1].lower() + span.text[1:] if first and first.group().lower() in articles else span.text


def _people(count: Count, victims: Kind, effect: str) -> str:
    """`3 civils tués`: count, victims and what was done to them, in agreement."""
    one, many, gender = lookup(f"victims.{victims}")
    single = count.high == count.low and is_one(count.low)
    done = lookup(f"effects.{effect}")[gender + (not single)]
    return f"{count_in_words(count)} {one if single else many} {done}"


def _days(start: date, end: date) -> str:
    if start == end:
        return _full_day(start)
    if (start.year, start.month) == (end.year, end.month):
        first = _day_number(start.day)
    elif start.year == end.year:
        first = say("card.day", day=_day_number(start.day), month=_month(start.month))
    else:
        first = _full_day(start)
    return say("card.to", start=first, end=_full_day(end))


def _full_day(day: date) -> str:
    return say("card.full_day", day=_day_number(day.day), month=_month(day.month), year=day.year)


def _without_year(value: Date) -> str:
    """Day and month of an EDTF date such as `XXXX-12-26`, else the report's words."""
    parts = value.edtf.split("-")
    if len(parts) == 3 and parts[1].isdecimal() and parts[2].isdecimal():
        return say("card.day", day=_day_number(int(parts[2])), month=_month(int(parts[1])))
    if len(parts) == 2 and parts[1].isdecimal():
        return _month(int(parts[1]))
    return value.span.text


def _day_number(day: int) -> str:
    return str(lookup("card.first_day")) if day == 1 else str(day)


def _month(number: int) -> str:
    return str(lookup("words.months")[number - 1][0])
