"""Bytes to clean text, and text to title and body."""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import pairwise

from temoin.reading.errors import error

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NEWLINE = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters, soft hyphens, zero-width spaces and marks that turn the direction of writing: none is
# part of a word and each would hide words. Zero-width joiners stay, as some scripts need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
LINE_END = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MANY_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_LONGEST_TITLE = 200
_FULL_STOP = re.compile(r"(?<!\.)\.$")
# lines of hard-wrapped text are about as long as one another
_WRAPPED = range(40, 130)
_SENTENCE_END = re.compile(r"[.!?:;…][»”\"’')\]]*$")
_ITEM = re.compile(r"[-–—•*·]\s|\d+[.)]\s")
_HYPHEN_END = re.compile(r"(?<=[^\W\d_]{2})-$")


def encoding_of(head: bytes) -> str | None:
    """The encoding that a byte-order mark at the start of `head` announces, or None."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), None)


def decode(data: bytes, where: str, declared: str | None = None) -> str:
    """`data` as text: by its mark, as UTF-8, as `declared`, or else as Windows-1252.

    Raises `ReadError` where it is no text.
    """
    marked = encoding_of(data)
    for encoding in filter(None, (marked, "utf-8", declared)):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if _looks_binary(text):
            raise error(where, "binary")
        return text
    if marked:
        raise error(where, "encoding", encoding=marked.removesuffix("-sig"))
    text = data.decode("cp1252", errors="replace")
    if _looks_binary(text):
        raise error(where, "binary")
    return text


def _looks_binary(text: str) -> bool:
    if "\0" in text:
        return True
    head = text[:4096]
    odd = sum(1 for c in head if c == "\ufffd" or (c < " " and c not in "\t\n\r\f"))
    return odd * 20 > len(head)


def clean(text: str) -> str:
    """`text` in Unicode's composed form, with plain line ends and without invisible characters."""
    return unicodedata.normalize("NFC", whole(_INVISIBLE.sub("", _NEWLINE.sub("\n", text)))).strip()


def whole(text: str) -> str:
    """`text` with a mark for each half of a character (a lone surrogate), which no file can hold."""
    return _SURROGATE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """`text` cleaned, on one line: fit for a title, an id or the name of a file."""
    return " ".join(clean(text).split())


def has_words(text: str) -> bool:
    """Whether there is any letter in `text`."""
    return any(c.isalpha() for c in text)


def title_and_body(text: str) -> tuple[str | None, str]:
    """A short first line above a blank one is the title, unless it is a sentence; the rest is the body."""
    head, blank, body = text.partition("\n\n")
    is_title = "\n" not in head and len(head) <= _LONGEST_TITLE and not _FULL_STOP.search(head)
    if blank and is_title and has_words(head) and has_words(body):
        return head.lstrip("# ").strip(), body.strip()
    return None, text


def unwrapped(text: str, hyphenated: bool = False) -> str:
    """`text` with the lines of hard-wrapped paragraphs joined again.

    `hyphenated`: a hyphen at the end of a line parts a word, as printers do.
    """
    blocks = _MANY_BLANK_LINES.sub("\n\n", text).split("\n\n")
    return "\n\n".join(_joined(block, hyphenated) if _is_wrapped(block) else block for block in blocks)


def _is_wrapped(block: str) -> bool:
    """Whether the lines of `block`, the last left out, are alike in length and break inside sentences."""
    lines = [line.strip() for line in block.split("\n")]
    if len(lines) < 2 or max(map(len, lines)) not in _WRAPPED:
        return False
    inside = [line for line in lines[:-1] if not _SENTENCE_END.search(line)]
    return 2 * len(inside) >= len(lines) - 1 and all(len(line) in _WRAPPED for line in inside)


def _joined(block: str, hyphenated: bool) -> str:
    """The lines of a block as running text; a list item starts a new line, and so does a new paragraph."""
    lines = [line.strip() for line in block.split("\n")]
    widest = max(map(len, lines))
    pieces = [lines[0]]
    for before, line in pairwise(lines):
        # the next word would have found room: the writer ended a paragraph
        ended = _SENTENCE_END.search(before) and len(before) + len(line.split(" ", 1)[0]) < 0.8 * widest
        if ended or _ITEM.match(line):
            pieces.append("\n")
        elif hyphenated and _HYPHEN_END.search(before) and line[:1].islower():
            pieces[-1] = pieces[-1][:-1]
        elif not _HYPHEN_END.search(before):
            pieces.append(" ")
        pieces.append(line)
    return "".join(pieces)
