"""The command `temoin train`: learn from gold records of one's own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from temoin.cli.options import INTERRUPTED
from temoin.cli.progress import print_failures
from temoin.knowledge.gazetteer import store
from temoin.messages import count, lookup, reader_language, say
from temoin.reading import Failure

if TYPE_CHECKING:
    from temoin.coding.trained.model import Model
    from temoin.training.corpus import Labelled
    from temoin.training.course import Gain, Stage, Told

app = typer.Typer(add_completion=False)


@app.command(help=say("training.help"))
def train(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="GOLD REPORTS", exists=True, dir_okay=False, help=say("training.help_files")),
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FOLDER", help=say("training.help_output"))
    ],
    seed: Annotated[int, typer.Option(min=0, help=say("training.help_seed"))] = 1,
) -> None:
    """Make a model from gold records."""
    store.check()
    if len(files) % 2:
        raise typer.BadParameter(say("training.pairs"))
    if output.exists():
        raise typer.BadParameter(say("training.is_there", folder=output), param_hint="--output")
    model = _ready()
    failures: list[Failure] = []
    reports = _labelled(files, failures)
    try:
        gain = _learned(reports, model, output, seed)
    except KeyboardInterrupt:
        typer.echo(say("training.interrupted"), err=True)
        raise typer.Exit(INTERRUPTED) from None
    except OSError as problem:
        reason = say("training.not_written", folder=output, reason=problem.strerror or problem)
        raise typer.BadParameter(reason, param_hint="--output") from problem
    _print_gain(gain, output)
    print_failures(failures)
    raise typer.Exit(1 if failures else 0)


def _ready() -> Model:
    """The model to go on from, or the end where what learning needs is not installed."""
    from temoin.coding.trained.model import default

    model = default()
    for missing, reason in (
        (find_spec("torch") is None, "training.no_torch"),
        (not model, "usage.no_encoder"),
    ):
        if missing:
            typer.echo(say(reason), err=True)
            raise typer.Exit(1)
    assert model is not None
    return model


def _labelled(files: list[Path], failures: list[Failure]) -> list[Labelled]:
    """The reports with their records; or an error of usage where nothing can be learned from them."""
    from temoin.training.corpus import labelled
    from temoin.training.course import LEAST

    reports = []
    try:
        for gold, texts in zip(files[::2], files[1::2], strict=True):
            for item in labelled(gold, texts):
                if isinstance(item, Failure):
                    failures.append(item)
                elif item.reading.document.sentences:
                    reports.append(item)
    except ValueError as problem:
        raise typer.BadParameter(say("training.broken", reason=problem)) from problem
    if len(reports) < LEAST:
        print_failures(failures)
        raise typer.BadParameter(say("training.too_few", n=len(reports), least=LEAST))
    if not any(report.is_about for report in reports):
        raise typer.BadParameter(say("training.no_events"))
    typer.echo(count("training.report", len(reports)), err=True)
    return reports


def _learned(reports: list[Labelled], model: Model, output: Path, seed: int) -> Gain:
    from temoin.training.course import train as learn

    with _shown() as told:
        return learn(reports, model, output, seed, told)


@contextmanager
def _shown() -> Iterator[Told]:
    """Shows how far the work is: as a bar where a person looks on, else a line for each part."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console, transient=True
    )
    task = bar.add_task("", total=1.0)
    last = ""

    def told(stage: Stage) -> None:
        nonlocal last
        name = say(f"training.stages.{stage.name}", number=stage.number, of=stage.of)
        bar.update(task, description=name, completed=stage.done)
        if name != last and not console.is_terminal:
            print(name, file=sys.stderr, flush=True)
        last = name

    if not console.is_terminal:
        yield told
        return
    with bar:
        yield told


def _print_gain(gain: Gain, folder: Path) -> None:
    """Show what the model finds beside what was found before, and how to use it."""
    from rich.console import Console
    from rich.table import Table

    before, after = gain.before, gain.after
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for name in ("before", "after"):
        table.add_column(say(f"training.{name}"), justify="right")
    table.add_row(say("training.values"), *(_rate(e.record.f1) for e in (before, after)), style="bold")
    for code in after.languages if len(after.languages) > 1 else ():
        label = say("training.language", language=lookup("evaluation.languages").get(code, code))
        table.add_row(label, *(_rate(e.languages[code].record.f1) for e in (before, after)))
    table.add_row(say("training.events"), *(_rate(e.events.f1) for e in (before, after)))
    found = say("training.recall", n=after.events.gold)
    table.add_row(found, *(str(e.events.right) for e in (before, after)))
    if after.quiet:
        alarms = say("training.alarms", n=after.quiet)
        table.add_row(alarms, *(str(e.false_alarms) for e in (before, after)))
    console = Console(highlight=False)
    console.print(table)
    console.print(say("training.unseen"))
    console.print(say("training.better" if gain.is_better else "training.no_better"))
    print(f"  temoin code --model {folder} ...")


def _rate(value: float) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, "0.000", locale=reader_language())
