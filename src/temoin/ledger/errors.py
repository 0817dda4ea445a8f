"""What can go wrong between temoin and a ledger, in words that say what to do."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from temoin.messages import say
from temoin.reading import Failure

# What the databases' own codes mean: SQLite's names, PostgreSQL's SQLSTATEs (appendix A of its manual).
_CODES = (
    (re.compile(r"SQLITE_FULL|SQLITE_IOERR_WRITE|SQLITE_TOOBIG|53100"), "full"),
    (re.compile(r"SQLITE_READONLY|25006|42501"), "read_only"),
    (re.compile(r"SQLITE_CANTOPEN"), "cannot_open"),
    (re.compile(r"SQLITE_BUSY|SQLITE_LOCKED|55P03"), "busy"),
    (re.compile(r"SQLITE_NOTADB"), "no_database"),
    (re.compile(r"SQLITE_CORRUPT"), "damaged"),
    (re.compile(r"SQLITE_IOERR"), "unreadable"),
    (re.compile(r"57P0|08"), "lost"),
)


class Unplaced(LookupError):
    """There is no such event, claim or judgement in the ledger; the message names it."""


class LedgerError(Exception):
    """A ledger cannot be used as asked; nothing of what failed was written.

    `failure` says where (the ledger's address, without a password), what, and what to do; `failure.problem`
    is the key under `ledger.problems` in the messages, the same for every locale.
    """

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


def error(url: sa.URL, problem: str, /, **values: object) -> LedgerError:
    """The error of this kind about the ledger at an address; `values` go into its sentences."""
    what, remedy = (say(f"ledger.problems.{problem}.{part}", **values) for part in ("what", "remedy"))
    return LedgerError(Failure(url.render_as_string(hide_password=True), what, remedy, problem))


@contextmanager
def told(url: sa.URL, problem: str = "failed") -> Iterator[None]:
    """Let the database's errors be raised as a `LedgerError`; `problem` is what one without a code means."""
    try:
        yield
    except (exc.DBAPIError, sqlite3.Error) as raised:
        cause = getattr(raised, "orig", raised)
        reason = " ".join(str(cause).split()) or type(cause).__name__
        lost = getattr(raised, "connection_invalidated", False)
        raise error(url, _problem(cause) or ("lost" if lost else problem), reason=reason) from raised


def _problem(raised: Any) -> str | None:
    """What the database's own code means, None where it has none that is known."""
    code = getattr(raised, "sqlite_errorname", None) or getattr(raised, "sqlstate", None) or ""
    return next((problem for pattern, problem in _CODES if pattern.match(code)), None)
