"""Arrays that take long to make, kept in the user's cache folder with a checksum."""

from __future__ import annotations

import contextlib
import getpass
import io
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import platformdirs

Arrays = dict[str, npt.NDArray[Any]]

_DIGEST = 32  # bytes of the checksum, before the arrays
_PREFIX = "encoder-"
_LONG_AGO = 30 * 24 * 3600.0  # seconds


def kept(name: str, make: Callable[[], Arrays]) -> Arrays:
    """The arrays of this name from the cache, made first where there are none or they are broken."""
    for folder in _folders():
        with contextlib.suppress(OSError, ValueError):
            return _read(folder / f"{_PREFIX}{name}")
    arrays = make()
    for folder in _folders():
        with contextlib.suppress(OSError):
            _write(folder / f"{_PREFIX}{name}", arrays)
            _clear_away(folder, name)
            break
    return arrays


def is_kept(name: str) -> bool:
    """Whether arrays of this name lie in the cache."""
    return any((folder / f"{_PREFIX}{name}").exists() for folder in _folders())


def _folders() -> Iterator[Path]:
    """Where they may be kept, the best first."""
    yield platformdirs.user_cache_path("temoin")
    with contextlib.suppress(KeyError, OSError):
        yield Path(tempfile.gettempdir()) / f"temoin-{getpass.getuser()}"


def _read(path: Path) -> Arrays:
    data = path.read_bytes()
    if sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
        raise ValueError(f"{path} is broken")
    with np.load(io.BytesIO(data[_DIGEST:])) as file:
        return {name: file[name] for name in file.files}


def _write(path: Path, arrays: Arrays) -> None:
    """Write a file aside, and put it in its place when it is whole."""
    stream = io.BytesIO()
    np.savez(stream, allow_pickle=False, **arrays)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f"{path.stem}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(sha256(stream.getvalue()).digest())
            file.write(stream.getvalue())
        os.replace(aside, path)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(aside)


def _clear_away(folder: Path, made: str) -> None:
    """Remove what other versions, or processes that were killed, left here long ago."""
    for other in folder.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if other.name != f"{_PREFIX}{made}" and time.time() - other.stat().st_mtime > _LONG_AGO:
                other.unlink()
