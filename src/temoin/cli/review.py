"""The command `temoin review`: go through incidents, and decide."""

from __future__ import annotations

import getpass
import io
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from temoin.cli.ledger_access import Address, opened, unknown
from temoin.cli.options import INTERRUPTED, Contested, Country, Party, Since, Type, Until, filters
from temoin.messages import count, say

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from temoin.ledger import Filters, Ledger

app = typer.Typer(add_completion=False)


class _Terminal:
    """The terminal that the program runs in, or whatever types in its place."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._typed_by_hand = sys.stdin.isatty()
        if isinstance(sys.stdin, io.TextIOWrapper):
            encoding = sys.stdin.encoding if self._typed_by_hand else "utf-8"
            sys.stdin.reconfigure(encoding=encoding, errors="replace")

    def show(self, what: RenderableType) -> None:
        """Print something."""
        self._console.print(what, markup=False)

    def ask(self, prompt: str) -> str | None:
        """The line typed after this prompt; None at the end of input."""
        try:
            return input(prompt).strip()
        except EOFError:
            return None
        finally:
            if not self._typed_by_hand:
                print()


@app.command(help=say("ledger_cli.help.review"))
def review(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help=say("ledger_cli.help.review_id"))
    ] = None,
    ledger: Address = None,
    since: Since = None,
    until: Until = None,
    country: Country = None,
    party: Party = None,
    type: Type = None,
    contested: Contested = False,
    everything: Annotated[bool, typer.Option("--all", help=say("ledger_cli.help.all"))] = False,
    doubtful: Annotated[bool, typer.Option("--doubtful", help=say("ledger_cli.help.doubtful"))] = False,
    who: Annotated[str | None, typer.Option(metavar="NAME", help=say("ledger_cli.help.who"))] = None,
    undo: Annotated[int | None, typer.Option(metavar="NUMBER", help=say("ledger_cli.help.undo"))] = None,
) -> None:
    """Go through incidents and decide."""
    from temoin.cli.review_session import Session

    wanted = filters(since, until, country, party, type, contested, background=False)
    with opened(ledger) as kept:
        if undo is not None:
            _undo(kept, undo, who or _user())
            return
        events = _events(kept, ids or [], wanted, everything, doubtful)
        if not events:
            typer.echo(say("review.nothing" if everything else "review.nothing_left"))
            return
        session = Session(kept, _terminal(), who or _name(), everything or doubtful or bool(ids))
        try:
            session.run(events)
        except KeyboardInterrupt:
            typer.echo(f"\n{say('review.interrupted')}", err=True)
            raise typer.Exit(INTERRUPTED) from None
        finally:
            typer.echo(count("review.done", session.decisions))


def _undo(ledger: Ledger, number: int, who: str) -> None:
    from temoin.ledger import Unplaced

    try:
        typer.echo(say("ledger_cli.undone", n=number, by=ledger.undo(number, who)))
    except Unplaced:
        typer.echo(say("ledger_cli.no_judgement", n=number), err=True)
        raise typer.Exit(1) from None


def _events(ledger: Ledger, ids: list[str], wanted: Filters, everything: bool, doubtful: bool) -> list[str]:
    """The first events of the incidents to look at."""
    from temoin.review import queue

    if not ids:
        return queue(ledger.incidents(wanted), everything, doubtful)
    named = [ledger.incident(id) or unknown(ledger, id, "ledger_cli.no_incident") for id in ids]
    return [incident["events"][0] for incident in named]


def _terminal() -> _Terminal:
    from temoin.cli.printing import console

    return _Terminal(console())


def _name() -> str:
    """The analyst's name, asked once where a person types."""
    user = _user()
    if sys.stdin.isatty():
        return input(say("review.prompt_who", user=user)).strip() or user
    return user


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise typer.BadParameter(say("ledger_cli.usage.who"), param_hint="--who") from None
