"""How many voices are there? A dispatch that ten papers print is one, and so are ten reports of one communiqué.

Near-copies are found by the runs of words that they share (Broder 1997, "On the resemblance and containment
of documents"), dispatches by their credits, communiqués by the one voice that all of a report's claims rest on.
Only the reports of one incident are compared, so that every pair can be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from temoin.knowledge.gazetteer import fold
from temoin.languages import read_table

Why = Literal["alone", "copy", "dispatch", "communique"]
# Words in a run, and the share of runs that two copies have in common at least (of the shorter text).
_RUN, _SHARED = 5, 0.5
# A credit stands near the beginning or the end of a report.
_EDGE = 250


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A news agency and the ways in which papers credit it."""

    agency: str
    credits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CreditWord:
    """A word after which an agency is credited."""

    word: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Reports that have what they say from one place, and why they are held to be one.

    `why` is `alone` for a single report, `copy` for one text printed several times, `dispatch` for papers
    that credit one agency, `communique` for reports of one party's words; `name` is the agency or the party.
    """

    reports: tuple[str, ...]
    why: Why
    name: str | None = None


def origins(reports: Sequence[Mapping[str, Any]], voices: Mapping[str, Sequence[str]]) -> tuple[Origin, ...]:
    """The origins of the reports of one incident, in the order of the reports.

    A report has `id` and `text`; `voices` gives for each report's id the names that its claims rest on, none
    where it says nothing of them.
    """
    groups: list[list[Mapping[str, Any]]] = []
    whys: list[tuple[Why, str | None]] = []
    for report in reports:
        for n, group in enumerate(groups):
            if why := _one(group[0], report, voices):
                group.append(report)
                whys[n] = why
                break
        else:
            groups.append([report])
            whys.append(("alone", None))
    return tuple(
        Origin(tuple(r["id"] for r in group), why, name)
        for group, (why, name) in zip(groups, whys, strict=True)
    )


def _one(
    a: Mapping[str, Any], b: Mapping[str, Any], voices: Mapping[str, Sequence[str]]
) -> tuple[Why, str | None] | None:
    """Why two reports are one origin, or None where they are two."""
    if is_copy(a["text"], b["text"]):
        return "copy", None
    if shared := credits(a["text"]) & credits(b["text"]):
        return "dispatch", sorted(shared)[0]
    mine, theirs = ({fold(v) for v in voices.get(r["id"], ())} for r in (a, b))
    if len(mine) == 1 and mine == theirs:
        return "communique", next(iter(voices[a["id"]]))
    return None


def is_copy(a: str, b: str) -> bool:
    """Whether one text is the other, printed again with a new title or without its end."""
    mine, theirs = _runs(a), _runs(b)
    shorter = min(len(mine), len(theirs))
    return shorter > 0 and len(mine & theirs) >= _SHARED * shorter


def credits(text: str) -> frozenset[str]:
    """The agencies that a report credits: "(AFP)", "— Reuters", "avec AFP"."""
    edges = f"{text[:_EDGE]}\n{text[-_EDGE:]}"
    return frozenset(_agencies()[m["credit"]] for m in _credit().finditer(edges))


@cache
def _agencies() -> dict[str, str]:
    rows = read_table(Path(__file__).with_name("dispatches.tsv"), Dispatch)
    return {credit: row.agency for row in rows for credit in row.credits}


@cache
def _credit() -> re.Pattern[str]:
    names = "|".join(re.escape(n) for n in sorted(_agencies(), key=len, reverse=True))
    words = "|".join(r.word for r in read_table(Path(__file__).with_name("credit_words.tsv"), CreditWord))
    before = rf"(?:^|[(\[/|–—-]\s*|\b(?:{words})\s*:?\s+(?:l['’])?)"
    after = r"(?=\s*(?:[)\]/|–—-]|[.,;:]?\s*$))"
    return re.compile(f"{before}(?P<credit>{names}){after}", re.MULTILINE)


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"\w+")


@lru_cache(maxsize=256)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _word().findall(text.lower())
    return frozenset(tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))
