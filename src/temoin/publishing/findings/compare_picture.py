"""The picture of a comparison: what was seen before and after a day, and what was to be expected."""

from __future__ import annotations

from typing import Any

import altair as alt

from temoin.analysis.compare import PARTS, Comparison
from temoin.messages import say
from temoin.publishing.findings import figures
from temoin.publishing.findings.compare import heading, sentences
from temoin.publishing.pictures import theme


def picture(finding: Comparison, place: str, language: str) -> alt.TopLevelMixin:
    """Incidents here as a line; those of matched places as a line in a band, where enough were like it."""
    days = theme.day(finding.day, language)
    x = alt.X("middle:Q", title=say("compare.picture.days", language, day=days), scale=_span(finding))
    part = figures.count(finding.window / PARTS, language)
    title = say("compare.picture.incidents", language, days=part)
    y = alt.Y("here:Q", title=title, axis=alt.Axis(tickMinStep=1))
    rows = _rows(finding)
    chart = alt.Chart(alt.InlineData(values=rows))
    layers: list[Any] = [
        alt.Chart(alt.InlineData(values=[{"middle": 0}]))
        .mark_rule(color=theme.SOFT, strokeDash=[4, 3])
        .encode(x=x)
    ]
    legend = say("compare.picture.no_match", language)
    if finding.effect:
        legend = say("compare.picture.legend", language, matched=theme.number(finding.matched, language))
        low, mean = alt.Y("low:Q", title=title), alt.Y("usual:Q", title=title)
        layers.append(chart.mark_area(color=theme.OTHER, opacity=theme.BAND).encode(x=x, y=low, y2="high:Q"))
        layers.append(chart.mark_line(color=theme.OTHER, strokeWidth=2).encode(x=x, y=mean))
    layers.append(
        chart.mark_line(color=theme.MAIN, strokeWidth=2.4, point={"color": theme.MAIN, "size": 45}).encode(
            x=x, y=y
        )
    )
    first = sentences(finding, language)[0].split(" (")[0].rstrip(".") + "."
    subtitle = [first, legend] if finding.effect else [legend]
    heads = alt.TitleParams(heading(finding, place, language), subtitle=subtitle)
    drawn: alt.TopLevelMixin = alt.layer(*layers).properties(
        width=theme.WIDTH, height=theme.HEIGHT, title=heads
    )
    return drawn


def _rows(finding: Comparison) -> list[dict[str, float]]:
    """What was here in each part, and what was usual at the matched places."""
    part = finding.window / PARTS
    rows = []
    for i, here in enumerate(finding.observed):
        row = {"middle": (i + 0.5) * part - finding.window, "here": here}
        if finding.effect:
            row |= {
                "usual": finding.usual[i],
                "low": finding.usual_low[i],
                "high": finding.usual_high[i],
            }
        rows.append(row)
    return rows


def _span(finding: Comparison) -> alt.Scale:
    return alt.Scale(domain=[-finding.window, finding.window], nice=False)
