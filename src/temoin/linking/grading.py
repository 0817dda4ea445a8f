"""How far an incident's record holds: one grade, by the table `grades.tsv`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from temoin.languages import read_table
from temoin.linking.incident import Party, Statement, Voice
from temoin.linking.voices import FORCES, same_party, same_side


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade: its name in each language, and when it is given."""

    grade: str
    fr: str
    fr_when: str
    en: str
    en_when: str


@cache
def grades() -> dict[str, Grade]:
    """The grades by name, in their order: the first whose condition holds is given."""
    return {g.grade: g for g in read_table(Path(__file__).with_name("grades.tsv"), Grade)}


def grade(
    status: str,
    contested: Sequence[str],
    origins: int,
    voices: Sequence[Voice],
    parties: Sequence[Party],
    statements: Sequence[Statement],
) -> tuple[str, tuple[str, ...]]:
    """The grade, and what it rests on: the contested fields, or the names of the party."""
    against, side = _against_interest(voices, parties, statements), _one_side(origins, voices)
    holds: dict[str, tuple[bool, Sequence[str]]] = {
        "denied": (status == "denied", ()),
        "contested": (bool(contested), contested),
        "against_interest": (bool(against), against),
        "corroborated": (origins > 1 and not side, ()),
        "one_side": (bool(side), side),
        "single_origin": (True, ()),
    }
    return next((name, tuple(holds[name][1])) for name in grades() if holds[name][0])


def _one_side(origins: int, voices: Sequence[Voice]) -> list[str]:
    """The voices, where every origin rests on one side's words alone; else none."""
    heard = {n for voice in voices for n in voice.origins}
    alone = len(heard) == origins and all(v.party and same_side(v, voices[0]) for v in voices)
    return [v.name for v in voices] if alone else []


def _against_interest(
    voices: Sequence[Voice], parties: Sequence[Party], statements: Sequence[Statement]
) -> list[str]:
    """The forces that say that they killed civilians themselves; a movement that claims an attack boasts."""
    authors = [p for p in parties if p.role == "initiator"]
    own = [v for v in voices if v.party and v.kind in FORCES and any(same_party(v, p) for p in authors)]
    admitted = {
        s.according_to
        for s in statements
        if s.field == "totals.civilians_killed"
        and s.stance == "asserted"
        and s.counts
        and not s.hearsay
        and s.value["low"]
    }
    return [v.name for v in own if v.name in admitted]
