"""The dead of an incident by side, as UCDP counts them: the best estimate is always their sum."""

from __future__ import annotations

from temoin.publishing.exports.losses import Losses
from temoin.publishing.exports.told import Told
from temoin.publishing.incident_words import Record
from temoin.publishing.rows import Cell

_FIRST = frozenset({"initiator", "initiator_ally"})
_SECOND = frozenset({"target", "target_ally"})
_UNARMED = frozenset({"civilians", "protesters"})


def deaths(told: Told, role_of_a: set[str], losses: Losses) -> dict[str, Cell]:
    """The columns from `deaths_a` to `low`; `role_of_a` is the role of side a, nothing where there is none.

    Who is not known to be a civilian or of one side is `deaths_unknown`: where reports give a side different
    numbers, where a number is open, or where all sides together are more than the whole.
    """
    tolls = told.incident["tolls"]
    killed = tolls["killed"]
    best = killed["value"]
    civilians = tolls.get("civilians_killed")
    dead_civilians = min(civilians["value"], best) if civilians else 0
    first, second = (_agreed(told.events, roles) for roles in (_FIRST, _SECOND))
    if first + second + dead_civilians > best:
        first = second = 0
        losses.note("sides_of_dead", told.id)
    a, b = (first, second) if role_of_a & _FIRST else (second, first)
    return {
        "deaths_a": a,
        "deaths_b": b,
        "deaths_civilians": dead_civilians,
        "deaths_unknown": best - a - b - dead_civilians,
        "best": best,
        "high": killed["high"],
        "low": killed["low"],
    }


def _agreed(events: tuple[Record, ...], roles: frozenset[str]) -> int:
    """How many fighters of a side were killed, 0 where reports do not say or do not agree."""
    numbers = {n for event in events if (n := _fighters(event, roles)) is not None}
    return numbers.pop() if len(numbers) == 1 else 0


def _fighters(event: Record, roles: frozenset[str]) -> int | None:
    """How many fighters of a side one report tells were killed; None where it gives no one number."""
    told = [
        h
        for h in event["harm"]
        if h["effect"] == "killed"
        and h["stance"] == "asserted"
        and h["role"] in roles
        and h["victims"] not in _UNARMED
    ]
    exact = [h["best"] for h in told if h["low"] == h["high"]]
    # the same count told twice, or by two voices, is no sum
    return exact[0] if len(exact) == len(told) == 1 else None
