"""What a comparison of before and after says to people: sentences and a table of balance."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from temoin.analysis.compare import FEWEST_BEFORE, FEWEST_MATCHED, Comparison, Effect
from temoin.messages import reader_language, say
from temoin.publishing.findings import figures
from temoin.publishing.pictures import theme

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


def print_comparison(finding: Comparison, place: str, among_incidents: bool, console: Console) -> None:
    """Print a comparison: what was found, how alike the matched places were, the assumptions."""
    language = reader_language()
    console.print(heading(finding, place, language), style="bold", markup=False)
    for sentence in sentences(finding, language):
        console.print(sentence, markup=False)
    console.print()
    console.print(_balance(finding, language))
    console.print()
    for note in notes(finding, among_incidents, language):
        console.print(note, markup=False)


def heading(finding: Comparison, place: str, language: str) -> str:
    """What is compared."""
    radius = figures.count(finding.radius, language)
    day = theme.day(finding.day, language)
    return say("compare.head", language, radius=radius, place=place, window=finding.window, day=day)


def sentences(finding: Comparison, language: str) -> list[str]:
    """What was found, the first thing first."""
    effect = finding.effect
    told = {
        "day": theme.day(finding.day, language),
        "before": figures.count(finding.before, language),
        "after": figures.count(finding.after, language),
        "matched": theme.number(finding.matched, language),
    }
    if effect is None:
        few = finding.before < FEWEST_BEFORE
        fewest = FEWEST_BEFORE if few else FEWEST_MATCHED
        return [say("compare.few_before" if few else "compare.few_matched", language, fewest=fewest, **told)]
    found = "unsure" if not effect.sure else "found_more" if effect.change > 0 else "found_fewer"
    return [
        say(
            f"compare.{found}",
            language,
            expected=figures.rate(effect.expected, language),
            change=figures.signed(effect.change, language),
            low=figures.signed(effect.low, language),
            high=figures.signed(effect.high, language),
            **told,
        ),
        _usual(effect, language),
    ]


def notes(finding: Comparison, among_incidents: bool, language: str) -> list[str]:
    """What is taken for granted, and what is left out."""
    said = []
    if finding.effect:
        said.append(say("compare.notes.assumed", language))
        said.append(say("compare.notes.interval", language, places=finding.places, together=finding.together))
    if among_incidents:
        said.append(say("compare.notes.incidents", language))
    if finding.effect and finding.beside:
        km = figures.count(4 * finding.radius, language)
        said.append(say("compare.notes.beside", language, n=finding.beside, km=km))
    if finding.vague:
        said.append(say("compare.notes.vague", language, n=theme.number(finding.vague, language)))
    return [*said, say("compare.notes.own_day", language)]


def as_json(finding: Comparison, place: str) -> dict[str, Any]:
    """All of a comparison, for programs."""
    lat, lon = finding.place
    own = {"name": place, "lat": lat, "lon": lon}
    sure = None if finding.effect is None else finding.effect.sure
    return {**asdict(finding), "place": own, "day": finding.day.isoformat(), "sure": sure}


def _usual(effect: Effect, language: str) -> str:
    return say(
        "compare.usual",
        language,
        low=figures.count(effect.expected_low, language),
        high=figures.count(effect.expected_high, language),
        share=theme.number(min(100.0, 100 * effect.p), language),
        p=theme.number(effect.p, language, 3),
    )


def _balance(finding: Comparison, language: str) -> Table:
    """How this place was before, beside all places and beside the matched ones."""
    columns = ("what", "own", "candidates", "matched")
    made = figures.table([say(f"compare.columns.{key}", language) for key in columns])
    n = (1, finding.candidates, finding.matched)
    made.add_row(say("compare.rows.n", language), *(theme.number(one, language) for one in n))
    levels = (finding.own, finding.candidates_level, finding.matched_level)
    before = [figures.rate(one.before, language) if one else "–" for one in levels]
    made.add_row(say("compare.rows.before", language), *before)
    trend = [figures.signed(round(one.trend, 1), language) if one else "–" for one in levels]
    made.add_row(say("compare.rows.trend", language), *trend)
    return made
