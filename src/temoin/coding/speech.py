"""Who speaks in a sentence? Verbs of saying with their subjects, and *according to X*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from temoin.coding.phrases import Cue, Phrase, Reading
from temoin.languages import Match

# What is done by saying: telling that it happened, denying it, or calling for it.
Act = Literal["tell", "deny", "call"]
ACTS: dict[Cue, Act] = {"call": "call", "called": "call", "denial": "deny", "denied": "deny"}
# Past participles, which say something only after an auxiliary.
PARTICIPLES: frozenset[Cue] = frozenset({"participle", "uttered", "called", "denied", "quoted"})
# Verbs that say something beside a quotation only: *« Non », souffle-t-il*.
BESIDE_QUOTES: frozenset[Cue] = frozenset({"quotes", "quoted"})
# Verbs that only people can be the subject of: whoever it is, he speaks.
HUMAN: frozenset[Cue] = BESIDE_QUOTES | {"utters", "uttered", "tells"}
# Verbs whose subject always stands before them.
AFTER_SUBJECT: frozenset[Cue] = frozenset({"tells", "observes"})
# A subject longer than this, before its verb and parted from it, is a clause that was read wrongly.
LONGEST_SUBJECT = 9
# How far behind *learned* the source may stand, in words.
LEARNED_WORDS = 10
_DASH = re.compile(r"-{2}|\s-|[–—]")
_QUOTE = re.compile(r"[\"«»“”]")
# How far from its auxiliary a participle may stand, in words.
GROUP_WORDS = 6


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody says something: the words of saying, and who, in one phrase or more (function and name).

    No phrases: a pronoun stands for whoever spoke last.
    """

    first: int
    last: int
    speaker: tuple[Phrase, ...]
    act: Act = "tell"


