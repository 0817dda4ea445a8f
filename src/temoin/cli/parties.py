"""The command line of the registry: `temoin parties find`, `show` and `check`."""

from __future__ import annotations

import json
from enum import Enum
from typing import Annotated, Any

import typer

from temoin.knowledge.gazetteer.areas import country_name
from temoin.knowledge.parties import Belonging, Party, parts_of, party, registry
from temoin.knowledge.parties.check import Problem, check
from temoin.knowledge.parties.find import Found, find, suggestions
from temoin.languages import DataError, load
from temoin.messages import lookup, reader_language, say
from temoin.model import check_published

app = typer.Typer(add_completion=False, no_args_is_help=True, help=say("parties.help.program"))
Format = Enum("Format", {name: name for name in ("text", "json")}, type=str)  # type: ignore[misc]
_TEXT = Format("text")


def _country(value: str | None) -> str | None:
    """The option's country code, or an error of usage."""
    if value is not None and country_name(load("en"), value.upper()) is None:
        raise typer.BadParameter(say("parties.usage.country", value=value))
    return value.upper() if value else None


def _date(value: str | None) -> str | None:
    """The option's date, or an error of usage."""
    try:
        if value is not None:
            check_published(value)
    except ValueError as problem:
        raise typer.BadParameter(say("parties.usage.date", value=value)) from problem
    return value


@app.command("find", help=say("parties.help.find"))
def find_parties(
    name: Annotated[str, typer.Argument(metavar="NAME", help=say("parties.help.name"))],
    country: Annotated[
        str | None, typer.Option(metavar="CODE", callback=_country, help=say("parties.help.country"))
    ] = None,
    date: Annotated[
        str | None, typer.Option(metavar="DATE", callback=_date, help=say("parties.help.date"))
    ] = None,
    format: Annotated[Format, typer.Option(help=say("parties.help.format"))] = _TEXT,
) -> None:
    """Find the parties that a name may mean."""
    found = find(name, country, date)
    if format.value == "json":
        typer.echo(
            json.dumps([{**_row(f.party), "why": _why(f)} for f in found], ensure_ascii=False, indent=2)
        )
    elif found:
        _print_found(found)
    if not found:
        typer.echo(say("parties.nothing", name=name), err=True)
        raise typer.Exit(1)


@app.command("show", help=say("parties.help.show"))
def show_party(
    id: Annotated[str, typer.Argument(metavar="ID", help=say("parties.help.id"))],
    format: Annotated[Format, typer.Option(help=say("parties.help.format"))] = _TEXT,
) -> None:
    """Show one party, with what it belongs to and its parts."""
    shown = party(id)
    if shown is None:
        near = suggestions(id)
        hint = say("parties.did_you_mean", ids=", ".join(near)) if near else say("parties.try_find")
        typer.echo(f"{say('parties.unknown', id=id)} {hint}", err=True)
        raise typer.Exit(1)
    if format.value == "json":
        typer.echo(json.dumps(_row(shown), ensure_ascii=False, indent=2))
    else:
        _print_party(shown)


@app.command("check", help=say("parties.help.check"))
def check_parties() -> None:
    """Name what is wrong with the registry."""
    try:
        problems = check()
    except DataError as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from problem
    for found in problems:
        typer.echo(_told(found))
    if problems:
        raise typer.Exit(1)
    typer.echo(say("parties.sound", n=len(registry())))


def _told(problem: Problem) -> str:
    # where the trouble is, then what it is; `file` and `line` among the values are those of another entry
    reason = say(f"parties.problems.{problem.key}", **problem.values)
    return f"{problem.file}:{problem.line}: {reason}"


def _row(shown: Party) -> dict[str, Any]:
    """A party as JSON, in the registry's own words."""
    start, end = shown.period

    def belonging(all: tuple[Belonging, ...]) -> list[dict[str, str | None]]:
        return [{"party": b.party, "start": b.start, "end": b.end} for b in all]

    return {
        "id": shown.id,
        "names": {"fr": shown.fr, "en": shown.en, "own": shown.own or None},
        "aliases": list(shown.aliases),
        "kind": shown.kind,
        "force": shown.force or None,
        "countries": list(shown.countries),
        "active": {"start": start, "end": end},
        "parent": belonging(shown.parents),
        "member_of": belonging(shown.alliances),
        "parts": [p.id for p in parts_of(shown)],
        "ucdp": list(shown.ucdp),
        "source": shown.source or None,
    }


