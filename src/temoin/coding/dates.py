"""Which days do the time words of a report mean?

It depends on the day the report was published, and for "the day before" on the day last spoken of. Nothing
is made up: a day whose year nobody can know has none, and "Tuesday" in a report without a date is no day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache

from temoin.coding import periods
from temoin.coding.document import Document, Sentence
from temoin.coding.periods import Part, Period
from temoin.coding.timewords import Point, Rule, TimeWords, find, numeric, points_of, settings
from temoin.languages import Language, Lexicon
from temoin.model import Span

# what a report says of what lies more days back than this is recalled, not news
FAR = 31
# a day said without its year may lie so many days after the publication date we were given
SLACK = 30
# a day said in full this little before the month of publication still is news
CURRENT = 7
# so many days said in full are enough to count weekdays from
STATED = 50
# the date of a report stands in one of so many first sentences
HEAD = 3
# "BAMOUSSI, 28 December (Agency) -": few words before it, and an agency's name or a dash behind
PLACE_WORDS = 5
_DATELINE = re.compile(r"\.?\s*(?:(\([^()]{2,30}\))\s*[-–—:]{0,2}|[-–—]{1,2})\s")
# how many years back a weekday and a day of the month are tried against each other
YEARS_BACK = 4
# within so many years a weekday falls but once on a day of the month
YEARS_AHEAD = 5


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when, and the days they mean.

    `period` is None where the report does not let us know the year, or the day at all; `edtf` is then
    `XXXX-MM-DD`, or None. `first` and `last` are positions of words in the sentence, `last` exclusive.
    """

    sentence: int
    span: Span
    first: int
    last: int
    period: Period | None
    edtf: str | None
    began: Period | None  # the period without what followed since
    since: bool  # it began then and goes on
    limit: bool  # only where something ends, or what came before or after
    dateline: bool  # the date of the report itself
    exact: bool  # as exact as it is said; "Tuesday" is not, where only the month of publication is known
    far: bool  # more than about a month before publication
    before: bool  # over before publication
    after: bool  # not begun at publication


# the expressions of each sentence of a report
Timeline = tuple[tuple[TimeExpression, ...], ...]


def expressions(document: Document, index: int, ahead: bool = False) -> tuple[TimeExpression, ...]:
    """The time expressions of a sentence, left to right; `ahead`: days said without a year are to come."""
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
def _timeline(key: _Same, ahead: bool) -> Timeline:
    document = key.document
    found = [list(find(s, document.text, document.language)) for s in document.sentences]
    now = periods.published(document.report.published)
    years = [year for in_sentence in found for words in in_sentence for year in words.values("year")]
    reading = _Reading(now, ahead, now.first if now else date(max(years), 1, 1) if years else None)
    timeline = reading.through(document, found)
    if reading.today() is not None:
        return timeline
    # its dateline, or what the report says in full further down, tells what it means above
    issued = next((p for p in _datelines(timeline) if not now or now.first <= p.first <= now.last), None)
    if not issued and not reading.stated:
        return timeline
    written = issued.first if issued else reading.written
    return _Reading(issued or now, ahead, written, reading.stated).through(document, found)


def _datelines(timeline: Timeline) -> list[Period]:
    """The days on which the report says that it was written."""
    head = [e for of_sentence in timeline[:HEAD] for e in of_sentence if e.dateline]
    return [e.period for e in head if e.period and e.period.precision == "day"]


