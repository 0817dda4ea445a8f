"""What temoin says to people, in the language of the reader's locale.

The sentences are data: `languages/CODE/messages/`, a file for each part of the program, the same keys in
every language.
"""

from __future__ import annotations

import locale
import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from temoin.languages import CODES

_LANGUAGES = Path(__file__).with_name("languages")
_FOLDER = "messages"
_FALLBACK = "en"

# The language of a document that is for other readers than those of this locale.
_chosen: ContextVar[str | None] = ContextVar("_chosen", default=None)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say all in this language, whatever the locale."""
    before = _chosen.set(language)
    try:
        yield
    finally:
        _chosen.reset(before)


def reader_language() -> str:
    """The language that is spoken: `speaking`'s, else that of the reader's locale.

    The locale is LC_ALL's, LC_MESSAGES's or LANG's; English where it is none of ours.
    """
    if chosen := _chosen.get():
        return chosen
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, names), None) or locale.getlocale()[0] or ""
    code = name[:2].lower()
    return code if code in CODES else _FALLBACK


@cache
def catalogue(language: str) -> dict[str, Any]:
    """All messages of one language, by the names of their files."""
    return {
        path.stem: _messages(language, path.stem) for path in (_LANGUAGES / language / _FOLDER).glob("*.toml")
    }


@cache
def _messages(language: str, name: str) -> dict[str, Any]:
    with (_LANGUAGES / language / _FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def lookup(key: str, language: str | None = None) -> Any:
    """The entry with this key (file, then names, parted by dots), as it stands there.

    Raises `KeyError` where there is none.
    """
    name, *parts = key.split(".")
    try:
        entry: Any = _messages(language or reader_language(), name)
    except FileNotFoundError:
        raise KeyError(key) from None
    for part in parts:
        entry = entry[part]
    return entry


def say(key: str, language: str | None = None, /, **values: object) -> str:
    """The sentence with this key, `values` filled in."""
    return str(lookup(key, language)).format(**values)


def count(key: str, n: int, language: str | None = None) -> str:
    """The sentence with this key for `n` things; the entry holds a singular and a plural."""
    one, many = lookup(key, language)
    return str(one if is_one(n, language) else many).format(n=n)


def is_one(n: int, language: str | None = None) -> bool:
    """Whether the language counts `n` things in the singular (French: 0 and 1; English: 1)."""
    return n in lookup("words.singular", language)
