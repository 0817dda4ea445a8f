"""The subject behind its verb of saying: *..., a annoncé mardi à l'AFP le porte-parole*."""

from __future__ import annotations

from temoin.coding.phrases import Phrase
from temoin.coding.sayings import Saying, Speakers


class SubjectBehind(Speakers):
    """A sentence read for the subject that follows a verb of saying."""

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
