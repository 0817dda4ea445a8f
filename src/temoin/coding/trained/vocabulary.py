"""Words to the pieces that the encoder knows, French and English ones only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from temoin.coding.trained.wheel import Wheel

# Marks the beginning of a word in a piece.
_WORD = "▁"
_LETTERS = "abcdefghijklmnopqrstuvwxyzàâäæçéèêëîïôöœùûüÿáíóúñãõ"
_MARKS = "0123456789 .,;:!?'\"’‘“”«»()[]{}<>/\\-–—_&%$€£#@*+=~^|`°…·•"
_KNOWN = frozenset(_LETTERS + _LETTERS.upper() + _MARKS + _WORD)
# Pieces before this one are marks of the encoder's own (start, end, unknown ...).
_FIRST = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: its row in the encoder's table, and where in the text it stands."""

    row: int
    start: int
    end: int


class Vocabulary:
    """Cuts texts into pieces (a unigram model; the likeliest cut wins)."""

    def __init__(self, wheel: Wheel) -> None:
        kept = [
            i for i, piece in enumerate(wheel.pieces) if i < _FIRST or (piece and _KNOWN.issuperset(piece))
        ]
        self._rows: npt.NDArray[np.int64] = np.array(kept)
        scored = [(wheel.pieces[i], float(wheel.scores[i])) for i in kept]
        self._cutter = Tokenizer(models.Unigram(scored, unk_id=wheel.special["unknown"]))
        self._cutter.normalizer = normalizers.Sequence(
            [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")]
        )
        self._cutter.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(_WORD, "always")]
        )

    def cut(self, text: str) -> list[Piece]:
        """The pieces of a text, in order."""
        found = self._cutter.encode(text, add_special_tokens=False)
        return [Piece(int(self._rows[i]), *at) for i, at in zip(found.ids, found.offsets, strict=True)]
