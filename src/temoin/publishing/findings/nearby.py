"""What near repeats and reprisals say to people: sentences, tables and what was taken for granted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from temoin.analysis import knox, reprisals
from temoin.analysis.incidents import LEDGER
from temoin.analysis.knox import Band, NearRepeat
from temoin.analysis.located import REACH_KM, REASONS
from temoin.analysis.nearby import Nearby
from temoin.analysis.occurrence import VIOLENCE
from temoin.analysis.reprisals import Reprisal, Reprisals
from temoin.messages import reader_language, say
from temoin.publishing.findings import figures
from temoin.publishing.pictures import theme

if TYPE_CHECKING:
    from rich.console import Console

SURE = 0.05
"""The p-value up to which something is told as likelier than chance."""
COLUMNS = (
    "finding",
    "group",
    "first",
    "then",
    "country",
    "area",
    "km_from",
    "km_to",
    "days_from",
    "days_to",
    "n",
    "replies",
    "observed",
    "expected",
    "chance_low",
    "chance_high",
    "ratio",
    "ratio_low",
    "ratio_high",
    "p",
    "p_adjusted",
    "ratio_whole_period",
)
"""The columns of `rows`."""
_NOTHING = "–"
_RESULT = ("ratio", "range", "p", "p_adjusted")


def print_nearby(finding: Nearby, console: Console) -> None:
    """Print near repeats and reprisals: each with its sentences and tables, then what is assumed."""
    language = reader_language()
    first = finding.tests[0]
    _print(console, heading(finding, language), sentences(finding, language))
    if first.bands:
        title = say("nearby.head.bands", language)
        _print(console, title, [bands_table(first, language)], gap=True)
    if len(finding.tests) > 1:
        title = say("nearby.head.groups", language, **_ends(finding, language))
        _print(console, title, [groups_table(finding.tests, language)], gap=True)
    replies = finding.reprisals
    title = say("nearby.head.reprisals", language, days=replies.days, km=theme.number(replies.km, language))
    _print(console, title, reprisal_sentences(replies, language), gap=True)
    if told_pairs := shown(replies):
        console.print()
        console.print(reprisals_table(told_pairs, language))
    console.print()
    for note in notes(finding, language):
        console.print(note, markup=False)


def heading(finding: Nearby, language: str) -> str:
    """What was looked at, and from when to when."""
    if finding.entering.period is None:
        return say("nearby.head.none", language)
    first, last = finding.entering.period
    return say("nearby.head.repeats", language, period=theme.period(first, last, language))


def sentences(finding: Nearby, language: str) -> list[str]:
    """What the test of all incidents says, the first thing first."""
    test = finding.tests[0]
    n = theme.number(test.n, language)
    band = test.nearest
    if band is None:
        return [say("nearby.repeats.few", language, n=n, fewest=knox.FEWEST)]
    ends = _ends(finding, language)
    if band.ratio is None:
        few = {
            "expected": figures.rate(band.expected, language),
            "fewest": theme.number(knox.FEWEST_PAIRS, language),
        }
        said = [say("nearby.repeats.few_pairs", language, n=n, **few, **ends)]
    else:
        key = "more" if is_sure(band) else "unsure"
        said = [say(f"nearby.repeats.{key}", language, n=n, **ends, **_words(band, language))]
        if band.ratio_whole is not None and test.windows > 1:
            whole = figures.ratio(band.ratio_whole, language)
            said.append(say("nearby.repeats.whole", language, ratio=whole))
    same = test.bands[0]
    if same.p is not None and same.p <= SURE:
        words = _words(same, language)
        said.append(say("nearby.repeats.same_day", language, **ends, **words))
    return said


def reprisal_sentences(finding: Reprisals, language: str) -> list[str]:
    """What all pairs of sides say together."""
    if not finding.found:
        return [say("nearby.reprisals.none", language)]
    pooled = finding.found[0]
    n = theme.number(pooled.attacks, language)
    if pooled.ratio is None:
        fewest = {
            "fewest": reprisals.FEWEST_ATTACKS,
            "fewest_replies": reprisals.FEWEST_REPLIES,
            "fewest_expected": theme.number(reprisals.FEWEST_EXPECTED, language),
        }
        told = {"replies": pooled.replies, "expected": figures.rate(pooled.expected, language)}
        return [say("nearby.reprisals.few", language, n=n, **told, **fewest)]
    key = "more" if is_sure(pooled) else "unsure"
    words = _words(pooled, language) | {
        "observed": _share(pooled.observed, pooled.attacks, language),
        "expected": _share(pooled.expected, pooled.attacks, language),
    }
    said = [say(f"nearby.reprisals.{key}", language, n=n, **words)]
    if hidden := sum(one.ratio is None for one in finding.found):
        said.append(say("nearby.reprisals.too_little", language, n=theme.number(hidden, language)))
    return said


def notes(finding: Nearby, language: str) -> list[str]:
    """What is taken for granted, and what is left out."""
    first, entering, replies = finding.tests[0], finding.entering, finding.reprisals
    said = []
    if first.bands:
        key = "whole" if finding.window is None else "window" if first.windows > 1 else "one_window"
        chance = {"permutations": first.permutations, "days": finding.window, "windows": first.windows}
        said += [say(f"nearby.notes.{key}", language, **chance), say("nearby.notes.meaning", language)]
    if any(is_side(test.group) for test in finding.tests):
        said.append(say("nearby.notes.side", language))
    said += _left_out(finding, language)
    if entering.copies:
        said.append(say("nearby.notes.copies", language, n=theme.number(entering.copies, language)))
    if replies.found:
        said.append(say("nearby.notes.reprisals", language))
    for key in ("no_attacker", "late"):
        if n := getattr(replies, key):
            said.append(say(f"nearby.notes.{key}", language, n=theme.number(n, language)))
    if replies.no_attacker and any(row.data != LEDGER for row in replies.entering.rows):
        said.append(say("nearby.notes.no_attacker_data", language))
    return said


def bands_table(test: NearRepeat, language: str) -> Any:
    """A row for each band of distance and time."""
    keys = ("km", "days", "observed", "expected", "chance", "ratio", "interval", "p", "p_adjusted")
    made = _table(keys, 2, language)
    before = None
    for band in test.bands:
        words = _words(band, language)
        made.add_row(
            km_words(band, language, "short") if band.km != before else "",
            days_words(band, language, "short"),
            words["observed"],
            words["expected"],
            "–".join(theme.number(bound, language) for bound in band.chance),
            *(words.get(key, _NOTHING) for key in _RESULT),
        )
        before = band.km
    return made


def groups_table(tests: Sequence[NearRepeat], language: str) -> Any:
    """A row for each group of incidents, in the band of the smallest distance and time."""
    keys = ("group", "n", "observed", "expected", "ratio", "interval", "p", "p_adjusted")
    made = _table(keys, 1, language)
    made.columns[0].no_wrap = False
    for test in tests:
        words = _words(test.nearest, language) if test.nearest else {}
        made.add_row(
            group_name(test.group, language),
            theme.number(test.n, language),
            *(words.get(key, _NOTHING) for key in ("observed", "expected", *_RESULT)),
        )
    return made


def reprisals_table(found: Sequence[Reprisal], language: str) -> Any:
    """A row for each pair of sides, together and by area."""
    keys = ("pair", "area", "attacks", "followed", "ratio", "interval", "p_all")
    made = _table(keys, 2, language)
    for column in made.columns[:2]:
        column.no_wrap = False
    for one in found:
        words = _words(one, language)
        shares = (_share(count, one.attacks, language) for count in (one.observed, one.expected))
        made.add_row(
            pair_name(one, language),
            area_name(one, language),
            theme.number(one.attacks, language),
            "{} ({})".format(*shares),
            *(words[key] for key in ("ratio", "range", "p_adjusted")),
        )
    return made


def shown(finding: Reprisals) -> list[Reprisal]:
    """The pairs of sides and areas of which something can be told."""
    return [one for one in finding.found if one.first and one.ratio is not None]


def rows(finding: Nearby) -> Iterator[dict[str, Any]]:
    """A row for each band of each group, then for each pair of sides, with `COLUMNS`; not known is None."""
    for test in finding.tests:
        for band in test.bands:
            yield _row(
                band,
                finding="near_repeat",
                group=test.group or "all",
                n=test.n,
                km_from=band.km[0],
                km_to=band.km[1],
                days_from=band.days[0],
                days_to=band.days[1],
                chance_low=band.chance[0],
                chance_high=band.chance[1],
                ratio_whole_period=_rounded(band.ratio_whole),
            )
    replies = finding.reprisals
    for one in replies.found:
        yield _row(
            one,
            finding="reprisal",
            first=one.first,
            then=one.then,
            country=one.country,
            area=one.area,
            n=one.attacks,
            replies=one.replies,
            km_from=0,
            km_to=replies.km,
            days_from=1,
            days_to=replies.days,
        )


def as_json(finding: Nearby) -> dict[str, Any]:
    """All of it, for programs."""
    entering, replies = finding.entering, finding.reprisals
    period = entering.period
    return {
        "period": [day.isoformat() for day in period] if period else None,
        "n": len(entering.rows),
        "copies": entering.copies,
        "left_out": entering.left_out,
        "window_days": finding.window,
        "near_repeats": [{**asdict(test), "group": test.group or "all"} for test in finding.tests],
        "reprisals": {
            "n": replies.n,
            "no_attacker": replies.no_attacker,
            "late": replies.late,
            "copies": replies.entering.copies,
            "left_out": replies.entering.left_out,
            "km": replies.km,
            "days": replies.days,
            "windows": replies.windows,
            "found": [asdict(one) for one in replies.found],
        },
    }


def is_sure(told: Band | Reprisal) -> bool:
    """Whether something is likelier than chance, by its p-value and, where it is told, its interval."""
    return told.p is not None and told.p <= SURE and (told.interval is None or told.interval[0] > 1)


def is_side(group: str) -> bool:
    """Whether a group of incidents is that of a side."""
    return bool(group) and group not in VIOLENCE


def group_name(group: str, language: str) -> str:
    """What the language calls a group of incidents; a side is called as it is."""
    return group if is_side(group) else say(f"nearby.groups.{group or 'all'}", language)


def pair_name(one: Reprisal, language: str) -> str:
    """`one side → the other`."""
    return say("nearby.pair", language, first=one.first, then=one.then)


def area_name(one: Reprisal, language: str) -> str:
    """An area as a reader names it: its division and its country's code."""
    if one.area is None:
        return say("nearby.areas.all", language)
    parts = (one.area, one.country, "" if one.area else say("nearby.areas.unnamed", language))
    return ", ".join(part for part in parts if part)


