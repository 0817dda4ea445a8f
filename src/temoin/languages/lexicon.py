"""Find many phrases at once in a sequence of words.

A phrase is written as people read it, with a little notation:

- `attaqu*`            any word that starts so
- `tu{er,é,ée}`        one of several endings (braces may stand anywhere in a word)
- `mis {en fuite,hors de combat}`  one of several words or runs of words
- `ouvr* le feu`       several words in a row
- `met* ... en fuite`  up to four other words between
- `lors? attaque`      a word that may be missing

Phrases are compared by *form*: lower case, straight apostrophes, hyphens and apostrophes read as
spaces; accents count.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Generic, TypeVar

T = TypeVar("T")
GAP = "..."
GAP_WORDS = 4
# the rank of phrases whose first word is open
LAST = sys.maxsize

_WORD = re.compile(r"[^\W_][\ẁ-ͯ]*")
_BRACES = re.compile(r"\{([^}]*)\}")
# a piece of a phrase: spaces part pieces, save in braces
_TOKEN = re.compile(r"(?:\{[^}]*\}|\S)+")


def form(text: str) -> str:
    """The form by which a word is compared."""
    return unicodedata.normalize("NFC", text).lower()


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and digits; `start` and `end` are positions in the report's text."""

    start: int
    end: int
    text: str
    form: str


def words(text: str, offset: int = 0) -> list[Word]:
    """The words of `text`; hyphens and apostrophes part words."""
    return [
        Word(m.start() + offset, m.end() + offset, m.group(), form(m.group())) for m in _WORD.finditer(text)
    ]


def expand(phrase: str) -> list[tuple[str, ...]]:
    """Every sequence of word patterns that `phrase` stands for, braces and optional words written out."""
    if phrase.isascii() and phrase.replace(" ", "").isalnum():  # nothing to spell out
        return [tuple(phrase.lower().split())]
    choices: list[list[tuple[str, ...]]] = []
    for token in _TOKEN.findall(phrase):
        if token == GAP:
            choices.append([(GAP,)])
            continue
        optional = token.endswith("?")
        spelled = [_split(t) for t in _spell(token.removesuffix("?"))]
        choices.append([*spelled, ()] if optional else spelled)
    return [tuple(w for part in combo for w in part) for combo in product(*choices)]


def _spell(token: str) -> list[str]:
    match = _BRACES.search(token)
    if not match:
        return [token]
    head, tail = token[: match.start()], token[match.end() :]
    return [s for part in match.group(1).split(",") for s in _spell(head + part + tail)]


def _split(token: str) -> tuple[str, ...]:
    if not token:  # one of the endings in braces was empty: no word here
        return ()
    parts = _WORD.findall(form(token))
    if not parts:
        raise ValueError(f"{token!r} holds no word")
    if token.endswith("*"):
        parts[-1] += "*"
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """Words `first` to `last` (exclusive) of the sequence stand for `entry`."""

    first: int
    last: int
    entry: T


class Lexicon(Generic[T]):
    """Phrases, each with an entry it stands for; the longest phrase at a place wins.

    `over`: words that may stand between those of any phrase: *a coûté mardi la vie à*.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]], over: frozenset[str] = frozenset()) -> None:
        self._over = over
        # by the first word and then the second, "" where the second may be several
        self._exact: dict[str, dict[str, list[tuple[int, tuple[str, ...], T]]]] = {}
        self._prefix: dict[str, list[tuple[int, tuple[str, ...], T]]] = defaultdict(list)
        spelled = ((pattern, entry) for phrase, entry in phrases for pattern in expand(phrase))
        for order, (pattern, entry) in enumerate(spelled):
            head = pattern[0]
            if head.endswith("*"):
                self._prefix[head[:-1]].append((LAST, pattern, entry))
            else:
                seconds = self._exact.setdefault(head, defaultdict(list))
                seconds[_second(pattern)].append((order, pattern, entry))
        self._lengths = sorted({len(p) for p in self._prefix}, reverse=True)

    def at(self, forms: Sequence[str], i: int) -> Match[T] | None:
        """The longest phrase that starts at word `i`, or None."""
        best: Match[T] | None = None
        rank = 0
        for order, pattern, entry in self._starting_at(forms, i):
            last = _match_rest(pattern, forms, i, self._over)
            # of phrases of the same length the first in the list
            if last and (best is None or (last, -order) > (best.last, -rank)):
                best, rank = Match(i, last, entry), order
        return best

    def find(self, forms: Sequence[str]) -> list[Match[T]]:
        """All phrases in `forms`, left to right, without overlap."""
        found: list[Match[T]] = []
        i = 0
        while i < len(forms):
            match = self.at(forms, i)
            if match:
                found.append(match)
            i = match.last if match else i + 1
        return found

    def _starting_at(self, forms: Sequence[str], i: int) -> Iterable[tuple[int, tuple[str, ...], T]]:
        word = forms[i]
        if seconds := self._exact.get(word):
            if i + 1 < len(forms):
                yield from seconds.get(forms[i + 1], ())
                if forms[i + 1] in self._over and (j := _behind(forms, i + 1, self._over)) < len(forms):
                    yield from seconds.get(forms[j], ())
            yield from seconds.get("", ())
        for length in self._lengths:
            if length <= len(word):
                yield from self._prefix.get(word[:length], ())


def _second(pattern: tuple[str, ...]) -> str:
    """The second word of a pattern, or "" where there is none or it is not one word alone."""
    second = pattern[1] if len(pattern) > 1 else ""
    return "" if second == GAP or second.endswith("*") else second


def _behind(forms: Sequence[str], i: int, over: frozenset[str]) -> int:
    """The first word from `i` on that is none of these."""
    while i < len(forms) and forms[i] in over:
        i += 1
    return i


def _match_rest(pattern: tuple[str, ...], forms: Sequence[str], start: int, over: frozenset[str]) -> int:
    """One past the last matching word, or 0. The first word is known to match."""
    i, gap = start + 1, 0
    for piece in pattern[1:]:
        if piece == GAP:
            gap = GAP_WORDS
            continue
        if over and not gap and i < len(forms) and forms[i] != piece:
            i = _behind(forms, i, over)
        for j in range(i, min(i + gap + 1, len(forms))):
            if forms[j].startswith(piece[:-1]) if piece.endswith("*") else forms[j] == piece:
                i, gap = j + 1, 0
                break
        else:
            return 0
    return i
