"""Who speaks in a sentence? Verbs of saying with their subjects, *according to X*, and what names X."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from temoin.coding.document import Sentence
from temoin.languages import Language, Lexicon, Match
from temoin.model import Kind

Cue = Literal[
    "before",
    "verb",
    "participle",
    "auxiliary",
    "adverb",
    "clitic",
    "negation",
    "pronoun",
    "nobody",
    "determiner",
    "link",
    "and",
    "aside",
    "border",
    "relative",
    "time",
    "hearsay",
    "particle",
    "being",
    "object",
    "learned",
    "from",
    "same",
    "call",
    "called",
    "denial",
    "denied",
    "tells",
]
# What is done by saying: telling that it happened, denying it, or calling for it.
Act = Literal["tell", "deny", "call"]
What = Literal["person", "group", "record", "document", "media"]

SAYING: tuple[Cue, ...] = (
    "before",
    "learned",
    "verb",
    "tells",
    "participle",
    "call",
    "called",
    "denial",
    "denied",
)
ACTS: dict[Cue, Act] = {"call": "call", "called": "call", "denial": "deny", "denied": "deny"}
# Past participles, which say something only after an auxiliary.
PARTICIPLES: frozenset[Cue] = frozenset({"participle", "called", "denied"})
# What no name is, though a sentence may begin with it.
NO_NAMES: tuple[Cue, ...] = (
    "determiner",
    "pronoun",
    "nobody",
    "border",
    "time",
    "link",
    "aside",
    "before",
    "adverb",
    "and",
    "same",
    "clitic",
)
# A subject longer than this, before its verb and parted from it, is a clause that was read wrongly.
LONGEST_SUBJECT = 9
# A noun phrase longer than this is no source but a clause that was read wrongly.
LONGEST_PHRASE = 25
# How far behind *learned* the source may stand, in words.
LEARNED_WORDS = 10
# How far from its auxiliary a participle may stand, in words.
GROUP_WORDS = 6

_BREAK = re.compile(r"[,;:()\[\]«»“”„\"…|/]|--|\s[–—-]|[–—]")
_QUOTE_END = re.compile(r"[»”\"]")


@dataclass(frozen=True, slots=True)
class CueRow:
    """A word or phrase of `says.tsv` and what it does in a report's speech."""

    phrase: str
    cue: Cue