def _is_dateline(document: Document, sentence: Sentence, words: TimeWords, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` are the date of the report, alone or with place and agency."""
    if sentence.index >= HEAD:
        return False
    if words.issued or words.last - words.first == len(sentence.words):
        return True
    place = document.text[sentence.start : start].rstrip()
    behind = _DATELINE.match(document.text, end)
    if sentence.title or not behind or words.start > PLACE_WORDS:
        return False
    return place.endswith((",", "/", "(")) if place else behind.group(1) is not None


@cache
def _announced(language: Language) -> Lexicon[None]:
    """The words that say that something is said or published: a date right behind is the day of that."""
    return Lexicon((phrase, None) for phrase in settings(language)["said"])


@dataclass(slots=True)
class _Reading:
    """What a reader knows on the way through a report."""

    now: Period | None
    ahead: bool
    # the report was not written before
    written: date | None
    # days said with their weekday or year
    stated: list[date] = field(default_factory=list)
    # the year with which each month was last said; of any day (0)
    years: dict[int, int] = field(default_factory=dict)
    # the day last spoken of
    spoken: Period | None = None

    def through(self, document: Document, found: list[list[TimeWords]]) -> Timeline:
        """Read the time words of each sentence in turn."""
        announced = _announced(document.language)
        timeline = []
        for sentence, in_sentence in zip(document.sentences, found, strict=True):
            behind = {m.last for m in announced.find(sentence.forms)} if in_sentence else set()
            timeline.append(
                tuple(
                    self._read(document, sentence, words, bool(behind & {words.start, words.first}))
                    for words in in_sentence
                )
            )
        return tuple(timeline)

    def today(self) -> date | None:
        """The day of publication, where it is known to the day."""
        return self.now.last if self.now and self.now.first == self.now.last else None

    def _read(
        self, document: Document, sentence: Sentence, words: TimeWords, said_then: bool
    ) -> TimeExpression:
        began, edtf = self._meaning(words)
        period, now = began, self.now
        if began and words.since and now and began.first <= now.last:
            period = periods.span(began.first, now.last)
        if period:
            self._keep(words, period, said_then)
        start, end = sentence.words[words.start].start, sentence.words[words.last - 1].end
        return TimeExpression(
            sentence=sentence.index,
            span=document.span(start, end),
            first=words.first,
            last=words.last,
            period=period,
            edtf=period.edtf if period else edtf,
            began=began,
            since=words.since,
            limit=words.limit,
            dateline=_is_dateline(document, sentence, words, start, end),
            exact=began is not now,
            far=bool(began and self.written and began.last < periods.days_after(self.written, -FAR)),
            before=bool(period and now and period.last < now.first),
            after=bool(period and now and period.first > periods.days_after(now.last, 1)),
        )

    def _keep(self, words: TimeWords, period: Period, said_then: bool) -> None:
        """Remember what later expressions may be counted from.

        "The day before" is before what happened, not before the day on which somebody said so.
        """
        if period.precision == "day" and not said_then:
            self.spoken = period
        said = {name for name, _ in words.slots}
        if "year" in said and words.rule.means != "year":
            self.years[period.first.month] = period.first.year
            if period.precision == "day":
                self.years[0] = period.first.year
        in_full = {"weekday", "day"} <= said or (self.now and {"year", "day"} <= said)
        in_full = in_full and period.precision != "month" and period.last.day in words.values("day")
        if in_full and len(self.stated) < STATED:
            self.stated.append(period.last)

    def _meaning(self, words: TimeWords) -> tuple[Period | None, str | None]:
        """The days meant, or where the year is unknown their EDTF form alone."""
        rule = words.rule
        if rule.means == "day":
            points = points_of(words.slots)
            if rule.context and self.spoken:
                points[-1].year = self.spoken.first.year
            if not any(p.month for p in points):
                points = self._in_month(points)
                if not points and (weekdays := words.values("weekday")):
                    return self._weekdays(weekdays, rule, words.since), None
            return self._days(points, past=rule.n < 0)
        if rule.means == "numeric":
            return self._days(numeric(words.slots))
        if rule.means == "month":
            return self._months(words.values("month"), words.values("year"), rule.part)
        if rule.means == "year":
            years = words.values("year")
            return periods.through(periods.year(years[0]), periods.year(years[-1])), None
        if rule.means in ("weekday", "this"):
            return self._weekdays(words.values("weekday"), rule, words.since), None
        count = next(iter(words.values("number") + words.values("day")), 1)
        return (self._past if rule.means == "past" else self._offset)(rule, rule.n * count), None

    def _in_month(self, points: list[Point]) -> list[Point]:
        """Days said without their month: "Saturday 20" is the last one, else the next; "the 20th" is of this.

        None are left where no near day is both: "on Saturday 20 soldiers were killed".
        """
        now, weekday = self.now, points[-1].weekday
        if now is None:
            return []
        month = now.last
        if weekday:
            near = (periods.days_after(month, n) for n in (*range(0, -FAR, -1), *range(1, FAR)))
            fit = (d for d in near if d.day == points[-1].day and d.isoweekday() == weekday)
            found = next(fit, None) if self.today() else None
            if found is None:
                return []
            month = found
        return [replace(p, month=month.month, year=month.year) for p in points]

    def _days(self, points: list[Point], past: bool = False) -> tuple[Period | None, str | None]:
        if not points or not all(p.month and periods.exists(p.year or 2000, p.month, p.day) for p in points):
            return None, None
        year = points[-1].year or self._year_of(points[-1], 0 if past else SLACK)
        if year is None:
            return None, "/".join(f"XXXX-{p.month:02}-{p.day:02}" for p in points)
        first, last = points[0], points[-1]
        # "from 28 December to 3 January"
        turn = not first.year and (first.month or 0) > (last.month or 0)
        days = [
            date(y, p.month, p.day)
            for p, y in ((first, (first.year or year) - turn), (last, year))
            if p.month and periods.exists(y, p.month, p.day)
        ]
        return (periods.span(days[0], days[-1]) if days else None), None

    def _year_of(self, point: Point, slack: int) -> int | None:
        """The year of a day said without: by the publication date, else by the last day said with one."""
        month = point.month or 1
        if self.now is None:
            return self.years.get(month, self.years.get(0)) or self._year_by_weekday(point)
        years = range(self.now.last.year + 1, self.now.last.year - YEARS_BACK - 1, -1)
        days = [date(y, month, point.day) for y in years if periods.exists(y, month, point.day)]
        if self.ahead:
            usual = [d for d in reversed(days) if d >= self.now.first]
        else:
            usual = [d for d in days if d <= periods.days_after(self.now.last, slack)]
        if point.weekday and usual and usual[0].isoweekday() != point.weekday:
            near = [d for d in days if abs(d.year - usual[0].year) <= 1]
            usual = [d for d in near if d.isoweekday() == point.weekday] or usual
        return usual[0].year if usual else None

    def _year_by_weekday(self, point: Point) -> int | None:
        """The first year, from the latest that the report speaks of, in which the day has its weekday."""
        if self.written is None or not point.weekday or not point.month:
            return None
        years = range(self.written.year, self.written.year + YEARS_AHEAD)
        fit = (y for y in years if periods.exists(y, point.month, point.day))
        return next((y for y in fit if date(y, point.month, point.day).isoweekday() == point.weekday), None)

    def _months(
        self, months: list[int], years: list[int], part: Part | None
    ) -> tuple[Period | None, str | None]:
        first, last = months[0], months[-1]
        year = years[-1] if years else self._year_of(Point(1, last), 0) if self.now else None
        if year is None:
            return None, "/".join(f"XXXX-{month:02}" for month in months)
        begin = years[0] if len(years) > 1 else year - (first > last)
        return periods.through(periods.month(begin, first, part), periods.month(year, last, part)), None

    def _weekdays(self, numbers: list[int], rule: Rule, since: bool) -> Period | None:
        today = self.today()
        if today is None:
            last = self._stated(numbers[-1])
            return periods.span(periods.weekday(numbers[0], last, 0), last) if last else self.now
        if rule.unit == "week":
            monday = periods.shifted(today, rule.n, "week").first
            return periods.span(*(periods.days_after(monday, n - 1) for n in (numbers[0], numbers[-1])))
        if rule.means == "this":
            last = periods.weekday(numbers[-1], periods.days_after(today, 6 if self.ahead else 1), 0)
        elif self.ahead and not rule.n:
            last = periods.weekday(numbers[-1], periods.days_after(today, -1), 1)
        else:
            last = periods.weekday(numbers[-1], today, rule.n)
            # "Tuesday" in a report of Monday: tomorrow, or six days ago? Nobody says
            if not (rule.n or since) and len(numbers) == 1 and (today - last).days == 6:
                return None
        return periods.span(periods.weekday(numbers[0], last, 0), last)

    def _stated(self, weekday: int) -> date | None:
        """A weekday by the days that the report says in full: that day itself, or the nearest one to it."""
        now = self.now
        current = [
            d for d in self.stated if not now or periods.days_after(now.first, -CURRENT) <= d <= now.last
        ]
        near = [periods.weekday(weekday, periods.days_after(d, 3), 0) for d in current]
        return next((d for d in current if d.isoweekday() == weekday), next(iter(near), None))

    def _past(self, rule: Rule, n: int) -> Period | None:
        """From so many units ago until now; the last two days are yesterday and today."""
        today = self.today()
        if today is None or rule.unit is None:
            return self.now
        begin = periods.shifted(today, n, rule.unit).first
        if rule.unit == "day":
            begin = periods.days_after(begin, 1)
        elif rule.unit == "week":
            begin = periods.days_after(today, 7 * n)
        return periods.span(begin, today)

    def _offset(self, rule: Rule, n: int) -> Period | None:
        if rule.unit is None:
            return None
        if rule.context:
            known = self.spoken is not None and self.spoken.precision == "day"
            within = None if self.today() else self.now
            return periods.shifted(self.spoken.last, n, rule.unit) if self.spoken and known else within
        if self.now is None:
            return None
        known = self.today() is not None or rule.unit == "year"
        known = known or (rule.unit == "month" and self.now.precision == "month")
        return periods.shifted(self.now.last, n, rule.unit, rule.part) if known else self.now
