"""The subject before its verb of saying, over appositions, insertions and relative clauses."""

from __future__ import annotations

import re

from temoin.coding.phrases import Phrase
from temoin.coding.sayings import Saying, Speakers

# A subject longer than this, before its verb and parted from it, is a clause that was read wrongly.
LONGEST_SUBJECT = 9
_DASH = re.compile(r"-{2}|\s-|[–—]")


class SubjectBefore(Speakers):
    """A sentence read for the subject that a verb of saying follows."""

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

    def _chunks_before(self, first: int) -> list[Phrase]:
        """The stretches without punctuation before a word, the nearest first, those in brackets left out.

        A dash that none answers ends them, too: what stands before it is a dateline.
        """
        closed = bool(_DASH.search(self.gaps[first]))
        chunks: list[Phrase] = []
        while first > 0 and len(chunks) < 4:
            start = self._chunk_start(first)
            if "(" not in self.gaps[start]:
                chunks.append(Phrase(start, first))
            if ":" in self.gaps[start] or (_DASH.search(self.gaps[start]) and not closed):
                break
            first = start
        return chunks

    def _chunk_start(self, end: int) -> int:
        """The first word of the stretch without punctuation that ends at word `end`."""
        start = end - 1
        while start > 0 and not self.breaks[start]:
            start -= 1
        return start

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
