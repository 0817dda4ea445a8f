"""ACLED's and UCDP's codes for parties and stretches of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from temoin.knowledge.parties import party, wholes
from temoin.languages import read_table
from temoin.publishing.incident_words import Record

HERE = Path(__file__).parent

# ACLED's codes of actors that follow from the kind of a party; unidentified armed groups are political
# militias to ACLED, forces of a state abroad are external forces (ACLED Codebook 2023).
_INTER = {
    "state_forces": 1,
    "unidentified": 3,
    "communal_militia": 4,
    "protesters": 6,
    "civilians": 7,
    "foreign_forces": 8,
}
_RIOTERS = 5
_RIOTS = "Riots"


@dataclass(frozen=True, slots=True)
class Group:
    """An armed group of the registry and ACLED's code for it."""

    party: str
    inter: int


@cache
def _groups() -> dict[str, int]:
    return {row.party: row.inter for row in read_table(HERE / "acled_groups.tsv", Group)}


def inter(actor: Record, group: str) -> int | None:
    """ACLED's code of a party in an event of this group (its event type); None where it cannot be told."""
    if group == _RIOTS and actor["kind"] in ("protesters", "civilians"):
        return _RIOTERS if actor["role"] == "initiator" else _INTER["civilians"]
    known = party(actor["id"]) if actor["id"] else None
    if actor["kind"] == "armed_group" and known:
        lineage = (known, *wholes(known))
        return next((_groups()[p.id] for p in lineage if p.id in _groups()), None)
    return _INTER.get(actor["kind"])


def interaction(first: int | None, second: int | None) -> int | None:
    """ACLED's code of who meets whom: the smaller code first, 0 last for nobody."""
    if first is None or second is None:
        return None
    low, high = sorted((first, second))
    return high * 10 if low == 0 else low * 10 + high


def days(start: str | None, end: str | None) -> int | None:
    """How many days a stretch of time has, both ends counted; None where it is not known."""
    if not start or not end:
        return None
    return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1


def time_precision(span: int | None) -> int | None:
    """ACLED's code of a stretch of so many days: 1 the day, 2 a week, 3 a month; None for longer."""
    return _first_that_holds(span, {1: 1, 7: 2, 31: 3})


def date_precision(span: int | None) -> int | None:
    """UCDP's date_prec: 1 the day, 2 up to 6 days, 3 a week, 4 a month, 5 a year; None for longer."""
    return _first_that_holds(span, {1: 1, 6: 2, 7: 3, 31: 4, 366: 5})


def _first_that_holds(span: int | None, codes: dict[int, int]) -> int | None:
    if span is None:
        return None
    return next((code for longest, code in codes.items() if span <= longest), None)
