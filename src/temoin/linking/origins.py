"""From how many places do the reports have what they say? A dispatch that ten papers print is one origin.

So are ten reports of one party's communiqué. Near-copies are found by the runs of words that they share
(Broder 1997, "On the resemblance and containment of documents"): only the reports of one incident are
compared, so that the shares can be counted, not estimated. Every pair is considered, and what ties any two
reports makes them one origin, whatever the order in which they came.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path
from typing import Literal, NamedTuple

from temoin.knowledge.gazetteer import fold
from temoin.languages import read_table

HERE = Path(__file__).parent
Why = Literal["copy", "dispatch", "communique"]
# Words in a run; how many runs two copies have in common at least, and what share of the shorter text's.
_RUN, _FEWEST, _SHARE = 5, 8, 0.5
# A credit stands near the beginning or the end of a report: within so many letters.
_EDGE = 250


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A news agency and the names under which papers credit it."""

    agency: str
    credits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CreditWord:
    """A word that stands by credits, and what it does there (see the table)."""

    word: str
    use: Literal["credits", "opens", "joins", "pictures"]


@dataclass(frozen=True, slots=True)
class Telling:
    """What a report brings to an incident: its text, the words that tell of the event, and whose they are.

    `voice` is the one party that all of it rests on (its id or name), None where several speak, or others.
    """

    report: str
    text: str
    evidence: str = ""
    publisher: str | None = None
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """Why reports are one origin: a `copy` of one text, a `dispatch` of one agency, one `communique`.

    `name` is the agency or the party, None for a copy.
    """

    why: Why
    name: str | None
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Reports that have what they say from one place, and what ties them; a single report needs no tie."""

    reports: tuple[str, ...]
    ties: tuple[Tie, ...] = ()


class _Edge(NamedTuple):
    first: str
    second: str
    why: Why
    name: str | None


def origins(tellings: Sequence[Telling]) -> tuple[Origin, ...]:
    """The origins of the reports of one incident, each report in one, in the order of the reports."""
    if len(tellings) == 1:
        return (Origin((tellings[0].report,)),)
    edges = [*_copies(tellings), *_dispatches(tellings), *_communiques(tellings)]
    group = {t.report: [t.report] for t in tellings}
    for edge in edges:
        if group[edge.first] is not group[edge.second]:
            joined = group[edge.first] + group[edge.second]
            for report in joined:
                group[report] = joined
    order = {t.report: n for n, t in enumerate(tellings)}
    groups = {id(g): tuple(sorted(g, key=order.__getitem__)) for g in group.values()}
    return tuple(Origin(reports, _ties(reports, edges)) for reports in groups.values())


def _ties(reports: tuple[str, ...], edges: Iterable[_Edge]) -> tuple[Tie, ...]:
    """What ties these reports: each reason once, with those that it holds for."""
    tied: dict[tuple[Why, str | None], set[str]] = defaultdict(set)
    for edge in edges:
        if edge.first in reports:
            tied[edge.why, edge.name].update((edge.first, edge.second))
    return tuple(Tie(why, name, tuple(r for r in reports if r in held)) for (why, name), held in tied.items())


def _copies(tellings: Sequence[Telling]) -> Iterable[_Edge]:
    """The pairs of which one is the other's text, whole or only where it tells of the event."""
    found: dict[tuple[int, int], None] = {}
    for texts in ([t.text for t in tellings], [t.evidence for t in tellings]):
        found.update(dict.fromkeys(_alike(texts)))
    return [_Edge(tellings[a].report, tellings[b].report, "copy", None) for a, b in found]


def _alike(texts: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of texts (by their places) of which the shorter is for its greater part in the longer."""
    runs = [_runs(text) for text in texts]
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, found in enumerate(runs):
        for run in found:
            where[run].append(n)
    shared = Counter(pair for places in where.values() for pair in combinations(places, 2))
    return sorted(
        (a, b) for (a, b), n in shared.items() if n >= max(_FEWEST, _SHARE * min(len(runs[a]), len(runs[b])))
    )


@lru_cache(maxsize=512)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _words().findall(text.lower())
    return frozenset(tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))


@cache
def _words() -> re.Pattern[str]:
    return re.compile(r"\w+")


def _dispatches(tellings: Sequence[Telling]) -> Iterable[_Edge]:
    """The first report that credits an agency with each other that does."""
    by_agency: dict[str, list[str]] = defaultdict(list)
    for telling in tellings:
        for agency in sorted(credits(telling.text, telling.publisher)):
            by_agency[agency].append(telling.report)
    for agency, (first, *others) in by_agency.items():
        yield from (_Edge(first, other, "dispatch", agency) for other in others)


def _communiques(tellings: Sequence[Telling]) -> Iterable[_Edge]:
    """The first report that rests on one party's words with each other that does."""
    by_voice: dict[str, list[str]] = defaultdict(list)
    for telling in tellings:
        if telling.voice:
            by_voice[telling.voice].append(telling.report)
    for voice, (first, *others) in by_voice.items():
        yield from (_Edge(first, other, "communique", voice) for other in others)


def credits(text: str, publisher: str | None = None) -> frozenset[str]:
    """The agencies that a report credits ("(AFP)", "— Reuters", "avec AFP"), or that published it."""
    edges = text if len(text) <= 2 * _EDGE else f"{text[:_EDGE]}…\n…{text[-_EDGE:]}"
    named = " ".join(m["names"] or "" for m in _credit().finditer(edges))
    found = {_agencies()[name] for name in _name().findall(named)}
    if publisher and (agency := _publishers().get(fold(publisher))):
        found.add(agency)
    return frozenset(found)


@cache
def _agencies() -> dict[str, str]:
    rows = read_table(HERE / "dispatches.tsv", Dispatch)
    return {credit: row.agency for row in rows for credit in row.credits}


@cache
def _publishers() -> dict[str, str]:
    return {fold(credit): agency for credit, agency in _agencies().items()}


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@cache
def _name() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(_agencies())})\b")


@cache
def _credit() -> re.Pattern[str]:
    """One agency or more as a credit: after what opens one, before a bracket, a dash or the line's end."""
    words: dict[str, list[str]] = defaultdict(list)
    for row in read_table(HERE / "credit_words.tsv", CreditWord):
        words[row.use].append(row.word)
    name = _name().pattern
    opening = rf"(?:^|[(\[/|–—-])[ \t]*(?:(?i:{_either(words['opens'])})[ \t]+)?"
    credits = rf"\b(?i:{_either(words['credits'])})[ \t]*:?[ \t]+"
    before = rf"(?<![\w’'])(?:{opening}|{credits})(?:(?:l|the)[ ’'])?"
    names = rf"{name}(?:[ \t]*(?:[,/&+-]|\b(?:{_either(words['joins'])})\b)[ \t]*{name})*"
    after = r"(?=[ \t]*(?:[)\]/|–—-]|[.,;:]?[ \t]*$))"
    picture = (
        rf"\b(?i:{_either(words['pictures'])})[ \t:©/–—-]*(?:(?i:{_either(words['opens'])})[ \t]+)?{names}"
    )
    return re.compile(f"{picture}|{before}(?P<names>{names}){after}", re.MULTILINE)
