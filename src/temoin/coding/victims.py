"""Which words of a sentence name people who may be victims, and how many do they say?

Works on words alone: a number with the noun it counts, a single known person, several without a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from temoin.coding.counts import Number, numbers_in
from temoin.coding.document import Sentence
from temoin.knowledge.parties import names
from temoin.languages import Language, Lexicon, words
from temoin.model import Count, Kind

# Between a number and the noun that it counts stand at most this many words (trois jeunes femmes).
NOUN_WORDS = 4
# Groups of people that are one subject or object stand at most so many words apart.
LINK_WORDS = 5
# Two with a number of their own may: *quatre rebelles de la Nouvelle Armée du peuple et un sergent*.
NUMBERED_LINK_WORDS = 10

SEVERAL = Count(2, 2, None)
ONE = Count(1, 1, 1)

Use = Literal[
    "passive",
    "have",
    "singular",
    "plural",
    "adverb",
    "not",
    "and",
    "or",
    "part",
    "them",
    "among",
    "age",
    "other",
    "of",
    "along",
    "date",
    "pronoun",
    "object",
    "thereof",
    "purpose",
    "intent",
    "many",
    "definite",
    "definites",
    "preposition",
    "agent",
    "clause",
    "feared",
    "possible",
    "denial",
    "recall",
]
EffectUse = Literal["before", "noun", "after", "nominal", "participle", "inside", "toll", "claim", "none"]


@dataclass(frozen=True, slots=True)
class VictimEntry:
    """A noun for victims in the singular and the plural; `thing` is what no one counts as a victim."""

    many: str = ""
    one: str = ""
    kind: Kind | None = None
    thing: bool = False


@dataclass(frozen=True, slots=True)
class SmallWord:
    """A small word and what it does around a count of victims."""

    phrase: str
    use: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class EffectEntry:
    """A phrase that says what was done to people, and where its victims stand (`harm.tsv`).

    `taken` says only that they were led away; `nothing` is a phrase that holds an effect's word and is none.
    """

    phrase: str
    effect: Literal[
        "killed",
        "injured",
        "abducted",
        "taken",
        "missing",
        "displaced",
        "arrested",
        "released",
        "casualties",
        "collateral",
        "nothing",
    ]
    use: EffectUse
    number: Literal["one", "many"] | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True)
class EffectMention:
    """Words `first` to `last` (exclusive) say an effect."""

    first: int
    last: int
    entry: EffectEntry


@dataclass(frozen=True, slots=True)
class Group:
    """People named by words `first` to `last` (exclusive), and how many.

    `numbered` where a number says so; `known` where the noun is in the table of victims; not `people` where
    it is one of the things there; `noun_number` where the number is a noun (*une dizaine*); `bare` where no
    small word goes before the noun; `part` where they are some of those before.
    """

    first: int
    last: int
    count: Count
    kind: Kind | None = None
    people: bool = True
    known: bool = False
    numbered: bool = False
    noun_number: bool = False
    other: bool = False
    raised: bool = False
    hedged: bool = False
    bare: bool = False
    part: bool = False

    @property
    def vague(self) -> bool:
        """Whether the number is open."""
        return self.count.high is None


class _Tables:
    def __init__(self, language: Language) -> None:
        victims = language.table("harm_victims", VictimEntry)
        self.nouns: Lexicon[tuple[bool, VictimEntry]] = Lexicon(
            [(v.one, (False, v)) for v in victims if v.one] + [(v.many, (True, v)) for v in victims if v.many]
        )
        self.small = Lexicon((w.phrase, w) for w in language.table("harm_words", SmallWord))
        self.effects = Lexicon((e.phrase, e) for e in language.table("harm", EffectEntry))


@cache
def _tables(language: Language) -> _Tables:
    return _Tables(language)


def names_civilians(name: str, language: Language) -> bool:
    """Whether a party's name says that they are civilians: *passengers*, but not *people*."""
    forms = [w.form for w in words(name)]
    return any(m.entry[1].kind == "civilians" for m in _tables(language).nouns.find(forms))


_NO_USES: frozenset[Use] = frozenset()
# what may stand between words without parting them
_SILENT = " \t\u00a0\u202f'’\"«»“”"
_HYPHENS = ("-", "‐", "‑")


def _named(sentence: Sentence) -> dict[range, Kind]:
    """The words that name parties, and their kind: the *libération* of a movement's name frees nobody."""
    return {
        range(match.first, match.last): match.entry[0].party.kind
        for match in names().find(sentence.forms)
        if any(name.written_in(tuple(sentence.words[match.first : match.last])) for name in match.entry)
    }


