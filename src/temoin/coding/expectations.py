"""Which parties does a type of event make us expect, and in which role?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from temoin.languages import read_table
from temoin.model import Role


@dataclass(frozen=True, slots=True)
class Expectation:
    """How much a type of event expects each kind of party in a role."""

    type: str
    role: Role
    topics: tuple[str, ...]
    state_forces: float
    police: float
    government: float
    foreign_forces: float
    armed_group: float
    communal_militia: float
    civilians: float
    protesters: float
    unidentified: float
    other: float

    def of(self, branch: str) -> float:
        """How much such a party is expected: a kind, or `police` or `government` of the state's forces."""
        return float(getattr(self, branch))


@cache
def expectations() -> dict[tuple[str, Role], Expectation]:
    """What every type of event expects of its initiator and of its target."""
    rows = read_table(Path(__file__).with_name("expectations.tsv"), Expectation)
    return {(r.type, r.role): r for r in rows}
