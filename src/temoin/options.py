"""Options that several commands share: dates, languages, countries and types, checked as they are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import typer

from temoin.languages import CODES
from temoin.messages import reader_language, say
from temoin.model import check_published
from temoin.reading import Failure, ReadError, Reading, published_or_error

INTERRUPTED = 130
"""The exit status of a program that Ctrl-C ended."""


def publication_date(value: str | None) -> str | None:
    """The option's date of publication, or an error of usage."""
    try:
        return published_or_error("--published", value)
    except ReadError as problem:
        raise typer.BadParameter(f"{problem.failure.what} {problem.failure.remedy}") from problem


def language_code(value: str | None) -> str | None:
    """The option's language code, or an error of usage."""
    if value is not None and value not in CODES:
        raise typer.BadParameter(say("usage.lang", known=", ".join(CODES)))
    return value


def completed(
    items: Iterable[Reading | Failure], published: str | None, language: str | None
) -> Iterator[Reading | Failure]:
    """The reports, with the date for those that bear none and the language for all."""
    for item in items:
        if isinstance(item, Failure):
            yield item
            continue
        report = replace(
            item.report,
            published=item.report.published or published,
            language=language or item.report.language,
        )
        yield replace(item, report=report)


def first_day(value: str | None) -> str | None:
    """The first day (ISO) of the option's day, month or year, or an error of usage."""
    return value and _period(value)[0].isoformat()


def last_day(value: str | None) -> str | None:
    """The last day (ISO) of the option's day, month or year, or an error of usage."""
    return value and _period(value)[1].isoformat()


def _period(value: str) -> tuple[date, date]:
    from temoin.linking.facts import period

    try:
        check_published(value)
        found = period(value)
        assert found is not None
        return found
    except ValueError as problem:
        raise typer.BadParameter(say("ledger_cli.usage.date", value=value)) from problem


def country_code(value: str | None) -> str | None:
    """The option's code of a country, or an error of usage that says what the name may mean."""
    from temoin.knowledge.gazetteer import area, embedded
    from temoin.languages import load

    if not value or value.upper() in embedded.country_codes():
        return value and value.upper()
    found = [area(load(code), value) for code in CODES]
    meant = sorted({country for one in found if one for country in one.countries})
    hint = say("ledger_cli.did_you_mean", ids=", ".join(meant)) if meant else ""
    raise typer.BadParameter(f"{say('ledger_cli.usage.country', value=value)} {hint}".rstrip())


def event_type(value: str | None) -> str | None:
    """The option's type of event, under ACLED's name; or an error of usage that lists all types."""
    from temoin.type_names import known_types, type_named, types_near

    if value is None or (found := type_named(value)):
        return value and found
    near, known = types_near(value), known_types()
    if near:
        raise typer.BadParameter(
            say("ledger_cli.usage.type_near", value=value, near=", ".join(near), known=known)
        )
    raise typer.BadParameter(say("ledger_cli.usage.type", value=value, known=known))


def toll_rule(value: str | None) -> str | None:
    """The option's rule for tolls, or an error of usage that lists all rules."""
    from temoin.linking.tolls import rules

    if value is not None and value not in rules():
        known = "; ".join(f"{name} ({getattr(rule, reader_language())})" for name, rule in rules().items())
        raise typer.BadParameter(say("ledger_cli.usage.rule", value=value, known=known))
    return value
