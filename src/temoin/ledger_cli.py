"""The command line of the ledger: `temoin add`, `incidents`, `incident`, `history`, `reports`, `recode`."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from temoin.intake_tally import IntakeTally, print_intake, print_not_taken, print_recoded
from temoin.knowledge.gazetteer import store
from temoin.languages import CODES
from temoin.ledger_access import Address, opened, unknown
from temoin.messages import say
from temoin.options import (
    INTERRUPTED,
    Contested,
    Country,
    Party,
    Since,
    Type,
    Until,
    as_day,
    completed,
    filters,
    first_day,
    language_code,
    publication_date,
    toll_rule,
)
from temoin.progress import progress_of
from temoin.reading import read
from temoin.review_cli import review
from temoin.terminal import console, speak_utf8

if TYPE_CHECKING:
    from temoin.ledger import Ledger, Taken

Row = Mapping[str, Any]

ListFormat = Enum("ListFormat", {n: n for n in ("table", "json", "jsonl", "csv")}, type=str)  # type: ignore[misc]
TableFormat = Enum("TableFormat", {n: n for n in ("table", "json", "csv")}, type=str)  # type: ignore[misc]
CardFormat = Enum("CardFormat", {n: n for n in ("text", "json")}, type=str)  # type: ignore[misc]
_AS_LIST, _AS_TABLE, _AS_CARD = ListFormat("table"), TableFormat("table"), CardFormat("text")

Rule = Annotated[
    str | None,
    typer.Option("--rule", metavar="RULE", callback=toll_rule, help=say("ledger_cli.help.rule")),
]
Jobs = Annotated[int, typer.Option(min=1, help=say("help.code_jobs"))]


def add(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help=say("help.code_inputs"))],
    ledger: Address = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", callback=publication_date, help=say("help.code_published"))
    ] = None,
    lang: Annotated[
        str | None, typer.Option(metavar="|".join(CODES), callback=language_code, help=say("help.code_lang"))
    ] = None,
    jobs: Jobs = 1,
) -> None:
    """Take reports into the ledger."""
    store.check()
    tally = IntakeTally()
    with opened(ledger, make=True) as kept:
        stopped = _took(kept.add(completed(read(inputs), published, lang), jobs), tally)
        print_intake(tally, kept)
    _end(tally, stopped)


def recode(
    ledger: Address = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", callback=first_day, help=say("ledger_cli.help.recode_since")),
    ] = None,
    jobs: Jobs = 1,
) -> None:
    """Code what the ledger keeps anew."""
    store.check()
    tally = IntakeTally()
    with opened(ledger) as kept:
        stopped = _took(kept.recode(as_day(since), jobs), tally)
    print_recoded(tally)
    _end(tally, stopped)


def incidents(
    ledger: Address = None,
    since: Since = None,
    until: Until = None,
    country: Country = None,
    party: Party = None,
    type: Type = None,
    contested: Contested = False,
    background: Annotated[bool, typer.Option("--background", help=say("ledger_cli.help.background"))] = False,
    rule: Rule = None,
    format: Annotated[ListFormat, typer.Option(help=say("ledger_cli.help.format"))] = _AS_LIST,
) -> None:
    """List the incidents."""
    wanted = filters(since, until, country, party, type, contested, background)
    with opened(ledger) as kept:
        found = (_by_rule(incident, rule) for incident in kept.incidents(wanted))
        if format.value != "table":
            _write_incidents(found, format.value)
            return
        from temoin.publishing.incidents import print_incidents

        if not print_incidents(found, console()):
            _hint(kept, country, party)


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
        _print_json({**found, "joins": told, "members": members})
        return
    from temoin.publishing.incident_card import print_incident
    from temoin.publishing.joins import print_joins

    screen = console()
    print_incident(found, screen, members)
    print_joins(joins, [member["event"] for member in members], screen)


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
        _print_json([{**entry, "homeless": _is_homeless(entry, homeless)} for entry in entries])
        return
    from temoin.publishing.history import print_history

    print_history(named, entries, homeless, console())


def reports(
    ledger: Address = None,
    failed: Annotated[bool, typer.Option("--failed", help=say("ledger_cli.help.failed"))] = False,
    format: Annotated[TableFormat, typer.Option(help=say("ledger_cli.help.reports_format"))] = _AS_TABLE,
) -> None:
    """Show what was taken in."""
    with opened(ledger) as kept:
        rows = kept.reports(failed)
        if format.value == "json":
            _print_array(rows)
            return
        from temoin.publishing.history import INTAKE_COLUMNS, print_intakes

        if format.value == "csv":
            _print_csv(INTAKE_COLUMNS, rows)
        elif not print_intakes(rows, console()):
            typer.echo(say("ledger_cli.none_failed" if failed else "ledger_cli.no_reports"))


def add_to(app: typer.Typer) -> None:
    """Give the program these commands."""
    for command in (add, incidents, incident, review, history, reports, recode):
        app.command(help=say(f"ledger_cli.help.{command.__name__}"))(command)


def _took(outcomes: Iterator[Taken], tally: IntakeTally) -> bool:
    """Count what becomes of each report; whether Ctrl-C ended it."""
    from temoin.ledger import LedgerError

    try:
        with progress_of(tally, wanted=True):
            for taken in outcomes:
                tally.add(taken)
    except KeyboardInterrupt:
        return True
    except LedgerError:
        typer.echo(tally.kept(), err=True)
        raise
    return False


def _end(tally: IntakeTally, stopped: bool) -> None:
    """Say what was not taken, or that there is more to do, and end with the status that tells so."""
    sys.stdout.flush()
    print_not_taken(tally)
    if stopped:
        typer.echo(f"{say('usage.interrupted')} {tally.kept()}", err=True)
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(1 if tally.not_taken else 0)


def _is_homeless(entry: Row, homeless: set[int]) -> bool:
    return entry["entry"] == "judgement" and entry["id"] in homeless


def _by_rule(incident: dict[str, Any], rule: str | None) -> dict[str, Any]:
    """The incident with the numbers that a rule for tolls gives."""
    if rule is None:
        return incident
    tolls = {effect: {**toll, "value": toll["by_rule"][rule]} for effect, toll in incident["tolls"].items()}
    return {**incident, "rule": rule, "tolls": tolls}


def _hint(ledger: Ledger, country: str | None, party: str | None) -> None:
    """Say which countries there are, where it is none of them, and where no party is called so."""
    from temoin.knowledge.parties.find import find

    known = ledger.countries()
    if country and known and country not in known:
        typer.echo(say("ledger_cli.usage.countries", known=", ".join(known)), err=True)
    if party and not find(party):
        typer.echo(say("ledger_cli.no_party", party=party), err=True)


def _write_incidents(found: Iterable[dict[str, Any]], format: str) -> None:
    if format == "json":
        _print_array(found)
    elif format == "csv":
        from temoin.publishing.incident_rows import COLUMNS, row

        _print_csv(COLUMNS, map(row, found))
    else:
        speak_utf8()
        for incident in found:
            print(json.dumps(incident, ensure_ascii=False))


def _print_json(value: object) -> None:
    speak_utf8()
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _print_array(rows: Iterable[Row]) -> None:
    """Print rows as an indented array, each as it comes."""
    speak_utf8()
    before = "[\n"
    for row in rows:
        print(before + json.dumps(dict(row), ensure_ascii=False, indent=2), end="")
        before = ",\n"
    print("[]" if before == "[\n" else "\n]")


def _print_csv(columns: Iterable[str], rows: Iterable[Row]) -> None:
    speak_utf8()
    writer = csv.DictWriter(sys.stdout, list(columns), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
