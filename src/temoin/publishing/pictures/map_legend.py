"""What the marks of a map mean, what is not on it, and where it comes from."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import Any

from temoin.messages import count, say
from temoin.publishing.pictures import theme
from temoin.publishing.pictures.drawing import Chart, Drawing
from temoin.publishing.pictures.frame import Frame
from temoin.publishing.pictures.hatching import circle, strokes
from temoin.publishing.pictures.shown import country_name, left_out
from temoin.publishing.pictures.symbols import UNKNOWN, Located, Mark, Marks, Size

_ROW, _TOP = 17.0, 12.0
_COLUMNS = (0.0, 0.36, 0.59)
_LINE, _LETTERS = 13.0, 145
_SIZES = (1, 5, 10, 20, 50, 100, 200, 500, 1000)
_KEY = 9.0


def legend(
    view: Frame, places: Located, found: Marks, others: Counter[str], withheld: int, language: str
) -> Chart:
    """The legend with the notes below."""
    drawn = found.all
    columns = [
        _groups(places, drawn, language),
        _sizes(drawn, found.size, language),
        _precisions(view, places, found, language),
    ]
    notes = [line for note in _notes(places, others, withheld, language) for line in _wrapped(note)]
    deepest = max(sum(row["high"] for row in rows) for rows in columns)
    high = (_TOP + deepest + 10 if drawn or places.zones or places.countries else 0.0) + 6
    drawing = Drawing(view.width, high + _LINE * len(notes) + 2)
    for left, rows in zip(_COLUMNS, columns, strict=True):
        _column(drawing, left * view.width, rows)
    lines = [{"text": line, "x": 0, "y": high + _LINE * n} for n, line in enumerate(notes)]
    drawing.words(lines, color=theme.SOFT)
    return drawing.chart()


def _column(drawing: Drawing, left: float, rows: list[dict[str, Any]]) -> None:
    y = _TOP
    for row in rows:
        middle = y + row["high"] / 2 - _ROW / 2
        if row.get("heading"):
            drawing.words([{"text": row["text"], "x": left, "y": middle}], fontWeight="bold")
        else:
            x = left + row.get("wide", _KEY)
            row["draw"](drawing, x, middle)
            drawing.words([{"text": row["text"], "x": left + 2 * row.get("wide", _KEY) + 4, "y": middle}])
        y += row["high"]


def _heading(key: str, language: str) -> dict[str, Any]:
    return {"heading": True, "text": say(key, language), "high": _ROW}


def _groups(places: Located, drawn: list[Mark], language: str) -> list[dict[str, Any]]:
    there = {one.group for where in places.areas for one in where.incidents}
    if not there:
        return [{"heading": True, "text": "", "high": 0}]

    def disc(colour: str) -> Any:
        return lambda d, x, y: d.points(
            [{"x": x, "y": y, "r": 5, "fill": colour, "stroke": None}], shape="circle"
        )

    rows = [
        {"text": theme.group_name(group, language), "high": _ROW, "draw": disc(colour)}
        for group, colour in theme.GROUPS.items()
        if group in there
    ]
    return [_heading("pictures.map.types", language), *rows]


def _sizes(drawn: list[Mark], scale: Size, language: str) -> list[dict[str, Any]]:
    """Circles for round numbers up to the largest on the map."""
    if not drawn:
        return [{"heading": True, "text": "", "high": 0}]
    largest = max((m.radius for m in drawn if m.known), default=0.0)
    fitting = [n for n in _SIZES if scale.radius(n) <= max(largest, scale.radius(1))]
    # two that the eye can part from the smallest
    apart = [n for n in fitting if scale.radius(n) > scale.radius(1) + 2]
    some = sorted({1, *apart[len(apart) // 2 :][:1], *apart[-1:]}) if any(m.known for m in drawn) else []
    wide = max(_KEY, largest)

    def ring(radius: float) -> Any:
        return lambda d, x, y: d.points(
            [{"x": x, "y": y, "r": radius, "fill": "#bbbbbb", "stroke": theme.SOFT}], strokeWidth=0.7
        )

    rows = [
        {
            "text": theme.number(n, language),
            "high": max(_ROW, 2 * scale.radius(n) + 3),
            "draw": ring(scale.radius(n)),
            "wide": wide,
        }
        for n in some
    ]
    if any(not m.known for m in drawn):
        rows.append(
            {"text": say("pictures.map.unknown", language), "high": _ROW, "draw": _diamond, "wide": wide}
        )
    return [_heading("pictures.map.killed", language), *rows]


def _diamond(d: Drawing, x: float, y: float) -> None:
    row = {"x": x, "y": y, "r": UNKNOWN, "fill": "#bbbbbb", "stroke": theme.SOFT}
    d.points([row], shape="diamond", strokeWidth=0.7)


def _precisions(view: Frame, places: Located, found: Marks, language: str) -> list[dict[str, Any]]:
    drawn = found.all
    together = round(found.together / view.pixels(1.0, view.middle))
    rows = [
        (any(not m.km for m in drawn), "exact", _exact, {}),
        (any(m.km for m in drawn), "near", _near, {}),
        (bool(places.zones), "division", _hatched, {}),
        (bool(places.countries), "country", _country, {}),
        (any(m.contested for m in drawn), "contested", _ringed, {}),
        (any(len(m.incidents) > 1 for m in drawn), "count", _number, {"km": max(1, together)}),
    ]
    kept = [
        {"text": say(f"pictures.map.{key}", language, **values), "high": _ROW, "draw": draw}
        for there, key, draw, values in rows
        if there
    ]
    heading = _heading("pictures.map.places", language) if kept else {"heading": True, "text": "", "high": 0}
    return [heading, *kept]


def _exact(d: Drawing, x: float, y: float) -> None:
    d.points([{"x": x, "y": y, "r": 5, "fill": theme.SOFT, "stroke": None}])


def _near(d: Drawing, x: float, y: float) -> None:
    d.points([{"x": x, "y": y, "r": 3.5, "fill": "#c4c6c9", "stroke": theme.SOFT}], strokeDash=[2, 1.5])
    d.areas([[circle(x, y, 8)]], filled=False, stroke=theme.SOFT, strokeWidth=1, strokeDash=[3, 2])


def _hatched(d: Drawing, x: float, y: float) -> None:
    ring = circle(x, y, 8)
    rows = [{"x": a, "y": b, "x2": c, "y2": e} for a, b, c, e in strokes([ring], 4)]
    d.strokes(rows, color=theme.SOFT, strokeWidth=0.9, opacity=0.7)
    d.areas([[ring]], filled=False, stroke=theme.SOFT, strokeWidth=1, strokeDash=[4, 3])


def _country(d: Drawing, x: float, y: float) -> None:
    box = {"x": x - 8, "y": y - 6, "x2": x + 8, "y2": y + 6}
    rows = [{"x": x + n, "y": y + 6, "x2": x + n + 8, "y2": y - 6} for n in (-8, 0)]
    d.strokes(rows, color=theme.SOFT, strokeWidth=0.5)
    d.boxes([box], filled=False, stroke="#9a9a9a", strokeWidth=0.8)


def _ringed(d: Drawing, x: float, y: float) -> None:
    d.points([{"x": x, "y": y, "r": 4, "fill": theme.SOFT, "stroke": None}])
    d.points([{"x": x, "y": y, "r": 6.5, "fill": None, "stroke": theme.INK}], filled=False, strokeWidth=1.3)


def _number(d: Drawing, x: float, y: float) -> None:
    d.points([{"x": x, "y": y, "r": 7, "fill": "#c4c6c9", "stroke": None}])
    d.words([{"text": "3", "x": x, "y": y, "align": "center"}], fontWeight="bold")


def _notes(places: Located, others: Counter[str], withheld: int, language: str) -> list[str]:
    """What is not on the map, what a circle is not, and the sources."""
    notes = []
    if places.nowhere:
        notes.append(count("pictures.map.nowhere", len(places.nowhere), language))
    if places.countries:
        each = ", ".join(
            f"{country_name(code, language)} ({len(some)})" for code, some in sorted(places.countries.items())
        )
        notes.append(say("pictures.map.only_country", language, countries=each))
    if places.zones:
        notes.append(say("pictures.map.circle", language))
    if others:
        notes.append(say("pictures.left_out.all", language, what=", ".join(left_out(others, language))))
    if withheld:
        notes.append(count("pictures.map.withheld", withheld, language))
    return [*notes, say("pictures.map.sources", language)]


def _wrapped(note: str) -> list[str]:
    return textwrap.wrap(note, _LETTERS)
