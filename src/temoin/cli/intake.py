"""The commands `temoin add` and `temoin recode`: take reports into a ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from temoin.cli.intake_tally import IntakeTally, print_intake, print_not_taken, print_recoded
from temoin.cli.ledger_access import Address, opened
from temoin.cli.options import INTERRUPTED, as_day, first_day
from temoin.cli.progress import progress_of
from temoin.cli.report_options import ByGrammar, ByModel, coder_of, completed, language_code, publication_date
from temoin.knowledge.gazetteer import store
from temoin.languages import CODES
from temoin.messages import say
from temoin.reading import read

if TYPE_CHECKING:
    from temoin.ledger import Taken

app = typer.Typer(add_completion=False)

Jobs = Annotated[int, typer.Option(min=1, help=say("help.code_jobs"))]


@app.command(help=say("ledger_cli.help.add"))
def add(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help=say("help.code_inputs"))],
    ledger: Address = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", callback=publication_date, help=say("help.code_published"))
    ] = None,
    lang: Annotated[
        str | None, typer.Option(metavar="|".join(CODES), callback=language_code, help=say("help.code_lang"))
    ] = None,
    jobs: Jobs = 1,
    grammar: ByGrammar = False,
    model: ByModel = None,
) -> None:
    """Take reports into the ledger."""
    store.check()
    tally = IntakeTally()
    with opened(ledger, make=True) as kept:
        stopped = _took(
            kept.add(completed(read(inputs), published, lang), jobs, coder_of(grammar, model)), tally
        )
        print_intake(tally, kept)
    _end(tally, stopped)


@app.command(help=say("ledger_cli.help.recode"))
def recode(
    ledger: Address = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", callback=first_day, help=say("ledger_cli.help.recode_since")),
    ] = None,
    jobs: Jobs = 1,
    grammar: ByGrammar = False,
    model: ByModel = None,
) -> None:
    """Code what the ledger keeps anew."""
    store.check()
    tally = IntakeTally()
    with opened(ledger) as kept:
        stopped = _took(kept.recode(as_day(since), jobs, coder_of(grammar, model)), tally)
    print_recoded(tally)
    _end(tally, stopped)


def _took(outcomes: Iterator[Taken], tally: IntakeTally) -> bool:
    """Count what becomes of each report; whether Ctrl-C ended it."""
    from temoin.ledger import LedgerError

    try:
        with progress_of(tally, wanted=True):
            for taken in outcomes:
                tally.add(taken)
    except KeyboardInterrupt:
        return True
    except LedgerError:
        typer.echo(tally.kept(), err=True)
        raise
    return False


def _end(tally: IntakeTally, stopped: bool) -> None:
    """Say what was not taken, or that there is more to do, and end with the status that tells so."""
    sys.stdout.flush()
    print_not_taken(tally)
    if stopped:
        typer.echo(f"{say('usage.interrupted')} {tally.kept()}", err=True)
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(1 if tally.not_taken else 0)
