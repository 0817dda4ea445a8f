"""When did it happen?

Of all the words that say when, those said of the event: near the words that tell of it, not with a verb of
saying, not with another event, not long past. Words alone decide; nothing is parsed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from temoin.coding.content import triggers_in
from temoin.coding.dates import TimeExpression, expressions
from temoin.coding.document import Document, Sentence
from temoin.coding.draft import Draft
from temoin.coding.scene import with_scene
from temoin.coding.timewords import settings
from temoin.languages import Language, Lexicon
from temoin.model import Date

# distances count the words between; a mark that ends a clause counts for several
CLAUSE = 5
CLAUSE_MARKS = ",;:()–—«»“”"
# further than any distance that counts
FREE = 99
# past this a verb of saying draws no date to itself
REACH = 6
# within this a date is taken to be that of another event
NEAR = 3
# what is long past must stand within this to be more than recalled
TOUCH = 5
# past this it no longer matters how far it is
APART = 15
# a date after no more words than this opens its sentence
OPENING = 2
# how many sentences before an event the day it happened may have been said
BACK = 20
# how many sentences after it, a title left out
AHEAD = 1

# what is done at once: who is held since Monday was arrested on Monday
AT_ONCE = ("Arrests", "Abduction/forced disappearance", "Agreement", "Suicide bomb")

Words = tuple[int, int]  # from one word of a sentence to another, exclusive


def date_of(document: Document, draft: Draft) -> Date | None:
    """The date said of the event, or None where none is said."""
    draft = with_scene(document, draft)
    views = [_View(document, draft, i) for i in draft.sentences]
    told = {e: v for v in views for e in v.told()}
    news = [e for e, v in told.items() if draft.background or not v.is_recalled(e)]
    if news:
        return _date(_narrowest(max(news, key=lambda e: told[e].fitness(e)), list(told)), draft)
    before = _spoken_of(document, draft)
    return _date(before, draft) if before else None


def _spoken_of(document: Document, draft: Draft) -> TimeExpression | None:
    """The day a report speaks of as it tells of the event: the last one said before, else the next."""
    if draft.background or draft.status == "planned" or not draft.sentences:
        return None
    first = draft.sentences[0]
    back = BACK if document.report.published else 1
    places = [*range(first - 1, first - 1 - back, -1)]
    places += [own - 1 for own in draft.sentences[1:]]
    places += range(first + 1, first + 1 + AHEAD + document.sentences[first].title)
    for index in places:
        if 0 <= index < len(document.sentences) and index not in draft.sentences:
            told = [e for e in _View(document, draft, index).told(of_any=True) if _is_current_day(e)]
            if told:
                return told[-1] if index < first else told[0]
    return None


def _is_current_day(e: TimeExpression) -> bool:
    broad = e.exact and e.period is not None and e.period.precision in ("week", "month", "year")
    return e.period is not None and not (broad or e.far or e.since)


def _narrowest(best: TimeExpression, told: list[TimeExpression]) -> TimeExpression:
    """The day within the month or the week that was said first, where the report comes to it."""
    whole = best.period
    if whole is None or whole.precision == "day":
        return best
    within = [
        (e.period.last - e.period.first, e.sentence, e.first, e)
        for e in told
        if e.period and whole.first <= e.period.first and e.period.last <= whole.last
    ]
    return min(within)[-1]


@dataclass(frozen=True, slots=True)
class _Saying:
    """Words that say that something is said or published, and words that part a date from them."""

    phrases: Lexicon[None]
    content: frozenset[str]
    announced: frozenset[str]


@cache
def _saying(language: Language) -> _Saying:
    data = settings(language)
    phrases = Lexicon((phrase, None) for phrase in data["said"])
    return _Saying(phrases, frozenset(data["content"]), frozenset(data["announced"]))


class _View:
    """A sentence as seen from an event."""

    def __init__(self, document: Document, draft: Draft, index: int) -> None:
        self.document, self.draft, self.index = document, draft, index
        self.sentence: Sentence = document.sentences[index]
        self.planned = draft.status == "planned"
        self.telling = self._words((t.start, t.end) for t in draft.triggers if t.sentence == index)
        # those of the very type tell best where it is
        best = [t for t in draft.triggers if t.type == draft.type] or draft.triggers
        self.best = self._words((t.start, t.end) for t in best if t.sentence == index)

    def told(self, of_any: bool = False) -> list[TimeExpression]:
        """The expressions that may say when the event was; `of_any`: when any event was."""
        found = expressions(self.document, self.index, self.planned)
        if not found:
            return []
        said = self._said(found)
        other = [] if of_any else self._other(found)
        return [
            e
            for e in found
            if e not in said
            and not (e.limit or e.dateline or (e.before if self.planned else e.after))
            and not (self._nearest(e, other) <= min(NEAR, self._nearest(e, self.telling) - 1))
        ]

    def fitness(self, e: TimeExpression) -> float:
        """How well an expression fits the event: the nearer to its triggers, the earlier told, the better."""
        value = -0.3 * min(self._nearest(e, self.best), APART) - 0.75 * self.draft.sentences.index(self.index)
        value -= 8 * (e.far and not self.draft.background) + 3 * e.since
        return value - 2 * (e.period is not None and e.period.precision in ("week", "month", "year"))

    def is_recalled(self, e: TimeExpression) -> bool:
        """Whether it is long past, and neither opens its sentence nor stands right by what tells of it."""
        if e.period and e.period.precision == "year" and (e.far or not self.document.report.published):
            return not self.sentence.title
        if not e.far:
            return False
        return not self._opens(e) and self._nearest(e, self.telling) > TOUCH

    def _other(self, found: tuple[TimeExpression, ...]) -> list[Words]:
        """The words that tell of another event: "freed the pupils abducted in March", but not "March"."""
        triggers = self._words((t.start, t.end) for t in triggers_in(self.document, self.index))
        taken = [*self.telling, *((e.first, e.last) for e in found)]
        return [(a, b) for a, b in triggers if not any(a < last and first < b for first, last in taken)]

    def _said(self, found: tuple[TimeExpression, ...]) -> list[TimeExpression]:
        """The expressions of when it was said: each verb of saying may claim the one nearest to it."""
        said = []
        saying = _saying(self.document.language)
        for match in saying.phrases.find(self.sentence.forms):
            verb = (match.first, match.last)
            pulled = [(self._pull(e, verb, saying), e.first, e) for e in found]
            distance, _, e = min(pulled)
            if distance > REACH:
                continue
            if self._opens(e):
                claimed = not any(e.last <= w[0] < verb[0] for w in self.telling)
            else:
                claimed = distance < self._nearest(e, self.telling)
            if claimed:
                said.append(e)
        return said

    def _pull(self, e: TimeExpression, verb: Words, saying: _Saying) -> int:
        """How far a verb of saying is from a date that it may claim."""
        if e.last <= verb[0]:
            if self._opens(e):
                return verb[0] - e.last
            # "... on Tuesday, said residents"; "arrested on Tuesday the mayor said"
            if "," in self._between(e.last, verb[0]) or self._follows(e):
                return FREE
            return self._distance(e, verb)
        if e.first < verb[1]:
            return FREE
        between = self.sentence.forms[verb[1] : e.first]
        if not between:  # "a annoncé, mercredi, le ministère"
            return 0
        if (
            not saying.content.isdisjoint(between) or between[-1] in saying.announced
        ):  # "said that on Tuesday ..."
            return FREE
        return self._distance(e, verb)

    def _follows(self, e: TimeExpression) -> bool:
        """Whether nothing parts it from what tells of the event before it."""
        last = max((w[1] for w in self.telling if w[1] <= e.first), default=None)
        return last is not None and not any(m in self._between(last, e.first) for m in CLAUSE_MARKS)

    def _opens(self, e: TimeExpression) -> bool:
        return e.first <= OPENING

    def _nearest(self, e: TimeExpression, words: list[Words]) -> int:
        return min((self._distance(e, w) for w in words), default=FREE)

    def _distance(self, e: TimeExpression, other: Words) -> int:
        low, high = (other[1], e.first) if other[1] <= e.first else (e.last, other[0])
        if low >= high:
            return 0
        between = self._between(low, high)
        return high - low + CLAUSE * sum(between.count(mark) for mark in CLAUSE_MARKS)

    def _between(self, low: int, high: int) -> str:
        """The text between the end of the word before `low` and the word at `high`."""
        return self.document.text[self.sentence.words[low - 1].end : self.sentence.words[high].start]

    def _words(self, positions: Iterable[Words]) -> list[Words]:
        """Positions in the text as positions of words of the sentence."""
        starts = [w.start for w in self.sentence.words]
        return [(bisect_left(starts, start), bisect_left(starts, end)) for start, end in positions]


def _date(said: TimeExpression, draft: Draft) -> Date | None:
    p = said.began if draft.type in AT_ONCE else said.period
    if p:
        return Date(p.first.isoformat(), p.last.isoformat(), p.edtf, p.precision, said.span)
    if said.edtf:
        return Date(None, None, said.edtf, "unknown_year", said.span)
    return None
