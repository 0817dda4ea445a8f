"""What a user names (files, folders, addresses, standard input) to a stream of reports."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from temoin.reading.errors import Failure, ReadError, error
from temoin.reading.files import DOCUMENTS, from_html, from_pdf, from_text
from temoin.reading.reports import Reading, with_hash
from temoin.reading.tables import TABLES, from_jsonl
from temoin.reading.text import one_line
from temoin.reading.web import from_address, is_address

STDIN = "-"
# more than any report: a book, or no text at all
_LARGEST = 100 * 2**20


def read(sources: Iterable[str]) -> Iterator[Reading | Failure]:
    """The reports in `sources`, in order: paths of files and folders, addresses, `-` for standard input.

    Nothing is left out in silence: whatever cannot be read comes as a `Failure`. Only hidden files
    and folders inside a folder are not looked at.
    """
    for source in sources:
        try:
            yield from _reports(source)
        except ReadError as problem:
            yield problem.failure


def is_batch(sources: list[str]) -> bool:
    """Whether `sources` may hold more than one report."""
    return len(sources) != 1 or os.path.isdir(sources[0]) or Path(sources[0]).suffix.lower() in TABLES


def _reports(source: str) -> Iterable[Reading | Failure]:
    if source == STDIN:
        return _from_stream(sys.stdin.buffer, source)
    if is_address(source):
        return [from_address(source)]
    if os.path.isdir(source):
        return _from_folder(Path(source))
    return _from_file(Path(source), Path(source).name)


def _from_folder(folder: Path) -> Iterator[Reading | Failure]:
    """Every file in the folder and below, by name; a report's id is its path in the folder."""

    def unreadable(problem: OSError) -> None:
        raise error(one_line(str(problem.filename)), "unreadable", reason=problem.strerror) from problem

    found = False
    for parent, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            found = True
            path = Path(parent, name)
            try:
                yield from _from_file(path, path.relative_to(folder).as_posix())
            except ReadError as problem:
                yield problem.failure
    if not found:
        raise error(one_line(str(folder)), "empty_folder")


def _from_file(path: Path, id: str) -> Iterator[Reading | Failure]:
    where, suffix = one_line(str(path)), path.suffix.lower()
    try:
        if not path.is_file():
            raise error(where, "not_a_file" if path.exists() else "no_such_file")
        if suffix not in DOCUMENTS and suffix not in TABLES:
            problem = "suffix" if suffix else "no_suffix"
            raise error(where, problem, suffix=suffix, known=" ".join([*DOCUMENTS, *TABLES]))
        with path.open("rb") as file:
            if suffix in TABLES:
                yield from TABLES[suffix](file, where)
            else:
                data = _all_of(file, where)
                yield with_hash(DOCUMENTS[suffix](data, where, id=id), data)
    except OSError as refused:
        problem = "no_such_file" if refused.errno == errno.ENAMETOOLONG else "unreadable"
        raise error(where, problem, reason=refused.strerror or refused) from refused


def _all_of(file: BinaryIO, where: str) -> bytes:
    data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise error(where, "too_large", megabytes=_LARGEST // 2**20)
    return data


def _from_stream(file: BinaryIO, where: str) -> Iterable[Reading | Failure]:
    """What comes through a pipe, known by how it begins: JSON lines, a page, a PDF, or else plain text."""
    head = file.peek(1024)[:1024].lstrip() if isinstance(file, io.BufferedReader) else b""
    if head.startswith(b"{"):
        return from_jsonl(file, where)
    data = _all_of(file, where)
    reader: Callable[[bytes, str], Reading] = from_text
    if head.startswith(b"%PDF-"):
        reader = from_pdf
    elif head[:15].lower().startswith((b"<!doctype html", b"<html")):
        reader = from_html
    return [with_hash(reader(data, where), data)]
