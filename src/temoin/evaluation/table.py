"""The measures as a table to read."""

from __future__ import annotations

from babel.numbers import format_decimal
from rich.console import Console
from rich.table import Table

from temoin.evaluation.measure import Evaluation, Score
from temoin.messages import lookup, reader_language, say


def render(evaluation: Evaluation, console: Console, lang: str | None = None) -> None:
    """Print the measures, of all reports and by language, in the language `lang`, the reader's by default."""
    console.print(_table(evaluation, lang))
    for sentence in _sentences(evaluation, lang):
        console.print(sentence, highlight=False)
    if len(evaluation.languages) > 1:
        console.print()
        console.print(_language_table(evaluation, lang))


def _table(evaluation: Evaluation, lang: str | None) -> Table:
    table = _with_columns("measure", lang)
    table.add_row(say("evaluation.record", lang), *_cells(evaluation.record, lang), style="bold")
    table.add_row(
        say("evaluation.events", lang), *_cells(evaluation.events, lang), style="bold", end_section=True
    )
    for slot, score in evaluation.slots.items():
        table.add_row(_name("slots", slot, lang), *_cells(score, lang))
    return table


def _language_table(evaluation: Evaluation, lang: str | None) -> Table:
    table = _with_columns("language", lang)
    for code, part in evaluation.languages.items():
        for measure, score in (("values", part.record), ("events", part.events)):
            name = f"{_name('languages', code, lang)}, {say(f'evaluation.{measure}', lang).lower()}"
            table.add_row(name, *_cells(score, lang))
    return table


def _with_columns(first: str, lang: str | None) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(say(f"evaluation.{first}", lang), no_wrap=True)
    for name in ("precision", "recall", "f1", "right", "found", "gold"):
        table.add_column(say(f"evaluation.{name}", lang), justify="right")
    return table


def _cells(score: Score, lang: str | None) -> list[str]:
    rates = (score.precision, score.recall, score.f1)
    counts = (score.right, score.found, score.gold)
    return [*(_decimal(rate, "0.000", lang) for rate in rates), *(str(n) for n in counts)]


def _decimal(value: float, pattern: str, lang: str | None) -> str:
    return format_decimal(value, pattern, locale=lang or reader_language())


def _name(group: str, key: str, lang: str | None) -> str:
    """What the reader calls a slot or a language, the key itself where it is not known."""
    return str(lookup(f"evaluation.{group}", lang).get(key, key))


def _sentences(evaluation: Evaluation, lang: str | None) -> list[str]:
    """What the table does not hold."""
    sentences = [
        say("evaluation.false_alarms", lang, alarms=evaluation.false_alarms, quiet=evaluation.quiet),
    ]
    if evaluation.verbatim is not None:
        sentences.append(
            say("evaluation.verbatim", lang, percent=_decimal(100 * evaluation.verbatim, "0.0", lang))
        )
    if evaluation.uncoded:
        sentences.append(say("evaluation.uncoded", lang, n=evaluation.uncoded, reports=evaluation.reports))
    return sentences
