"""What `temoin gazetteer` shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from temoin.knowledge.gazetteer.divisions import division_name
from temoin.knowledge.gazetteer.entry import Entry
from temoin.knowledge.gazetteer.geonames import ATTRIBUTION
from temoin.knowledge.gazetteer.store import Added, Source, is_country
from temoin.knowledge.gazetteer.store import division_name as geonames_division
from temoin.languages import load
from temoin.messages import is_one, lookup, reader_language, say
from temoin.publishing.wording import country_name

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from temoin.knowledge.gazetteer.search import Place, Search

# how many lines that cannot be read, and how many near names, are shown
_LINES = 5
_NEAR = 10
_MEGABYTE = 1e6
_DIGEST = 12
_NO_BREAK = "\u00a0"
_FIGURES = ("places", "population", "geonameid", "distance")
_WHOLE = (*_FIGURES, "position")


class Progress:
    """Shows how reading and downloading go, on standard error where a person looks on."""

    def __init__(self) -> None:
        from rich import progress
        from rich.console import Console

        self._console = Console(stderr=True, highlight=False)
        self._bar = progress.Progress(
            progress.TextColumn("{task.description}"),
            progress.BarColumn(),
            progress.DownloadColumn(),
            progress.TransferSpeedColumn(),
            progress.TimeRemainingColumn(),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._task = self._bar.add_task("", total=None, visible=False)

    def reading(self, file: Path) -> None:
        """This file is being read."""
        self._bar.update(self._task, description=say("gazetteer.reading", file=file.name), total=None)

    def came(self, file: str, done: int, total: int | None) -> None:
        """So many bytes of the file have come."""
        self._bar.update(self._task, description=file, completed=done, total=total, visible=True)

    def dropped(self, file: str, why: str, attempt: int, attempts: int) -> None:
        """The line dropped, and another attempt is made."""
        self._console.print(
            say("gazetteer.dropped", file=file, reason=why, attempt=attempt, attempts=attempts),
            markup=False,
            soft_wrap=True,
        )


@contextmanager
def progress() -> Iterator[Progress]:
    """Progress that is shown while the block runs."""
    shown = Progress()
    with shown._bar:
        yield shown


def number_of(key: str, n: int, **values: object) -> str:
    """The sentence with this key for `n` things, `n` written as people do."""
    one, many = lookup(key)
    return str(one if is_one(n) else many).format(number=_number(n), **values)


def print_added(added: Added) -> None:
    """Say what a file gave; what it did not give goes to standard error."""
    for subject, rows in added.rows.items():
        key = "places" if is_country(subject) else "divisions"
        given = number_of(f"gazetteer.{key}", rows)
        typer.echo(say("gazetteer.gave", subject=_subject(subject), rows=given))
    if not added.rows:
        typer.echo(say("gazetteer.unused", file=added.file), err=True)
    if added.malformed:
        shown = ", ".join(f"{added.file.name}:{line}" for line in added.malformed[:_LINES])
        more = " …" if len(added.malformed) > _LINES else ""
        told = number_of("gazetteer.malformed", len(added.malformed), file=added.file, lines=shown + more)
        typer.echo(told, err=True)


def print_sources(sources: Sequence[Source], path: Path) -> None:
    """Show the countries added, where they come from, and where the gazetteer lies."""
    from temoin.knowledge.gazetteer import embedded

    if sources:
        table = _table("country", "places", "file", "sha256", "added")
        for s in sources:
            when = _date(s.added)
            table.add_row(_subject(s.subject), _number(s.rows), s.file, s.sha256[:_DIGEST], when)
        _console().print(table)
        size = _number(round(path.stat().st_size / _MEGABYTE, 1))
        typer.echo(say("gazetteer.file", path=path, megabytes=size))
        print_attribution()
    else:
        typer.echo(say("gazetteer.empty"))
    towns = embedded.contents()
    typer.echo(
        say("gazetteer.embedded", towns=_number(towns.places), package=towns.package, version=towns.version)
    )


def print_attribution() -> None:
    """Say whose the data are, as their licence asks."""
    typer.echo(say("gazetteer.attribution", source=ATTRIBUTION))


def print_found(found: Search) -> None:
    """Show the places found as a table."""
    exact = [p for p in found.places if not p.differs]
    near = [p for p in found.places if p.differs]
    distance = ("distance",) if found.near else ()
    table = _table("name", "kind", "where", "position", "population", "geonameid", *distance)
    for place in (*exact, *near[:_NEAR]):
        entry = place.entry
        cells = [
            _name(place),
            _kind(entry.feature),
            ", ".join(_where(entry)),
            f"{entry.lat:.3f} {entry.lon:.3f}",
            _number(entry.population) if entry.population else "",
            str(entry.geonameid),
        ]
        table.add_row(*cells, *([] if place.km is None else [_number(round(place.km))]))
    _console().print(table)
    if found.near:
        typer.echo(say("gazetteer.near", place=", ".join((found.near.name, *_where(found.near)))))
    if len(near) > _NEAR:
        typer.echo(number_of("gazetteer.more", len(near) - _NEAR))


def print_json(found: Search) -> None:
    """Write all that is known of the places found."""
    typer.echo(json.dumps([_record(place) for place in found.places], ensure_ascii=False, indent=2))


def print_none(countries: Sequence[str]) -> None:
    """Say that no place was found, and what may help."""
    key = "none_in" if countries else "none"
    typer.echo(say(f"gazetteer.{key}", countries=", ".join(map(country_name, countries))), err=True)
    for code in countries or [say("gazetteer.countries")]:
        typer.echo(say("gazetteer.hint", country=code), err=True)


def _record(place: Place) -> dict[str, Any]:
    e = place.entry
    record = {
        "name": e.name,
        "also": list(place.also),
        "differs": [list(pair) for pair in place.differs],
        "feature": e.feature,
        "kind": _kind(e.feature),
        "country": e.country,
        "admin1": e.admin1 or None,
        "admin1_name": _division(e, first=True),
        "admin2": e.admin2 or None,
        "admin2_name": _division(e, first=False),
        "lat": e.lat,
        "lon": e.lon,
        "population": e.population or None,
        "geonameid": e.geonameid,
    }
    return record if place.km is None else {**record, "km": round(place.km, 1)}


def _name(place: Place) -> str:
    """The name, the others asked for, and the letters that differ."""
    name = place.entry.name
    if place.also:
        name += f" ({', '.join(place.also)})"
    changes = ", ".join(_change(asked, found) for asked, found in place.differs)
    return f"{name}\n≈{_NO_BREAK}{changes}" if changes else name


def _change(asked: str, found: str) -> str:
    """`y → i`, `+ h`, `− h`, on one line; a blank is shown as such."""
    asked, found = (part.replace(" ", "␣") for part in (asked, found))
    words = (asked, "→", found) if asked and found else ("+", found) if found else ("−", asked)
    return _NO_BREAK.join(words)


def _where(entry: Entry) -> list[str]:
    """Country and divisions, the widest last, as far as they are known."""
    divisions = (_division(entry, first=False), _division(entry, first=True))
    return [*filter(None, dict.fromkeys(divisions)), country_name(entry.country)]


def _division(entry: Entry, *, first: bool) -> str | None:
    """The name of the first-level division, or of the second-level one, in the reader's language if known."""
    if not first:
        named = geonames_division(entry.country, entry.admin1, entry.admin2)
        return named if entry.admin2 else None
    named = division_name(load(reader_language()), entry.country, entry.admin1)
    return named or geonames_division(entry.country, entry.admin1)


def _kind(feature: str) -> str:
    """What a place is, in words, by GeoNames' class and code."""
    kinds = lookup("gazetteer.features")
    of_class, _, code = feature.partition(".")
    return str(kinds.get(code) or kinds.get(of_class, feature))


def _subject(subject: str) -> str:
    """What a source is about, as people read it."""
    if is_country(subject):
        return f"{country_name(subject)} ({subject})"
    return say(f"gazetteer.subjects.{subject}")


def _table(*columns: str) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        table.add_column(
            say(f"gazetteer.columns.{column}"),
            justify="right" if column in _FIGURES else "left",
            no_wrap=column in _WHOLE,
            overflow="fold",
        )
    return table


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def _date(moment: str) -> str:
    from babel.dates import format_date

    return format_date(datetime.fromisoformat(moment).astimezone(), "medium", locale=reader_language())


def _number(n: float) -> str:
    from babel.numbers import format_decimal

    return format_decimal(n, locale=reader_language())
