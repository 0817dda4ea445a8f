"""What is somebody's word: the words of saying, with the phrase that names who says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from temoin.coding.phrases import Phrase, Reading

# What is done by saying: telling that it happened, denying it, or calling for it.
Act = Literal["tell", "deny", "call"]


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody says something: the words of saying, and who, in one phrase or more (function and name).

    No phrases: a pronoun stands for whoever spoke last.
    """

    first: int
    last: int
    speaker: tuple[Phrase, ...]
    act: Act = "tell"


class Speakers(Reading):
    """A sentence read for the phrases in it that can speak."""

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

    def _said_by(self, first: int, last: int, phrase: Phrase) -> Iterator[Saying]:
        if phrase.first >= phrase.last:
            return
        *others, final = self.parts(phrase)
        for other in others:
            yield Saying(first, last, (other,))
        more = self.apposition(final)
        yield Saying(first, last, (final, more) if more else (final,))

    def _can_speak(self, phrase: Phrase, anybody: bool) -> bool:
        """The phrase names a source; or, where only people can say what is said, somebody unknown."""
        return self.is_source(phrase) or (anybody and self.is_somebody(phrase))

    def _goes_on(self, phrase: Phrase, strict: bool) -> bool:
        """A verb follows the phrase, which is what is said, not who says it: *said a man had called*.

        `strict`: anything that follows without a comma may be that verb.
        """
        i = phrase.last
        if i >= len(self.forms) or self.breaks[i]:
            return False
        return strict or bool(self.end_of("auxiliary", i) or self.end_of("being", i))