def km_words(band: Band, language: str, how: str = "full") -> str:
    """`0–5 km`; where `how` is "short", `0–5`."""
    low, high = (_plain(end, language) for end in band.km)
    return say(f"nearby.km.{how}", language, low=low, high=high)


def days_words(band: Band, language: str, how: str = "full") -> str:
    """`1–7 days`, `same day`; where `how` is "short", `1–7`, `0`."""
    low, high = band.days
    return say(f"nearby.days.{how}" if high else f"nearby.same_day.{how}", language, low=low, high=high)


def _print(console: Console, title: str, parts: Sequence[Any], gap: bool = False) -> None:
    if gap:
        console.print()
    console.print(title, style="bold", markup=False)
    for part in parts:
        console.print(part, markup=False) if isinstance(part, str) else console.print(part)


def _left_out(finding: Nearby, language: str) -> Iterator[str]:
    """Why incidents do not enter, a sentence for each reason."""
    entering = finding.entering
    reach = REACH_KM["near"]
    near = {
        "near": theme.number(entering.near, language),
        "reach": theme.number(reach, language),
        "least": theme.number(2 * reach, language),
    }
    for reason in REASONS:
        if n := entering.left_out[reason]:
            key = "precision_near" if reason == "precision" and entering.near else reason
            words = {"n": theme.number(n, language), **_ends(finding, language), **near}
            yield say(f"nearby.notes.{key}", language, **words)


