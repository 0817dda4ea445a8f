"""The picture of a trend: incidents, deaths and reporting by period, one under the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import altair as alt

from temoin.analysis.changes import Changes
from temoin.analysis.counting import Period, Series
from temoin.analysis.trend import Trend
from temoin.messages import say
from temoin.publishing.findings.trend import heading, sentences, weekly
from temoin.publishing.pictures import theme

_TALL, _LOW = 190, 90
_GAP = 26
_DAY = timedelta(days=1)
# Counts are drawn as bars with a gap between them up to so many, as a ragged surface beyond.
_BARS = 160


def picture(finding: Trend, language: str) -> alt.TopLevelMixin:
    """Incidents with the rate between changes, deaths, and how much was reported."""
    panels = [_incidents(finding, language)]
    panels.append(_counts(finding.periods, finding.deaths, _title(finding, "deaths", language), theme.WARN))
    if finding.reports and any(finding.reports):
        panels.append(_line(finding.periods, finding.reports, _title(finding, "reports", language)))
    if finding.voices:
        each = [v / n if n else None for v, n in zip(finding.voices, finding.incidents.best, strict=True)]
        panels.append(_line(finding.periods, each, _title(finding, "per_incident", language)))
    first = sentences(finding, language)[0].split(" (")[0].rstrip(".") + "."
    subtitle = [first, say("trend.picture.legend", language)] if finding.changes else [first]
    title = alt.TitleParams(heading(finding, language), subtitle=subtitle)
    drawn: alt.TopLevelMixin = alt.vconcat(*panels, spacing=_GAP, title=title).resolve_scale(x="shared")
    return drawn


def _title(finding: Trend, key: str, language: str) -> str:
    return say(f"trend.picture.{key}", language, weekly=weekly(finding.by, language))


def _incidents(finding: Trend, language: str) -> Any:
    title = _title(finding, "incidents", language)
    counted = _counts(finding.periods, finding.incidents, title, theme.MAIN, 0.45, _TALL)
    if finding.changes is None:
        return counted
    return alt.layer(_when(finding.periods, finding.changes), counted, *_rates(finding, title)).properties(
        width=theme.WIDTH, height=_TALL
    )


def _counts(
    periods: Sequence[Period],
    series: Series,
    title: str,
    colour: str,
    opacity: float = 0.8,
    height: int = _LOW,
) -> Any:
    """A bar for each period, with a line from its low to its high where they differ."""
    data = [
        {**_days(period), "low": low, "best": best, "high": high}
        for period, low, best, high in zip(periods, series.low, series.best, series.high, strict=True)
    ]
    edge = theme.PAPER if len(periods) <= _BARS else colour
    bars = alt.Chart(alt.InlineData(values=data)).mark_bar(
        color=colour, opacity=opacity, stroke=edge, strokeWidth=0.4
    )
    shown = bars.encode(x=_x(), x2="end:T", y=_y("best", title), y2=alt.Y2Datum(0))
    unsure = [row for row in data if row["low"] != row["high"]]
    ranges = alt.Chart(alt.InlineData(values=unsure)).mark_rule(color=theme.INK, strokeWidth=0.8, opacity=0.7)
    drawn = ranges.encode(x=_x("middle"), y=_y("low", title), y2="high:Q")
    return alt.layer(shown, drawn).properties(width=theme.WIDTH, height=height)


def _rates(finding: Trend, title: str) -> list[Any]:
    """The rate of each stretch as a line in its 95 % interval."""
    assert finding.changes
    data = [
        {
            "start": finding.periods[one.first].first.isoformat(),
            "end": (finding.periods[one.last].last + _DAY).isoformat(),
            "rate": one.rate.rate,
            "low": one.rate.low,
            "high": one.rate.high,
        }
        for one in finding.changes.stretches
    ]
    chart = alt.Chart(alt.InlineData(values=data))
    band = chart.mark_rect(color=theme.OTHER, opacity=0.45).encode(
        x=_x(), x2="end:T", y=_y("low", title), y2="high:Q"
    )
    line = chart.mark_rule(color=theme.INK, strokeWidth=2).encode(x=_x(), x2="end:T", y=_y("rate", title))
    return [band, line]


def _when(periods: Sequence[Period], found: Changes) -> Any:
    """Grey from the earliest to the latest day at which each change may have been."""
    data = [
        {
            "start": periods[change.earliest].first.isoformat(),
            "end": (periods[change.latest].last + _DAY).isoformat(),
        }
        for change in found.changes
    ]
    return (
        alt.Chart(alt.InlineData(values=data))
        .mark_rect(color=theme.FAINT, opacity=0.8)
        .encode(x=_x(), x2="end:T")
    )


def _line(periods: Sequence[Period], values: Sequence[float | None], title: str) -> Any:
    data = [{**_days(period), "value": value} for period, value in zip(periods, values, strict=True)]
    chart = alt.Chart(alt.InlineData(values=data)).mark_line(
        color=theme.SOFT, strokeWidth=1.4, invalid="break-paths-show-domains"
    )
    return chart.encode(x=_x("middle"), y=_y("value", title)).properties(width=theme.WIDTH, height=_LOW)


def _days(period: Period) -> dict[str, Any]:
    """A period's edges and middle."""
    end = period.last + _DAY
    middle = period.first + (end - period.first) / 2
    return {"start": period.first.isoformat(), "end": end.isoformat(), "middle": middle.isoformat()}


def _x(field: str = "start") -> alt.X:
    return alt.X(f"{field}:T", title=None, axis=alt.Axis(tickCount=8))


def _y(field: str, title: str) -> alt.Y:
    return alt.Y(f"{field}:Q", title=title, scale=alt.Scale(zero=True, nice=True), axis=alt.Axis(tickCount=4))
