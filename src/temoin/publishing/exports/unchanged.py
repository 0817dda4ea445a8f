"""A data set that was loaded, as its file had it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from temoin.publishing.exports.columns import as_text


def write(columns: Sequence[str], rows: Iterable[Sequence[str]], stream: BinaryIO) -> int:
    """Write rows as CSV under their columns, each cell as it stands; how many there were."""
    written = 0
    with as_text(stream) as text:
        lines = csv.writer(text, lineterminator="\n")
        lines.writerow(columns)
        for row in rows:
            lines.writerow(row)
            written += 1
    return written