@dataclass(frozen=True, slots=True)
class SourceNoun:
    """A noun of `sources.tsv`: who or what can say that something happened."""

    phrase: str
    what: What
    kind: Kind = "other"
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language's words of saying."""

    sayings: Lexicon[Cue]
    nouns: Lexicon[SourceNoun]
    classes: dict[Cue, Lexicon[Cue]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: words `first` to `last` (exclusive) of the sentence."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody says something: the words of saying, and who, in one phrase or more (function and name).

    No phrases: a pronoun stands for whoever spoke last.
    """

    first: int
    last: int
    speaker: tuple[Phrase, ...]
    act: Act = "tell"


@cache
def grammar(language: Language) -> Grammar:
    """The words of saying of a language."""
    rows = language.table("says", CueRow)
    by_cue: dict[Cue, list[tuple[str, Cue]]] = defaultdict(list)
    for row in rows:
        by_cue[row.cue].append((row.phrase, row.cue))
    says = [pair for cue in SAYING for pair in by_cue[cue]]
    nouns = [(noun.phrase, noun) for noun in language.table("sources", SourceNoun)]
    return Grammar(Lexicon(says), Lexicon(nouns), {cue: Lexicon(pairs) for cue, pairs in by_cue.items()})


class Reading:
    """A sentence as a sequence of words, with the questions that finding a speaker asks of it."""

    def __init__(self, sentence: Sentence, language: Language) -> None:
        self.sentence = sentence
        self.words = sentence.words
        self.forms = sentence.forms
        self.grammar = grammar(language)
        base = sentence.start
        gaps = [
            sentence.text[a.end - base : b.start - base]
            for a, b in zip(self.words, self.words[1:], strict=False)
        ]
        self.gaps = ["", *gaps]
        # breaks[i]: punctuation parts word i from the one before
        self.breaks = [True, *(bool(_BREAK.search(gap)) for gap in gaps), True]
        for i in range(1, len(self.words)):
            if self.gaps[i] == "." and min(len(self.forms[i - 1]), len(self.forms[i])) > 2:
                self.breaks[i] = True  # a sentence that begins without a blank

    # ---- words ----------------------------------------------------------------------------
    def end_of(self, cue: Cue, i: int) -> int:
        """One past the phrase with this cue that starts at word `i`, or 0."""
        lexicon = self.grammar.classes.get(cue)
        match = lexicon.at(self.forms, i) if lexicon and 0 <= i < len(self.forms) else None
        return match.last if match else 0

    def noun_at(self, i: int) -> Match[SourceNoun] | None:
        """The source noun that starts at word `i`."""
        return self.grammar.nouns.at(self.forms, i) if i < len(self.forms) else None

    def capital(self, i: int) -> bool:
        """Word `i` is written as a name and is no function word."""
        word = self.words[i]
        return word.text[0].isupper() and not any(self.end_of(cue, i) for cue in NO_NAMES)

    def names(self, phrase: Phrase) -> Iterator[Phrase]:
        """The runs of capitalised words in a phrase, particles between them included."""
        i = phrase.first
        while i < phrase.last:
            if not self.capital(i):
                i += 1
                continue
            j = i + 1
            while j < phrase.last and not self.breaks[j]:
                if self.capital(j):
                    j += 1
                elif (k := self.end_of("particle", j)) and k < phrase.last and self.capital(k):
                    j = k
                else:
                    break
            yield Phrase(i, j)
            i = j

    def head(self, phrase: Phrase) -> Match[SourceNoun] | None:
        """The source noun that the phrase is about: before anything that a preposition brings in."""
        i = phrase.first
        while i < phrase.last:
            if match := self.noun_at(i):
                return match
            if i > phrase.first and self.end_of("link", i) and not self.end_of("determiner", i):
                return None
            i += 1
        return None

    def is_source(self, phrase: Phrase) -> bool:
        """The phrase names somebody who can speak."""
        if phrase.first >= phrase.last or self.end_of("link", phrase.first):
            return False
        if any(self.end_of("auxiliary", i) for i in range(phrase.first, phrase.last)):
            return False
        return self.head(phrase) is not None or any(n.first <= phrase.first + 1 for n in self.names(phrase))

    # ---- what a phrase calls its source ---------------------------------------------------
    def said(self, phrase: Phrase) -> str:
        """The words of a phrase as they are written."""
        base = self.sentence.start
        return self.sentence.text[
            self.words[phrase.first].start - base : self.words[phrase.last - 1].end - base
        ]

    def own_names(self, phrase: Phrase) -> list[Phrase]:
        """The names in a phrase that are the source's own, or acronyms of its body: *Kidal* in *maire de Kidal* is not."""
        own = []
        for name in self.names(phrase):
            brought_in = any(self._ends("link", i) for i in range(phrase.first + 1, name.first + 1))
            if not brought_in or (self.said(name).isupper() and len(self.said(name)) > 1):
                own.append(name)
        return own

    def brought_in(self, phrase: Phrase) -> list[Phrase]:
        """The names that prepositions bring in."""
        return [n for n in self.names(phrase) if n.first > phrase.first and n.last == phrase.last]

    def shorter(self, phrase: Phrase) -> list[Phrase]:
        """The phrase without what prepositions bring in, and its bare noun."""
        cuts = [i for i in range(phrase.first + 1, phrase.last) if self.end_of("link", i)]
        head = self.head(phrase)
        return [*(Phrase(phrase.first, i) for i in cuts), *([Phrase(head.first, head.last)] if head else [])]

    def speaks_for(self, phrase: Phrase) -> list[Phrase]:
        """The bodies that a phrase brings in: *police* in *porte-parole de la police*."""
        bodies = []
        for i in range(phrase.first + 1, phrase.last):
            if not (end := self.end_of("link", i)):
                continue
            start = self.skip_determiners(end)
            match = self.noun_at(start)
            if match and match.last <= phrase.last and match.entry.what in ("group", "media"):
                bodies += [Phrase(start, phrase.last), Phrase(start, match.last)]
        return bodies

    def with_determiner(self, phrase: Phrase) -> Phrase:
        """The phrase with the determiner before it: *plusieurs sources*."""
        first = phrase.first
        while (
            first > 0
            and not self.breaks[first]
            and (start := self._start_of("determiner", first)) is not None
        ):
            first = start
        return Phrase(first, phrase.last)

    def again(self, phrase: Phrase) -> bool:
        """The phrase points back to somebody met before: *cette source*."""
        return any(self.end_of("same", i) for i in range(self.with_determiner(phrase).first, phrase.first))

    # ---- phrases --------------------------------------------------------------------------
    def skip_determiners(self, i: int) -> int:
        """The first word from `i` on that is no determiner."""
        while i < len(self.forms) and (end := self.end_of("determiner", i)):
            i = end
        return i

    def phrase_right(self, i: int) -> Phrase:
        """The noun phrase that begins at word `i`, determiners left out."""
        first = last = self.skip_determiners(i)
        while last < len(self.forms) and last - first < LONGEST_PHRASE:
            if last > i and self.breaks[last]:
                break
            if any(self.end_of(cue, last) for cue in ("border", "relative", "auxiliary", "time", "before")):
                break
            if last > first and self._medium(last):
                break
            last += 1
        return Phrase(first, self._without_tail(first, last))

    def _medium(self, i: int) -> bool:
        """Word `i` begins a phrase that tells through what, or to what paper: *dans un communiqué*."""
        end = self.end_of("aside", i)
        match = self.noun_at(self.skip_determiners(end)) if end else None
        return match is not None and match.entry.what in ("document", "record", "media")

    def _without_tail(self, first: int, last: int) -> int:
        """`last`, moved before prepositions and determiners that begin nothing."""
        while last > first and any(
            self.end_of(cue, last - 1) for cue in ("link", "determiner", "and", "aside")
        ):
            if self.words[last - 1].text[0].isupper():
                break
            last -= 1
        return last

    def apposition(self, phrase: Phrase) -> Phrase | None:
        """What stands after a comma and says of the same source what the phrase does not: name or function."""
        i = phrase.last
        if i >= len(self.forms) or "," not in self.gaps[i]:
            return None
        other = self.phrase_right(i)
        return other if self.completes(phrase, other) else None

    def completes(self, one: Phrase, other: Phrase) -> bool:
        """One is somebody's name and the other his function."""
        if self.is_name(other) and other.last - other.first > 1:
            return self._is_person(one)
        return self.is_name(one) and self._is_person(other)

    def is_name(self, phrase: Phrase) -> bool:
        """The phrase is a name and nothing else."""
        return next(self.names(phrase), None) == phrase

    def _is_person(self, phrase: Phrase) -> bool:
        head = self.head(phrase)
        return head is not None and head.first <= phrase.first + 5 and head.entry.what in ("person", "group")

    def parts(self, phrase: Phrase) -> list[Phrase]:
        """The phrases that *and* joins in a phrase, where each names a source of its own."""
        for i in range(phrase.first + 1, phrase.last - 1):
            if not (end := self.end_of("and", i)):
                continue
            left = Phrase(phrase.first, i)
            start = self.skip_determiners(end)
            match = self.noun_at(start)
            named = end < phrase.last and self.is_source(Phrase(start, phrase.last))
            names = self.is_name(left) and self.is_name(Phrase(start, phrase.last))
            if self.is_source(left) and (
                names or (start > end and named) or (match and match.last <= phrase.last)
            ):
                return [left, *self.parts(Phrase(start, phrase.last))]
        return [phrase]

    # ---- sayings --------------------------------------------------------------------------
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
        for i in range(match.last, min(match.last + LEARNED_WORDS, len(self.forms))):
            if i > match.last and self.breaks[i]:
                return
            end = self.end_of("from", i)
            if end and (noun := self.noun_at(self.skip_determiners(end))) and noun.entry.what != "media":
                yield from self._named_after(match.first, end)
                return

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
        if self._has("nobody", first, last):
            return
        if self._has("pronoun", first, last):
            yield Saying(first, last, ())
            return
        chunks = self._chunks_before(first)
        inserted = self.breaks[first] and self._is_inserted(chunks)
        left = self._subject_left(first, last, chunks) if inserted or match.entry == "tells" else []
        if not left and match.entry != "tells":
            inverted = self.breaks[first] or self._ends("border", first)
            left = (
                self._subject_right(first, last, inverted)
                or self._subject_left(first, last, chunks)
                or self._subject_right(first, last, inverted=True)
            )
        for saying in left:
            yield replace(saying, act=ACTS.get(match.entry, "tell"))

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

    def _is_subject(self, phrase: Phrase) -> bool:
        """The phrase names a source and is short enough to hold no verb."""
        return phrase.last - phrase.first <= LONGEST_SUBJECT and self.is_source(phrase)

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

    def _has(self, cue: Cue, first: int, last: int) -> bool:
        return any(self.end_of(cue, i) for i in range(first, last))

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
                if (start := self._start_of(cue, i)) is not None:
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

    def _start_of(self, cue: Cue, i: int) -> int | None:
        """Where a phrase with this cue starts that ends right before word `i`."""
        return next((j for j in range(max(0, i - 4), i) if self.end_of(cue, j) == i), None)

    def _ends(self, cue: Cue, i: int) -> bool:
        """A phrase with this cue ends right before word `i`."""
        return self._start_of(cue, i) is not None

    def _group_end(self, last: int) -> int:
        """One past the pronoun that a verb may bring behind it: *dit-il*, *affirme-t-elle*."""
        end = last
        while end < len(self.forms) and end < last + 2 and self.gaps[end].strip() in ("-", "‑", "–"):
            end += 1
        return end

    def _subject_right(self, first: int, last: int, inverted: bool) -> list[Saying]:
        """The subject after its verb: *..., a annoncé mardi à l'AFP le porte-parole*."""
        i = self._skip_asides(last)
        if not inverted or i >= len(self.forms) or self.end_of("border", i):
            return []
        if self.breaks[i] and (i == last or not self.breaks[last]):
            return []
        phrase = self.phrase_right(i)
        if any(self.forms[j].isdigit() for j in range(phrase.first, min(phrase.last, phrase.first + 3))):
            return []
        return list(self._said_by(first, last, phrase)) if self.is_source(phrase) else []

    def _skip_asides(self, i: int) -> int:
        """The first word from `i` on that tells neither when nor to whom nor through what."""
        while i < len(self.forms):
            if end := self.end_of("time", i) or self.end_of("adverb", i):
                i = end
            elif self.forms[i].isdigit():
                i += 1
            elif (end := self.end_of("aside", i)) and i + 1 < len(self.forms):
                i = self._aside_end(end)
            elif (end := self.skip_determiners(i)) > i and self.end_of("time", end):
                i = end
            else:
                break
        return i

    def _aside_end(self, i: int) -> int:
        i = max(i + 1, self.skip_determiners(i) + 1)
        while i < len(self.forms) and not self.breaks[i]:
            if self.end_of("determiner", i) and not self.end_of("link", i - 1):
                break
            if any(self.end_of(cue, i) for cue in ("time", "border", "aside")):
                break
            i += 1
        return i

    def _subject_left(self, first: int, last: int, chunks: list[Phrase]) -> list[Saying]:
        """The subject before its verb, over appositions and insertions between commas."""
        if not chunks:
            return []
        if not self.breaks[first]:
            own = self._last_clause(chunks[0])
            if own.first >= own.last or self._ends("relative", own.last):
                return self._antecedent(first, last, chunks)
            if self.end_of("pronoun", own.first) >= own.last:
                return [Saying(first, last, ())]
            if self.end_of("nobody", own.last - 1) or self._ends("nobody", own.first) or self.end_of("nobody", own.first):
                return []
            before = chunks[1:2] if own.first == self._start(chunks[0]) else []
            return self._joined(first, last, own, before)
        return self._antecedent(first, last, chunks)

    def _start(self, chunk: Phrase) -> int:
        return self.skip_determiners(chunk.first)

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
        for i in range(chunk.first, chunk.last):
            if end := max(self.end_of("border", i), self.end_of("relative", i), self.end_of("time", i)):
                first = max(first, end)
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
        return Phrase(first, next((i for i in range(first + 1, chunk.last) if self._medium(i)), chunk.last))

    def _antecedent(self, first: int, last: int, chunks: list[Phrase]) -> list[Saying]:
        """The nearest stretch before the verb that names a source, with what completes it."""
        for n, chunk in enumerate(chunks):
            phrase = self._last_clause(chunk)
            if self.end_of("relative", chunk.first) or not self._is_subject(phrase):
                continue
            return self._joined(first, last, phrase, chunks[n + 1 : n + 2])
        return []

    def _joined(self, first: int, last: int, phrase: Phrase, before: list[Phrase]) -> list[Saying]:
        if not self.is_source(phrase):
            return []
        for chunk in before:
            other = self._last_clause(chunk)
            if other.first < other.last and (self.completes(phrase, other) or self.completes(other, phrase)):
                return [Saying(first, last, (other, phrase))]
        *others, final = self.parts(phrase)
        return [*(Saying(first, last, (o,)) for o in others), Saying(first, last, (final,))]
