"""The text of a file of a data set: plain, gzipped or the only table of a zip archive."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from temoin.datasets.errors import error

_GZIP, _ZIP, _OLE = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_TABLES = (".csv", ".tsv", ".txt")
_UTF8, _WINDOWS = "utf-8-sig", "cp1252"
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Survey:
    """What a file is as a whole: the hash of its bytes, its lines of text and their encoding."""

    sha256: str
    lines: int
    encoding: str


def survey(path: Path) -> Survey:
    """Look a file over. Raises `DatasetError` where it cannot be read, or is no text."""
    encoding, lines, decoder = _UTF8, 0, codecs.getincrementaldecoder("utf-8")()
    with _bytes(path) as stream:
        while chunk := stream.read(_CHUNK):
            lines += chunk.count(b"\n")
            if b"\x00" in chunk:
                raise error(path, "no_text")
            if encoding == _UTF8:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    encoding = _WINDOWS
    with path.open("rb") as file:
        return Survey(hashlib.file_digest(file, "sha256").hexdigest(), lines, encoding)


@contextmanager
def text(path: Path, encoding: str) -> Iterator[IO[str]]:
    """The text of a file. Raises `DatasetError` where it cannot be read."""
    with _bytes(path) as stream, io.TextIOWrapper(stream, encoding, errors="replace", newline="") as lines:
        yield lines


@contextmanager
def _bytes(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of the text, unpacked. Whatever stands in the way, then or later, is a `DatasetError`."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
            file.seek(0)
            if head.startswith(_OLE):
                raise error(path, "spreadsheet")
            if head.startswith(_GZIP):
                with gzip.open(file) as stream:
                    yield stream  # type: ignore[misc]
            elif head.startswith(_ZIP):
                with zipfile.ZipFile(file) as archive, archive.open(_table(archive, path)) as stream:
                    yield stream
            else:
                yield file
    except FileNotFoundError as problem:
        raise error(path, "missing") from problem
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError) as problem:
        raise error(path, "unreadable", reason=getattr(problem, "strerror", None) or problem) from problem


def _table(archive: zipfile.ZipFile, path: Path) -> str:
    """The only table of an archive."""
    names = [name for name in archive.namelist() if not name.startswith("__MACOSX")]
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise error(path, "spreadsheet")
    tables = [name for name in names if name.lower().endswith(_TABLES)]
    if len(tables) != 1:
        raise error(path, "archive", n=len(tables), names=", ".join(tables[:5]) or "–")
    return tables[0]
