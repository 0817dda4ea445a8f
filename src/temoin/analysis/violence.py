"""Which of UCDP's types of organised violence is it, and which side stands first?

The types follow from what happened and from the kinds of the parties (UCDP GED Codebook 23.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from temoin.analysis.occurrence import NON_STATE, ONE_SIDED, STATE_BASED, VIOLENCE
from temoin.ontology import TYPES

Record = Mapping[str, Any]

STATES = frozenset({"state_forces", "foreign_forces"})
"""The kinds of parties that are states' forces."""
ARMED = frozenset({"armed_group", "communal_militia"})
"""The kinds of organised armed groups that are no state's."""
UNARMED = frozenset({"civilians", "protesters"})
"""The kinds of those who bear no arms."""


def type_of_violence(type: str, first: AbstractSet[str], second: AbstractSet[str]) -> str | None:
    """One of `VIOLENCE`, from an ACLED sub-event type and the kinds of who began and of who was hit.

    None where they do not tell, "" is a type that is not known.
    """
    known = TYPES.get(type)
    if known and known.ucdp:
        return VIOLENCE[known.ucdp - 1]
    sides = (first, second)
    if not all(sides):
        return None
    if any(side & STATES for side in sides) and all(side & (STATES | ARMED) for side in sides):
        return STATE_BASED
    if all(side & ARMED for side in sides):
        return NON_STATE
    return ONE_SIDED if first & (STATES | ARMED) and second <= UNARMED else None


def violence_of(incident: Record) -> str | None:
    """The type of violence of an incident, as its card has it; None where type and parties do not tell."""
    return type_of_violence(incident["type"], *(_kinds(incident, role) for role in ("initiator", "target")))


def sides(incident: Record, violence: str | None) -> tuple[Record | None, Record | None]:
    """Side a and side b: the government first in a state-based conflict, else who began."""
    first, second = (next(iter(parties(incident, role)), None) for role in ("initiator", "target"))
    turned = second and second["kind"] in STATES and not (first and first["kind"] in STATES)
    return (second, first) if violence == STATE_BASED and turned else (first, second)


def parties(incident: Record, *roles: str) -> list[Record]:
    """The parties of an incident in these roles, those that more origins name first."""
    return [p for p in incident["parties"] if p["role"] in roles]


def _kinds(incident: Record, role: str) -> set[str]:
    return {p["kind"] for p in parties(incident, role)}
