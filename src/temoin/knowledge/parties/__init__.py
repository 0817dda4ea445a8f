"""Who is who: the registry of movements, militias, armies and missions."""

from temoin.knowledge.parties.forces import (
    Nationality,
    branch_of,
    force_id,
    parts_of,
    party,
    state_force,
    state_forces,
    whose_force,
)
from temoin.knowledge.parties.registry import Belonging, Name, Party, names, registry
from temoin.knowledge.parties.resolve import Place, bearer, fit, ranked, resolve, wholes

__all__ = [
    "Belonging",
    "Name",
    "Nationality",
    "Party",
    "Place",
    "bearer",
    "branch_of",
    "fit",
    "force_id",
    "names",
    "parts_of",
    "party",
    "ranked",
    "registry",
    "resolve",
    "state_force",
    "state_forces",
    "wholes",
    "whose_force",
]
