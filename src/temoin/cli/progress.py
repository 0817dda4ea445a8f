"""How a batch is going, and how it went: on standard error, for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from temoin.messages import count, say
from temoin.model import CodedReport
from temoin.reading import Failure, Reading, one_line

if TYPE_CHECKING:
    from rich.progress import Progress


class Countable(Protocol):
    """Whatever counts the reports that are done."""

    @property
    def done(self) -> int:
        """Reports dealt with."""


# ids that are named at the end of a batch
_SHOWN = 5


@dataclass(slots=True)
class Tally:
    """How many reports were read, tell of events or are quiet; what failed; and which ids come twice."""

    read: int = 0
    coded: int = 0
    quiet: int = 0
    events: int = 0
    failures: list[Failure] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    repeated: set[str] = field(default_factory=set)

    @property
    def done(self) -> int:
        """Reports dealt with."""
        return self.coded + self.quiet + len(self.failures)

    def reading(self, items: Iterable[Reading | Failure]) -> Iterator[Reading | Failure]:
        """The items, those read counted as they pass."""
        for item in items:
            if isinstance(item, Reading):
                self.read += 1
                (self.repeated if item.report.id in self.ids else self.ids).add(item.report.id)
            yield item

    def coding(self, outcomes: Iterable[CodedReport | Failure]) -> Iterator[CodedReport | Failure]:
        """The outcomes, counted as they pass."""
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                self.failures.append(outcome)
            else:
                self.coded += bool(outcome.events)
                self.quiet += not outcome.events
                self.events += len(outcome.events)
            yield outcome


@contextmanager
def progress_of(tally: Countable, wanted: bool) -> Iterator[None]:
    """Show how many reports are done as they grow, where it is wanted and a person looks on."""
    if not (wanted and sys.stderr.isatty()):
        yield
        return
    with _bar(tally):
        yield


def _bar(tally: Countable) -> Progress:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
    from rich.text import Text

    class _Done(TextColumn):
        def render(self, task: Task) -> Text:
            pace = f" · {tally.done / task.elapsed:.1f}/s" if task.elapsed else ""
            return Text(f"{tally.done} {say('summary.progress')}{pace}")

    bar = Progress(
        SpinnerColumn(), _Done(""), TimeElapsedColumn(), console=Console(stderr=True), transient=True
    )
    bar.add_task("")
    return bar


def print_counts(tally: Tally) -> None:
    """Say how many reports were read, coded, quiet and failed, and which ids come more than once."""
    parts = [
        count("summary.read", tally.read),
        f"{count('summary.coded', tally.coded)} ({count('summary.events', tally.events)})",
        count("summary.quiet", tally.quiet),
        count("summary.failed", len(tally.failures)),
    ]
    print(" · ".join(parts), file=sys.stderr)
    if tally.repeated:
        some = sorted(tally.repeated)[:_SHOWN]
        more = " …" if len(tally.repeated) > _SHOWN else ""
        print(count("summary.repeated", len(tally.repeated)), ", ".join(some) + more, file=sys.stderr)


def print_failures(failures: Iterable[Failure]) -> None:
    """Say where each failure was, why, and what to do."""
    for failure in failures:
        remedy = say("summary.remedy", remedy=failure.remedy)
        for indent, line in (("", failure.where), ("  ", failure.what), ("  ", remedy)):
            print(f"{indent}{one_line(line)}", file=sys.stderr)