def _print_found(found: list[Found]) -> None:
    from rich.console import Console
    from rich.table import Table

    columns = {
        "id": [f.party.id for f in found],
        "name": [_full(f.party) for f in found],
        "kind": [_kind(f.party) for f in found],
        "countries": [", ".join(f.party.countries) for f in found],
        "active": [_period(*f.party.period) for f in found],
        "why": [_why(f) for f in found],
    }
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    filled = {column: cells for column, cells in columns.items() if any(cells)}
    for column in filled:
        table.add_column(say(f"parties.columns.{column}"), no_wrap=column in ("id", "kind"), overflow="fold")
    for row in zip(*filled.values(), strict=True):
        table.add_row(*row)
    Console(highlight=False).print(table)


def _print_party(shown: Party) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    console.print(f"[bold]{_full(shown)}[/bold]  ({shown.id})")
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    names = {code: name for code, name in (("fr", shown.fr), ("en", shown.en), ("own", shown.own)) if name}
    for code, name in names.items():
        table.add_row(say(f"parties.fields.{code}"), name)
    others = [n for n in shown.names if n not in names.values()]
    countries = [country_name(load(reader_language()), c) or c for c in shown.countries]
    rows = {
        "aliases": ", ".join(others),
        "kind": _kind(shown),
        "countries": ", ".join(countries),
        "active": _period(*shown.period),
        "ucdp": ", ".join(shown.ucdp),
        "source": shown.source or (say("parties.by_rule") if shown.force else ""),
    }
    for field, value in rows.items():
        if value:
            table.add_row(say(f"parties.fields.{field}"), value)
    console.print(table)
    _print_tree(console, say("parties.fields.belongs"), _above(shown))
    _print_tree(console, say("parties.fields.parts"), _below(shown))


_Tree = list[tuple[str, "_Tree"]]


def _above(shown: Party, seen: tuple[str, ...] = ()) -> _Tree:
    """What a party belongs to, and what that belongs to, each with its period."""
    seen = (*seen, shown.id)
    return [
        (_line(above, b, "part" if b in shown.parents else "ally"), _above(above, seen))
        for b in (*shown.parents, *shown.alliances)
        if b.party not in seen and (above := party(b.party))
    ]


def _below(shown: Party, seen: tuple[str, ...] = ()) -> _Tree:
    """The parts of a party, and their parts."""
    seen = (*seen, shown.id)
    return [
        (_line(part, next(b for b in part.parents if b.party == shown.id), "part"), _below(part, seen))
        for part in parts_of(shown)
        if part.id not in seen
    ]


def _line(shown: Party, belonging: Belonging, relation: str) -> str:
    ally = f"{say('parties.ally')} " if relation == "ally" else ""
    period = _period(belonging.start, belonging.end)
    return f"{ally}{_full(shown)} ({shown.id})" + (f", {period}" if period else "")


def _print_tree(console: Any, title: str, tree: _Tree) -> None:
    from rich.tree import Tree

    if not tree:
        return
    root = Tree(f"[bold]{title}[/bold]")
    branches = [(root, tree)]
    while branches:
        above, lines = branches.pop(0)
        branches += [(above.add(line), below) for line, below in lines]
    console.print(root)


def _full(shown: Party) -> str:
    return shown.name_in(reader_language())


def _kind(shown: Party) -> str:
    return str(lookup(f"kinds.{shown.kind}"))


def _period(start: str | None, end: str | None) -> str:
    if start and end:
        return say("parties.period.both", start=start, end=end)
    if start:
        return say("parties.period.since", start=start)
    return say("parties.period.until", end=end) if end else ""


def _why(found: Found) -> str:
    return say(f"parties.why.{found.why}", name=found.name)
