"""How taking reports in is going, and how it went, in counts."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from temoin.messages import count, say
from temoin.reading import one_line

if TYPE_CHECKING:
    from temoin.ledger import Ledger, Taken

_NOT_TAKEN = ("refused", "failed")
_STATES = ("read", "quiet", "known", "updated", *_NOT_TAKEN)


@dataclass(slots=True)
class IntakeTally:
    """What became of the reports so far: how many of each state, their events, and what was not taken."""

    states: Counter[str] = field(default_factory=Counter)
    events: int = 0
    fresh: list[str] = field(default_factory=list)
    not_taken: list[Taken] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Reports dealt with."""
        return self.states.total()

    def add(self, taken: Taken) -> None:
        """Count what became of one report."""
        self.states[taken.state] += 1
        if taken.state == "read" and taken.report:
            self.events += taken.events
            self.fresh.append(taken.report)
        if taken.state in _NOT_TAKEN:
            self.not_taken.append(taken)

    def kept(self) -> str:
        """The sentence that says how much is kept whatever comes."""
        return count("ledger_cli.kept", self.done)


def print_intake(tally: IntakeTally, ledger: Ledger) -> None:
    """Say how many reports were read, quiet, known..., and how many incidents are new or extended."""
    counts = {s: count(f"ledger_cli.{s}", tally.states[s]) for s in _STATES}
    print(say("ledger_cli.added", events=count("ledger_cli.events", tally.events), **counts))
    fresh = set(tally.fresh)
    incidents = ledger.incidents_of(fresh).values()
    new = sum(reports <= fresh for reports in incidents)
    parts = {"new": new, "extended": len(incidents) - new}
    print(say("ledger_cli.incidents", **{key: count(f"ledger_cli.{key}", n) for key, n in parts.items()}))


def print_recoded(tally: IntakeTally) -> None:
    """Say how many reports were coded otherwise than before, and how many the same."""
    numbers = {
        "changed": tally.states["updated"],
        "same": tally.states["known"],
        "failed": len(tally.not_taken),
    }
    print(say("ledger_cli.recoded", **{key: count(f"ledger_cli.{key}", n) for key, n in numbers.items()}))


def print_not_taken(tally: IntakeTally) -> None:
    """Say of each report that was refused or failed where it was, why, and what to do."""
    for taken in tally.not_taken:
        state = say(f"ledger_cli.states.{taken.state}")
        print(f"{one_line(taken.where)} ({state})\n  {one_line(taken.reason or '')}", file=sys.stderr)
