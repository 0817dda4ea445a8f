"""Options that go with reports: their date and their language, checked as they are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Annotated

import typer

from temoin.batch import Coder, code, code_by_grammar
from temoin.languages import CODES
from temoin.messages import say
from temoin.reading import Failure, ReadError, Reading, published_or_error

ByGrammar = Annotated[bool, typer.Option("--grammar", help=say("help.code_grammar"))]


def coder_of(by_grammar: bool) -> Coder:
    """The coder that is asked for. The model's encoder is made ready first, and whoever waits is told."""
    if by_grammar:
        return code_by_grammar
    from temoin.coding.trained.reader import default  # what codes by the grammar alone does without

    reader = default()
    if reader is None:
        typer.echo(say("usage.no_encoder"), err=True)
        return code_by_grammar
    if not reader.encoder.is_ready:
        typer.echo(say("usage.encoder_first"), err=True)
        reader.encoder.prepare()
    return code


def publication_date(value: str | None) -> str | None:
    """The option's date of publication, or an error of usage."""
    try:
        return published_or_error("--published", value)
    except ReadError as problem:
        raise typer.BadParameter(f"{problem.failure.what} {problem.failure.remedy}") from problem


def language_code(value: str | None) -> str | None:
    """The option's language code, or an error of usage."""
    if value is not None and value not in CODES:
        raise typer.BadParameter(say("usage.lang", known=", ".join(CODES)))
    return value


def completed(
    items: Iterable[Reading | Failure], published: str | None, language: str | None
) -> Iterator[Reading | Failure]:
    """The reports, with the date for those that bear none and the language for all."""
    for item in items:
        if isinstance(item, Failure):
            yield item
            continue
        report = replace(
            item.report,
            published=item.report.published or published,
            language=language or item.report.language,
        )
        yield replace(item, report=report)
