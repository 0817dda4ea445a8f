"""The picture of near repeats and reprisals: heat maps by distance and time, intervals by pair of sides."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2
from typing import Any

import altair as alt

from temoin.analysis.knox import Band, NearRepeat
from temoin.analysis.nearby import Nearby
from temoin.analysis.reprisals import Reprisal
from temoin.messages import say
from temoin.publishing.findings import figures
from temoin.publishing.findings.nearby import (
    SURE,
    area_name,
    days_words,
    group_name,
    heading,
    km_words,
    pair_name,
    sentences,
    shown,
)
from temoin.publishing.pictures import theme

# Ratios from which on a colour gets no stronger, as powers of two.
_END = 2
_WIDE, _HIGH = 640, 150
_COLUMNS, _NARROW, _LOW = 3, 166, 84
# From which shade on letters are light.
_DARK = 1.65
# Pairs of sides that are drawn, and the height of each.
_PAIRS, _ROW = 20, 34
_BEFORE, _BEHIND = -9, 6


def picture(finding: Nearby, language: str) -> Any:
    """A heat map of all incidents, a small one for each group, and the reprisals that can be told."""
    first, *groups = finding.tests
    parts: list[Any] = []
    if first.bands:
        parts.append(_large(first, language))
    small = [_small(test, language) for test in groups if test.bands]
    if small:
        parts.append(alt.concat(*small, columns=_COLUMNS, spacing=24))
    if pairs := shown(finding.reprisals)[:_PAIRS]:
        parts.append(_intervals(pairs, language))
    said = sentences(finding, language)[0].split(" (")[0].rstrip(".") + "."
    subtitle = [said, say("nearby.picture.legend", language)] if first.bands else [said]
    title = alt.TitleParams(heading(finding, language), subtitle=subtitle)
    if not parts:
        parts = [alt.Chart(_values([])).mark_point().properties(width=_WIDE, height=_LOW)]
    return alt.vconcat(*parts, spacing=28).resolve_scale(color="shared").properties(title=title)


def _large(test: NearRepeat, language: str) -> Any:
    """The ratio in each band by colour and in figures, the pairs below it."""
    data = [_cell(band, language, "full") for band in test.bands]
    x, y = _place(data, None)
    base = alt.Chart(_values(data))
    ratios = base.mark_text(fontSize=theme.TEXT + 2, dy=-6).encode(x=x, y=y, text="words:N", color=_ink())
    pairs = base.mark_text(fontSize=theme.SMALL, dy=9).encode(x=x, y=y, text="pairs:N", color=_ink())
    title = alt.TitleParams(_name(test, language), fontSize=theme.TEXT + 1, offset=6)
    layers = alt.layer(_cells(base, x, y, language), ratios, pairs)
    return layers.properties(width=_WIDE, height=_HIGH, title=title)


def _small(test: NearRepeat, language: str) -> Any:
    """The ratio in each band by colour and in figures."""
    data = [_cell(band, language, "short") for band in test.bands]
    x, y = _place(data, say("nearby.picture.days", language))
    base = alt.Chart(_values(data))
    ratios = base.mark_text(fontSize=theme.SMALL).encode(x=x, y=y, text="words:N", color=_ink())
    n = say("nearby.picture.n", language, n=theme.number(test.n, language))
    name = group_name(test.group, language)
    title = alt.TitleParams(
        name[:1].upper() + name[1:],
        subtitle=n,
        fontSize=theme.TEXT,
        subtitleFontSize=theme.SMALL,
        subtitlePadding=2,
        limit=_NARROW + 40,
        offset=5,
        frame="bounds",
    )
    layers = alt.layer(_cells(base, x, y, language), ratios)
    return layers.properties(width=_NARROW, height=_LOW, title=title)


def _name(test: NearRepeat, language: str) -> str:
    name = group_name(test.group, language)
    n = say("nearby.picture.n", language, n=theme.number(test.n, language))
    return f"{name[:1].upper()}{name[1:]} ({n})"


def _values(data: Sequence[dict[str, Any]]) -> alt.InlineData:
    return alt.InlineData(values=list(data))


def _place(data: Sequence[dict[str, Any]], title: str | None) -> tuple[alt.X, alt.Y]:
    """Time from left to right, distance from top to bottom."""
    late, far = (list(dict.fromkeys(cell[key] for cell in data)) for key in ("days", "km"))
    across = alt.Axis(domain=False, ticks=False, title=title, labelPadding=4, labelAngle=0, titlePadding=3)
    down = alt.Axis(domain=False, ticks=False, title=None, labelPadding=4)
    return alt.X("days:N", sort=late, axis=across), alt.Y("km:N", sort=far, axis=down)


def _cells(base: alt.Chart, x: alt.X, y: alt.Y, language: str) -> Any:
    told = alt.condition("datum.shade === null", alt.value(theme.PAPER), _colour(language))
    title = say("nearby.picture.ratio", language)
    made = base.mark_rect(stroke=theme.FAINT, strokeWidth=1)
    return made.encode(x=x, y=y, color=told, tooltip=alt.Tooltip("words:N", title=title))


def _ink() -> Any:
    return alt.condition(f"abs(datum.shade) > {_DARK}", alt.value(theme.PAPER), alt.value(theme.INK))


def _cell(band: Band, language: str, how: str) -> dict[str, Any]:
    pairs = f"{theme.number(band.observed, language)} / {figures.rate(band.expected, language)}"
    days = days_words(band, language, how)
    cell: dict[str, Any] = {"days": days, "km": km_words(band, language), "pairs": pairs}
    if band.ratio is None or band.p_adjusted is None:
        return cell | {"shade": None, "words": "–"}
    sure = "*" if band.p_adjusted <= SURE else ""
    shade = max(-_END, min(_END, log2(band.ratio))) if band.ratio else -_END
    return cell | {"shade": shade, "words": figures.ratio(band.ratio, language) + sure}


def _colour(language: str) -> alt.Color:
    beyond = f"datum.value == {_END} ? '≥ ' : datum.value == {-_END} ? '≤ ' : ''"
    return alt.Color(
        "shade:Q",
        scale=alt.Scale(
            domain=[-_END, 0, _END], range=[theme.MAIN, theme.PAPER, theme.WARN], interpolate="rgb"
        ),
        legend=alt.Legend(
            title=say("nearby.picture.ratio", language),
            values=list(range(-_END, _END + 1)),
            labelExpr=f"({beyond}) + format(pow(2, datum.value), '~')",
            orient="top",
            gradientLength=220,
        ),
    )


def _intervals(pairs: Sequence[Reprisal], language: str) -> Any:
    """The ratio of each pair of sides in each area, with its interval, below its name."""
    data = []
    for n, one in enumerate(pairs):
        low, high = one.interval or (None, None)
        told = {"ratio": one.ratio or None, "low": low or None, "high": high}
        attacks = say("nearby.picture.n", language, n=theme.number(one.attacks, language))
        name = f"{pair_name(one, language)}, {area_name(one, language)} ({attacks})"
        data.append({"at": n, "name": name, **told})
    base = alt.Chart(_values(data))
    # steps of two, as in the colours above
    scale = alt.Scale(type="log", base=2, nice=True)
    axis = alt.Axis(title=None, grid=True, format="~", values=[2.0**n for n in range(-6, 7)])
    y = alt.Y("at:O", axis=None, scale=alt.Scale(paddingInner=0))
    ratio = alt.X("ratio:Q", scale=scale, axis=axis)
    chance = alt.Chart(_values([{"one": 1}])).mark_rule(color=theme.SOFT, strokeDash=[4, 3])
    lines = base.transform_filter("datum.low !== null").mark_rule(strokeWidth=1.6, yOffset=_BEHIND)
    points = base.transform_filter("datum.ratio !== null").mark_point(size=55, opacity=1, yOffset=_BEHIND)
    names = base.mark_text(align="left", dy=_BEFORE, fontSize=theme.SMALL + 0.5)
    title = alt.TitleParams(say("nearby.picture.reprisals", language), fontSize=theme.TEXT + 1, offset=6)
    return alt.layer(
        chance.encode(x=alt.X("one:Q", scale=scale, axis=axis)),
        lines.encode(x=alt.X("low:Q"), x2="high:Q", y=y, color=alt.value(theme.MAIN)),
        points.encode(x=ratio, y=y, color=alt.value(theme.MAIN)),
        names.encode(x=alt.value(2), y=y, text="name:N", color=alt.value(theme.INK)),
    ).properties(width=_WIDE, height=_ROW * len(data), title=title)
