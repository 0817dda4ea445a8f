"""Which words of a sentence can name a source, and what do they call it?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
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
    "reached",
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
    "inverts",
    "utters",
    "uttered",
    "quotes",
    "quoted",
    "observes",
    "accuses",
]
What = Literal["person", "group", "record", "document", "media"]

SAYING: tuple[Cue, ...] = (
    "before",
    "learned",
    "verb",
    "utters",
    "tells",
    "observes",
    "accuses",
    "quotes",
    "participle",
    "uttered",
    "quoted",
    "call",
    "called",
    "denial",
    "denied",
)
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
# A noun phrase longer than this is no source but a clause that was read wrongly.
LONGEST_PHRASE = 25
# Somebody whose noun is in no list takes no more words than these.
LONGEST_SOMEBODY = 7
_BREAK = re.compile(r"[,;:()\[\]«»“”„\"…|/]|--|\s[–—-]|[–—]")


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


@cache
def grammar(language: Language) -> Grammar:
    """The words of saying of a language."""
    rows = language.table("says", CueRow)
    by_cue: dict[Cue, list[tuple[str, Cue]]] = defaultdict(list)
    for row in rows:
        by_cue[row.cue].append((row.phrase, row.cue))
    says = [pair for cue in SAYING for pair in by_cue[cue]]
    nouns = [(noun.phrase, noun) for noun in language.table("sources", SourceNoun)]
    return Grammar(
        Lexicon(says, language.days), Lexicon(nouns), {cue: Lexicon(pairs) for cue, pairs in by_cue.items()}
    )


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
            if self.gaps[i] == "." and len(self.forms[i - 1]) > 2 and self.words[i].text[0].isupper():
                self.breaks[i] = True  # a sentence that begins without a blank

    # ---- words ----------------------------------------------------------------------------
    def end_of(self, cue: Cue, i: int) -> int:
        """One past the phrase with this cue that starts at word `i`, or 0."""
        if cue == "border" and self._is_elided_name(i):
            return 0
        lexicon = self.grammar.classes.get(cue)
        match = lexicon.at(self.forms, i) if lexicon and 0 <= i < len(self.forms) else None
        return match.last if match else 0

    def _is_elided_name(self, i: int) -> bool:
        """Word `i` is the first letter of a name with an apostrophe: *N'Djamena*."""
        if not 0 <= i < len(self.forms) - 1 or self.gaps[i + 1] not in ("'", "’"):
            return False
        return self.words[i].text.isupper() and self.words[i + 1].text[0].isupper() and i > 0

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
            if i > phrase.first and self.end_of("link", i):
                return None
            i += 1
        return None

    def is_source(self, phrase: Phrase) -> bool:
        """The phrase names somebody who can speak."""
        if phrase.first >= phrase.last or self.end_of("link", phrase.first):
            return False
        if len(self.forms[phrase.first]) == 1 and self.gaps[phrase.first] in ("'", "’"):
            return False  # *Wednesday's raids*
        if any(self.end_of("auxiliary", i) for i in range(phrase.first, phrase.last)):
            return False
        return self.head(phrase) is not None or any(n.first <= phrase.first + 1 for n in self.names(phrase))

    def is_somebody(self, phrase: Phrase) -> bool:
        """The phrase is a plain noun phrase with a determiner, whatever its noun: *a lorry mechanic*."""
        if not phrase.first < phrase.last <= phrase.first + LONGEST_SOMEBODY or self.head(phrase):
            return False
        inside = range(phrase.first, phrase.last)
        if any(
            self.forms[i].isdigit() or self.end_of("auxiliary", i) or self.breaks[i + 1] for i in inside[:-1]
        ):
            return False
        return self.with_determiner(phrase).first < phrase.first

    def start_of(self, cue: Cue, i: int) -> int | None:
        """Where a phrase with this cue starts that ends right before word `i`."""
        return next((j for j in range(max(0, i - 4), i) if self.end_of(cue, j) == i), None)

    def ends(self, cue: Cue, i: int) -> bool:
        """A phrase with this cue ends right before word `i`."""
        return self.start_of(cue, i) is not None

    def has(self, cue: Cue, first: int, last: int) -> bool:
        """A phrase with this cue starts among words `first` to `last` (exclusive)."""
        return any(self.end_of(cue, i) for i in range(first, last))

    # ---- what a phrase calls its source ---------------------------------------------------
    def said(self, phrase: Phrase) -> str:
        """The words of a phrase as they are written."""
        base = self.sentence.start
        return self.sentence.text[
            self.words[phrase.first].start - base : self.words[phrase.last - 1].end - base
        ]

    def own_names(self, phrase: Phrase) -> list[Phrase]:
        """The names in a phrase that are the source's own, not *Kidal* in *maire de Kidal*; and acronyms."""
        own = []
        for name in self.names(phrase):
            brought_in = any(self.ends("link", i) for i in range(phrase.first + 1, name.first + 1))
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

    def speaks_for(self, phrase: Phrase, what: tuple[What, ...] = ("group", "media")) -> list[Phrase]:
        """The bodies that a phrase brings in: *police* in *porte-parole de la police*.

        `what`: what they may be; persons, too, for a document: *récit du maire de Kidal*.
        """
        bodies = []
        for i in range(phrase.first + 1, phrase.last):
            if not (end := self.end_of("link", i)):
                continue
            start = self.skip_determiners(end)
            match = self.noun_at(start)
            if match and match.last <= phrase.last and match.entry.what in what:
                bodies += [Phrase(start, phrase.last), Phrase(start, match.last)]
        return bodies

    def with_determiner(self, phrase: Phrase) -> Phrase:
        """The phrase with the determiner before it: *plusieurs sources*."""
        first = phrase.first
        while (
            first > 0 and not self.breaks[first] and (start := self.start_of("determiner", first)) is not None
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
            if last > first and (self.medium(last) or self._says(last)):
                break
            last += 1
        return Phrase(first, self._without_tail(first, last))

    def _says(self, i: int) -> bool:
        """A finite verb of saying starts at word `i`."""
        match = self.grammar.sayings.at(self.forms, i)
        return match is not None and match.entry in ("verb", "tells")

    def medium(self, i: int) -> bool:
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
        """What stands after a comma and tells of the same source its name or its function."""
        i = phrase.last
        if i >= len(self.forms) or "," not in self.gaps[i]:
            return None
        other = self.phrase_right(i)
        return other if self.completes(phrase, other) else None

    def completes(self, one: Phrase, other: Phrase) -> bool:
        """One is somebody's name and the other his function."""
        if (head := self.head(one)) and head.entry.what == "media":
            return False
        if self.is_name(other) and other.last - other.first > 1:
            return self.is_person(one)
        return self.is_named(one) and self.is_person(other)

    def is_name(self, phrase: Phrase) -> bool:
        """The phrase is a name and nothing else."""
        return next(self.names(phrase), None) == phrase

    def is_named(self, phrase: Phrase) -> bool:
        """The phrase is a name, or ends with one: *colonel Idriss Bako*."""
        own = self.own_names(phrase)
        return bool(own) and own[-1].last == phrase.last

    def is_person(self, phrase: Phrase) -> bool:
        """The phrase tells somebody's function, or a body's kind."""
        head = self.head(phrase)
        return head is not None and head.first <= phrase.first + 5 and head.entry.what in ("person", "group")

    def parts(self, phrase: Phrase) -> list[Phrase]:
        """The phrases that *and* joins in a phrase, where each names a source of its own."""
        for i in range(phrase.first + 1, phrase.last - 1):
            if not (end := self.end_of("and", i)):
                continue
            left = Phrase(phrase.first, i)
            start = self.skip_determiners(end)
            if self.end_of("link", start):  # *sources judiciaire et proche du dossier*
                continue
            match = self.noun_at(start)
            named = end < phrase.last and self.is_source(Phrase(start, phrase.last))
            names = self.is_name(left) and self.is_name(Phrase(start, phrase.last))
            if self.is_source(left) and (
                names or (start > end and named) or (match and match.last <= phrase.last)
            ):
                return [left, *self.parts(Phrase(start, phrase.last))]
        return [phrase]
