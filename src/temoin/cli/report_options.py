"""Options that go with reports: their date and their language, checked as they are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from temoin.batch import Coder, code, code_by_grammar
from temoin.languages import CODES
from temoin.messages import say
from temoin.reading import Failure, ReadError, Reading, published_or_error

if TYPE_CHECKING:
    from temoin.coding.trained.model import Model

ByGrammar = Annotated[bool, typer.Option("--grammar", help=say("help.code_grammar"))]
ByModel = Annotated[
    Path | None, typer.Option("--model", metavar="FOLDER", file_okay=False, help=say("help.code_model"))
]


def coder_of(by_grammar: bool, folder: Path | None = None) -> Coder:
    """The coder that is asked for. The model's encoder is made ready first, and whoever waits is told."""
    if by_grammar and folder:
        raise typer.BadParameter(say("usage.one_coder"))
    if by_grammar:
        return code_by_grammar
    from temoin.coding.trained.model import default  # what codes by the grammar alone does without

    model = _in_folder(folder) if folder else default()
    if model is None:
        typer.echo(say("usage.no_encoder"), err=True)
        return code_by_grammar
    if not model.reader.encoder.is_ready:
        typer.echo(say("usage.encoder_first"), err=True)
        model.reader.encoder.prepare()
    return partial(code, model=folder) if folder else code


def _in_folder(folder: Path) -> Model | None:
    """A model of the user's own, None without the encoder; an error of usage where it is no model."""
    from temoin.coding.trained.model import load
    from temoin.coding.trained.wheel import EncoderMissingError

    try:
        return load(folder)
    except EncoderMissingError:
        return None
    except (OSError, ValueError) as problem:
        reason = say("usage.no_model", folder=folder, reason=problem)
        raise typer.BadParameter(reason, param_hint="--model") from problem


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
