"""What temoin says to people, in the language of the reader's locale.

The sentences are data: `languages/CODE/messages.toml`, the same keys in every language.
"""

from __future__ import annotations

import locale
import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from temoin.languages import CODES

_LANGUAGES = Path(__file__).with_name("languages")
_FALLBACK = "en"


def reader_language() -> str:
    """The language of the reader's locale (LC_ALL, LC_MESSAGES, LANG), English where it is none of ours."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, names), None) or locale.getlocale()[0] or ""
    code = name[:2].lower()
    return code if code in CODES else _FALLBACK


@cache
def catalogue(language: str) -> dict[str, Any]:
    """All messages of one language."""
    with (_LANGUAGES / language / "messages.toml").open("rb") as file:
        return tomllib.load(file)


def lookup(key: str, language: str | None = None) -> Any:
    """The entry with this dotted key, as it stands in the file. Raises `KeyError` where there is none."""
    entry: Any = catalogue(language or reader_language())
    for part in key.split("."):
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
    return n in lookup("singular", language)
