"""What becomes of each input that a ledger is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["read", "quiet", "updated", "known", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one input: where it was, its report's id, how many events it tells of, or why none.

    `state` is `read` (it tells of events), `quiet` (of none), `updated` (a known report whose text changed or
    that has a date now), `known` (nothing new), `refused` (temoin does not take such) or `failed`.
    """

    where: str
    state: State
    report: str | None = None
    events: int = 0
    reason: str | None = None
