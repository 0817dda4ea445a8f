"""Coded reports to a stream, one by one, in each of the formats."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from typing import Protocol, TextIO

from temoin.model import CodedReport
from temoin.publishing.records import report_record
from temoin.publishing.rows import COLUMNS, rows


class Writer(Protocol):
    """Writes coded reports; `close` ends the document and leaves the stream open."""

    def write(self, coded: CodedReport) -> None:
        """Write one report and its events."""

    def close(self) -> None:
        """Write what the format wants at its end."""


class JsonLines:
    """A line of JSON for each report."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, coded: CodedReport) -> None:
        """Write one line."""
        self._stream.write(json.dumps(report_record(coded), ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Nothing ends JSON lines."""


class Json:
    """One indented JSON array of all reports."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._before = "[\n"

    def write(self, coded: CodedReport) -> None:
        """Write one element."""
        record = json.dumps(report_record(coded), ensure_ascii=False, indent=2)
        self._stream.write(self._before + record)
        self._before = ",\n"

    def close(self) -> None:
        """End the array."""
        self._stream.write("[]\n" if self._before == "[\n" else "\n]\n")


class Csv:
    """A line for each event, below a line that names the columns."""

    def __init__(self, stream: TextIO) -> None:
        self._rows = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        self._rows.writeheader()

    def write(self, coded: CodedReport) -> None:
        """Write the report's events."""
        self._rows.writerows(rows(coded))

    def close(self) -> None:
        """Nothing ends a table."""


def _cards(stream: TextIO) -> Writer:
    from temoin.publishing.cards import Cards  # needs rich

    return Cards(stream)


FORMATS: dict[str, Callable[[TextIO], Writer]] = {
    "text": _cards,
    "json": Json,
    "jsonl": JsonLines,
    "csv": Csv,
}
"""Every format by its name."""
