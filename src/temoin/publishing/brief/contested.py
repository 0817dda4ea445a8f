"""Contested incidents side by side: each version with those who say so, their words and their source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from temoin.linking.deriving import subject
from temoin.messages import say
from temoin.publishing.brief.quoting import Quotation, around, counts, in_headline
from temoin.publishing.brief.wording import counted, field_name, value_of, voice_named
from temoin.publishing.exports.told import Told
from temoin.publishing.incident_words import Record

# Versions of a field that are shown, and quotations of each; what more there are is counted.
_VERSIONS, _QUOTED = 6, 2


@dataclass(frozen=True, slots=True)
class Version:
    """What is claimed, by whom, in how many origins, and in which words; `more` tells of words not shown."""

    value: str
    denied: bool
    voices: tuple[str, ...]
    origins: str
    quotations: tuple[Quotation, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Question:
    """A field that is contested, with its versions, the one that more origins give first.

    `more` tells how many are not shown, "" where all are.
    """

    field: str
    versions: tuple[Version, ...]
    more: str


def questions(told: Told) -> tuple[Question, ...]:
    """What is contested of an incident; fields that have the same versions stand together."""
    fields: dict[tuple[Version, ...], list[str]] = {}
    for field in told.incident["contested"]:
        fields.setdefault(tuple(_versions(field, told)), []).append(field_name(field))
    return tuple(
        Question(", ".join(names), versions[:_VERSIONS], _more(len(versions) - _VERSIONS))
        for versions, names in fields.items()
    )


def _more(left: int) -> str:
    return counted("brief.more_versions", left) if left > 0 else ""


def _versions(field: str, told: Told) -> Iterator[Version]:
    """The versions: all that a voice says in a report is one, and voices that say the same share it."""
    said: dict[tuple[str, str | None, bool], list[Record]] = {}
    for s in told.incident["statements"]:
        if subject(s["field"]) == field and s["stance"] in ("asserted", "denied") and counts(s):
            said.setdefault((s["event"], s["according_to"], s["stance"] == "denied"), []).append(s)
    sides: dict[tuple[str, bool], list[Record]] = {}
    for (_, _, denied), statements in said.items():
        sides.setdefault((_value(field, statements, told), denied), []).extend(statements)
    by_origins = sorted(sides.items(), key=lambda side: -len({s["origin"] for s in side[1]}))
    for (value, denied), statements in by_origins:
        yield _version(value, denied and field != "status", statements, told)


def _value(field: str, statements: list[Record], told: Told) -> str:
    """What statements of one voice stand for; of whether it took place, whether they deny it."""
    if field == "status":
        return say(f"incident.stance.{statements[0]['stance']}")
    return say("brief.and").join(dict.fromkeys(value_of(s, told.incident) for s in statements))


def _version(value: str, denied: bool, statements: list[Record], told: Told) -> Version:
    quotations: dict[str, Quotation] = {}
    for statement in sorted(statements, key=lambda s: in_headline(s, told)):
        if found := around(statement, told):
            quotations.setdefault(statement["report"], found)
    shown = tuple(quotations.values())[:_QUOTED]
    left = len(quotations) - len(shown)
    return Version(
        value,
        denied,
        tuple(_voices(statements, told)),
        counted("brief.origins", len({s["origin"] for s in statements})),
        shown,
        counted("brief.more_reports", left) if left else "",
    )


def _voices(statements: list[Record], told: Told) -> Iterator[str]:
    """Who says so, each once; a report itself only where it names nobody who does."""
    named = {s["event"] for s in statements if s["according_to"]}
    yield from dict.fromkeys(
        voice_named(s["according_to"], told.incident) if s["according_to"] else say("brief.report_itself")
        for s in statements
        if s["according_to"] or s["event"] not in named
    )