class Scan:
    """A sentence with its small words, effects, numbers and groups of people found."""

    def __init__(self, sentence: Sentence, language: Language) -> None:
        tables = _tables(language)
        self.sentence = sentence
        self.forms = sentence.forms
        self.size = len(self.forms)
        effects = [EffectMention(m.first, m.last, m.entry) for m in tables.effects.find(self.forms)]
        effects = [e for e in effects if e.entry.effect != "nothing"]
        named = _named(sentence) if effects else {}
        numbers = numbers_in(sentence, language) if effects else []
        counted = {n.first for n in numbers}
        self.effects = [
            e
            for e in effects
            if not any(e.first in words for words in named)
            and (e.entry.use != "claim" or e.last in counted or e.last + 1 in counted)
        ]
        if not self.effects:
            return
        self._uses: list[frozenset[Use]] = [_NO_USES] * self.size
        for match in tables.small.find(self.forms):
            for i in range(match.first, match.last):
                self._uses[i] = frozenset(match.entry.use)
        self._effect_words = {
            i
            for e in self.effects
            for i in ((e.first, e.last - 1) if e.entry.use == "inside" else range(e.first, e.last))
        }
        self._nouns = {
            m.first: (m.last, *m.entry)
            for m in tables.nouns.find(self.forms)
            if m.first not in self._effect_words
        }
        after = {n.last for n in numbers if not n.article}
        for name, kind in named.items():  # treize Mobondo
            if name.start in after and name.start not in self._nouns:
                self._nouns[name.start] = name.stop, True, VictimEntry(kind=kind)
        self.groups = self._groups(numbers)

    def uses(self, i: int) -> frozenset[Use]:
        """What the word at `i` may do; nothing outside the sentence."""
        return self._uses[i] if 0 <= i < self.size else _NO_USES

    @property
    def recalls(self) -> bool:
        """Whether the sentence speaks of an earlier time than the report's event."""
        return any("recall" in uses for uses in self._uses)

    def has(self, i: int, *uses: Use) -> bool:
        """Whether the word at `i` may do one of these."""
        return any(use in self.uses(i) for use in uses)

    def is_effect(self, i: int) -> bool:
        """Whether the word at `i` is part of an effect."""
        return i in self._effect_words

    def gap(self, i: int) -> str:
        """The punctuation between word `i - 1` and word `i`."""
        if not 0 < i < self.size:
            return ""
        s = self.sentence
        raw = s.text[s.words[i - 1].end - s.start : s.words[i].start - s.start]
        return "" if raw in _HYPHENS else raw.strip(_SILENT)

    def unbroken(self, first: int, last: int) -> bool:
        """Whether no punctuation stands between word `first` and the words up to `last` (inclusive)."""
        return not any(self.gap(i) for i in range(first + 1, min(last, self.size - 1) + 1))

    def capital(self, i: int) -> bool:
        """Whether the word at `i` starts with a capital."""
        return 0 <= i < self.size and self.sentence.words[i].text[0].isupper()

    def _groups(self, numbers: Sequence[Number]) -> list[Group]:
        found = [self._numbered(n) for n in numbers if not self._is_date(n)]
        taken = {i for g in found if g for i in range(g.first, g.last)}
        groups = [g for g in found if g]
        for first, (last, many, entry) in self._nouns.items():
            if first not in taken:
                groups.append(self._unnumbered(first, last, many, entry))
        groups.sort(key=lambda g: g.first)
        marked: list[Group] = []
        for group in groups:
            marked.append(replace(group, part=self._is_part(group, marked[-1] if marked else None)))
        return marked

    def _is_part(self, group: Group, previous: Group | None) -> bool:
        """Whether these are some of those before them: *dont trois enfants*, *(un Suisse et un Turc)*."""
        if group.part or self.has(group.first - 1, "part") or self.gap(group.first) in ("(", "["):
            return True
        close = previous and previous.part and group.first - previous.last <= 2
        return bool(close) and self.has(group.first - 1, "and")

    def _is_date(self, number: Number) -> bool:
        """Whether the number belongs to a date, an hour or an age: *le 12 juin*, *a woman of 68*."""
        if number.article:
            return False
        ends = {end for end, many, _ in self._nouns.values() if not many}
        if self.has(number.first - 1, "age") or (
            self.has(number.first - 1, "of") and number.first - 1 in ends
        ):
            return not number.noun and number.last not in self._nouns
        before = (
            self.has(number.first - 1, "date")
            and self.capital(number.first - 1)
            and not self.gap(number.first)
        )
        return before or self.has(number.last, "date") or self.has(number.first - 1, "definite")

    def _numbered(self, number: Number) -> Group | None:
        """The number with the noun it counts."""
        if self.has(number.last, "them") and not self.gap(number.last):
            return self._of_them(number)
        other = False
        i = number.last
        for i in range(number.last, min(number.last + NOUN_WORDS, self.size)):
            if self.gap(i) or self.is_effect(i):
                break
            if self.has(i, "other"):
                other = True
            if i in self._nouns:
                last, kind, people = self._head(i)
                return Group(
                    number.first,
                    last,
                    number.count,
                    kind,
                    people,
                    known=True,
                    numbered=not number.article,
                    noun_number=number.noun,
                    other=other or self.has(i, "other"),
                    raised=number.raised,
                    hedged=number.hedged,
                )
            if self.has(i, "preposition", "clause", "passive", "have", "and", "part", "not"):
                break
            if self.has(i, "definite", "definites") and not self.has(i - 1, "of"):
                break
        if number.year or (number.article and not self.is_effect(number.last)):
            return None
        last = number.last + other
        if self.has(last, "of") and self.is_effect(last + 1):  # une dizaine de blessés
            last += 1
        return Group(
            number.first,
            last,
            number.count,
            numbered=not number.article,
            noun_number=number.noun,
            other=other,
            raised=number.raised,
            hedged=number.hedged,
        )

    def _of_them(self, number: Number) -> Group:
        """*five of them*, who are people named before; some of these where a noun follows: *… children*."""
        last = number.last
        while self.has(last, "them"):
            last += 1
        part, kind, people = self.has(number.last, "part"), None, True
        if last in self._nouns and not self.gap(last):
            last, kind, people = self._head(last)
            part = True
        return Group(
            number.first,
            last,
            number.count,
            kind,
            people,
            known=True,
            numbered=True,
            hedged=number.hedged,
            part=part,
        )

    def _head(self, i: int) -> tuple[int, Kind | None, bool]:
        """The end and the kind of the nouns that stand together from `i` on, and whether they are people."""
        last, _, entry = self._nouns[i]
        kind, people = entry.kind, not entry.thing
        while last in self._nouns and not self.gap(last):
            last, _, entry = self._nouns[last]
            kind, people = kind or entry.kind, people and not entry.thing
        return last, kind, people

    def _unnumbered(self, first: int, last: int, many: bool, entry: VictimEntry) -> Group:
        start = first
        while (
            start > 0
            and not self.gap(start)
            and self.has(start - 1, "definite", "definites", "many", "other")
        ):
            start -= 1
        many = many or self.has(start, "many", "definites")
        return Group(
            start,
            last,
            SEVERAL if many else ONE,
            entry.kind,
            not entry.thing,
            known=True,
            other=self.has(first - 1, "other") or self.has(first, "other"),
            bare=start == first,
        )

    def joined(self, left: Group, right: Group) -> bool:
        """Whether two groups are one subject or object: *un civil et trois soldats*."""
        between = range(left.last, right.first - self._repeats(left, right))
        counted = left.numbered and self._counted(right)
        if len(between) > (NUMBERED_LINK_WORDS if counted else LINK_WORDS) or any(
            self.is_effect(i) for i in between
        ):
            return False
        if any(self.has(i, "preposition", "clause", "passive", "have") for i in between):
            return False
        listed = right.numbered and (left.numbered or right.other)
        return self.has(between.stop - 1, "and") or (self.gap(between.stop) == "," and listed)

    def _counted(self, group: Group) -> bool:
        """Whether a number or an article stands before the noun."""
        return group.numbered or (group.count == ONE and not self.has(group.first, "definite"))

    def _repeats(self, left: Group, right: Group) -> bool:
        """Whether the word before the left group is also before the right: *à deux femmes et à un bébé*."""
        before = right.first - 1
        if before < left.last or left.first == 0 or not self.has(before, "of", "preposition"):
            return False
        same = self.forms[before] == self.forms[left.first - 1]
        return same or (self.has(before, "of") and self.has(left.first - 1, "of"))


def merged(chain: list[Group]) -> list[Group]:
    """The groups with one number between them made one: *seize policiers et gendarmes* are sixteen in all."""
    found: list[Group] = []
    for group in chain:
        if found and group.bare and group.count == SEVERAL and found[-1].count.low > 1:
            left = found.pop()
            group = replace(left, last=group.last, kind=left.kind if left.kind == group.kind else None)
        found.append(group)
    return found
