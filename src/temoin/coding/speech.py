"""Who speaks in a sentence? Verbs of saying with their subjects, and *according to X*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from temoin.coding.phrases import Cue, Phrase
from temoin.coding.sayings import Act, Saying
from temoin.coding.subject_before import SubjectBefore
from temoin.coding.subject_behind import SubjectBehind
from temoin.languages import Match

ACTS: dict[Cue, Act] = {"call": "call", "called": "call", "denial": "deny", "denied": "deny"}
# Past participles, which say something only after an auxiliary.
PARTICIPLES: frozenset[Cue] = frozenset({"participle", "uttered", "called", "denied", "quoted"})
# Verbs that say something beside a quotation only: *« Non », souffle-t-il*.
BESIDE_QUOTES: frozenset[Cue] = frozenset({"quotes", "quoted"})
# Verbs that only people can be the subject of: whoever it is, he speaks.
HUMAN: frozenset[Cue] = BESIDE_QUOTES | {"utters", "uttered", "tells"}
# Verbs whose subject always stands before them.
AFTER_SUBJECT: frozenset[Cue] = frozenset({"tells", "observes"})
# How far behind *learned* the source may stand, in words.
LEARNED_WORDS = 10
# How far from its auxiliary a participle may stand, in words.
GROUP_WORDS = 6
_QUOTE = re.compile(r"[\"«»“”]")


class Speech(SubjectBefore, SubjectBehind):
    """A sentence read for who speaks in it."""

    def sayings(self) -> Iterator[Saying]:
        """Everything the sentence gives as somebody's word, in reading order."""
        for match in self.grammar.sayings.find(self.forms):
            if self.end_of("border", match.first) > match.last:
                continue
            if match.entry == "before":
                yield from self._named_after(match.first, match.last)
            elif match.entry == "learned":
                yield from self._learned_from(match)
            else:
                yield from self._subject_of(match)

    def _named_after(self, first: int, last: int) -> Iterator[Saying]:
        if last >= len(self.forms) or self.breaks[last] or self._denied(first):
            return
        if self.end_of("object", last):
            yield Saying(first, last, ())
            return
        if self.end_of("link", last) and not self.end_of("determiner", last):
            last = self.end_of("link", last)
        if self.noun_at(last - 1):  # the noun is part of the cue: *de source policière*
            last -= 1
        phrase = self.phrase_right(last)
        if self.is_source(phrase):
            yield from self._said_by(first, last, phrase)

    def _denied(self, first: int) -> bool:
        """A negation stands shortly before: *n'a pas été confirmé par*."""
        near = range(max(0, first - 3), first)
        if self.start_of("negation", first) is not None:  # *n'a pas pu être vérifié de source*
            return True
        return any(self.end_of("negation", i) and not any(self.breaks[i + 1 : first + 1]) for i in near)

    def _learned_from(self, match: Match[Cue]) -> Iterator[Saying]:
        """*A-t-on appris jeudi auprès du parquet*: the source stands behind a preposition of its own."""
        reach = next((i for i in range(match.last + 1, len(self.forms)) if self.breaks[i]), len(self.forms))
        places = range(match.last, min(match.last + LEARNED_WORDS, reach))
        # *auprès de* before *de*, which may be part of who learned it
        for i in sorted(
            places, key=lambda i: i - self.end_of("from", i) + 1 if self.end_of("from", i) else 0
        ):
            end = self.end_of("from", i)
            noun = self.noun_at(self.skip_determiners(end)) if end else None
            if noun and noun.entry.what != "media":
                yield from self._named_after(match.first, end)
                return
        # *a appris l'AFP*: who learned it is all that is said
        yield from (s for s in self._subject_of(replace(match, entry="participle")) if self.cites(s))

    def _subject_of(self, match: Match[Cue]) -> Iterator[Saying]:
        first = self._group_start(match)
        if first is None:
            return
        last = self._group_end(match.last)
        if self.has("nobody", first, last) or (not self.breaks[first] and self.ends("nobody", first)):
            return
        if match.entry in BESIDE_QUOTES and not self.breaks[first] and not self._opens_quote(last):
            return
        if self.has("pronoun", first, last):
            yield Saying(first, last, ())
            return
        for saying in self._subjects(match.entry, first, last):
            yield replace(saying, act=ACTS.get(match.entry, "tell"))

    def _group_start(self, match: Match[Cue]) -> int | None:
        """The first word of the verb group, or None where the words are no finite verb or are denied."""
        i = self._before_light(match.first)
        if match.entry in PARTICIPLES:
            if not (match.first - i < GROUP_WORDS and i > 0 and self.end_of("auxiliary", i - 1)):
                return None
            i = self._before_light(i - 1)
        elif i > 0 and not self.breaks[i] and self.end_of("auxiliary", i - 1):
            i = self._before_light(i - 1)
        elif self.end_of("determiner", match.first - 1) and not self.end_of("clitic", match.first - 1):
            return None
        if i > 0 and not self.breaks[i] and (self.end_of("being", i - 1) or self.end_of("negation", i - 1)):
            return None
        return i

    def _before_light(self, i: int) -> int:
        """Word `i` moved before the adverbs and pronouns of its verb group."""
        while i > 0 and not self.breaks[i]:
            for cue in ("adverb", "clitic"):
                if (start := self.start_of(cue, i)) is not None:
                    i = start
                    break
            else:
                if not self._inverted_pronoun(i - 1):
                    return i
                i -= 1
        return i

    def _inverted_pronoun(self, i: int) -> bool:
        """Word `i` is a pronoun behind its auxiliary: *a-t-il*, *a-t-on*."""
        return self.gaps[i] == "-" and bool(self.end_of("pronoun", i) or self.end_of("nobody", i))

    def _group_end(self, last: int) -> int:
        """One past the pronoun that a verb may bring behind it: *dit-il*, *affirme-t-elle*."""
        end = last
        while end < len(self.forms) and end < last + 2 and self.gaps[end].strip() in ("-", "‑", "–"):
            end += 1
        return end

    def _opens_quote(self, i: int) -> bool:
        """A quotation begins right before word `i`."""
        return i < len(self.gaps) and bool(_QUOTE.search(self.gaps[i]))

    def _subjects(self, cue: Cue, first: int, last: int) -> list[Saying]:
        """The subject of the verb group from `first` to `last`, wherever it stands."""
        anybody = cue in HUMAN
        chunks = self._chunks_before(first)
        before = cue in AFTER_SUBJECT
        inserts = self.breaks[first] and not before
        closing = self._subject_right(first, last, inverted=True, anybody=anybody) if inserts else []
        if closing and (cue in BESIDE_QUOTES or self._closes(cue, closing[-1])):
            return closing
        if cue in BESIDE_QUOTES and self.breaks[first]:
            return []
        inserted = self.breaks[first] and (
            self.gaps[first].strip() == ")" or self._in_dashes(first, chunks) or self._is_inserted(chunks)
        )
        if (inserted or before) and (left := self._subject_left(first, last, chunks, anybody)):
            return left
        if before:
            return []
        if cue == "accuses" and (left := self._subject_left(first, last, chunks, anybody)):
            return left
        inverted = self.breaks[first] or self.ends("inverts", first)
        return (
            self._subject_right(first, last, inverted, anybody)
            or self._subject_left(first, last, chunks, anybody)
            or [s for s in self._subject_right(first, last, inverted=True) if self.cites(s)]
        )

    def _closes(self, cue: Cue, saying: Saying) -> bool:
        """The clause of saying ends with its subject: *..., a dit un berger.*, *..., reports La Gaceta.*"""
        if not saying.speaker:
            return True
        phrase = saying.speaker[0]
        if self._is_last_name(saying.speaker[-1]):
            return True
        ends = saying.speaker[-1].last
        stands_alone = ends == len(self.forms) or self.breaks[ends]
        return stands_alone and cue != "accuses" and self.is_person(phrase) and self._is_plain(phrase)

    def _is_plain(self, phrase: Phrase) -> bool:
        """Nothing but a name or what a preposition brings in follows the noun: no verb can hide there."""
        head = self.head(phrase)
        if head is None or head.last >= phrase.last:
            return True
        return bool(self.end_of("link", head.last)) or self.capital(head.last)
