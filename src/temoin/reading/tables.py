"""Many reports in one file, a line each: JSON lines and CSV, read as a stream."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from temoin.reading.errors import Failure, ReadError, error, failure
from temoin.reading.reports import Reading, report_from, with_hash
from temoin.reading.text import decode, encoding_of

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 2**30
_COLUMNS = ("id", "title", "text", "published", "language", "lang", "url", "publisher")


def from_jsonl(file: BinaryIO, where: str) -> Iterator[Reading | Failure]:
    """A report for each line that is a JSON object with a `text`; a failure for each other line."""
    for number, (line, problem) in enumerate(_lines(file, where), 1):
        place = f"{where}:{number}"
        if problem:
            yield problem
        elif line.strip():
            yield _or_failure(_from_json, line, place)


def from_csv(file: BinaryIO, where: str) -> Iterator[Reading | Failure]:
    """A report for each row; the first row names the columns, among them `text`.

    Commas, semicolons, tabs or bars may part the cells.
    """
    csv.field_size_limit(_LONGEST_CELL)
    lines = _decoded(file, where)
    try:
        header_line = next(lines, "")
    except ReadError as problem:
        yield problem.failure
        return
    delimiter = max(_DELIMITERS, key=header_line.count)
    header = [cell.strip().lower() for cell in next(csv.reader([header_line], delimiter=delimiter), [])]
    if "text" not in header:
        yield failure(where, "no_text_column", columns=", ".join(filter(None, header)) or "–")
        return
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            row = next(rows, None)
        except ReadError as problem:
            yield problem.failure
            return
        except csv.Error as problem:
            yield failure(f"{where}:{rows.line_num + 1}", "csv_row", reason=problem)
            continue
        if row is None:
            return
        if any(row):
            fields = dict(zip(header, row, strict=False))
            yield _or_failure(_from_row, fields, f"{where}:{rows.line_num + 1}")


def _or_failure(make: Callable[[Any, str], Reading], data: Any, where: str) -> Reading | Failure:
    try:
        return make(data, where)
    except ReadError as problem:
        return problem.failure


def _from_json(line: str, where: str) -> Reading:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise error(where, "json", reason=problem) from problem
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
        raise error(where, "json_fields")
    plain = {name: _plain(fields.get(name), name, where) for name in _COLUMNS}
    return with_hash(_from_fields(plain, where), line.encode("utf-8", "surrogatepass"))


def _plain(value: Any, name: str, where: str) -> str:
    """A JSON value as the text of a cell: numbers are written out, null is empty."""
    if isinstance(value, bool | dict | list):
        raise error(where, "json_value", name=name)
    return "" if value is None else str(value)


def _from_row(fields: dict[str, str], where: str) -> Reading:
    written = json.dumps(fields, sort_keys=True)
    return with_hash(_from_fields(fields, where), written.encode())


def _from_fields(fields: dict[str, str], where: str) -> Reading:
    return report_from(
        where,
        fields.get("text", ""),
        title=fields.get("title"),
        published=fields.get("published"),
        id=fields.get("id", ""),
        language=fields.get("language") or fields.get("lang"),
        publisher=fields.get("publisher"),
        url=fields.get("url"),
    )


def _lines(file: BinaryIO, where: str) -> Iterator[tuple[str, Failure | None]]:
    """Each line as text, or why it is none."""
    if (encoding := _marked_encoding(file)) in ("utf-16", "utf-32"):
        try:
            for text in io.TextIOWrapper(file, encoding):
                yield text, None
        except UnicodeError:
            yield "", failure(where, "encoding", encoding=encoding)
        return
    for number, line in enumerate(file, 1):
        try:
            yield decode(line, f"{where}:{number}"), None
        except ReadError as problem:
            yield "", problem.failure


def _decoded(file: BinaryIO, where: str) -> Iterator[str]:
    """The lines as text. Raises `ReadError` at the first that is none, as a row may go over many."""
    for line, problem in _lines(file, where):
        if problem:
            raise ReadError(problem)
        yield line


def _marked_encoding(file: BinaryIO) -> str | None:
    """The encoding that the mark at the start of the file announces; the file is left at its start."""
    head = file.peek(4)[:4] if isinstance(file, io.BufferedReader) else b""
    return encoding_of(head)


TABLES: dict[str, Callable[[BinaryIO, str], Iterable[Reading | Failure]]] = {
    ".jsonl": from_jsonl,
    ".ndjson": from_jsonl,
    ".csv": from_csv,
    ".tsv": from_csv,
}
