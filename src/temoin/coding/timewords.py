"""Which words of a sentence say when?

The words are the language's `dates.toml`, the phrases they make up its `dates.tsv`. The notation of weekdays,
days, months and years there is that of CLDR's date patterns: EEEE, dd, MMMM, yyyy; nn is any other number.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from temoin.coding.document import Sentence
from temoin.coding.periods import Part, Unit
from temoin.languages import Language, Lexicon, Word
from temoin.languages.lexicon import expand

Name = Literal["weekday", "day", "month", "year", "number"]
Slot = tuple[Name, int]

_NOTATION: dict[Name, str] = {"weekday": "eeee", "day": "dd", "month": "mmmm", "year": "yyyy", "number": "nn"}
_NUMBERS = {_NOTATION["day"], _NOTATION["number"]}
# "in the", "depuis le"
LEAD = 2
_SEPARATORS = {"/", "-", "."}


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of `dates.tsv`; the head of the file says what its columns mean."""

    phrase: str
    means: Literal["day", "numeric", "weekday", "this", "month", "year", "offset", "past", "none"]
    n: int = 0
    unit: Unit | None = None
    part: Part | None = None
    context: bool = False


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Words `first` to `last` (exclusive) of a sentence that follow `rule`, and the values found in them.

    `start` is the first word of all that belongs to the expression ("le", "on"). `since`: it began then and
    goes on; `limit`: it is only where something ends, or what came before or after; `issued`: the
    sentence begins by saying that the report came out then.
    """

    rule: Rule
    slots: tuple[Slot, ...]
    start: int
    first: int
    last: int
    since: bool
    limit: bool
    issued: bool

    def values(self, name: Name) -> list[int]:
        """The values of this name, in the order they are said."""
        return [value for slot, value in self.slots if slot == name]


def settings(language: Language) -> dict[str, Any]:
    """The language's `dates.toml`."""
    with (language.folder / "dates.toml").open("rb") as file:
        return tomllib.load(file)


def find(sentence: Sentence, text: str, language: Language) -> Iterator[TimeWords]:
    """The time expressions of a sentence of `text`, left to right."""
    vocabulary = _vocabulary(language)
    parts = [(i, p) for i, w in enumerate(sentence.words) for p in vocabulary.parted(w)]
    if not vocabulary.hints_at([p.form for _, p in parts]):
        return
    forms = sentence.forms
    marks = [vocabulary.mark(p) for _, p in parts]
    notation = [_NOTATION[m[0]] if m else p.form for m, (_, p) in zip(marks, parts, strict=True)]
    for match in vocabulary.rules.find(notation):
        first, last, rule = parts[match.first][0], parts[match.last - 1][0] + 1, match.entry
        if rule.means == "none" or (
            rule.means == "numeric" and not _is_joined(sentence.words[first:last], text)
        ):
            continue
        start = first
        while start and first - start < LEAD and forms[start - 1] in vocabulary.lead:
            start -= 1
        slots = tuple(m for m in marks[match.first : match.last] if m)
        since, limit = (_follows(p, forms, first) for p in (vocabulary.since, vocabulary.limit))
        issued = forms[:first] in vocabulary.issued
        yield TimeWords(rule, slots, start, first, last, since, limit, issued)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    marks: dict[str, Slot]
    ordinals: tuple[str, ...]
    capitals: bool
    lead: frozenset[str]
    since: tuple[tuple[str, ...], ...]
    limit: tuple[tuple[str, ...], ...]
    issued: frozenset[tuple[str, ...]]
    rules: Lexicon[Rule]
    # every phrase holds one of these words, or a year
    telling: frozenset[str]

    def parted(self, word: Word) -> tuple[Word, ...]:
        """A day and a month that nobody parted, as two words: "17june"; any other word as it is."""
        digit = word.form[0].isdecimal()
        if digit == word.form[-1].isdecimal() or len(word.text) != len(word.form):
            return (word,)
        cut = next(i for i, c in enumerate(word.form) if c.isdecimal() != digit)
        halves = (word.form[:cut], word.form[cut:])
        if self.marks.get(halves[digit], ("number", 0))[0] == "number" or not halves[not digit].isdecimal():
            return (word,)
        at = word.start + cut
        return (
            Word(word.start, at, word.text[:cut], halves[0]),
            Word(at, word.end, word.text[cut:], halves[1]),
        )

    def hints_at(self, forms: list[str]) -> bool:
        """Whether words may hold a time expression at all; most sentences cost no more than this."""
        return not self.telling.isdisjoint(forms) or any(len(f) == 4 and f.isdecimal() for f in forms)

    def mark(self, word: Word) -> Slot | None:
        """What a word alone may stand for in a date."""
        if word.form[0].isdecimal():
            return _numeral(word.form, self.ordinals)
        slot = self.marks.get(word.form)
        if slot and self.capitals and slot[0] != "number" and word.text[0].islower():
            return None
        return slot


