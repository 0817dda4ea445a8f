"""Anything to reports: files, folders, tables, web pages and standard input."""

from temoin.reading.errors import Failure, ReadError, failure
from temoin.reading.language import language_of
from temoin.reading.reports import Reading, published_or_error
from temoin.reading.sources import is_batch, read
from temoin.reading.text import one_line

__all__ = [
    "Failure",
    "ReadError",
    "Reading",
    "failure",
    "is_batch",
    "language_of",
    "one_line",
    "published_or_error",
    "read",
]
