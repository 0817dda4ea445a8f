"""The fields of a report as they come, from whatever source, to a `Report` that is fit to be coded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

from temoin.model import Report
from temoin.reading import dates
from temoin.reading.errors import error
from temoin.reading.text import LINE_END, has_words, one_line, whole

# characters: about 400 pages
_LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """A report and where it was read: a file, a line of a file, an address.

    `sha256` is the hash of the bytes that it was read from, in hexadecimal; empty where it came without any.
    """

    where: str
    report: Report
    sha256: str = ""


def with_hash(reading: Reading, data: bytes) -> Reading:
    """The reading with the hash of the bytes that it was read from."""
    return replace(reading, sha256=sha256(data).hexdigest())


def report_from(
    where: str,
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    id: str = "",
    language: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Reading:
    """The report with these fields. Raises `ReadError` where it has no words, is no report but a
    book, or its date is none.

    Title and text stay letter for letter and in their places, so that spans count into what was given; only
    line ends in the title become blanks, and halves of characters, which cannot be written, are marked.
    """
    title, text = whole(LINE_END.sub(" ", title or "")), whole(text)
    if not has_words(title):
        title = ""
    if not has_words(text):
        title, text = "", title
    if not text:
        raise error(where, "empty")
    if len(text) > _LONGEST:
        raise error(where, "too_long", millions=_LONGEST // 10**6)
    report = Report(
        text=text,
        title=title or None,
        published=published_or_error(where, published),
        id=one_line(id),
        language=one_line(language or "") or None,
        publisher=one_line(publisher or "") or None,
        url=one_line(url or "") or None,
    )
    return Reading(where, report)


def published_or_error(where: str, value: str | None) -> str | None:
    """The publication date in `value`, None where it is empty. Raises `ReadError` where it is no date."""
    try:
        return dates.published(one_line(value or ""))
    except dates.AmbiguousDate:
        raise error(where, "ambiguous_date", value=one_line(value or "")) from None
    except ValueError:
        raise error(where, "date", value=one_line(value or "")) from None
