"""Incidents on a map, each drawn as well as its place is known and no better."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi
from typing import Any

import numpy as np

from temoin.messages import reader_language, say
from temoin.publishing.exports.told import Told
from temoin.publishing.pictures import theme
from temoin.publishing.pictures.borders import Ring, borders
from temoin.publishing.pictures.drawing import Chart, Drawing
from temoin.publishing.pictures.extents import Town, towns
from temoin.publishing.pictures.frame import Frame, frame
from temoin.publishing.pictures.hatching import circle, strokes
from temoin.publishing.pictures.labels import Sheet, around, on_map
from temoin.publishing.pictures.map_legend import legend
from temoin.publishing.pictures.shown import Period, Shown, country_name, heading, killed, range_of, reported
from temoin.publishing.pictures.symbols import Located, Mark, Zone, located, marks

SEA, LAND, SUBJECT, BORDER = "#e4eef5", "#f3f2ee", "#fffdf6", "#9a9a9a"
"""The grounds of a map: water, other countries, those the incidents are in; and borders."""

_HATCH, _WIDE_HATCH = 6.0, 16.0
_FAINTEST = 0.45
# Names of towns in the countries that the incidents are in, and elsewhere; of the worst-hit places.
_TOWNS, _PLACES = (9, 5), 6
_TOOLTIP = ("place", "incidents", "killed")
# A small circle is not seen beside its mark.
_SEEN = 1.5
# Pixels under which an island is not drawn.
_SPECK = 1.2
# How far around a mark the ring of what is contested is.
_RING = 2.5


def incident_map(told: Sequence[Told], language: str | None = None, period: Period = (None, None)) -> Chart:
    """A map of incidents as their audience may read them, with its legend, scale, notes and sources.

    A point that is known is a filled mark, one known to some kilometres a pale mark in a circle of these
    kilometres, a division a hatched circle, a country hatched whole; the rest is counted below. `language` is
    the reader's where it is None; `period` is what was asked for, for the title.
    """
    import altair as alt

    language = language or reader_language()
    shown, others = reported(told)
    places = located(shown)
    view = _frame(places)
    found = marks(places.spots, view)
    sheet = _ground(view, places, found.all, language)
    withheld = sum("place" in one.withheld for one in told)
    below = legend(view, places, found, others, withheld, language)
    whole = alt.vconcat(sheet, below, spacing=6)
    return whole.properties(title=heading(shown, period, language))


def _frame(places: Located) -> Frame:
    areas = [(one.lon, one.lat, one.km) for one in places.areas]
    return frame(areas, sorted(_subjects(places)), theme.WIDTH)


def _subjects(places: Located) -> set[str]:
    """The countries that a map is about: those of the places on it; where there are none, those known."""
    inside = {one.country for where in places.areas for one in where.incidents}
    beside = {one.country for one in places.nowhere} | set(places.countries)
    return {code for code in (inside if places.areas else beside) if code}


def _ground(view: Frame, places: Located, drawn: list[Mark], language: str) -> Chart:
    """The map itself."""
    drawing = Drawing(view.width, view.height)
    subjects = _subjects(places)
    lands = _lands(view)
    drawing.boxes([{"x": 0, "y": 0, "x2": view.width, "y2": view.height}], color=SEA)
    border: dict[str, Any] = {"stroke": BORDER, "strokeWidth": 0.7, "strokeJoin": "round"}
    drawing.areas([p for code, ps in lands.items() if code not in subjects for p in ps], fill=LAND, **border)
    drawing.areas([p for code, ps in lands.items() if code in subjects for p in ps], fill=SUBJECT, **border)
    for code in places.countries:
        rings = [ring for polygon in lands.get(code, ()) for ring in polygon]
        if rings:
            drawing.strokes(_rows(rings, _WIDE_HATCH), color=theme.SOFT, strokeWidth=0.5, opacity=0.4)
    for zone in places.zones:
        _zone(drawing, view, zone)
    _marks(drawing, view, drawn, language)
    _names(drawing, view, places, drawn, lands, subjects, language)
    _scale_bar(drawing, view, language)
    edge = {"x": 0, "y": 0, "x2": view.width, "y2": view.height}
    drawing.boxes([edge], filled=False, stroke=BORDER, strokeWidth=0.8)
    return drawing.chart()


def _lands(view: Frame) -> dict[str, list[list[Ring]]]:
    """The parts of countries that are seen, in pixels."""
    found: dict[str, list[list[Ring]]] = {}
    for code, polygons in borders().items():
        for polygon in filter(view.shows, polygons):
            rings = [ring for ring in map(view.ring, polygon) if _is_seen(ring)]
            if rings:
                found.setdefault(code, []).append(rings)
    return found


def _is_seen(ring: Ring) -> bool:
    """Whether a ring is more than a speck."""
    return len(ring) > 2 and float(np.ptp(ring, axis=0).max()) > _SPECK


def _zone(drawing: Drawing, view: Frame, zone: Zone) -> None:
    """A hatched circle in the colour of most of its incidents."""
    x, y = view.point(zone.lon, zone.lat)
    ring = circle(x, y, max(8.0, view.pixels(zone.km, zone.lat)))
    colour = theme.GROUPS[_most(zone.incidents)]
    drawing.strokes(_rows([ring], _HATCH), color=colour, strokeWidth=0.9, opacity=_FAINTEST)
    drawing.areas([[ring]], filled=False, stroke=colour, strokeWidth=1.1, strokeDash=[4, 3])


def _rows(rings: Sequence[Ring], apart: float) -> list[dict[str, float]]:
    return [{"x": x, "y": y, "x2": x2, "y2": y2} for x, y, x2, y2 in strokes(rings, apart)]


def _marks(drawing: Drawing, view: Frame, drawn: list[Mark], language: str) -> None:
    for mark in drawn:
        reach = view.pixels(mark.km, mark.lat)
        if mark.km and reach > mark.radius * _SEEN:
            ring = circle(mark.x, mark.y, reach)
            style = {"stroke": theme.GROUPS[_most(mark.incidents)], "strokeWidth": 1}
            drawing.areas([[ring]], filled=False, strokeDash=[3, 2], **style)
    for near in (True, False):
        some = [mark for mark in drawn if bool(mark.km) == near]
        fill = {"fillOpacity": 0.4 if near else 0.88}
        drawing.pies(
            [row for mark in some if mark.known for row in _sectors(mark, language)],
            _TOOLTIP,
            stroke=theme.PAPER,
            strokeWidth=0.7,
            **fill,
        )
        unknown = [_row(mark, language) for mark in some if not mark.known]
        drawing.points(unknown, _TOOLTIP, shape="diamond", strokeWidth=0.9, **fill)
    near_marks = [{**_row(m, language), "fill": None} for m in drawn if m.km and m.known]
    drawing.points(near_marks, filled=False, strokeWidth=1, strokeDash=[2, 1.5])
    rings = [
        {"x": m.x, "y": m.y, "r": m.radius + _RING, "stroke": theme.INK, "fill": None}
        for m in drawn
        if m.contested
    ]
    drawing.points(rings, filled=False, strokeWidth=1)


def _sectors(mark: Mark, language: str) -> list[dict[str, Any]]:
    """A mark as sectors by type, clockwise from the top."""
    total, so_far, rows = len(mark.incidents), 0, []
    for group, n in mark.groups:
        start, end = (round(2 * pi * part / total, 4) for part in (so_far, so_far + n))
        rows.append({**_row(mark, language), "a": start, "b": end, "fill": theme.GROUPS[group]})
        so_far += n
    return rows


def _row(mark: Mark, language: str) -> dict[str, Any]:
    colour = theme.GROUPS[_most(mark.incidents)]
    toll = killed(mark.incidents)
    names = list(dict.fromkeys(filter(None, mark.names)))
    return {
        "x": round(mark.x, 1),
        "y": round(mark.y, 1),
        "r": round(mark.radius, 1),
        "fill": colour,
        "stroke": colour,
        "place": ", ".join(names),
        "incidents": len(mark.incidents),
        "killed": range_of(toll, language) if toll else "?",
    }


def _most(incidents: Sequence[Shown]) -> str:
    """The type that most of them are of; of several, the one that the legend has first."""
    groups = [one.group for one in incidents]
    return max(theme.GROUPS, key=groups.count)


def _names(
    drawing: Drawing,
    view: Frame,
    places: Located,
    drawn: list[Mark],
    lands: dict[str, list[list[Ring]]],
    subjects: set[str],
    language: str,
) -> None:
    """Numbers in marks, names of the worst-hit places, of countries and of the main towns."""
    sheet = on_map(view)
    sheet.taken += around((m.x, m.y, m.radius + _RING) for m in drawn)
    sheet.taken.append((0, view.height - 34, 40 + view.bar()[1], view.height))
    counts: list[dict[str, Any]] = []
    for mark in drawn:
        if len(mark.incidents) > 1:
            counts += _count(sheet, mark)
    for zone in places.zones:
        x, y = view.point(zone.lon, zone.lat)
        text = f"{zone.name} ({len(zone.incidents)})" if len(zone.incidents) > 1 else zone.name
        label = sheet.beside(text, x, y, -theme.SMALL, theme.SMALL)
        counts += [_text(label)] if label else []
    drawing.words(counts, halo=True, fontWeight="bold")
    # a name beside a mark for many places would be taken for where they all are
    of_one = [mark for mark in drawn if len(set(mark.names)) == 1 and mark.names[0]]
    hit = [sheet.beside(m.names[0], m.x, m.y, m.radius + _RING, theme.SMALL) for m in of_one[:_PLACES]]
    drawing.words([_text(label) for label in hit if label], halo=True)
    for some, style in (
        (sorted(subjects), {"fontSize": theme.TEXT, "fontWeight": "bold", "color": "#6b6b6b"}),
        (sorted(set(lands) - subjects), {"fontSize": theme.SMALL, "color": "#8a8a8a"}),
    ):
        rows = []
        for code in some:
            rings = [ring for polygon in lands.get(code, ()) for ring in polygon]
            name = "" if code.startswith("-") else country_name(code, language).upper()
            label = sheet.inside(name, rings, float(str(style["fontSize"]))) if name and rings else None
            rows += [_text(label)] if label else []
        drawing.words(rows, halo=True, **style)
    named = {name for m in drawn for name in m.names}
    there = [town for town in towns(*view.box) if town.name not in named]
    for own, most in zip((True, False), _TOWNS, strict=True):
        _towns(drawing, view, sheet, [t for t in there if (t.country in subjects) == own], most)


def _count(sheet: Sheet, mark: Mark) -> list[dict[str, Any]]:
    """How many incidents a mark stands for: in it, or beside it where it is too small."""
    text = str(len(mark.incidents))
    inside = {"text": text, "x": mark.x, "y": mark.y, "align": "center"}
    if mark.radius >= 5 + 2.5 * len(text):
        return [inside]
    label = sheet.beside(text, mark.x, mark.y, mark.radius + _RING, theme.SMALL)
    return [_text(label)] if label else [inside] if mark.radius > theme.SMALL / 2 else []


def _towns(drawing: Drawing, view: Frame, sheet: Sheet, there: Sequence[Town], most: int) -> None:
    """The foremost of these towns that there is room for."""
    dots: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    for town in there:
        if len(names) == most:
            break
        x, y = view.point(town.lon, town.lat)
        if not sheet.free((x - 2, y - 2, x + 2, y + 2)):
            continue
        label = sheet.beside(town.name, x, y, 2, theme.SMALL)
        if label:
            sheet.taken.append((x - 2, y - 2, x + 2, y + 2))
            dots.append({"x": round(x, 1), "y": round(y, 1), "r": 1.6, "fill": theme.INK, "stroke": None})
            names.append(_text(label))
    drawing.points(dots, shape="square")
    drawing.words(names, halo=True, color=theme.SOFT, fontStyle="italic")


def _text(label: Any) -> dict[str, Any]:
    return {"text": label.text, "x": label.x, "y": label.y, "align": label.align}


def _scale_bar(drawing: Drawing, view: Frame, language: str) -> None:
    km, length = view.bar()
    x, y = 14.0, view.height - 12
    drawing.strokes(
        [
            {"x": x, "y": y, "x2": x + length, "y2": y},
            *({"x": at, "y": y - 3, "x2": at, "y2": y + 3} for at in (x, x + length)),
        ],
        color=theme.INK,
        strokeWidth=1.2,
    )
    text = say("pictures.km", language, n=theme.number(km, language))
    drawing.words([{"text": text, "x": x + length / 2, "y": y - 9, "align": "center"}], halo=True)
