"""The rule for vague numbers, as people read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from temoin.coding.counts import counting_phrases
from temoin.languages import load
from temoin.messages import say
from temoin.model import Count
from temoin.publishing.wording import count_in_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


def print_numbers(languages: Sequence[str], console: Console) -> None:
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
