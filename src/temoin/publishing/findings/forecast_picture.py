"""The picture of a forecast: for each area the months behind it and those to come, side by side."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt

from temoin.analysis.forecast import Area, Forecast
from temoin.messages import say
from temoin.publishing.findings.forecast import area_name, heading, ranked
from temoin.publishing.pictures import theme

_AREAS, _COLUMNS = 9, 3
_MONTHS = 24
_WIDE, _HIGH = 200, 110


def picture(finding: Forecast, language: str) -> Any:
    """The areas where most deaths are expected: two years behind, and the intervals of the months to come."""
    plots = [_area(finding, area, language) for area in ranked(finding)[:_AREAS]]
    title = alt.TitleParams(
        heading(finding, language), subtitle=_wrapped(say("forecast.picture.legend", language))
    )
    return (
        alt.concat(*plots, columns=_COLUMNS, spacing=18)
        .resolve_scale(y="independent")
        .properties(title=title)
    )


def _area(finding: Forecast, area: Area, language: str) -> Any:
    panel = finding.panel
    row = panel.areas.index(area)
    since = max(0, panel.months - _MONTHS)
    behind = [
        {**_days(panel.month(i), panel.month(i + 1)), "deaths": float(panel.deaths[row, i])}
        for i in range(since, panel.months)
    ]
    ahead = []
    for i, one in enumerate(one for one in finding.outlooks if one.area == area):
        days = _days(panel.month(panel.months + i), panel.month(panel.months + i + 1))
        bounds = {key: getattr(one, key) for key in ("median", "low_50", "high_50", "low_90", "high_90")}
        ahead.append({**days, **bounds})
    past, coming = alt.Chart(alt.InlineData(values=behind)), alt.Chart(alt.InlineData(values=ahead))
    line = alt.Chart(alt.InlineData(values=[{"start": panel.month(panel.months).isoformat()}]))
    return alt.layer(
        past.mark_bar(color=theme.SOFT, stroke=theme.PAPER, strokeWidth=0.4).encode(
            x=_x(), x2="end:T", y=_y("deaths"), y2=alt.Y2Datum(0)
        ),
        coming.mark_rect(color=theme.MAIN, opacity=0.25).encode(
            x=_x(), x2="end:T", y=_y("low_90"), y2="high_90:Q"
        ),
        coming.mark_rect(color=theme.MAIN, opacity=0.5).encode(
            x=_x(), x2="end:T", y=_y("low_50"), y2="high_50:Q"
        ),
        coming.mark_rule(color=theme.INK, strokeWidth=2).encode(x=_x(), x2="end:T", y=_y("median")),
        line.mark_rule(color=theme.INK, strokeWidth=0.8, strokeDash=[3, 2]).encode(x=_x()),
        _name(area_name(area, language)),
    ).properties(width=_WIDE, height=_HIGH)


def _name(name: str) -> Any:
    """The name of an area above its plot, as far above in all: a title moves with the labels of the axis."""
    return (
        alt.Chart(alt.InlineData(values=[{}]))
        .mark_text(align="left", fontWeight="bold")
        .encode(x=alt.value(0), y=alt.value(-14), text=alt.value(name))
    )


def _days(first: date, after: date) -> dict[str, Any]:
    return {"start": first.isoformat(), "end": after.isoformat()}


def _x() -> alt.X:
    return alt.X(
        "start:T",
        title=None,
        axis=alt.Axis(tickCount={"interval": "month", "step": 6}, format="%m/%y", labelFlush=False),
    )


def _y(field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", title=None, scale=alt.Scale(zero=True, nice=True), axis=alt.Axis(tickCount=3))


def _wrapped(text: str) -> list[str]:
    """The legend in lines as wide as the picture."""
    from textwrap import wrap

    return wrap(text, 110)