@cache
def _vocabulary(language: Language) -> _Vocabulary:
    data = settings(language)
    marks: dict[str, Slot] = {}
    tables: list[tuple[Name, str]] = [("number", "numbers"), ("month", "months"), ("weekday", "weekdays")]
    for name, table in tables:
        for value, forms in data[table].items():
            marks |= {f: (name, int(value)) for f in forms}
    table_rules = language.table("dates", Rule)
    calendar = {form for form, (name, _) in marks.items() if name != "number"}
    literal = {_most_telling(p) for rule in table_rules for p in expand(rule.phrase)}
    return _Vocabulary(
        marks=marks,
        ordinals=tuple(data["ordinals"]),
        capitals=data["capitals"],
        lead=frozenset(data["lead"]),
        since=tuple(tuple(p.split()) for p in data["since"]),
        limit=tuple(tuple(p.split()) for p in data["limit"]),
        issued=frozenset(tuple(p.split()) for p in data["issued"]),
        rules=Lexicon((r.phrase, r) for r in table_rules),
        telling=frozenset(calendar | literal),
    )


def _most_telling(pattern: tuple[str, ...]) -> str:
    """The word of a phrase that is rarest elsewhere: a weekday, month or year, else the (last) longest."""
    calendar = [w for w in pattern if w in _NOTATION.values() and w not in _NUMBERS]
    return calendar[0] if calendar else max((w for w in reversed(pattern) if w not in _NUMBERS), key=len)


def _numeral(form: str, ordinals: tuple[str, ...]) -> Slot | None:
    ordinal = next((o for o in ordinals if form.endswith(o)), "")
    digits = form.removesuffix(ordinal)
    if not digits.isdecimal() or len(digits) > 4:
        return None
    value = int(digits)
    if len(digits) <= 2 and 1 <= value <= 31:
        return ("day", value)
    if len(digits) == 4 and 1900 <= value <= 2099:
        return ("year", value)
    return None if ordinal else ("number", value)


def _is_joined(words: tuple[Word, ...], text: str) -> bool:
    """Whether numbers stand together as in 05/11/2024."""
    between = {text[a.end : b.start] for a, b in pairwise(words)}
    return len(between) == 1 and between <= _SEPARATORS


def _follows(phrases: tuple[tuple[str, ...], ...], forms: tuple[str, ...], first: int) -> bool:
    """Whether one of these phrases stands before word `first`, or is how the expression itself begins."""
    return (forms[first],) in phrases or any(forms[max(0, first - len(p)) : first] == p for p in phrases)


@dataclass(slots=True)
class Point:
    """A day of the calendar as far as it is said."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


def points_of(slots: tuple[Slot, ...]) -> list[Point]:
    """The days said: "3 and 4 June", "28 July to 3 August 2020", "May 5 to 8"."""
    points: list[Point] = []
    month = weekday = None
    month_first = next((name for name, _ in slots if name in ("day", "month")), "day") == "month"
    for name, value in slots:
        if name == "weekday":
            weekday = value
        elif name == "day":
            points.append(Point(value, month if month_first else None, None, weekday))
            weekday = None
        elif name == "month":
            month = value
            for point in points:
                point.month = point.month or value
        elif name == "year":
            for point in points:
                point.year = point.year or value
    return points


def numeric(slots: tuple[Slot, ...]) -> list[Point]:
    """05/11/2024 is the day first, unless it cannot be; 2024-11-05 the year first."""
    values = [value for _, value in slots]
    if slots[0][0] == "year":
        return [Point(values[2], values[1], values[0])]
    day, month = (values[1], values[0]) if values[1] > 12 else (values[0], values[1])
    return [Point(day, month, values[2])]
