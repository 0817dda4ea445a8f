"""A sentence with the words that tell of harm marked in it."""

from __future__ import annotations

from dataclasses import dataclass

from temoin.coding.counts import numbers_in
from temoin.coding.document import Sentence
from temoin.coding.harmwords import EffectEntry, Use, VictimEntry, harm_words
from temoin.knowledge.parties import names
from temoin.languages import Language
from temoin.model import Kind


@dataclass(frozen=True, slots=True)
class EffectMention:
    """Words `first` to `last` (exclusive) say an effect."""

    first: int
    last: int
    entry: EffectEntry


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


class Marks:
    """A sentence with its small words, its effects, and its numbers and nouns where it has any effect."""

    def __init__(self, sentence: Sentence, language: Language) -> None:
        tables = harm_words(language)
        self.sentence = sentence
        self.forms = sentence.forms
        self.size = len(self.forms)
        self._closed: set[int] = set()
        effects = [EffectMention(m.first, m.last, m.entry) for m in tables.effects.find(self.forms)]
        self.effects = [e for e in effects if e.entry.effect != "nothing"]
        if not self.effects:
            return
        self._uses: list[frozenset[Use]] = [_NO_USES] * self.size
        for match in tables.small.find(self.forms):
            for i in range(match.first, match.last):
                self._uses[i] = frozenset(match.entry.use)
        named, self.numbers = _named(sentence), numbers_in(sentence, language)
        self._closed = {n.last for n in self.numbers if n.repeated}
        self.counted = {n.first for n in self.numbers}
        ended = {n.last for n in self.numbers}
        self.effects = [
            e
            for e in self.effects
            if not any(e.first in words for words in named)
            and (e.entry.use not in ("tally", "claim") or {e.last, e.last + 1} & self.counted)
            and (e.entry.use == "members" or not self._is_them(e, ended))
        ]
        if any(e.entry.use not in ("members", "all") for e in self.effects):
            self.effects = [e for e in self.effects if e.entry.use not in ("members", "all")]
        self._effect_words = {
            i
            for e in self.effects
            for i in ((e.first, e.last - 1) if e.entry.use == "inside" else range(e.first, e.last))
        }
        self.nouns = {
            m.first: (m.last, *m.entry)
            for m in tables.nouns.find(self.forms)
            if m.first not in self._effect_words
            and not (m.entry[1].kind == "civilians" and any(m.first in w and len(w) > 1 for w in named))
        }
        after = {n.last for n in self.numbers if not n.article}
        for name, kind in named.items():  # treize Mobondo
            if name.start in after and name.start not in self.nouns:
                self.nouns[name.start] = name.stop, True, VictimEntry(kind=kind)

    def _is_them(self, effect: EffectMention, ended: set[int]) -> bool:
        """Whether an effect only names people told of before: *trois des blessés*."""
        first = effect.first
        while self.has(first, "them") and first not in ended:
            first -= 1
        return self.has(first, "them") and first in ended

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
        """The punctuation between word `i - 1` and word `i`; the bracket that closes a number is none."""
        if not 0 < i < self.size or i in self._closed:
            return ""
        s = self.sentence
        raw = s.text[s.words[i - 1].end - s.start : s.words[i].start - s.start]
        return "" if raw in _HYPHENS else raw.strip(_SILENT)

    def unbroken(self, first: int, last: int) -> bool:
        """Whether no punctuation stands between word `first` and the words up to `last` (inclusive)."""
        return not any(self.gap(i) for i in range(first + 1, min(last, self.size - 1) + 1))

    def hyphened(self, i: int) -> bool:
        """Whether a hyphen joins word `i` to the next."""
        if not 0 <= i < self.size - 1:
            return False
        s = self.sentence
        return s.text[s.words[i].end - s.start : s.words[i + 1].start - s.start] in _HYPHENS

    def capital(self, i: int) -> bool:
        """Whether the word at `i` starts with a capital."""
        return 0 <= i < self.size and self.sentence.words[i].text[0].isupper()
