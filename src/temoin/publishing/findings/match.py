"""What the joining of two data sets says to people and to programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from temoin.analysis.match import COMPARISONS, LONGEST, Match, Matching, interval
from temoin.analysis.occurrence import Occurrence, Toll
from temoin.messages import lookup, reader_language, say
from temoin.publishing.findings import figures
from temoin.publishing.pictures import theme

if TYPE_CHECKING:
    from rich.console import Console

# Rows of each table that a terminal shows.
_SHOWN = 15
# Characters that a terminal must have a line for places to be shown beside what agrees.
_WIDE = 110
_SIDES = ("mine", "theirs")
_FIELDS = (
    "id",
    "start",
    "end",
    "country",
    "admin1",
    "lat",
    "lon",
    "precision",
    "type",
    "violence",
    "side_a",
    "side_b",
    "killed_low",
    "killed_best",
    "killed_high",
)
COLUMNS: tuple[str, ...] = (
    "found",
    "km",
    "days",
    *(f"agree_{name}" for name in COMPARISONS),
    "share",
    "clear",
    "rivals",
    *(f"{field}_{side}" for field in _FIELDS for side in _SIDES),
)
"""The columns of `rows`."""


def print_match(finding: Matching, names: tuple[str, str], console: Console) -> None:
    """Print what two data sets, called so, share and lack: sentences, tables, assumptions."""
    for sentence in sentences(finding, names):
        console.print(sentence, markup=False)
    if finding.pairs:
        console.print()
        console.print(_levels_table(finding))
        _print_listed(
            console,
            say("match.tables.pairs"),
            _pairs_table(finding, names, console.width),
            len(finding.pairs),
        )
    for name, other, only in zip(
        names, reversed(names), (finding.only_mine, finding.only_theirs), strict=True
    ):
        if only:
            _print_listed(
                console, say("match.tables.only", name=name, other=other), _only_table(only), len(only)
            )
    console.print()
    for note in notes(finding, names):
        console.print(note, markup=False)


def sentences(finding: Matching, names: tuple[str, str]) -> list[str]:
    """What is in both, and what each lacks, the first thing first."""
    mine, theirs = names
    if not finding.mine or not finding.theirs:
        return [say("match.nothing", mine=mine, theirs=theirs)]
    clear = sum(pair.clear for pair in finding.pairs)
    counts = {
        "pairs": _number(len(finding.pairs)),
        "clear": _number(clear),
        "among": _number(len(finding.pairs) - clear),
        "only_mine": _number(len(finding.only_mine)),
        "only_theirs": _number(len(finding.only_theirs)),
    }
    said = [say("match.counts", mine=mine, theirs=theirs, **counts)]
    for name, other, n in ((mine, theirs, finding.theirs), (theirs, mine, finding.mine)):
        said.append(_share(name, other, len(finding.pairs), n))
    if finding.pairs:
        said.append(_dead(finding, names))
    return said


def _share(name: str, other: str, part: int, whole: int) -> str:
    """How much of another data set one has."""
    between = interval(part, whole)
    if between is None:
        return say("match.few", name=name, other=other, n=_number(part), of=_number(whole))
    low, high = (_percent(bound) for bound in between)
    values = {"percent": _percent(part / whole), "low": low, "high": high, "n": _number(whole)}
    return say("match.share", name=name, other=other, **values)


def _dead(finding: Matching, names: tuple[str, str]) -> str:
    """How many dead each counts in what both have."""
    both = [(m.mine.killed, m.theirs.killed) for m in finding.pairs]
    told = [(one, other) for one, other in both if one and other]
    if not told:
        return say("match.no_toll")
    more = sum(one.best > other.best for one, other in told)
    fewer = sum(one.best < other.best for one, other in told)
    values = {
        "n": _number(len(told)),
        "dead": _number(sum(one.best for one, _ in told)),
        "others": _number(sum(other.best for _, other in told)),
        "more": _number(more),
        "fewer": _number(fewer),
    }
    return say("match.dead", mine=names[0], theirs=names[1], **values)


def notes(finding: Matching, names: tuple[str, str]) -> list[str]:
    """What it rests on: the window, what was compared, what was not, what the joining assumes."""
    language = reader_language()
    told = [say("match.window", days=finding.days, km=_number(finding.km))]
    if finding.since and finding.until and any(finding.outside):
        period = theme.period(finding.since, finding.until, language)
        countries = ", ".join(finding.countries)
        outside = dict(zip(("mine", "theirs"), map(_number, finding.outside), strict=True))
        told.append(say("match.common", period=period, countries=countries, **outside))
    for name, loose in zip(names, finding.loose, strict=True):
        reasons = [
            say(f"match.loose.{why}", n=_number(n), longest=LONGEST) for why, n in sorted(loose.items())
        ]
        if reasons:
            told.append(say("match.not_compared", name=name, reasons=", ".join(reasons)))
    return [*told, say("match.assumes")]


def _levels_table(finding: Matching) -> Any:
    """How the incidents that are joined agree."""
    counts = {key: Counter(pair.levels[key] for pair in finding.pairs) for key in COMPARISONS}
    table = figures.table([say("match.columns.compared"), say("match.columns.outcome")], words=2)
    for key, found in counts.items():
        words = lookup(f"match.levels.{key}")
        told = " · ".join(f"{words[level]} {_number(found[level])}" for level in words if found[level])
        table.add_row(say(f"match.comparisons.{key}"), told)
    return table


def _pairs_table(finding: Matching, names: tuple[str, str], width: int) -> Any:
    headings = [
        *names,
        say("match.columns.day"),
        *([say("match.columns.where")] if width >= _WIDE else []),
        say("match.columns.agrees"),
        say("match.columns.dead"),
        say("match.columns.km"),
        say("match.columns.days"),
        say("match.columns.share"),
    ]
    table = figures.table(headings, words=len(headings) - 4)
    for pair in finding.pairs[:_SHOWN]:
        table.add_row(
            pair.mine.id,
            pair.theirs.id,
            _day(pair.mine),
            *([_where(pair.mine)] if width >= _WIDE else []),
            why(pair),
            f"{_toll(pair.mine.killed)} / {_toll(pair.theirs.killed)}",
            _number(pair.km),
            str(pair.days),
            _percent(pair.share),
        )
    return table


def why(pair: Match) -> str:
    """In words, what speaks for and against two incidents' being one: all agrees, but for what is named."""
    words = {key: lookup(f"match.levels.{key}") for key in pair.levels}
    less = [words[key][level] for key, level in pair.levels.items() if level != next(iter(words[key]))]
    told = [say("match.but", less=", ".join(less)) if less else say("match.all")]
    return ", ".join([*told, *([] if pair.clear else [say("match.among")])])


