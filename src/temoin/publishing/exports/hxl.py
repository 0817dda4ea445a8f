"""Incidents as CSV with the hashtags of the Humanitarian Exchange Language (HXL 1.1) below the names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

from temoin.languages import read_table
from temoin.publishing.exports import table
from temoin.publishing.exports.columns import as_text, write_table
from temoin.publishing.exports.losses import Losses
from temoin.publishing.exports.told import Told


@dataclass(frozen=True, slots=True)
class Hashtag:
    """A column and its hashtag with attributes."""

    column: str
    hashtag: str


@cache
def hashtags() -> dict[str, str]:
    """The hashtag of each column, in order (`hashtags.tsv`)."""
    return {row.column: row.hashtag for row in read_table(Path(__file__).with_name("hashtags.tsv"), Hashtag)}


def write(incidents: Iterable[Told], stream: BinaryIO, losses: Losses) -> None:
    """Write all incidents."""
    tags = hashtags()
    with as_text(stream) as text:
        write_table(list(tags), table.rows(incidents, losses), text, under=list(tags.values()))
