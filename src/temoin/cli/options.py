"""Options that choose incidents, which several commands share: checked as they are given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import wraps
from inspect import Signature, signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from temoin.languages import CODES
from temoin.messages import reader_language, say
from temoin.model import check_published, period

if TYPE_CHECKING:
    from temoin.ledger import Filters

INTERRUPTED = 130
"""The exit status of a program that Ctrl-C ended."""


def first_day(value: str | None) -> str | None:
    """The first day (ISO) of the option's day, month or year, or an error of usage."""
    return value and _period(value)[0].isoformat()


def last_day(value: str | None) -> str | None:
    """The last day (ISO) of the option's day, month or year, or an error of usage."""
    return value and _period(value)[1].isoformat()


def _period(value: str) -> tuple[date, date]:
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


Since = Annotated[
    str | None, typer.Option(metavar="DATE", callback=first_day, help=say("ledger_cli.help.since"))
]
Until = Annotated[
    str | None, typer.Option(metavar="DATE", callback=last_day, help=say("ledger_cli.help.until"))
]
Country = Annotated[
    str | None, typer.Option(metavar="CODE", callback=country_code, help=say("ledger_cli.help.country"))
]
Party = Annotated[str | None, typer.Option(metavar="PARTY", help=say("ledger_cli.help.party"))]
Type = Annotated[
    str | None, typer.Option(metavar="TYPE", callback=event_type, help=say("ledger_cli.help.type"))
]
Contested = Annotated[bool, typer.Option("--contested", help=say("ledger_cli.help.contested"))]
Background = Annotated[bool, typer.Option("--background", help=say("ledger_cli.help.background"))]

Audience = Enum("Audience", {name: name for name in ("public", "internal")}, type=str)  # type: ignore[misc]
PUBLIC = Audience("public")
AudienceOption = Annotated[Audience, typer.Option("--audience", help=say("export.help.audience"))]
"""For whom it is written or drawn."""


def filters(
    since: Since = None,
    until: Until = None,
    country: Country = None,
    party: Party = None,
    type: Type = None,
    contested: Contested = False,
    background: Background = False,
) -> Filters:
    """The filters of these options, or an error of usage where the period ends before it begins."""
    from temoin.ledger import Filters

    first, last = as_day(since), as_day(until)
    if first and last and first > last:
        raise typer.BadParameter(say("ledger_cli.usage.period", since=first, until=last))
    return Filters(first, last, country, party, type, contested, background)


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command all the options that choose incidents; it gets them as one, `wanted`."""
    later = {"Filters": object}  # not loaded for its name alone
    own = signature(command, eval_str=True, locals=later).parameters
    choosing = signature(filters, eval_str=True, locals=later).parameters
    options = {name: p for name, p in {**own, **choosing}.items() if name != "wanted"}

    @wraps(command)
    def run(**given: Any) -> None:
        wanted = filters(**{name: given.pop(name) for name in choosing})
        command(**given, wanted=wanted)

    run.__dict__["__signature__"] = Signature(list(options.values()))
    run.__annotations__ = {name: p.annotation for name, p in options.items()}
    return run


def as_day(value: str | None) -> date | None:
    """The day of an ISO date."""
    return date.fromisoformat(value) if value else None