def _only_table(only: Sequence[Occurrence]) -> Any:
    headings = [say(f"match.columns.{name}") for name in ("id", "day", "where", "parties", "dead")]
    table = figures.table(headings, words=4)
    for one in only[:_SHOWN]:
        parties = " – ".join(side for side in (one.side_a, one.side_b) if side) or "–"
        table.add_row(one.id, _day(one), _where(one), parties, _toll(one.killed))
    return table


def _print_listed(console: Console, title: str, table: Any, rows: int) -> None:
    console.print()
    console.print(title, style="bold", markup=False)
    console.print(table)
    if rows > _SHOWN:
        console.print(say("match.more", n=_number(rows - _SHOWN)), markup=False)


def rows(finding: Matching) -> Iterator[dict[str, Any]]:
    """A row for each pair, then for each incident that only one of the two has; cells as in `COLUMNS`."""
    for pair in finding.pairs:
        yield {
            "found": "both",
            "km": round(pair.km, 1),
            "days": pair.days,
            **{f"agree_{name}": level for name, level in pair.levels.items()},
            "share": round(pair.share, 3),
            "clear": "yes" if pair.clear else "no",
            "rivals": pair.rivals,
            **_cells(pair.mine, "mine"),
            **_cells(pair.theirs, "theirs"),
        }
    for side, only in (("mine", finding.only_mine), ("theirs", finding.only_theirs)):
        for one in only:
            yield {"found": side, **_cells(one, side)}


def _cells(told: Occurrence, side: str) -> dict[str, Any]:
    return {f"{name}_{side}": value for name, value in _fields(told).items()}


def _fields(told: Occurrence) -> dict[str, Any]:
    killed = told.killed
    return {
        **{name: getattr(told, name) for name in _FIELDS if hasattr(told, name)},
        "start": told.start and told.start.isoformat(),
        "end": told.end and told.end.isoformat(),
        **{f"killed_{part}": getattr(killed, part) if killed else None for part in ("low", "best", "high")},
    }


def as_json(finding: Matching, names: tuple[str, str]) -> Mapping[str, Any]:
    """All of it: counts, sentences, notes, pairs, and what only one has."""
    return {
        "mine": names[0],
        "theirs": names[1],
        "window": {"days": finding.days, "km": finding.km},
        "since": finding.since and finding.since.isoformat(),
        "until": finding.until and finding.until.isoformat(),
        "countries": list(finding.countries),
        "counts": {
            "both": len(finding.pairs),
            "clear": sum(pair.clear for pair in finding.pairs),
            "only_mine": len(finding.only_mine),
            "only_theirs": len(finding.only_theirs),
            "outside": dict(zip(_SIDES, finding.outside, strict=True)),
            "not_compared": {side: dict(loose) for side, loose in zip(_SIDES, finding.loose, strict=True)},
        },
        "says": sentences(finding, names),
        "notes": notes(finding, names),
        "pairs": [
            {
                "mine": _fields(pair.mine),
                "theirs": _fields(pair.theirs),
                "km": round(pair.km, 1),
                "days": pair.days,
                "levels": dict(pair.levels),
                "share": round(pair.share, 3),
                "clear": pair.clear,
                "rivals": pair.rivals,
                "why": why(pair),
            }
            for pair in finding.pairs
        ],
        "only_mine": [_fields(one) for one in finding.only_mine],
        "only_theirs": [_fields(one) for one in finding.only_theirs],
    }


def _day(told: Occurrence) -> str:
    first, last = told.start, told.end
    if first is None or last is None:
        return "–"
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _where(told: Occurrence) -> str:
    return ", ".join(part for part in (told.admin1, told.country) if part) or "–"


def _toll(toll: Toll | None) -> str:
    if toll is None:
        return "?"
    high = "+" if toll.high is None else f"–{toll.high}"
    return str(toll.best) if toll.low == toll.high else f"{toll.best} ({toll.low}{high})"


def _number(value: float) -> str:
    return theme.number(value, reader_language())


def _percent(share: float) -> str:
    percent = 100 * share
    return theme.number(percent, reader_language(), 2 if percent < 1 else 1 if percent < 10 else 0)
