"""How far an incident's record holds: one grade, by the table `grades.tsv`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from temoin.knowledge.gazetteer import fold
from temoin.languages import read_table


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and what it means in each language."""

    grade: str
    fr: str
    en: str


@cache
def grades() -> dict[str, Grade]:
    """The grades by name, in their order: the first whose condition holds is given."""
    return {g.grade: g for g in read_table(Path(__file__).with_name("grades.tsv"), Grade)}


def grade(
    status: str,
    contested: Sequence[str],
    origins: Sequence[Any],
    voices: Sequence[Any],
    parties: Sequence[Any],
    statements: Sequence[Any],
) -> str:
    """The grade of an incident with these origins, voices, parties and statements (see `deriving`)."""
    holds = {
        "denied": status == "denied",
        "contested": bool(contested),
        "against_interest": any(_against_interest(voice, parties, statements) for voice in voices),
        "corroborated": len(origins) > 1 and not _one_side(voices),
        "one_side": _one_side(voices),
        "single_origin": True,
    }
    return next(name for name in grades() if holds[name])


def _one_side(voices: Sequence[Any]) -> bool:
    """Whether every voice is of one and the same party."""
    return bool(voices) and all(v.party for v in voices) and len({fold(v.name) for v in voices}) == 1


def _against_interest(voice: Any, parties: Sequence[Any], statements: Sequence[Any]) -> bool:
    """Whether a party says of itself that it did harm to civilians."""
    name = fold(voice.name)
    did = any(p.role == "initiator" and fold(p.name) == name for p in parties)
    harmed = any(
        s.field == "totals.civilians_killed"
        and s.according_to == voice.name
        and s.stance == "asserted"
        and s.value["low"]
        for s in statements
    )
    return voice.party and did and harmed
