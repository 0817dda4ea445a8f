"""The command `temoin numbers`: the rule for vague numbers, as people read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from temoin.cli.report_options import language_code
from temoin.coding.counts import counting_phrases
from temoin.languages import CODES, load
from temoin.messages import say
from temoin.model import Count
from temoin.publishing.wording import count_in_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

app = typer.Typer(add_completion=False)


@app.command(help=say("help.numbers"))
def numbers(
    lang: Annotated[
        str | None,
        typer.Option(metavar="|".join(CODES), callback=language_code, help=say("help.numbers_lang")),
    ] = None,
) -> None:
    """Print what vague numbers stand for."""
    from rich.console import Console

    _print_numbers([lang] if lang else CODES, Console(highlight=False))


def _print_numbers(languages: Sequence[str], console: Console) -> None:
    """Print what the vague numbers of these languages stand for."""
    for code in languages:
        console.print(_table(code))
    console.print(say("numbers.note"))


def _table(code: str) -> Table:
    from rich.table import Table

    phrases: dict[Count, list[str]] = defaultdict(list)
    for entry in counting_phrases(load(code)):
        phrases[Count(entry.value, entry.value, entry.high)].append(entry.phrase)
    table = Table(title=say(f"evaluation.languages.{code}"), title_justify="left")
    table.add_column(say("numbers.phrases"))
    table.add_column(say("numbers.range"))
    for count in sorted(phrases, key=lambda c: (c.low, c.high is None)):
        table.add_row(", ".join(phrases[count]), count_in_words(count))
    return table
