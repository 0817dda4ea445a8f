"""How all pictures look: one set of fonts, colours, sizes, and one way to write numbers and dates.

Colours are those of Okabe and Ito (2008, "Color Universal Design"), which readers with any kind of colour
vision can part; they differ in lightness too, so that they stay apart in grey print.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from temoin.messages import say

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""The first comes with vl-convert, the others have letters of the same width."""

INK, SOFT, FAINT, PAPER = "#222222", "#5f6368", "#d9dce0", "#ffffff"
"""Text; text and lines of less weight; grids and frames; the ground."""

MAIN, OTHER, WARN = "#0072b2", "#e69f00", "#d55e00"
"""What a chart is about; what it is compared to; what calls for attention."""

GROUPS: dict[str, str] = {
    "Violence against civilians": "#d55e00",
    "Battles": "#0072b2",
    "Explosions/Remote violence": "#e69f00",
    "Riots": "#cc79a7",
    "Protests": "#009e73",
    "Strategic developments": "#8c8c8c",
}
"""The colour of each of ACLED's event types, in the order of legends."""

BAND = 0.22
"""The opacity of a band that shows an interval."""

WIDTH, HEIGHT = 640, 240
"""Pixels of a plot at 96 to the inch: as wide as the text of an A4 page."""

TEXT, SMALL, HEADING = 11, 9.5, 15
"""Sizes of letters in pixels: text, notes and labels, a title."""

SCALE = 2
"""How many dots of a PNG make a pixel."""


def config() -> dict[str, Any]:
    """The theme as a configuration of Vega-Lite."""
    label = {"labelFontSize": TEXT, "labelColor": INK, "titleFontSize": TEXT, "titleColor": SOFT}
    return {
        "font": FONT,
        "background": PAPER,
        "padding": 12,
        "view": {"stroke": None, "continuousWidth": WIDTH, "continuousHeight": HEIGHT},
        "title": {
            "anchor": "start",
            "frame": "group",
            "fontSize": HEADING,
            "fontWeight": "bold",
            "color": INK,
            "subtitleFontSize": TEXT,
            "subtitleColor": SOFT,
            "subtitlePadding": 4,
            "offset": 10,
        },
        "axis": {
            **label,
            "titleFontWeight": "normal",
            "domainColor": SOFT,
            "tickColor": SOFT,
            "tickSize": 4,
            "gridColor": FAINT,
            "gridWidth": 0.6,
        },
        "axisX": {"grid": False},
        "axisY": {
            "domain": False,
            "ticks": False,
            "titleAngle": 0,
            "titleAlign": "left",
            "titleAnchor": "end",
            "titleX": 0,
            "titleY": -8,
            "titleBaseline": "bottom",
        },
        "legend": {**label, "titleFontWeight": "bold", "orient": "bottom", "symbolStrokeWidth": 0},
        "header": {**label, "labelFontWeight": "bold", "labelAnchor": "start"},
        "bar": {"color": MAIN},
        "line": {"color": MAIN, "strokeWidth": 1.8},
        "area": {"color": MAIN, "opacity": BAND},
        "point": {"color": MAIN, "filled": True},
        "rule": {"color": SOFT},
        "text": {"color": INK, "fontSize": TEXT},
    }


def locale(language: str) -> str:
    """The name under which d3 knows how a language writes numbers and dates."""
    return say("pictures.locale", language)


def number(value: float, language: str, decimals: int = 0) -> str:
    """A number as the language writes it: `12 345,6`, `12,345.6`."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=language)


def day(value: date, language: str) -> str:
    """A day as a sentence has it: `1er mars 2024`, `1 March 2024`."""
    from babel.dates import format_date

    pattern = say("pictures.first_day" if value.day == 1 else "pictures.day", language)
    return format_date(value, format=pattern, locale=language)


def period(first: date | None, last: date | None, language: str) -> str:
    """A stretch of days in words, either end open; "" where both are."""
    key = {(True, True): "between", (True, False): "from", (False, True): "until"}.get(
        (first is not None, last is not None)
    )
    if first and first == last:
        key = "on"
    if key is None:
        return ""
    days = {
        name: day(value, language) for name, value in (("first", first), ("last", last)) if value is not None
    }
    return say(f"pictures.period.{key}", language, **days)


def group_name(group: str, language: str) -> str:
    """What the language calls one of ACLED's event types."""
    from temoin.messages import lookup

    return str(lookup("pictures.groups", language).get(group, group))
