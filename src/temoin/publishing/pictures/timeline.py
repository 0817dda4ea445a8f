"""Incidents over time: how many by type, and how many were killed, with what is not sure shown as such."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from temoin.messages import count, reader_language, say
from temoin.publishing.exports.told import Told
from temoin.publishing.pictures import theme
from temoin.publishing.pictures.bins import DAY, MONTH, Bin, Timeline, by_group, timeline
from temoin.publishing.pictures.drawing import Chart
from temoin.publishing.pictures.shown import Period, heading, left_out, reported

if TYPE_CHECKING:
    import altair as alt

_SPREAD_COLOUR, _SPREAD_EDGE = "#dfe1e4", "#9aa0a6"
_UPPER, _LOWER = 190, 120
# The part of a bar's time that stays free between it and the next.
_GAP = 0.12
_LINE = 13
# Ticks at most, and how many months are named one by one; of more, the years.
_TICKS, _MONTHS = 9, 30
_LETTERS = 145


def incident_timeline(
    told: Sequence[Told],
    language: str | None = None,
    period: Period = (None, None),
    today: date | None = None,
) -> Chart:
    """Two panels on one axis of time: incidents by type, and how many were killed with the range of it.

    A bar is a day, a week or a month, after how long the whole is; times without an incident stay empty. What
    may be of several bars stands in them as a pale part; what is dated worse is counted below. `language` is
    the reader's where it is None; `period` is what was asked for; `today` is marked where it is within.
    """
    import altair as alt

    language = language or reader_language()
    shown, others = reported(told)
    found = timeline(shown, period)
    title = heading(shown, period, language)
    notes = _notes(found, others, language)
    if not found.bins:
        empty = alt.Chart(alt.InlineData([{"text": line, "y": n} for n, line in enumerate(notes)]))
        words = empty.mark_text(align="left", color=theme.SOFT).encode(
            text="text:N", y=alt.Y("y:O", axis=None), x=alt.value(0)
        )
        return words.properties(width=theme.WIDTH, height=_LINE * max(1, len(notes)), title=title)
    axis = _axis(found)
    panels = [
        _incidents(found, axis, today, language),
        _killed(found, axis, language),
        *([_below(notes)] if notes else []),
    ]
    whole = alt.vconcat(*panels, spacing=14)
    return whole.properties(title=title).resolve_scale(color="independent")


def _axis(found: Timeline) -> alt.X:
    """The axis of time that both panels share: some days, the Mondays, months or years."""
    import altair as alt

    first, last = found.bins[0].first, found.bins[-1].next
    years = found.unit == MONTH and len(found.bins) > _MONTHS
    named = [some for some in found.bins if some.first.month == 1] if years else found.bins
    step = -(-len(named) // _TICKS)
    middle = timedelta(hours=12) if found.unit == DAY else timedelta()
    ticks = [_datetime(some.first, middle) for some in named[::step]]
    return alt.X(
        "start:T",
        scale=alt.Scale(domain=[_time(first), _time(last)], nice=False),
        axis=alt.Axis(
            title=None,
            values=ticks,
            format="%Y" if years else "%b %Y" if found.unit == MONTH else "%-d %b",
            labelOverlap=True,
            labelFlush=False,
        ),
    )


def _incidents(found: Timeline, axis: alt.X, today: date | None, language: str) -> Chart:
    """Incidents by type, and above them the parts of those that may be of several bars."""
    import altair as alt

    rows = [row for some in found.bins for row in _stack(some, language)]
    groups = by_group(found.bins)
    names = [theme.group_name(group, language) for group in groups]
    colours = [theme.GROUPS[group] for group in groups]
    if found.spread:
        names.append(say("pictures.timeline.spread", language))
        colours.append(_SPREAD_COLOUR)
    top = max((row["to"] for row in rows), default=1)
    bars = (
        alt.Chart(alt.InlineData(rows))
        .mark_rect(stroke=theme.PAPER, strokeWidth=0.4)
        .encode(
            x=axis,
            x2="end:T",
            y=alt.Y(
                "from:Q",
                title=say(f"pictures.timeline.by_{found.unit}", language),
                axis=_counts(top),
                scale=alt.Scale(domainMin=0),
            ),
            y2="to:Q",
            color=alt.Color(
                "type:N",
                scale=alt.Scale(domain=names, range=colours),
                legend=alt.Legend(
                    title=None, orient="top", columns=3, labelLimit=0, symbolType="square", offset=26
                ),
            ),
            tooltip=["type:N", "n:N", "when:N"],
        )
    )
    layers: list[Any] = [_baseline(found, axis), bars]
    if today and found.bins[0].first <= today < found.bins[-1].next:
        layers += _today(today, language)
    return alt.layer(*layers).properties(width=theme.WIDTH, height=_UPPER)


def _stack(some: Bin, language: str) -> list[dict[str, Any]]:
    """The parts of a bar, from the ground up."""
    rows: list[dict[str, Any]] = []
    so_far = 0.0
    parts: list[tuple[str, float]] = [
        (theme.group_name(group, language), some.groups[group]) for group in theme.GROUPS
    ]
    for name, n in [*parts, (say("pictures.timeline.spread", language), some.spread)]:
        if n:
            shown = theme.number(n, language, 0 if n == int(n) else 1)
            rows.append({**_at(some, language), "from": so_far, "to": so_far + n, "type": name, "n": shown})
            so_far += n
    return rows


def _killed(found: Timeline, axis: alt.X, language: str) -> Chart:
    """How many were killed: the bar up to the best number, a line from the lowest to the highest."""
    import altair as alt

    rows = [
        {
            **_at(some, language),
            "low": round(some.low, 2),
            "sure": round(some.best - some.spread_killed, 2),
            "best": round(some.best, 2),
            "high": round(some.high, 2),
            "open": some.open,
        }
        for some in found.bins
        if some.high
    ]
    top = max((row["high"] for row in rows), default=1)
    base = alt.Chart(alt.InlineData(rows)).encode(x=axis)
    title = say("pictures.timeline.killed", language)
    y = alt.Y("zero:Q", title=title, axis=_counts(top), scale=alt.Scale(domainMin=0))
    started = base.transform_calculate(zero="0")
    tooltip = ["when:N", "low:Q", "best:Q", "high:Q"]
    middle = base.transform_calculate(middle="(time(datum.start) + time(datum.end)) / 2").encode(
        x=alt.X("middle:T", axis=None)
    )
    ranged = middle.transform_filter("datum.high > datum.low")
    return alt.layer(
        _baseline(found, axis),
        started.mark_rect(color="#6b7076").encode(x2="end:T", y=y, y2="sure:Q", tooltip=tooltip),
        started.mark_rect(color=_SPREAD_COLOUR, stroke=_SPREAD_EDGE, strokeWidth=0.4)
        .transform_filter("datum.best > datum.sure")
        .encode(x2="end:T", y=alt.Y("sure:Q"), y2="best:Q"),
        ranged.mark_rule(color=theme.INK, strokeWidth=1.1).encode(y=alt.Y("low:Q"), y2="high:Q"),
        ranged.mark_tick(color=theme.INK, thickness=1.1, size=5, orient="horizontal").encode(
            y=alt.Y("high:Q"), opacity=alt.condition("datum.open", alt.value(0), alt.value(1))
        ),
        middle.transform_filter("datum.open")
        .mark_point(shape="triangle-up", size=26, color=theme.INK, opacity=1, yOffset=-3)
        .encode(y=alt.Y("high:Q")),
    ).properties(width=theme.WIDTH, height=_LOWER)


def _baseline(found: Timeline, axis: alt.X) -> Chart:
    """The ground line, which is seen where nothing happened."""
    import altair as alt

    ends = {"start": _time(found.bins[0].first), "end": _time(found.bins[-1].next), "ground": 0}
    return (
        alt.Chart(alt.InlineData([ends]))
        .mark_rule(color=theme.SOFT)
        .encode(x=axis, x2="end:T", y=alt.Y("ground:Q"))
    )


def _today(today: date, language: str) -> list[Chart]:
    import altair as alt

    base = alt.Chart(
        alt.InlineData([{"start": _time(today), "text": say("pictures.timeline.today", language)}])
    )
    at = alt.X("start:T")
    return [
        base.mark_rule(color=theme.WARN, strokeDash=[3, 3]).encode(x=at),
        base.mark_text(color=theme.WARN, align="right", dx=-4, fontSize=theme.SMALL).encode(
            x=at, y=alt.value(6), text="text:N"
        ),
    ]


def _counts(top: float) -> alt.Axis:
    """An axis of whole numbers."""
    import altair as alt

    return alt.Axis(format=",.0f", tickMinStep=1, tickCount=min(5, max(1, int(top))))


def _at(some: Bin, language: str) -> dict[str, Any]:
    """Where a bar stands, with room to the next."""
    seconds = (some.next - some.first).total_seconds()
    gap = timedelta(seconds=seconds * _GAP / 2)
    last = some.next - timedelta(days=1)
    return {
        "start": _time(some.first, gap),
        "end": _time(some.next, -gap),
        "when": theme.period(some.first, last, language),
    }


def _time(day: date, shift: timedelta = timedelta()) -> str:
    """A day as the browser's own time: without a zone it is the same day everywhere."""
    return (datetime(day.year, day.month, day.day) + shift).isoformat(timespec="seconds")


