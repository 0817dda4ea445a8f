"""What was learned: changes to the encoder's upper layers, and the heads that read its states."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from temoin.coding.trained.wheel import Floats

PATH = Path(__file__).with_name("adapter.npz")
# How much a change of low rank counts (LoRA's alpha over its rank).
SCALE = 2.0


@dataclass(frozen=True)
class Adapter:
    """The arrays of an adapter file by name, and the digest of the file."""

    arrays: dict[str, Floats]
    digest: str

    def change(self, name: str) -> Floats | None:
        """What is added to a matrix of the encoder (outputs x inputs), None where it stays as it is."""
        if f"{name}.A" not in self.arrays:
            return None
        change: Floats = SCALE * (self.arrays[f"{name}.B"] @ self.arrays[f"{name}.A"])
        return change

    def ease(self, name: str) -> Floats | None:
        """How much each input of a matrix is divided by before it is cut to 8 bits (SmoothQuant)."""
        return self.arrays.get(f"{name}.ease")


def read(path: Path) -> Adapter:
    """The adapter in a file that `training/train.py` wrote."""
    with np.load(path) as file:
        arrays = {name: file[name].astype(np.float32) for name in file.files}
    return Adapter(arrays, sha256(path.read_bytes()).hexdigest())
