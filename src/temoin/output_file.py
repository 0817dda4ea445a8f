"""Files of bytes that appear whole, at the end, or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file that appears whole, at the end, or not at all; a device or a pipe is written as it is."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    whole = path.resolve()  # a link stays a link
    unfinished = whole.parent / f".{whole.name}.{os.getpid()}.part"
    try:
        with unfinished.open("wb") as stream:
            yield stream
        unfinished.replace(whole)
    finally:
        unfinished.unlink(missing_ok=True)
