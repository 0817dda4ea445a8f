"""The command `temoin compare`: did violence change around a place after a day?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from temoin.cli.data import DataOption, chosen
from temoin.cli.ledger_access import Address
from temoin.cli.options import filtered
from temoin.cli.pictures import MaybePicture, draw
from temoin.cli.printing import console, print_json
from temoin.messages import reader_language, say

if TYPE_CHECKING:
    from temoin.analysis.compare import Comparison
    from temoin.analysis.occurrence import Occurrence
    from temoin.earth import Point
    from temoin.ledger import Filters

app = typer.Typer(add_completion=False)

Format = Enum("Format", {name: name for name in ("text", "json")}, type=str)  # type: ignore[misc]
_TEXT = Format("text")
_POSITION = re.compile(r"\s*([-+]?\d+(?:\.\d+)?)\s*[,;]\s*([-+]?\d+(?:\.\d+)?)\s*")
_RADII, _WINDOWS = (1, 500), (6, 730)
# Candidates for a name that are shown.
_SHOWN = 10


def _radius(value: str) -> str:
    return _length(value, "km", *_RADII)


def _window(value: str) -> str:
    return _length(value, "d", *_WINDOWS)


def _length(value: str, unit: str, low: int, high: int) -> str:
    """The number of the option, its unit left out, or an error of usage."""
    number = value.strip().lower().removesuffix(unit).strip()
    if not re.fullmatch(r"\d{1,4}", number) or not low <= int(number) <= high:
        raise typer.BadParameter(say("compare.usage.length", value=value, unit=unit, low=low, high=high))
    return number


def _day(value: str | None) -> str | None:
    try:
        return value and date.fromisoformat(value).isoformat()
    except ValueError as problem:
        raise typer.BadParameter(say("compare.usage.day", value=value)) from problem


@app.command(help=say("compare.help.compare"))
@filtered
def compare(
    wanted: Filters,
    around: Annotated[
        str | None, typer.Option(metavar="DATE", callback=_day, help=say("compare.help.around"))
    ] = None,
    place: Annotated[str | None, typer.Option(metavar="PLACE", help=say("compare.help.place"))] = None,
    event: Annotated[str | None, typer.Option(metavar="ID", help=say("compare.help.event"))] = None,
    radius: Annotated[
        str, typer.Option(metavar="KM", callback=_radius, help=say("compare.help.radius"))
    ] = "50",
    window: Annotated[
        str, typer.Option(metavar="DAYS", callback=_window, help=say("compare.help.window"))
    ] = "90",
    data: DataOption = None,
    output: MaybePicture = None,
    format: Annotated[Format, typer.Option(help=say("compare.help.format"))] = _TEXT,
    ledger: Address = None,
) -> None:
    """Compare before and after with matched places."""
    if bool(event) == bool(around or place) or bool(around) != bool(place):
        raise typer.BadParameter(say("compare.usage.either"))
    with chosen(ledger, data, wanted) as rows:
        if not rows:
            _stop(say("compare.usage.no_data"))
        where = _place(place, wanted.country, rows) if place else None
        name, point, day = (
            (*where, date.fromisoformat(around)) if where and around else _of_event(rows, event)
        )
        found = _compared(rows, point, day, int(radius), int(window), event is not None)
    from temoin.publishing.findings import compare as words

    if format.value == "json":
        print_json(words.as_json(found, name))
    else:
        words.print_comparison(found, name, event is not None, console())
    if output:
        from temoin.publishing.findings.compare_picture import picture

        draw(picture(found, name, reader_language()), output)


def _compared(
    rows: Sequence[Occurrence], point: Point, day: date, radius: int, window: int, among_incidents: bool
) -> Comparison:
    from temoin.analysis.compare import OutsideData, compare
    from temoin.publishing.pictures import theme

    try:
        return compare(rows, point, day, radius, window, among_incidents)
    except OutsideData as problem:
        if problem.first == date.max:
            _stop(say("compare.usage.no_data"))
        first, last, on = (theme.day(d, reader_language()) for d in (problem.first, problem.last, day))
        _stop(say("compare.usage.outside", window=window, day=on, first=first, last=last))


def _of_event(rows: Sequence[Occurrence], id: str | None) -> tuple[str, Point, date]:
    """The name, point and day of an incident; what it lacks is told and ends the program."""
    row = next((row for row in rows if row.id == id), None)
    if row is None:
        _stop(say("compare.usage.no_event", id=id))
    if row.lat is None or row.lon is None or row.start is None or row.start != row.end:
        _stop(say("compare.usage.no_point", id=id))
    return row.id, (row.lat, row.lon), row.start


def _place(asked: str, country: str | None, rows: Sequence[Occurrence]) -> tuple[str, Point]:
    """The place of this name or position; several are told, those in the data's countries first."""
    if position := _POSITION.fullmatch(asked):
        lat, lon = map(float, position.groups())
        if abs(lat) > 90 or abs(lon) > 180:
            _stop(say("compare.usage.no_place", name=asked))
        return f"{lat:g}, {lon:g}", (lat, lon)
    from temoin.knowledge.gazetteer import division_name
    from temoin.knowledge.gazetteer.search import search
    from temoin.languages import load
    from temoin.publishing.wording import country_name

    found = [one.entry for one in search(asked, [country] if country else ()).places if not one.differs]
    towns = [entry for entry in found if entry.feature.startswith("P.")] or found
    if not towns:
        _stop(say("compare.usage.no_place", name=asked))
    if len(towns) == 1:
        return towns[0].name, towns[0].point
    seen = {row.country for row in rows}
    towns.sort(key=lambda entry: entry.country not in seen)
    lines = [say("compare.usage.ambiguous", name=asked)]
    for entry in towns[:_SHOWN]:
        lat, lon = entry.point
        division = division_name(load(reader_language()), entry.country, entry.admin1)
        name = ", ".join(filter(None, (entry.name, division, country_name(entry.country))))
        lines.append(say("compare.usage.candidate", position=f"{lat:.4f},{lon:.4f}", name=name))
    _stop("\n".join(lines))


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
