"""What a forecast says to people: sentences, a table of areas and months, how good such forecasts were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from temoin.analysis.forecast import Area, Forecast, Outlook, Skill, TooLittle
from temoin.analysis.forecast.outlook import BASELINE, FEWEST, FEWEST_MONTHS, GAIN, MANY, TESTED, ModelSkill
from temoin.knowledge.gazetteer import division_name
from temoin.languages import load
from temoin.messages import reader_language, say
from temoin.publishing.findings import figures
from temoin.publishing.pictures import theme

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_SHOWN = 10
"""Areas that a terminal shows, those with the most deaths expected."""
_LATE = 2
"""The months of which reports may still come in."""
COLUMNS = (
    "country",
    "code",
    "area",
    "lat",
    "lon",
    "deaths_last_12_months",
    "month",
    "mean",
    "median",
    "low_50",
    "high_50",
    "low_90",
    "high_90",
    "at_least_1",
    f"at_least_{MANY}",
    "model",
)
"""The columns of `rows`."""


def print_forecast(finding: Forecast, console: Console) -> None:
    """Print a forecast: the sentences, the areas, how good such forecasts were, the assumptions."""
    language = reader_language()
    console.print(heading(finding, language), style="bold", markup=False)
    console.print(sentence(finding, language), markup=False)
    console.print(skill_sentence(finding, language), markup=False)
    console.print()
    shown = ranked(finding)[:_SHOWN]
    if _alike(finding):
        console.print(say("forecast.alike", language), markup=False)
    console.print(_areas_table(finding, shown, language))
    if more := len(finding.panel.areas) - len(shown):
        console.print(say("forecast.more_rows", language, n=theme.number(more, language)), markup=False)
    console.print()
    if finding.skill:
        console.print(
            say("forecast.skill.heading", language, period=_months(finding.skill, language)), markup=False
        )
        console.print(_skill_table(finding.skill, language))
        console.print(say("forecast.skill.legend", language), markup=False)
        console.print()
    for note in notes(finding, language):
        console.print(note, markup=False)


def too_little(finding: TooLittle, language: str) -> str:
    """Why there is no forecast."""
    if not finding.months:
        return say("forecast.nothing", language)
    return say(
        "forecast.little",
        language,
        months=finding.months,
        incidents=finding.incidents,
        fewest_months=FEWEST_MONTHS,
        fewest=FEWEST,
    )


def heading(finding: Forecast, language: str) -> str:
    """What is forecast, and for when."""
    months = [one.month for one in finding.outlooks]
    unit = say(f"forecast.units.{finding.by}", language)
    return say("forecast.head", language, unit=unit, period=_span(min(months), max(months), language))


def sentence(finding: Forecast, language: str) -> str:
    """Where most deaths are expected, and in how many areas any."""
    likely = len({one.area for one in finding.outlooks if one.any > 0.5})
    n = len(finding.panel.areas)
    if not likely:
        return say("forecast.quiet", language, n=n)
    first = ranked(finding)[0]
    most = next(one for one in finding.outlooks if one.area == first)
    return say(
        "forecast.most",
        language,
        area=area_name(first, language),
        month=_month(most.month, language),
        likely=theme.number(likely, language),
        n=theme.number(n, language),
        **{key: _deaths(getattr(most, f"{key}_90"), language) for key in ("low", "high")},
        median=_deaths(most.median, language),
    )


def skill_sentence(finding: Forecast, language: str) -> str:
    """Which model made the forecast, and why."""
    skill = finding.skill
    if skill is None:
        return say("forecast.skill.none", language, months=finding.panel.months)
    if skill.ratio != skill.ratio:
        return say("forecast.skill.calm", language)
    key = "better" if skill.is_better else "worse" if skill.low > 1 else "unsure"
    return say(
        f"forecast.skill.{key}",
        language,
        n=theme.number(skill.n, language),
        gain=figures.ratio(GAIN, language),
        **{name: figures.ratio(getattr(skill, name), language) for name in ("ratio", "low", "high")},
    )


def notes(finding: Forecast, language: str) -> list[str]:
    """What a forecast takes for granted, what it must not serve for, and what it leaves out."""
    panel = finding.panel
    last = panel.months - 1
    late = [_month(panel.month(i), language) for i in range(last - _LATE + 1, last + 1)]
    said = [
        say(f"forecast.notes.{finding.model}", language, least=_share(1 / TESTED, language)),
        say("forecast.notes.reported", language),
        say("forecast.notes.use", language),
        say(
            "forecast.counted",
            language,
            n=theme.number(panel.incidents, language),
            first=_month(panel.first, language),
            last=late[-1],
        ),
        say("forecast.notes.recent", language, months=", ".join(late)),
    ]
    if panel.unfinished:
        said.append(say("forecast.notes.unfinished", language, month=_month(panel.unfinished, language)))
    unit = say(f"forecast.units.{finding.by}", language)
    for key in ("undated", "unplaced", "untold"):
        if n := getattr(panel, key):
            said.append(say(f"forecast.notes.{key}", language, n=theme.number(n, language), unit=unit))
    return said


def ranked(finding: Forecast) -> list[Area]:
    """The areas, those with the most deaths expected first; then those with the most of late."""
    expected = dict.fromkeys(finding.panel.areas, 0.0)
    for one in finding.outlooks:
        expected[one.area] += one.mean
    before = last_year(finding)
    return sorted(expected, key=lambda area: (-round(expected[area], 6), -before[area], area))


def last_year(finding: Forecast) -> dict[Area, int]:
    """The deaths of each area in the last 12 months."""
    totals = finding.panel.deaths[:, -TESTED:].sum(axis=1)
    return {area: int(total) for area, total in zip(finding.panel.areas, totals, strict=True)}


def area_name(area: Area, language: str) -> str:
    """An area as a reader names it: `Mopti (ML)`, `14.25° N 3.75° W`."""
    if area.code:
        return f"{division_name(load(language), area.country, area.code) or area.code} ({area.country})"
    if area.name:
        return f"{area.name} ({area.country})"
    sides = ("N" if area.lat >= 0 else "S"), ("E" if area.lon >= 0 else "W")
    lat, lon = (theme.number(abs(degrees), language, 2) for degrees in (area.lat, area.lon))
    west = {"W": "O"} if language == "fr" else {}
    return f"{lat}° {sides[0]} {lon}° {west.get(sides[1], sides[1])}"


def rows(finding: Forecast) -> Iterator[dict[str, Any]]:
    """A row for each area and month, with `COLUMNS`."""
    language, before = reader_language(), last_year(finding)
    for one in finding.outlooks:
        area = one.area
        cell = not (area.code or area.name)
        yield {
            "country": area.country,
            "code": area.code,
            "area": area_name(area, language),
            "lat": area.lat if cell else None,
            "lon": area.lon if cell else None,
            "deaths_last_12_months": before[area],
            "month": one.month.strftime("%Y-%m"),
            "mean": round(one.mean, 2),
            "median": one.median,
            **{key: getattr(one, key) for key in ("low_50", "high_50", "low_90", "high_90")},
            "at_least_1": round(one.any, 3),
            f"at_least_{MANY}": round(one.many, 3),
            "model": finding.model,
        }


def as_json(finding: Forecast) -> dict[str, Any]:
    """All of a forecast, for programs."""
    panel, skill = finding.panel, finding.skill
    tried = None
    if skill:
        told = {key: value for key, value in asdict(skill).items() if value == value}
        tried = {**told, "first": skill.first.isoformat(), "last": skill.last.isoformat()}
    return {
        "by": finding.by,
        "model": finding.model,
        "n": panel.incidents,
        "first": panel.first.isoformat(),
        "months": panel.months,
        **{key: getattr(panel, key) for key in ("undated", "unplaced", "untold")},
        "unfinished": panel.unfinished and panel.unfinished.isoformat(),
        "skill": tried,
        "notes": notes(finding, reader_language()),
        "outlooks": list(rows(finding)),
    }


def _areas_table(finding: Forecast, shown: Sequence[Area], language: str) -> Table:
    alike = _alike(finding)
    keys = [
        "area",
        "before",
        *([] if alike else ["month"]),
        "median",
        "interval_50",
        "interval_90",
        "any",
        "many",
    ]
    made = figures.table([say(f"forecast.columns.{key}", language, many=MANY) for key in keys])
    before = last_year(finding)
    for area in shown:
        label, total = area_name(area, language), theme.number(before[area], language)
        outlooks = [one for one in finding.outlooks if one.area == area]
        for one in outlooks[:1] if alike else outlooks:
            month = [] if alike else [_month(one.month, language, "LLL y")]
            made.add_row(label, total, *month, *_cells(one, finding.model, language))
            label = total = ""
    return made


def _alike(finding: Forecast) -> bool:
    """Whether the months to come are all the same in each area, as the baseline has them."""
    return finding.model == BASELINE


def _cells(one: Outlook, model: str, language: str) -> list[str]:
    bounds = ((one.low_50, one.high_50), (one.low_90, one.high_90))
    between = [f"{_deaths(low, language)}–{_deaths(high, language)}" for low, high in bounds]
    return [
        _deaths(one.median, language),
        *between,
        *(_chance(share, model, language) for share in (one.any, one.many)),
    ]


def _chance(share: float, model: str, language: str) -> str:
    """A probability; the baseline knows none nearer to 0 or 1 than a month of its year."""
    least = 1 / TESTED if model == BASELINE else 0.01
    if share < least - 1e-9:
        return f"< {_share(least, language)}"
    if share > 1 - least + 1e-9:
        return f"> {_share(1 - least, language)}"
    return _share(share, language)


def _share(share: float, language: str) -> str:
    return f"{theme.number(100 * share, language)} %"


def _skill_table(skill: Skill, language: str) -> Table:
    keys = [field.name for field in fields(ModelSkill)]
    made = figures.table([say(f"forecast.skill.{key}", language) for key in keys])
    for one in skill.models:
        scores = [theme.number(getattr(one, key), language, 2) for key in ("crps", "ignorance", "interval")]
        held = [_share(getattr(one, key), language) for key in ("in_50", "in_90")]
        made.add_row(say(f"forecast.models.{one.model}", language), *scores, *held)
    return made


def _months(skill: Skill, language: str) -> str:
    return _span(skill.first, skill.last, language)


def _span(first: date, last: date, language: str) -> str:
    if first == last:
        return _month(first, language)
    return say("forecast.from_to", language, first=_month(first, language), last=_month(last, language))


def _month(month: date, language: str, pattern: str = "LLLL y") -> str:
    from babel.dates import format_date

    return format_date(month, pattern, locale=language)


def _deaths(value: float, language: str) -> str:
    return theme.number(value, language)