def _ends(finding: Nearby, language: str) -> dict[str, str]:
    """The ends of the first bands in words."""
    return {"km": _plain(finding.km[0], language), "days": str(finding.days[0])}


def _words(told: Band | Reprisal, language: str) -> dict[str, str]:
    """What was observed and expected, in words; ratio and p-values where they are told."""
    words = {
        "observed": theme.number(told.observed, language),
        "expected": figures.rate(told.expected, language),
    }
    if told.ratio is None or told.p is None or told.p_adjusted is None:
        return words
    bounds = [figures.ratio(bound, language) for bound in told.interval or ()]
    return words | {
        "ratio": figures.ratio(told.ratio, language),
        "interval": say("nearby.to", language, low=bounds[0], high=bounds[1])
        if bounds
        else say("nearby.repeats.no_interval", language),
        "range": "–".join(bounds) or _NOTHING,
        "p": theme.number(told.p, language, 3),
        "p_adjusted": theme.number(told.p_adjusted, language, 3),
    }


def _table(keys: Sequence[str], words: int, language: str) -> Any:
    """A table whose figures are never broken over lines."""
    made = figures.table([say(f"nearby.columns.{key}", language) for key in keys], words)
    for column in made.columns:
        column.no_wrap = True
    return made


def _share(part: float, whole: float, language: str) -> str:
    """A share in percent."""
    share = 100 * part / whole
    return say(
        "nearby.percent", language, n=theme.number(share, language, 0 if share >= 10 or not share else 1)
    )


def _plain(value: float, language: str) -> str:
    return theme.number(value, language, 0 if value == int(value) else 1)


def _row(told: Band | Reprisal, **more: Any) -> dict[str, Any]:
    """A row with what bands and reprisals have in common, and `more`."""
    low, high = told.interval or (None, None)
    common = {
        "observed": told.observed,
        "expected": round(told.expected, 2),
        "ratio": _rounded(told.ratio),
        "ratio_low": _rounded(low),
        "ratio_high": _rounded(high),
        "p": _rounded(told.p),
        "p_adjusted": _rounded(told.p_adjusted),
    }
    return {**dict.fromkeys(COLUMNS), **common, **more}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