class Speech(Reading):
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

    def _said_by(self, first: int, last: int, phrase: Phrase) -> Iterator[Saying]:
        if phrase.first >= phrase.last:
            return
        *others, final = self.parts(phrase)
        for other in others:
            yield Saying(first, last, (other,))
        more = self.apposition(final)
        yield Saying(first, last, (final, more) if more else (final,))

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

    def cites(self, saying: Saying) -> bool:
        """A paper, an agency or a station tells it: *reported by the Guardian*, *reports La Gaceta.*"""
        if not saying.speaker:
            return False
        phrase = saying.speaker[-1]
        head = self.head(phrase)
        media = head is not None and head.entry.what == "media"
        return media or (phrase.first >= saying.last and self._is_last_name(phrase))

    def _is_last_name(self, phrase: Phrase) -> bool:
        """The phrase is a name that ends the sentence: *..., reports La Gaceta.*"""
        return phrase.last == len(self.forms) and self.is_name(phrase)

    def _is_inserted(self, chunks: list[Phrase]) -> bool:
        """The last stretch between commas only adds to the noun phrase before it, which is the subject."""
        if len(chunks) < 2:
            return False
        near, far = chunks[0], self._last_clause(chunks[1])
        if not self._is_subject(far):
            return False
        if any(self.end_of(cue, near.first) for cue in ("relative", "before", "aside", "border")):
            return chunks[1].first == 0 or len(chunks) > 2
        phrase = Phrase(self.skip_determiners(near.first), near.last)
        return self.completes(far, phrase) or self.completes(phrase, far)

    def _is_subject(self, phrase: Phrase, anybody: bool = False) -> bool:
        """The phrase names a source and is short enough, names apart, to hold no verb."""
        plain = sum(not self.words[i].text[0].isupper() for i in range(phrase.first, phrase.last))
        return plain <= LONGEST_SUBJECT and self._can_speak(phrase, anybody)

    def _chunks_before(self, first: int) -> list[Phrase]:
        """The stretches without punctuation before a word, the nearest first, those in brackets left out."""
        chunks: list[Phrase] = []
        while first > 0 and len(chunks) < 4:
            start = self._chunk_start(first)
            if "(" not in self.gaps[start]:
                chunks.append(Phrase(start, first))
            if ":" in self.gaps[start]:
                break
            first = start
        return chunks

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

    def _subject_right(self, first: int, last: int, inverted: bool, anybody: bool = False) -> list[Saying]:
        """The subject after its verb: *..., a annoncé mardi à l'AFP le porte-parole*."""
        i = self._skip_asides(last)
        if not inverted or i >= len(self.forms) or self.end_of("border", i):
            return []
        pronoun = self.end_of("pronoun", i)
        if pronoun > i + 1 and not self.breaks[i] and not self._goes_on(Phrase(i, pronoun), strict=False):
            return [Saying(first, last, ())]
        parted = self.breaks[i] and self.gaps[i].strip() != ")"
        if parted and (i == last or not self.breaks[last]):
            return []
        phrase = self.phrase_right(i)
        for j in range(phrase.first, min(phrase.last, phrase.first + 3)):
            if self.forms[j].isdigit() and not (j > phrase.first and self.capital(j - 1)):
                return []  # a number of victims, not a name like *France 24*
        if self._goes_on(phrase, anybody and not self.is_source(phrase)):
            return []
        return list(self._said_by(first, last, phrase)) if self._can_speak(phrase, anybody) else []

    def _goes_on(self, phrase: Phrase, strict: bool) -> bool:
        """A verb follows the phrase, which is what is said, not who says it: *said a man had called*.

        `strict`: anything that follows without a comma may be that verb.
        """
        i = phrase.last
        if i >= len(self.forms) or self.breaks[i]:
            return False
        return strict or bool(self.end_of("auxiliary", i) or self.end_of("being", i))

    def _can_speak(self, phrase: Phrase, anybody: bool) -> bool:
        """The phrase names a source; or, where only people can say what is said, somebody unknown."""
        return self.is_source(phrase) or (anybody and self.is_somebody(phrase))

    def _skip_asides(self, i: int) -> int:
        """The first word from `i` on that tells neither when nor to whom nor through what."""
        while i < len(self.forms):
            if end := self.end_of("time", i) or self.end_of("adverb", i):
                i = end
            elif self.forms[i].isdigit():
                i += 1
            elif (end := self.end_of("aside", i)) and i + 1 < len(self.forms):
                i = self._after_brackets(self._aside_end(end))
            elif (end := self.skip_determiners(i)) > i and self.end_of("time", end):
                i = end
            else:
                break
        return i

    def _aside_end(self, i: int) -> int:
        paper = self.noun_at(self.skip_determiners(i))
        if paper and paper.entry.what == "media" and self.words[paper.last - 1].text.isupper():
            return paper.last  # *a dit à l'AFP Moussa Bako*
        i = max(i + 1, self.skip_determiners(i) + 1)
        while i < len(self.forms) and not self.breaks[i]:
            if self.end_of("determiner", i) and not self.end_of("link", i - 1):
                break
            if any(self.end_of(cue, i) for cue in ("time", "border", "aside")):
                break
            i += 1
        return i

    def _after_brackets(self, i: int) -> int:
        """Word `i`, or the first after the brackets that open before it: *à l'Agence France-Presse (AFP)*."""
        if i < len(self.forms) and self.gaps[i].strip() == "(":
            return next((j for j in range(i + 1, len(self.forms)) if ")" in self.gaps[j]), i)
        return i

    def _subject_left(self, first: int, last: int, chunks: list[Phrase], anybody: bool) -> list[Saying]:
        """The subject before its verb, over appositions and insertions between commas."""
        if not chunks or "(" in self.gaps[first]:
            return []
        if not self.breaks[first]:
            own = self._last_clause(chunks[0])
            relative = self.ends("relative", own.first) and not self.capital(min(own.first, first - 1))
            if own.first >= own.last or relative or self.ends("relative", own.last):
                return self._antecedent(first, last, chunks, anybody)
            if self.end_of("pronoun", own.first) >= own.last:
                return [Saying(first, last, ())]
            if (
                self.end_of("nobody", own.last - 1)
                or self.ends("nobody", own.first)
                or self.end_of("nobody", own.first)
            ):
                return []
            whole = own.first == self.skip_determiners(chunks[0].first)
            before = chunks[1:2] if whole else []
            return self._joined(first, last, own, before, anybody) or (
                [] if whole else self._antecedent(first, last, chunks[:1])
            )
        return self._antecedent(first, last, chunks)

    def _chunk_start(self, end: int) -> int:
        """The first word of the stretch without punctuation that ends at word `end`."""
        start = end - 1
        while start > 0 and not self.breaks[start]:
            start -= 1
        return start

    def _last_clause(self, chunk: Phrase) -> Phrase:
        """The subject in a stretch that ends with a verb: what follows its last conjunction."""
        first = chunk.first
        if self.end_of("before", first):
            return Phrase(chunk.last, chunk.last)
        # *un habitant joint par téléphone affirme*
        reached = (i for i in range(first + 1, chunk.last) if self.end_of("reached", i))
        chunk = Phrase(first, next(reached, chunk.last))
        for i in range(chunk.first, chunk.last):
            if end := max(self.end_of("border", i), self.end_of("relative", i), self.end_of("time", i)):
                first = max(first, end)
        first = self.end_of("and", first) or first
        if self.end_of("aside", first) and not self.noun_at(first):
            first = next(
                (
                    i
                    for i in range(first + 1, chunk.last)
                    if self.end_of("determiner", i)
                    and not self.end_of("link", i - 1)
                    and self.noun_at(self.skip_determiners(i))
                ),
                first,
            )
        first = min(self.skip_determiners(first), chunk.last)
        return Phrase(first, next((i for i in range(first + 1, chunk.last) if self.medium(i)), chunk.last))

    def _antecedent(self, first: int, last: int, chunks: list[Phrase], anybody: bool = False) -> list[Saying]:
        """The nearest stretch before the verb that names a source, with what completes it."""
        chunks = self._over_insertion(first, chunks)
        for n, chunk in enumerate(chunks):
            phrase = self._last_clause(chunk)
            if self.ends("and", first) or self.ends("border", first):
                phrase = self._before_verb(phrase)
            somebody = anybody and chunk.last < first and not self.breaks[chunk.last]
            if self.end_of("relative", chunk.first) or not self._is_subject(phrase, somebody):
                continue
            return self._joined(first, last, phrase, chunks[n + 1 : n + 2], somebody)
        return []

    def _closing_name(self, chunk: Phrase) -> Phrase | None:
        """The name of who has just spoken, at the end of a stretch: *a dit Moussa Bako*, adjoint, qui."""
        name = next((n for n in self.names(chunk) if n.last == chunk.last), None)
        said = (m for m in self.grammar.sayings.find(self.forms) if m.entry not in ("before", "learned"))
        if name is None or not any(chunk.first <= m.first < name.first for m in said):
            return None
        paper = self.noun_at(name.first)
        return Phrase(paper.last, name.last) if paper and paper.last < name.last else name

    def _over_insertion(self, first: int, chunks: list[Phrase]) -> list[Phrase]:
        """The stretches before what a relative clause or dashes insert between a subject and its verb."""
        for n, chunk in enumerate(chunks):
            if (self._in_dashes(first, [chunk]) or self.end_of("relative", chunk.first)) and n + 1 < len(
                chunks
            ):
                return chunks[n + 1 :]
            inner = next((i for i in range(chunk.first, chunk.last) if self.end_of("relative", i)), 0)
            if inner > chunk.first and all(map(self.is_name, chunks[:n])):
                return [*chunks[:n], Phrase(chunk.first, inner), *chunks[n + 1 :]]
        return chunks

    def _in_dashes(self, first: int, chunks: list[Phrase]) -> bool:
        """Dashes stand around what comes right before word `first`."""
        return bool(_DASH.search(self.gaps[first])) and any(_DASH.search(self.gaps[c.first]) for c in chunks)

    def _before_verb(self, phrase: Phrase) -> Phrase:
        """The phrase up to its verb, whose subject it is: *police have confirmed the raid but said*."""
        verbs = (
            i
            for i in range(phrase.first + 1, phrase.last)
            if self.end_of("auxiliary", i) or self.end_of("being", i)
        )
        return Phrase(phrase.first, next(verbs, phrase.last))

    def _joined(
        self, first: int, last: int, phrase: Phrase, before: list[Phrase], anybody: bool = False
    ) -> list[Saying]:
        if self.ends("and", first) or self.ends("border", first):
            phrase = self._before_verb(phrase)
        if not self._can_speak(phrase, anybody):
            return []
        for chunk in before:
            other = self._closing_name(chunk) or self._last_clause(chunk)
            if self._is_subject(other) and (self.completes(phrase, other) or self.completes(other, phrase)):
                return [Saying(first, last, (other, phrase))]
        *others, final = self.parts(phrase)
        return [*(Saying(first, last, (o,)) for o in others), Saying(first, last, (final,))]
