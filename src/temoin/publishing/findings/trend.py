"""What a trend says to people: sentences and a table of periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from temoin.analysis import changes, trend
from temoin.analysis.changes import Change, Changes
from temoin.analysis.counting import By, Period, Series
from temoin.analysis.trend import Slope, Trend
from temoin.messages import reader_language, say
from temoin.publishing.findings import figures
from temoin.publishing.pictures import theme

if TYPE_CHECKING:
    from rich.console import Console

_DATES = ("at", "earliest", "latest")
_SHOWN = 26
"""Periods that a terminal shows, the last ones."""
COLUMNS = (
    "first",
    "last",
    *(f"{what}_{bound}" for what in ("incidents", "deaths") for bound in ("low", "best", "high")),
    "deaths_open",
    "reports",
    "sources",
)
"""The columns of `rows`."""


def print_trend(finding: Trend, console: Console) -> None:
    """Print a trend: the sentences, the changes, the last periods, the assumptions."""
    language = reader_language()
    console.print(heading(finding, language), style="bold", markup=False)
    for sentence in sentences(finding, language):
        console.print(sentence, markup=False)
    if finding.changes and finding.changes.changes:
        console.print()
        console.print(_changes_table(finding, finding.changes, language))
    console.print()
    console.print(_periods_table(finding, language))
    if len(finding.periods) > _SHOWN:
        console.print(say("trend.more_rows", language, n=_SHOWN), markup=False)
    console.print()
    for note in notes(finding, language):
        console.print(note, markup=False)


def heading(finding: Trend, language: str) -> str:
    """What was counted, and from when to when."""
    days = theme.period(finding.periods[0].first, finding.periods[-1].last, language)
    return say("trend.head", language, unit=_unit(finding.by, language), period=days)


def sentences(finding: Trend, language: str) -> list[str]:
    """What a trend says, the first thing first."""
    said = [_rate_sentence(finding, language)]
    if finding.toll:
        told = finding.n - finding.untold
        said.append(
            _moved(f"trend.toll.{finding.toll.direction}", finding.toll, finding.by, language, n=told)
        )
    if finding.rate and finding.per_report:
        key = f"trend.reports.{finding.rate.direction}_{finding.per_report.direction}"
        said.append(_moved(key, finding.per_report, finding.by, language))
    if finding.rate and finding.per_incident:
        key = f"trend.voices.{finding.per_incident.direction}"
        said.append(_moved(key, finding.per_incident, finding.by, language))
    elif finding.rate and not finding.per_report:
        said.append(say("trend.voices.unknown", language))
    return [*said, *_changes_sentences(finding, language)]


def notes(finding: Trend, language: str) -> list[str]:
    """What a trend takes for granted, and what it leaves out."""
    said = []
    dispersion = max(
        (one.dispersion for one in (finding.rate, finding.changes) if one is not None), default=None
    )
    if dispersion is not None:
        said.append(say("trend.notes.assumed", language, dispersion=figures.rate(dispersion, language)))
    if finding.per_report:
        said.append(say("trend.notes.reports", language))
    for key in ("vague", "undated", "untold"):
        if n := getattr(finding, key):
            said.append(
                say(
                    f"trend.notes.{key}",
                    language,
                    n=theme.number(n, language),
                    unit=_unit(finding.by, language),
                )
            )
    if finding.deaths.open:
        said.append(say("trend.notes.open", language))
    return said


def rows(finding: Trend) -> Iterator[dict[str, Any]]:
    """A row for each period, with `COLUMNS`; what is not known is None."""
    for i, period in enumerate(finding.periods):
        yield {
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            **_bounds("incidents", finding.incidents, i),
            **_bounds("deaths", finding.deaths, i),
            "deaths_open": i in finding.deaths.open,
            "reports": _rounded(finding.reports, i),
            "sources": _rounded(finding.voices, i),
        }


def as_json(finding: Trend) -> dict[str, Any]:
    """All of a trend, for programs."""
    found = finding.changes
    return {
        "by": finding.by,
        "n": finding.n,
        "undated": finding.undated,
        "vague": finding.vague,
        "untold": finding.untold,
        **{key: _slope_json(getattr(finding, key)) for key in ("rate", "toll", "per_report", "per_incident")},
        "dispersion": found.dispersion if found else None,
        "changes": [_change_json(one, finding.periods) for one in found.changes] if found else None,
        "periods": list(rows(finding)),
    }


def named(period: Period, by: By, language: str) -> str:
    """A period as a table names it: `16 Jan 2017` (a week, by its first day), `Jan 2017`."""
    from babel.dates import format_date

    if by == "month":
        return format_date(period.first, "LLL y", locale=language)
    return format_date(period.first, "d MMM y", locale=language)


def weekly(by: By, language: str) -> str:
    """`a week`, `a month`."""
    return say(f"trend.weekly.{by}", language)


def _unit(by: str, language: str) -> str:
    return say(f"trend.units.{by}", language)


def _rate_sentence(finding: Trend, language: str) -> str:
    if finding.rate:
        return _moved(f"trend.rate.{finding.rate.direction}", finding.rate, finding.by, language, n=finding.n)
    return _too_little("trend.rate.little", finding, trend.FEWEST, trend.FEWEST_PERIODS, language)


def _too_little(key: str, finding: Trend, fewest: int, fewest_periods: int, language: str) -> str:
    return say(
        key,
        language,
        n=theme.number(finding.n, language),
        periods=len(finding.periods),
        unit=_unit(finding.by, language),
        fewest=fewest,
        fewest_periods=fewest_periods,
    )


def _moved(key: str, slope: Slope, by: By, language: str, n: int = 0) -> str:
    return say(
        key,
        language,
        n=theme.number(n, language),
        first=figures.rate(slope.first, language),
        last=figures.rate(slope.last, language),
        weekly=weekly(by, language),
        per=_unit(slope.per, language),
        **{name: figures.ratio(getattr(slope, name), language) for name in ("ratio", "low", "high")},
    )


def _changes_sentences(finding: Trend, language: str) -> list[str]:
    if finding.changes is None:
        if finding.rate is None:
            return []
        return [
            _too_little("trend.changes.little", finding, changes.FEWEST, changes.FEWEST_PERIODS, language)
        ]
    found = finding.changes.changes
    if not found:
        return [say("trend.changes.none", language)]
    key = "trend.changes.found_one" if len(found) == 1 else "trend.changes.found"
    words = _change_words(found[-1], finding, language)
    around = _around(found[-1], finding, language)
    return [say(key, language, n=len(found), around=around, weekly=weekly(finding.by, language), **words)]


def _around(change: Change, finding: Trend, language: str) -> str:
    """When a rate changed, as a part of a sentence."""
    from babel.dates import format_date

    firsts = {key: finding.periods[getattr(change, key)] for key in _DATES}
    if finding.by == "month":
        dates = {key: format_date(period.first, "LLLL y", locale=language) for key, period in firsts.items()}
    else:
        dates = {key: theme.day(period.first, language) for key, period in firsts.items()}
    return say(f"trend.around.{finding.by}", language, **dates)


def _change_words(change: Change, finding: Trend, language: str) -> dict[str, str]:
    """The rates before and after a change, and how many times as many."""
    return {
        "before": figures.rate(change.before.rate, language),
        "after": figures.rate(change.after.rate, language),
        "ratio": figures.ratio(change.ratio.rate, language),
        "low": figures.ratio(change.ratio.low, language),
        "high": figures.ratio(change.ratio.high, language),
    }


def _changes_table(finding: Trend, found: Changes, language: str) -> Any:
    keys = ("change", "between", "before", "after", "ratio")
    made = figures.table([say(f"trend.columns.{key}", language) for key in keys], words=2)
    for change in found.changes:
        at, earliest, latest = (
            named(finding.periods[getattr(change, key)], finding.by, language) for key in _DATES
        )
        w = _change_words(change, finding, language)
        ratio = f"{w['ratio']} ({w['low']}–{w['high']})"
        made.add_row(at, f"{earliest} – {latest}", w["before"], w["after"], ratio)
    return made


def _periods_table(finding: Trend, language: str) -> Any:
    keys = ["period", "incidents", "deaths"]
    keys += ["reports", "per_report"] if finding.reports else []
    keys += ["per_incident"] if finding.voices else []
    unit = _unit(finding.by, language)
    made = figures.table(
        [say(f"trend.columns.{key}", language, unit=unit[:1].upper() + unit[1:]) for key in keys]
    )
    for i in range(max(0, len(finding.periods) - _SHOWN), len(finding.periods)):
        counted, killed = finding.incidents, finding.deaths
        row = [
            named(finding.periods[i], finding.by, language),
            figures.between(counted.low[i], counted.best[i], counted.high[i], language),
            figures.between(
                killed.low[i], killed.best[i], killed.high[i], language, "+" if i in killed.open else ""
            ),
        ]
        if finding.reports:
            row.append(figures.count(finding.reports[i], language))
            row.append(_share(100 * counted.best[i], finding.reports[i], language))
        if finding.voices:
            row.append(_share(finding.voices[i], counted.best[i], language))
        made.add_row(*row)
    return made


def _share(part: float, whole: float, language: str) -> str:
    return figures.rate(part / whole, language) if whole else "–"


def _bounds(name: str, series: Series, i: int) -> dict[str, float]:
    return {f"{name}_{bound}": round(getattr(series, bound)[i], 2) for bound in ("low", "best", "high")}


def _rounded(values: Sequence[float] | None, i: int) -> float | None:
    return None if values is None else round(values[i], 2)


def _slope_json(slope: Slope | None) -> dict[str, Any] | None:
    return None if slope is None else {**asdict(slope), "direction": slope.direction}


def _change_json(change: Change, periods: Sequence[Period]) -> dict[str, Any]:
    dates = {key: periods[getattr(change, key)].first.isoformat() for key in ("at", "earliest", "latest")}
    return {**asdict(change), **dates}
