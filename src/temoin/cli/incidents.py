"""The commands `temoin incidents`, `temoin incident` and `temoin history`: what the ledger holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from temoin.cli.ledger_access import Address, opened, unknown
from temoin.cli.options import filtered, toll_rule
from temoin.cli.printing import console, print_array, print_csv, print_json, speak_utf8
from temoin.messages import say

if TYPE_CHECKING:
    from temoin.ledger import Filters, Ledger

app = typer.Typer(add_completion=False)

ListFormat = Enum("ListFormat", {n: n for n in ("table", "json", "jsonl", "csv")}, type=str)  # type: ignore[misc]
CardFormat = Enum("CardFormat", {n: n for n in ("text", "json")}, type=str)  # type: ignore[misc]
_AS_LIST, _AS_CARD = ListFormat("table"), CardFormat("text")

Rule = Annotated[
    str | None,
    typer.Option("--rule", metavar="RULE", callback=toll_rule, help=say("ledger_cli.help.rule")),
]


@app.command(help=say("ledger_cli.help.incidents"))
@filtered
def incidents(
    wanted: Filters,
    ledger: Address = None,
    rule: Rule = None,
    format: Annotated[ListFormat, typer.Option(help=say("ledger_cli.help.format"))] = _AS_LIST,
) -> None:
    """List the incidents."""
    with opened(ledger) as kept:
        found = (_by_rule(incident, rule) for incident in kept.incidents(wanted))
        if format.value != "table":
            _write_incidents(found, format.value)
            return
        from temoin.publishing.incidents import print_incidents

        if not print_incidents(found, console()):
            hint(kept, wanted.country, wanted.party)


@app.command(help=say("ledger_cli.help.incident"))
def incident(
    id: Annotated[str, typer.Argument(metavar="ID", help=say("ledger_cli.help.id"))],
    ledger: Address = None,
    rule: Rule = None,
    format: Annotated[CardFormat, typer.Option(help=say("ledger_cli.help.card_format"))] = _AS_CARD,
) -> None:
    """Show one incident."""
    from temoin.publishing.joins import joining, probability

    with opened(ledger) as kept:
        found = kept.incident(id) or unknown(kept, id, "ledger_cli.no_incident")
        members = [{"event": m.event, "report": m.report} for m in kept.members(found["id"])]
        joins = joining(kept.joins(found["id"]), found["events"])
    found = _by_rule(found, rule)
    if format.value == "json":
        told = [{**asdict(pair), "probability": round(probability(pair), 4)} for pair in joins]
        print_json({**found, "joins": told, "members": members})
        return
    from temoin.publishing.incident_card import print_incident
    from temoin.publishing.joins import print_joins

    screen = console()
    print_incident(found, screen, members)
    print_joins(joins, [member["event"] for member in members], screen)


@app.command(help=say("ledger_cli.help.history"))
def history(
    id: Annotated[str, typer.Argument(metavar="ID", help=say("ledger_cli.help.history_id"))],
    ledger: Address = None,
    format: Annotated[CardFormat, typer.Option(help=say("ledger_cli.help.history_format"))] = _AS_CARD,
) -> None:
    """Show what was taken in, coded and decided of an incident."""
    with opened(ledger) as kept:
        found = kept.incident(id)
        named = found["id"] if found else id
        entries = kept.history(named)
        if not entries:
            unknown(kept, id, "ledger_cli.no_history")
        homeless = {row["id"] for row in kept.judgements(homeless=True)}
    if format.value == "json":
        print_json([{**entry, "homeless": _is_homeless(entry, homeless)} for entry in entries])
        return
    from temoin.publishing.history import print_history

    print_history(named, entries, homeless, console())


def _is_homeless(entry: Mapping[str, Any], homeless: set[int]) -> bool:
    return entry["entry"] == "judgement" and entry["id"] in homeless


def _by_rule(incident: dict[str, Any], rule: str | None) -> dict[str, Any]:
    """The incident with the numbers that a rule for tolls gives."""
    if rule is None:
        return incident
    tolls = {effect: {**toll, "value": toll["by_rule"][rule]} for effect, toll in incident["tolls"].items()}
    return {**incident, "rule": rule, "tolls": tolls}


def hint(ledger: Ledger, country: str | None, party: str | None) -> None:
    """Say which countries there are, where it is none of them, and where no party is called so."""
    from temoin.knowledge.parties.find import find

    known = ledger.countries()
    if country and known and country not in known:
        typer.echo(say("ledger_cli.usage.countries", known=", ".join(known)), err=True)
    if party and not find(party):
        typer.echo(say("ledger_cli.no_party", party=party), err=True)


def _write_incidents(found: Iterable[dict[str, Any]], format: str) -> None:
    if format == "json":
        print_array(found)
    elif format == "csv":
        from temoin.publishing.incident_rows import COLUMNS, row

        print_csv(COLUMNS, map(row, found))
    else:
        speak_utf8()
        for incident in found:
            print(json.dumps(incident, ensure_ascii=False))
