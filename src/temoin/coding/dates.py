"""Which words of a report say when, and which days do they mean?

The words and phrases are the language's `dates.toml` and `dates.tsv`. What they mean depends on the day the
report was published, and for "the day before" on the day last spoken of.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, Literal

from temoin.coding import periods
from temoin.coding.document import Document, Sentence
from temoin.coding.periods import Part, Period, Unit
from temoin.languages import Language, Lexicon, Word
from temoin.model import Span

# what a report says of days that lie further back than this is recalled, not news
FAR = timedelta(days=31)
# a date without a year that is said to be past may still lie a little after the publication date we were given
SLACK = timedelta(days=7)
# a sentence among the first that is but a date is that of the report
HEAD = 3

Slot = tuple[Literal["weekday", "day", "month", "year", "number"], int]
_NOTATION = {"weekday": "eeee", "day": "dd", "month": "mmmm", "year": "yyyy", "number": "nn"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of `dates.tsv`; the file's head says what its columns mean."""

    phrase: str
    means: Literal["day", "numeric", "weekday", "this", "month", "year", "offset", "past", "none"]
    n: int = 0
    unit: Unit | None = None
    part: Part | None = None
    context: bool = False


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when, and the days they mean.

    `period` is None where the report does not let us know the year, or the day at all; `edtf` is then
    `XXXX-MM-DD`, or None. `words` are the positions of its first word and the one past its last in the sentence.
    """

    sentence: int
    span: Span
    words: tuple[int, int]
    period: Period | None
    edtf: str | None
    since: bool  # it began then and goes on
    limit: bool  # only an end, or what came before or after
    context: bool  # counted from the day last spoken of
    dateline: bool  # stands alone above the report
    exact: bool  # as exact as it is said; a weekday is not, where only the month of publication is known
    far: bool  # more than about a month before publication
    before: bool  # over before publication
    after: bool  # not begun at publication


@dataclass(frozen=True, slots=True)
class _Mention:
    """A rule that matched words, and the values found in them."""

    rule: Rule
    slots: tuple[Slot, ...]
    first: int
    last: int
    since: bool
    limit: bool


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    marks: dict[str, Slot]
    ordinals: tuple[str, ...]
    capitals: bool
    month_first: bool
    lead: frozenset[str]
    since: tuple[tuple[str, ...], ...]
    limit: tuple[tuple[str, ...], ...]
    rules: Lexicon[Rule]

    def mark(self, word: Word) -> Slot | None:
        """What the word alone may stand for in a date."""
        if word.form[0].isdecimal():
            return _numeral(word.form, self.ordinals)
        slot = self.marks.get(word.form)
        if slot and self.capitals and slot[0] != "number" and word.text[0].islower():
            return None
        return slot


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


@cache
def _settings(language: Language) -> dict[str, Any]:
    with (language.folder / "dates.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True, slots=True)
class Saying:
    """Phrases that say that something is said or published, and words that part a date from them."""

    phrases: Lexicon[None]
    content: frozenset[str]
    announced: frozenset[str]


@cache
def saying(language: Language) -> Saying:
    """The language's words of saying: a date that stands with one is that of the saying."""
    data = _settings(language)
    phrases = Lexicon((phrase, None) for phrase in data["said"])
    return Saying(phrases, frozenset(data["content"]), frozenset(data["announced"]))


@cache
def _vocabulary(language: Language) -> _Vocabulary:
    data = _settings(language)
    marks: dict[str, Slot] = {}
    for name, table in (("number", "numbers"), ("month", "months"), ("weekday", "weekdays")):
        for value, forms in data[table].items():
            marks |= {f: (name, int(value)) for f in forms}  # type: ignore[misc]
    phrases = {k: tuple(tuple(p.split()) for p in data[k]) for k in ("since", "limit")}
    rules = Lexicon((r.phrase, r) for r in language.table("dates", Rule))
    return _Vocabulary(
        marks,
        tuple(data["ordinals"]),
        data["capitals"],
        data["numeric"] == "mdy",
        frozenset(data["lead"]),
        phrases["since"],
        phrases["limit"],
        rules,
    )


# ---- finding --------------------------------------------------------------------------------------------


def _mentions(sentence: Sentence, text: str, vocabulary: _Vocabulary) -> Iterator[_Mention]:
    marks = [vocabulary.mark(w) for w in sentence.words]
    forms = [_NOTATION[m[0]] if m else w.form for m, w in zip(marks, sentence.words, strict=True)]
    plain = [w.form for w in sentence.words]
    for match in vocabulary.rules.find(forms):
        rule = match.entry
        if rule.means == "none" or (
            rule.means == "numeric" and not _one_token(sentence, match.first, match.last, text)
        ):
            continue
        slots = tuple(m for m in marks[match.first : match.last] if m)
        yield _Mention(
            rule,
            slots,
            match.first,
            match.last,
            _behind(vocabulary.since, plain, match.first),
            _behind(vocabulary.limit, plain, match.first),
        )


