"""What was learned: changes to the encoder's upper layers, and the heads that read its states."""

from __future__ import annotations

import io
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from temoin.coding.trained.wheel import Floats

# How much a change of low rank counts (LoRA's alpha over its rank).
SCALE = 2.0
# The heads that the coder reads.
HEADS = ("sent", "typ", "doc", "open", "like", "tie")


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
    """The adapter in a file that `temoin.training` wrote; `ValueError` for any other."""
    data = path.read_bytes()
    try:
        with np.load(io.BytesIO(data)) as file:
            arrays = {name: file[name].astype(np.float32) for name in file.files}
    except (BadZipFile, ValueError, EOFError) as problem:
        raise ValueError(f"{path.name} is no adapter, or broken") from problem
    if missing := [head for head in HEADS if f"{head}.weight" not in arrays]:
        raise ValueError(f"{path.name} lacks {', '.join(missing)}")
    return Adapter(arrays, sha256(data).hexdigest())
