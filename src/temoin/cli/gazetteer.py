"""The command line of the user's gazetteer: `temoin gazetteer add`, `list`, `find`, `remove`, `resolve`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from temoin.cli.gazetteer_tables import (
    number_of,
    print_added,
    print_attribution,
    print_found,
    print_json,
    print_none,
    print_sources,
    progress,
)
from temoin.cli.resolve import resolve
from temoin.knowledge.gazetteer import area, embedded, store
from temoin.knowledge.gazetteer.errors import GazetteerError
from temoin.knowledge.gazetteer.store import Added, SourceFile
from temoin.languages import CODES, load
from temoin.messages import say

app = typer.Typer(add_completion=False, no_args_is_help=True, help=say("gazetteer.help.program"))
Format = Enum("Format", {name: name for name in ("text", "json")}, type=str)  # type: ignore[misc]
_TEXT = Format("text")
app.command(help=say("gazetteer.help.resolve"))(resolve)
_INTERRUPTED = 130
Outcome = Added | GazetteerError


@app.command(help=say("gazetteer.help.add"))
def add(
    what: Annotated[list[str], typer.Argument(metavar="COUNTRY|FILE", help=say("gazetteer.help.add_what"))],
    from_files: Annotated[bool, typer.Option("--from", help=say("gazetteer.help.add_from"))] = False,
) -> None:
    """Add countries from GeoNames or from files."""
    unusable = store.problem()
    _complain([unusable] if unusable else [])
    try:
        outcomes = _add_files(map(Path, what)) if from_files else _add_countries(what)
    except GazetteerError as problem:
        _complain([problem])
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo(say("usage.interrupted"), err=True)
        raise typer.Exit(_INTERRUPTED) from None
    if any(isinstance(outcome, Added) for outcome in outcomes):
        print_attribution()
    raise typer.Exit(1 if any(isinstance(outcome, GazetteerError) for outcome in outcomes) else 0)


@app.command("list", help=say("gazetteer.help.list"))
def list_sources() -> None:
    """Show the countries added."""
    try:
        print_sources(store.checked_sources(), store.path())
    except GazetteerError as problem:
        _complain([problem])
        raise typer.Exit(1) from None


@app.command(help=say("gazetteer.help.find"))
def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help=say("gazetteer.help.find_name"))],
    near: Annotated[str | None, typer.Option(metavar="PLACE", help=say("gazetteer.help.find_near"))] = None,
    country: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help=say("gazetteer.help.find_country"))
    ] = None,
    format: Annotated[Format, typer.Option(help=say("gazetteer.help.find_format"))] = _TEXT,
) -> None:
    """Search for a place by its name."""
    from temoin.knowledge.gazetteer.search import search

    countries = _codes(country or ())
    try:
        found = search(name, countries, near)
    except LookupError:
        typer.echo(say("gazetteer.none_near", name=near), err=True)
        raise typer.Exit(1) from None
    if format.value == "json":
        print_json(found)
    elif found.places:
        print_found(found)
    if not found.places:
        print_none(countries)
        raise typer.Exit(1)


@app.command(help=say("gazetteer.help.remove"))
def remove(
    countries: Annotated[
        list[str], typer.Argument(metavar="COUNTRY", help=say("gazetteer.help.remove_countries"))
    ],
) -> None:
    """Remove countries."""
    try:
        gone = store.remove(_codes(countries), _waiting)
    except GazetteerError as problem:
        _complain([problem])
        raise typer.Exit(1) from None
    for code, places in gone.items():
        key = "removed" if places else "absent"
        typer.echo(say(f"gazetteer.{key}", country=code, places=number_of("gazetteer.places", places)))
    raise typer.Exit(0 if all(gone.values()) else 1)


def _add_files(files: Iterable[Path]) -> Sequence[Outcome]:
    """Add these files; what each gave is told at once."""
    with progress() as bar:
        outcomes = store.add([SourceFile(file) for file in files], bar.reading, _waiting)
    return _told(outcomes)


def _add_countries(names: Sequence[str]) -> Sequence[Outcome]:
    """Fetch these countries and the lists of divisions and add each; what each gave is told at once."""
    from temoin.knowledge.gazetteer.download import LISTS, only_one

    codes, problems = _known(names)
    outcomes: list[Outcome] = list(_told(problems))
    if not codes:
        return outcomes
    etags = {} if store.problem() else {source.subject: source.etag for source in store.sources()}
    with only_one(_waiting):
        for subject, file in {**LISTS, **{code: f"{code}.zip" for code in codes}}.items():
            try:
                came = _fetched_and_added(file, etags.get(subject, ""))
            except GazetteerError as problem:
                came = [problem]
            if not came and subject in codes:
                typer.echo(say("gazetteer.same", country=subject))
            outcomes += _told(came)
            if any(isinstance(o, GazetteerError) and o.problem == "unreachable" for o in came):
                break  # nor will the others come
    return outcomes


def _fetched_and_added(file: str, known: str) -> list[Outcome]:
    """What the file gave; nothing where it is still of the version `known`."""
    from temoin.knowledge.gazetteer.download import address, discard, fetch

    with progress() as bar:
        fetched = fetch(file, known, bar)
        if fetched is None:
            return []
        outcomes = store.add([fetched], bar.reading, _waiting)
    discard(fetched.path)
    # a file that came and cannot be read is no file of the user's
    return [
        o if isinstance(o, Added) else GazetteerError(address(file), "damaged_download") for o in outcomes
    ]


def _told(outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
    """The outcomes, after telling what each file gave, or why it gave nothing."""
    for outcome in outcomes:
        if isinstance(outcome, Added):
            print_added(outcome)
        else:
            _complain([outcome])
    return outcomes


def _complain(problems: Iterable[GazetteerError]) -> None:
    """Say where each problem is, what it is, and what to do."""
    for problem in problems:
        remedy = say("summary.remedy", remedy=problem.remedy)
        typer.echo(f"{problem.where}\n  {problem.what}\n  {remedy}", err=True)


def _waiting() -> None:
    typer.echo(say("gazetteer.waiting"), err=True)


def _known(names: Iterable[str]) -> tuple[list[str], list[GazetteerError]]:
    """The codes among these names, and a problem for each name that is none."""
    known = embedded.country_codes()
    codes, problems = [], []
    for name in dict.fromkeys(names):
        if name.upper() in known:
            codes.append(name.upper())
            continue
        meant = {iso for code in CODES if (found := area(load(code), name)) for iso in found.countries}
        if meant:
            problems.append(GazetteerError(name, "country_name", codes=" ".join(sorted(meant))))
        else:
            problems.append(GazetteerError(name, "no_code"))
    return codes, problems


def _codes(names: Iterable[str]) -> list[str]:
    """The codes, or an error of usage."""
    codes, problems = _known(names)
    if problems:
        raise typer.BadParameter(" ".join(f"{p.where}: {p.what} {p.remedy}" for p in problems))
    return codes
