"""Grades, types and parties in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from temoin.knowledge.parties import party
from temoin.linking.grading import grades
from temoin.messages import lookup, reader_language

Record = Mapping[str, Any]

GRADE_STYLES = {
    "denied": "red",
    "contested": "red",
    "against_interest": "green",
    "corroborated": "green",
    "one_side": "yellow",
    "single_origin": "",
}


def type_name(type: str) -> str:
    """The name of a type of event in the reader's language."""
    return str(lookup("types").get(type, type))


def grade_name(grade: str) -> str:
    """The name of a grade in the reader's language."""
    return str(getattr(grades()[grade], reader_language()))


def party_name(actor: Record) -> str:
    """A party's full name in the reader's language, or the name that reports give it."""
    known = party(actor["id"]) if actor["id"] else None
    return known.name_in(reader_language()) if known else str(actor["name"])
