"""How many? Numbers in a sentence: digits, words, vague numbers and ranges.

What vague numbers stand for is the table `counts.tsv` of the language.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from temoin.coding.document import Sentence
from temoin.languages import Language, Lexicon
from temoin.languages.lexicon import expand
from temoin.model import Count

_SEPARATORS = " \u00a0\u202f.,'’"
_HYPHENS = "-–"
# A number of this size written without a separator is nearly always a year.
_YEARS = range(1900, 2100)
_MOST = 10**9
# A number and what it may come to stand at most so many words apart.
EVEN_WORDS = 3
# *dix-sept* to *dix-neuf* are made of two words; no language has such a number with less.
_AFTER_TEN = (7, 8, 9)

Use = Literal[
    "unit", "one", "number", "times", "hedge", "from", "between", "to", "and", "rank", "raise", "same", "even"
]


@dataclass(frozen=True, slots=True)
class CountEntry:
    """A phrase and what it does in a number; `high` None is open."""

    phrase: str
    use: Use
    low: int | None = None
    high: int | None = None

    @property
    def value(self) -> int:
        """The number that a unit or a multiplier stands for."""
        return self.low or 0


@dataclass(frozen=True, slots=True)
class Number:
    """Words `first` to `last` (exclusive) of a sentence say this count.

    `article` marks *un*, *a*; `raised` a toll that grew to this (*de 15 à 19*); `noun` a number that is a
    noun (*une dizaine*), after which the verb may be singular; `year` one that may be a year; `hedged` one
    that is not exact (*plus de 12*); `repeated` one said again in brackets (*three (3)*).
    """

    first: int
    last: int
    count: Count
    article: bool = False
    raised: bool = False
    noun: bool = False
    year: bool = False
    hedged: bool = False
    repeated: bool = False

    @property
    def vague(self) -> bool:
        """Whether the count is open, as in *several*."""
        return self.count.high is None


class _Table:
    """The table of a language, by use."""

    def __init__(self, language: Language) -> None:
        entries = language.table("counts", CountEntry)
        self.phrases = Lexicon((e.phrase, e) for e in entries if e.use == "number")
        self.raises = Lexicon((e.phrase, e) for e in entries if e.use == "raise")
        self.same = Lexicon((e.phrase, e) for e in entries if e.use == "same")
        self.even = Lexicon((e.phrase, e) for e in entries if e.use == "even")
        self.hedges = Lexicon((e.phrase, e) for e in entries if e.use == "hedge")
        self._words = {
            use: {words[0]: e.value for e in entries if e.use == use for words in expand(e.phrase)}
            for use in ("unit", "one", "times", "from", "between", "to", "and", "rank")
        }
        self.units = self._words["unit"] | self._words["one"]

    def __getitem__(self, use: Use) -> dict[str, int]:
        return self._words[use]


@cache
def _table(language: Language) -> _Table:
    return _Table(language)


def counting_phrases(language: Language) -> list[CountEntry]:
    """The phrases that stand for a count, with its range: the rule that the program prints."""
    return [e for e in language.table("counts", CountEntry) if e.use == "number"]


def numbers_in(sentence: Sentence, language: Language) -> list[Number]:
    """The numbers of a sentence, left to right, without overlap."""
    reader = _Reader(sentence, _table(language))
    found: list[Number] = []
    i = 0
    while i < len(sentence.words):
        number = reader.rank(i)
        if not number and (number := reader.number(i) or reader.same(i, found)):
            if found and reader.is_even(number, found[-1]):
                found[-1] = _or_even(found[-1], number)
            else:
                found.append(number)
        i = number.last if number else i + 1
    return found


def _or_even(number: Number, most: Number) -> Number:
    high = most.count.high
    if high is not None and high <= number.count.low:
        return number
    return replace(number, count=replace(number.count, high=high))


class _Reader:
    """Reads the number that starts at a word of one sentence."""

    def __init__(self, sentence: Sentence, table: _Table) -> None:
        self._sentence, self._table, self._forms = sentence, table, sentence.forms
        self._raised = {match.last for match in table.raises.find(self._forms)}

    def rank(self, i: int) -> Number | None:
        """The number from word `i` on that is a rank or a name, and no count: *le numéro deux*, *No. 2*."""
        if self._form(i) not in self._table["rank"]:
            return None
        doubtful = self._table.phrases.at(self._forms, i) is not None  # "no 2", but "no one"
        return None if doubtful and not self._form(i + 1).isdecimal() else self._plain(i + 1)

    def same(self, i: int, before: list[Number]) -> Number | None:
        """The number before again: *cinq morts et autant de blessés*."""
        match = self._table.same.at(self._forms, i) if before else None
        return Number(i, match.last, before[-1].count, noun=True) if match else None

    def number(self, i: int) -> Number | None:
        """The number at word `i`, its hedges and its range taken in; None where there is none."""
        start = i
        while (hedge := self._table.hedges.at(self._forms, i)) and hedge.last < len(self._forms):
            i = hedge.last
        number = self._plain(i)
        if not number:
            return self._plain(start) if i > start else self._opened(start)
        number = self._range(number, start)
        raised = number.raised or start in self._raised
        hedged = number.noun or i - start > 1
        number = replace(number, first=start, raised=raised, hedged=hedged)
        last = self._repeated(number)
        return replace(number, last=last, repeated=True) if last > number.last else number

    def _repeated(self, number: Number) -> int:
        """The end of a number that is said again in brackets: *three (3) soldiers*, *cinq (05) civils*."""
        i = number.last
        if i >= len(self._forms) or self._gap(i).strip() not in ("(", "["):
            return i
        again = self._plain(i)
        closed = again and again.last < len(self._forms) and self._gap(again.last).strip() in (")", "]")
        return again.last if again and closed and again.count == number.count else i

    def is_even(self, number: Number, before: Number) -> bool:
        """Whether a number only says what the one before it may come to: *100 morts, voire des centaines*."""
        apart = range(before.last, min(before.last + EVEN_WORDS, number.first))
        matches = (self._table.even.at(self._forms, i) for i in apart)
        return any(m and m.last == number.first for m in matches)

    def _form(self, i: int) -> str:
        return self._forms[i] if 0 <= i < len(self._forms) else ""

    def _gap(self, i: int) -> str:
        """What stands between word `i - 1` and word `i`."""
        s = self._sentence
        return s.text[s.words[i - 1].end - s.start : s.words[i].start - s.start]

    def _opened(self, i: int) -> Number | None:
        """*entre 10 et 15*"""
        if self._form(i) not in self._table["between"]:
            return None
        low = self._plain(i + 1)
        if not low or self._form(low.last) not in self._table["and"]:
            return None
        return self._joined(i, low, low.last + 1, raised=False)

    def _range(self, low: Number, start: int) -> Number:
        """*10 à 15*, *10-15*, *de 15 à 19*; the number itself where nothing follows."""
        nothing_between = low.last < len(self._forms) and self._gap(low.last).strip() in _HYPHENS
        opens = start < 2 or self._gap(start - 1).strip() != ""  # "de 10 à 15 soldats" is a range
        raised = self._form(start - 1) in self._table["from"] and not opens
        if self._form(low.last) in self._table["to"]:
            return self._joined(low.first, low, low.last + 1, raised) or low
        if nothing_between and self._gap(low.last).strip():
            return self._joined(low.first, low, low.last, raised=False) or low
        return low

    def _joined(self, first: int, low: Number, i: int, raised: bool) -> Number | None:
        high = self._plain(i)
        if not high or low.vague or high.vague or high.count.low <= low.count.low:
            return None
        bottom = high.count.low if raised else low.count.low
        return Number(first, high.last, Count(bottom, high.count.best, high.count.high), raised=raised)

    def _plain(self, i: int) -> Number | None:
        if i >= len(self._forms):
            return None
        phrase = self._table.phrases.at(self._forms, i)
        if phrase:
            entry = phrase.entry
            count = Count(entry.value, entry.value, entry.high)
            return Number(i, phrase.last, count, noun=phrase.last - i > 1)
        return self._digits(i) if self._forms[i][0].isdecimal() else self._spelled(i)

    def _digits(self, i: int) -> Number | None:
        word = self._sentence.words[i].text
        if not word.isdecimal() or len(word) > 9:
            return None
        value, last = int(word), i + 1
        while last < len(self._forms) and len(word) <= 3 and self._is_group_of_three(last):
            value, last = value * 1000 + int(self._forms[last]), last + 1
        if self._is_broken(i) or self._is_broken(last):
            return None
        year = last == i + 1 and value in _YEARS
        while (times := self._value(last)) and times >= 12:
            value, last = value * times, last + 1
        return None if value > _MOST else Number(i, last, Count(value, value, value), year=year)

    def _is_broken(self, i: int) -> bool:
        """Whether digits go on at word `i` as in a decimal, an hour or a date."""
        if not 0 < i < len(self._forms) or self._gap(i) not in (".", ",", ":", "/"):
            return False
        return self._forms[i].isdecimal() and self._forms[i - 1].isdecimal()

    def _is_group_of_three(self, i: int) -> bool:
        gap = self._gap(i)
        return (
            len(gap) == 1 and gap in _SEPARATORS and len(self._forms[i]) == 3 and self._forms[i].isdecimal()
        )

    def _value(self, i: int) -> int:
        """What a word multiplies digits by: *2 millions*, *3 dozen*."""
        word = self._form(i)
        value = self._table.units.get(word, 0)
        return value if value >= 1000 else self._table["times"].get(word, 0)

    def _spelled(self, i: int) -> Number | None:
        total, part, last = 0, 0, i
        while last < len(self._forms):
            step = 2 if last > i and self._form(last) in self._table["and"] else 1
            word = self._form(last + step - 1)
            value = self._table.units.get(word) or (self._table["times"].get(word, 0) if last > i else 0)
            if not value or (last > i and self._gap(last).strip() not in ("", *_HYPHENS)):
                break
            if value >= 1000:
                total, part = total + max(part, 1) * value, 0
            elif value in (12, 100) and 0 < part < 20 and (word in self._table["times"] or value == 100):
                part *= value
            elif (part, value) == (4, 20) and step == 1:
                part = 80
            elif not part or _continues(part, value):
                part += value
            else:
                break
            last += step
        value = total + part
        if not value or value > _MOST:  # no number, or one that counts no people
            return None
        return Number(i, last, Count(value, value, value), article=self._is_one(i, last))

    def _is_one(self, first: int, last: int) -> bool:
        return last == first + 1 and self._form(first) in self._table["one"]


def _continues(part: int, value: int) -> bool:
    """Whether `value` can follow `part` within one number: *vingt deux*, *soixante douze*, *dix huit*."""
    if part % 100 == 0:
        return value < 100
    if part % 100 in (60, 80):
        return value < 20
    if part % 100 == 10:
        return value in _AFTER_TEN
    return part % 10 == 0 and part % 100 >= 20 and value < 10
