"""What do the words that tell of deeds make of their arguments: who acts, who is acted upon?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from temoin.languages import Language, Lexicon
from temoin.model import Role

Frame = Literal[
    "act",
    "do",
    "go",
    "suffer",
    "repel",
    "fall",
    "blast",
    "cost",
    "hold",
    "help",
    "meet",
    "oppose",
    "blame",
    "deed",
    "loss",
    "fight",
    "any",
    "none",
]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that tells who did what to whom: how its arguments play their roles, and its topic."""

    phrase: str
    frame: Frame
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Voices:
    """The role that each argument of a verb plays, if any; `against` to `at` are those after prepositions."""

    subject: Role | None = None
    object: Role | None = None
    passive: Role | None = None
    agent: Role | None = None
    against: Role | None = None
    to: Role | None = None
    origin: Role | None = None
    at: Role | None = None


_ACT = Voices("initiator", "target", passive="target", agent="initiator", against="target")
VERBS: dict[str, Voices] = {
    "act": _ACT,
    "deed": _ACT,
    "loss": _ACT,
    "any": Voices("initiator", "target", passive="target", agent="initiator"),
    "do": Voices("initiator", agent="initiator", against="target"),
    "go": Voices("initiator", passive="initiator"),
    "suffer": Voices("target", passive="target", agent="initiator", against="target", origin="initiator"),
    "repel": Voices("target", "initiator", passive="initiator", agent="target"),
    "fall": Voices("target", passive="target", agent="initiator", to="initiator"),
    "blast": Voices("initiator", agent="initiator", against="target", at="target"),
    "cost": Voices(object="target", against="target", to="target"),
    "hold": Voices(agent="target"),
    "help": Voices(),
    "none": Voices(),
}
# Frames of those who stand against each other.
BETWEEN = ("meet", "fight", "oppose")
# Frames of nouns.
NOUNS = ("deed", "loss", "fight")
# Any verb that the table does not know.
ANY_VERB = Predicate("", "any", "any")


@cache
def predicates(language: Language, noun: bool | None = None) -> Lexicon[Predicate]:
    """The phrases that tell of deeds (`roles.tsv`); with `noun` those of nouns alone, or of verbs."""
    rows = language.table("roles", Predicate)
    kept = (p for p in rows if noun is None or (p.frame in NOUNS) == noun)
    return Lexicon(((p.phrase, p) for p in kept), over=language.days)