def _one_token(sentence: Sentence, first: int, last: int, text: str) -> bool:
    """Whether the numbers are joined as in 05/11/2024."""
    chosen = sentence.words[first:last]
    joints = {text[a.end : b.start] for a, b in zip(chosen, chosen[1:], strict=False)}
    return len(joints) == 1 and joints <= {"/", "-", "."}


def _behind(phrases: tuple[tuple[str, ...], ...], forms: list[str], first: int) -> bool:
    """Whether one of these phrases stands before word `first`, or is how the match itself begins."""
    return (
        any(tuple(forms[max(0, first - len(p)) : first]) == p for p in phrases) or (forms[first],) in phrases
    )


# ---- meaning --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Point:
    """A day of the calendar as far as it is said."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


@dataclass(slots=True)
class _Reading:
    """What a reader knows on the way through a report."""

    now: Period | None
    ahead: bool
    # days said with their weekday or year
    stated: list[date] = field(default_factory=list)
    # where nothing tells when the report was published: days and months said with their year
    years: list[Period] = field(default_factory=list)
    spoken: Period | None = None

    def keep(self, mention: _Mention, period: Period) -> None:
        """Remember what later expressions may be counted from."""
        if period.precision == "day":
            self.spoken = period
        said = {name for name, _ in mention.slots}
        if "year" in said and mention.rule.means != "year":
            self.years.append(period)
        if {"weekday", "day"} <= said or (self.now and {"year", "day"} <= said):
            self.stated.append(period.last)

    def period(self, mention: _Mention, month_first: bool) -> tuple[Period | None, str | None]:
        """The days meant, and their EDTF form even where the year is unknown."""
        period, edtf = self._period(mention, month_first)
        if period and mention.since and self.now and period.first <= self.now.last:
            period = periods.span(period.first, self.now.last)
        return period, period.edtf if period else edtf

    def _period(self, mention: _Mention, month_first: bool) -> tuple[Period | None, str | None]:
        rule = mention.rule
        if rule.means in ("day", "numeric"):
            points = _points(mention.slots) if rule.means == "day" else _numeric(mention.slots, month_first)
            return self._days(points)
        values = {name: value for name, value in reversed(mention.slots)}
        if rule.means == "month":
            return self._month(values["month"], values.get("year"), rule.part)
        if rule.means == "year":
            return periods.year(values["year"]), None
        if rule.means in ("weekday", "this"):
            return self._weekdays([v for name, v in mention.slots if name == "weekday"], rule), None
        count = values.get("number") or values.get("day") or 1
        if rule.means == "past":
            return self._past(rule, count), None
        return self._offset(rule, rule.n * count), None

    def _days(self, points: list[_Point]) -> tuple[Period | None, str | None]:
        if not points or not all(p.month and periods.exists(p.year or 2000, p.month, p.day) for p in points):
            return None, None
        if not all(p.year for p in points):
            year = self._year_of(points[-1])
            if year is None:
                return None, "/".join(f"XXXX-{p.month:02}-{p.day:02}" for p in points)
            for p in points:
                p.year = p.year or year
            if points[0].month > points[-1].month and points[0].year == points[-1].year:  # type: ignore[operator]
                points[0].year = year - 1
        days = [
            date(p.year, p.month, p.day)  # type: ignore[arg-type]
            for p in points
            if periods.exists(p.year, p.month, p.day)  # type: ignore[arg-type]
        ]
        return (periods.span(days[0], days[-1]), None) if days else (None, None)

    def _year_of(self, point: _Point) -> int | None:
        """The year of a day said without: by the publication date, else by the last day that was said in full."""
        assert point.month
        if self.now is None:
            like = [p for p in self.years if p.precision != "month" or p.first.month == point.month]
            return like[-1].first.year if like else None
        years = [self.now.last.year + n for n in (1, 0, -1, -2, -3, -4)]
        days = [date(y, point.month, point.day) for y in years if periods.exists(y, point.month, point.day)]
        if self.ahead:
            usual = [d for d in reversed(days) if d >= self.now.first]
        else:
            usual = [d for d in days if d <= self.now.last + SLACK]
        if not usual:
            return None
        if point.weekday and usual[0].isoweekday() != point.weekday:
            fits = [d for d in days[:3] if d.isoweekday() == point.weekday]
            return fits[0].year if fits else usual[0].year
        return usual[0].year

    def _month(self, number: int, year: int | None, part: Part | None) -> tuple[Period | None, str | None]:
        if year is None and self.now:
            year = self._year_of(_Point(1, number))
        if year is None:
            return None, f"XXXX-{number:02}"
        return periods.month(year, number, part), None

    def _weekdays(self, numbers: list[int], rule: Rule) -> Period | None:
        near = self._today(numbers[-1])
        if near is None:
            return self.now
        if near != self._today():
            return periods.span(periods.weekday(numbers[0], near, 0), near)
        if rule.unit == "week":
            week = periods.shifted(near, rule.n, "week")
            days = [periods.days_after(week.first, n - 1) for n in numbers]
            return periods.span(days[0], days[-1])
        if rule.means == "this":
            last = periods.weekday(numbers[-1], periods.days_after(near, 6 if self.ahead else 1), 0)
        elif self.ahead and not rule.n:
            last = periods.weekday(numbers[-1], periods.days_after(near, -1), 1)
        else:
            last = periods.weekday(numbers[-1], near, rule.n)
            # "Tuesday" in a report of Monday: nobody says which
            if not rule.n and len(numbers) == 1 and (near - last).days == 6:
                return None
        return periods.span(periods.weekday(numbers[0], last, 0), last)

    def _today(self, weekday: int | None = None) -> date | None:
        """The day of publication. Where it is not known, weekdays are counted from a day that the report says in full."""
        if self.now and self.now.first == self.now.last:
            return self.now.last
        if weekday is None:
            return None
        current = [d for d in self.stated if self._is_current(d)]
        same = [d for d in current if d.isoweekday() == weekday]
        return (same or [periods.weekday(weekday, periods.days_after(d, 3), 0) for d in current] or [None])[0]

    def _is_current(self, day: date) -> bool:
        return self.now is None or self.now.first - SLACK <= day <= self.now.last

    def _past(self, rule: Rule, count: int) -> Period | None:
        today = self._today()
        if today is None or rule.unit is None:
            return self.now
        back = count - 1 if rule.unit == "day" else count * {"week": 7, "month": 30}.get(rule.unit, 365)
        return periods.span(periods.days_after(today, -back), today)

    def _offset(self, rule: Rule, n: int) -> Period | None:
        assert rule.unit
        if rule.context:
            if self.spoken is None or self.spoken.precision != "day":
                return self.spoken
            return periods.shifted(self.spoken.last, n, rule.unit)
        if self.now is None:
            return None
        today = self._today()
        if today is None and not (
            rule.unit == "year" or (rule.unit == "month" and self.now.precision == "month")
        ):
            return self.now
        return periods.shifted(today or self.now.last, n, rule.unit, rule.part)


def _points(slots: tuple[Slot, ...]) -> list[_Point]:
    """The days said: "3 and 4 June", "28 July to 3 August 2020", "May 5 to 8"."""
    points: list[_Point] = []
    month = weekday = None
    month_first = next((name for name, _ in slots if name in ("day", "month")), "day") == "month"
    for name, value in slots:
        if name == "weekday":
            weekday = value
        elif name == "day":
            points.append(_Point(value, month if month_first else None, None, weekday))
            weekday = None
        elif name == "month":
            month = value
            for p in points:
                p.month = p.month or value
        elif name == "year":
            for p in points:
                p.year = p.year or value
    return points


def _numeric(slots: tuple[Slot, ...], month_first: bool) -> list[_Point]:
    """05/11/2024 or 2024-11-05."""
    values = [value for _, value in slots]
    if slots[0][0] == "year":
        return [_Point(values[2], values[1], values[0])]
    day, month = (values[1], values[0]) if month_first else (values[0], values[1])
    if month > 12:
        day, month = month, day
    return [_Point(day, month, values[2])]


# ---- the report -----------------------------------------------------------------------------------------


def expressions(document: Document, index: int, ahead: bool = False) -> tuple[TimeExpression, ...]:
    """The time expressions of a sentence, left to right; days without a year lie `ahead` for what is planned."""
    return _timeline(_Same(document), ahead)[index]


@dataclass(frozen=True, eq=False)
class _Same:
    """A document as a key: the same document, not one that is equal."""

    document: Document = field(repr=False)

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.document is self.document


@lru_cache(maxsize=4)
def _timeline(key: _Same, ahead: bool) -> tuple[tuple[TimeExpression, ...], ...]:
    document = key.document
    vocabulary = _vocabulary(document.language)
    now = periods.published(document.report.published)
    reading = _Reading(now, ahead)
    found = tuple(tuple(_read(s, document, vocabulary, reading)) for s in document.sentences)
    if (now and now.precision == "day") or not reading.stated:
        return found
    # what the report says in full further down tells what it means above
    again = _Reading(now, ahead, reading.stated)
    return tuple(tuple(_read(s, document, vocabulary, again)) for s in document.sentences)


def _read(
    sentence: Sentence, document: Document, vocabulary: _Vocabulary, reading: _Reading
) -> Iterable[TimeExpression]:
    for mention in _mentions(sentence, document.text, vocabulary):
        period, edtf = reading.period(mention, vocabulary.month_first)
        if period:
            reading.keep(mention, period)
        bare = mention.last - mention.first == len(sentence.words)
        first = mention.first
        while first and sentence.words[first - 1].form in vocabulary.lead:
            first -= 1
        yield TimeExpression(
            sentence.index,
            document.span(sentence.words[first].start, sentence.words[mention.last - 1].end),
            (mention.first, mention.last),
            period,
            edtf,
            mention.since,
            mention.limit,
            mention.rule.context,
            bare and sentence.index < HEAD,
            period is not reading.now,
            bool(
                period
                and reading.now
                and (period.first if mention.since else period.last) < reading.now.first - FAR
            ),
            bool(period and reading.now and period.last < reading.now.first),
            bool(period and reading.now and period.first > reading.now.last + timedelta(days=1)),
        )
