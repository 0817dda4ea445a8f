"""One document, its bytes in hand, to a report: text, Markdown, HTML or PDF."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable
from typing import Any

from temoin.reading.errors import error
from temoin.reading.reports import Reading, report_from
from temoin.reading.text import clean, decode, has_words, one_line, title_and_body, unwrapped

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w+)[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_MARKDOWN_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_MARKDOWN_MARKS = re.compile(
    r"(?m)^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?)|\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)"
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_WHOLE_PAGE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
# a page with fewer letters beside its title is a menu or a cookie notice
_FEWEST_LETTERS = 25


def from_text(data: bytes, where: str, id: str = "", charset: str | None = None) -> Reading:
    """Plain text; a short first line that a blank line follows is its title."""
    title, body = title_and_body(clean(decode(data, where, charset)))
    return report_from(where, unwrapped(body), title=title, id=id)


def from_markdown(data: bytes, where: str, id: str = "", charset: str | None = None) -> Reading:
    """Markdown; its front matter may hold `title`, `published` or `date`, `language`, `publisher`, `url`."""
    text = clean(decode(data, where, charset))
    fields: dict[str, str] = {}
    if front := _FRONT_MATTER.match(text):
        fields = {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(front[1])}
        text = text[front.end() :].strip()
    title, body = title_and_body(_MARKDOWN_MARKS.sub("", _MARKDOWN_LINK.sub(r"\1", text)))
    if "title" in fields and title and one_line(title) != one_line(fields["title"]):
        body = f"{title}\n\n{body}"
    return report_from(
        where,
        unwrapped(body),
        title=fields.get("title") or title,
        published=fields.get("published") or fields.get("date"),
        id=id,
        language=fields.get("language") or fields.get("lang"),
        publisher=fields.get("publisher"),
        url=fields.get("url"),
    )


def from_html(
    data: bytes, where: str, id: str = "", charset: str | None = None, url: str | None = None
) -> Reading:
    """A web page: its article, title, date and site. Raises `ReadError` where it has no article."""
    import trafilatura  # slow to import
    from trafilatura.settings import use_config

    declared = _CHARSET.search(data[:4096])
    page = decode(data, where, charset or (declared[1].decode("ascii") if declared else None))
    if not _WHOLE_PAGE.search(page):
        page = f"<html><body>{page}</body></html>"
    config = use_config()
    for size in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):
        config.set("DEFAULT", size, "1")
    found: Any = trafilatura.bare_extraction(
        page.replace("\0", ""),
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
        config=config,
    )
    title = one_line(found.title or "") if found else ""
    body = _without_title(clean(found.text or "") if found else "", title)
    if sum(map(str.isalpha, body)) < _FEWEST_LETTERS:
        raise error(where, "no_article")
    return report_from(
        where, body, title=title, published=found.date, id=id, publisher=found.sitename, url=url or found.url
    )


def from_pdf(data: bytes, where: str, id: str = "", charset: str | None = None) -> Reading:
    """The text layer of a PDF. Raises `ReadError` where it has none, is locked or is broken."""
    from pypdf import PasswordType, PdfReader  # slow to import

    # what pypdf mends in silence is of no use to our readers
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = PdfReader(io.BytesIO(data))
        locked = document.is_encrypted and document.decrypt("") is PasswordType.NOT_DECRYPTED
        pages = [] if locked else [page.extract_text() for page in document.pages]
    except Exception as problem:  # a broken file makes pypdf raise almost anything
        raise error(where, "pdf_broken", reason=one_line(str(problem))) from problem
    if locked:
        raise error(where, "pdf_locked")
    text = clean("\n\n".join(pages))
    if not has_words(text):
        raise error(where, "pdf_scanned")
    title, body = title_and_body(text)
    return report_from(where, unwrapped(body, hyphenated=True), title=title, id=id)


def _without_title(body: str, title: str) -> str:
    """The body without a first line that only repeats the title."""
    first, _, rest = body.partition("\n")
    return rest.strip() if title and one_line(first) == title and has_words(rest) else body


DOCUMENTS: dict[str, Callable[..., Reading]] = {
    ".txt": from_text,
    ".text": from_text,
    ".md": from_markdown,
    ".markdown": from_markdown,
    ".html": from_html,
    ".htm": from_html,
    ".xhtml": from_html,
    ".pdf": from_pdf,
}
