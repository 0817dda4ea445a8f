"""Which ledger a command works on, and what it says where that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Annotated, NoReturn

import platformdirs
import typer

from temoin.messages import say

if TYPE_CHECKING:
    from temoin.ledger import Ledger

# How long to wait for a ledger before a word is said.
_SECONDS = 2.0

Address = Annotated[
    str | None,
    typer.Option("--ledger", metavar="ADDRESS", envvar="TEMOIN_LEDGER", help=say("ledger_cli.help.ledger")),
]
"""The option that names the ledger."""


def usual() -> Path:
    """The ledger of who names none: a file in the user's data folder."""
    return platformdirs.user_data_path("temoin") / "ledger.sqlite"


@contextmanager
def opened(address: str | None, *, make: bool = False) -> Iterator[Ledger]:
    """The ledger at this address, or the usual one; with `make` it is made where there is none.

    What stands in the way is told, with what to do, and ends the program.
    """
    from temoin.ledger import LedgerError

    where = address or str(usual())
    try:
        with _patience():
            ledger = _made(where) if make else _there(where)
        with ledger:
            yield ledger
    except LedgerError as problem:
        failure = problem.failure
        remedy = say("summary.remedy", remedy=failure.remedy)
        typer.echo(f"{failure.where}\n  {failure.what}\n  {remedy}", err=True)
        raise typer.Exit(1) from None


def unknown(ledger: Ledger, id: str, key: str) -> NoReturn:
    """Say that there is nothing of this id, and which ids are like it; end the program."""
    near = ledger.suggestions(id)
    hint = say("ledger_cli.did_you_mean", ids=", ".join(near)) if near else say("ledger_cli.try_list")
    typer.echo(f"{say(key, id=id)} {hint}", err=True)
    raise typer.Exit(1)


@contextmanager
def _patience() -> Iterator[None]:
    """Say why there may be a wait, where there is one."""
    notice = Timer(_SECONDS, lambda: typer.echo(say("ledger_cli.waiting"), err=True))
    notice.daemon = True
    notice.start()
    try:
        yield
    finally:
        notice.cancel()


def _there(address: str) -> Ledger:
    from temoin.ledger import Ledger

    return Ledger(address, make=False)


def _made(address: str) -> Ledger:
    """The ledger, made where there is none; where it was made is told."""
    from temoin.ledger import Ledger, LedgerError

    try:
        return Ledger(address, make=False)
    except LedgerError as problem:
        if problem.failure.problem not in ("missing", "no_folder"):
            raise
    if address == str(usual()):
        usual().parent.mkdir(parents=True, exist_ok=True)
    ledger = Ledger(address)
    kind = ledger.engine.dialect.name
    url = ledger.engine.url.set(drivername=kind)
    where = url.database if kind == "sqlite" else url.render_as_string()
    typer.echo(say("ledger_cli.made", where=where), err=True)
    return ledger