def _datetime(day: date, shift: timedelta) -> alt.DateTime:
    import altair as alt

    return alt.DateTime(
        year=day.year, month=day.month, date=day.day, hours=shift.seconds // 3600, minutes=0, seconds=0
    )


def _below(notes: Sequence[str]) -> Chart:
    import altair as alt

    rows = [{"text": line, "y": n} for n, line in enumerate(notes)]
    return (
        alt.Chart(alt.InlineData(rows))
        .mark_text(align="left", color=theme.SOFT, fontSize=theme.SMALL)
        .encode(text="text:N", y=alt.Y("y:O", axis=None), x=alt.value(0))
        .properties(width=theme.WIDTH, height=_LINE * len(rows))
    )


def _notes(found: Timeline, others: Counter[str], language: str) -> list[str]:
    """What the panels do not show."""
    notes = []
    if any(some.high > some.low for some in found.bins):
        notes.append(say("pictures.timeline.range", language))
    if any(some.open for some in found.bins):
        notes.append(say("pictures.timeline.open", language))
    drawn = sum(some.groups.total() for some in found.bins) + len(found.spread)
    if uncounted := drawn - found.counted:
        notes.append(count("pictures.timeline.uncounted", uncounted, language))
    for key, some in (("vague", found.vague), ("undated", found.undated)):
        if some:
            notes.append(count(f"pictures.timeline.{key}", len(some), language))
    if others:
        notes.append(say("pictures.left_out.all", language, what=", ".join(left_out(others, language))))
    return [line for note in notes for line in textwrap.wrap(note, _LETTERS)]
