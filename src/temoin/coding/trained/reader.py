"""Read a report with the trained model: the encoder's states, and the heads that score them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from temoin.coding.document import Document
from temoin.coding.trained.adapter import Adapter
from temoin.coding.trained.encoder import Encoder
from temoin.coding.trained.scores import UNREAD, Floats, Glimpse, Scores
from temoin.coding.trained.vocabulary import Piece
from temoin.coding.trained.windows import Window, windows
from temoin.ontology import TYPES

NAME = "trained 0.1.0"
# The encoder reads so many pieces at once, and no more than half of them of one sentence.
ROOM = 510
# Pieces of the beginning that show whether it is worth reading the rest.
GLIMPSED = 128
# What it would say of two sentences of which it has not read one.
FAR_APART = -2.0


class Reader:
    """Reads reports with one adapter. `name` says which, wherever a record says who coded it.

    `keep`: what it takes long to make of the adapter is kept for the next time.
    """

    def __init__(self, adapter: Adapter, keep: bool = True) -> None:
        self.encoder = Encoder(adapter, keep)
        self.name = f"{NAME} ({adapter.digest[:8]})"
        self._heads = adapter.arrays

    def glimpse(self, document: Document) -> Glimpse:
        """What the model makes of the beginning of a report, at a fraction of what the whole costs."""
        rows: list[int] = []
        bounds: list[tuple[int, int]] = []
        for sentence in document.sentences:
            cut = self.encoder.vocabulary.cut(sentence.text)[: GLIMPSED - len(rows)]
            if cut:
                bounds.append((len(rows), len(rows) + len(cut)))
                rows += [piece.row for piece in cut]
            if len(rows) >= GLIMPSED:
                break
        if not rows:
            return Glimpse(UNREAD, UNREAD)
        vectors = self._vectors(self.encoder.states(rows), bounds)
        whole = vectors.mean(axis=0)
        both = np.hstack([vectors, np.broadcast_to(whole, vectors.shape)])
        return Glimpse(float(self._head("doc", whole)[0]), float(self._head("sent", both)[:, 0].max()))

    def scores(self, document: Document) -> Scores:
        """What the model makes of a report."""
        cut = [self.encoder.vocabulary.cut(s.text)[: ROOM // 2] for s in document.sentences]
        size = len(cut)
        sentences = np.full((size, 3), UNREAD, np.float32)
        types = np.full((size, len(TYPES)), -np.log(len(TYPES)), np.float32)
        ties = np.full((size, size), FAR_APART, np.float32)
        opens = np.full(size, UNREAD, np.float32)
        about = [UNREAD]
        seen: dict[int, Floats] = {}  # the sentences read so far, as they were read last
        for window in windows(document, [len(p) for p in cut], ROOM):
            states = self.encoder.states([p.row for i in window.sentences for p in cut[i]])
            bounds = _bounds(window, cut)
            vectors = self._vectors(states, bounds.values())
            whole = vectors.mean(axis=0)
            about.append(float(self._head("doc", whole)[0]))
            seen |= dict(zip(bounds, vectors, strict=True))
            for index, vector in zip(bounds, vectors, strict=True):
                if index in window.own:
                    both = np.concatenate([vector, whole])
                    sentences[index] = self._head("sent", both)
                    opens[index] = self._head("open", both)[0]
                    types[index] = _log_shares(self._head("typ", vector))
                    ties[index, list(seen)] = self._ties(vector, np.stack([*seen.values()]))
        return Scores(
            max(about),
            sentences[:, 0],
            sentences[:, 1],
            sentences[:, 2],
            types,
            np.tril(ties) + np.tril(ties, -1).T,
            opens,
        )

    def _ties(self, one: Floats, others: Floats) -> Floats:
        """How well a sentence goes together with each of the others."""
        a, b = np.tanh(self._head("like", one)), np.tanh(self._head("like", others))
        both = np.concatenate([a + b, a * b, np.abs(a - b)], axis=-1)
        return self._head("tie", both)[..., 0]

    def _vectors(self, states: Floats, bounds: Iterable[tuple[int, int]]) -> Floats:
        """The mean state of each sentence, brought to mean 0 and deviation 1."""
        means = np.stack([states[start:end].mean(axis=0) for start, end in bounds])
        scaled: Floats = (means - self._heads["vm"]) / self._heads["vs"]
        return scaled

    def _head(self, name: str, values: Floats) -> Floats:
        made: Floats = values @ self._heads[f"{name}.weight"].T + self._heads[f"{name}.bias"]
        return made


def _bounds(window: Window, cut: Sequence[Sequence[Piece]]) -> dict[int, tuple[int, int]]:
    """Where each sentence's pieces stand in a window, sentences without any left out."""
    bounds, at = {}, 0
    for index in window.sentences:
        if cut[index]:
            bounds[index] = (at, at + len(cut[index]))
        at += len(cut[index])
    return bounds


def _log_shares(scores: Floats) -> Floats:
    top = scores.max()
    shares: Floats = scores - top - np.log(np.exp(scores - top).sum())
    return shares
