"""What an analyst is asked about incidents, in which order, and how the answers are read.

An incident is as `Ledger.incidents` gives it. Nothing here knows of a terminal.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from temoin.linking.deriving import subject
from temoin.linking.incident import Decision, Member
from temoin.linking.pairs import Pair
from temoin.linking.standing import decision_on, readable
from temoin.messages import say
from temoin.publishing.joins import joining
from temoin.type_names import known_types, type_named, types_near

if TYPE_CHECKING:
    from temoin.ledger import Ledger

Record = Mapping[str, Any]
Key = tuple[Any, ...]

# The grades of incidents that are looked at first; the others come last.
_FIRST = ("contested", "denied", "one_side", "single_origin")
# Fields in the order in which they are asked about; what is not here is asked about only with all the rest.
_ASKED = ("type", "date", "place", "actors", "totals", "harm")
# A pair that the program joined by less (bits) is asked about, and so is one that it kept apart from here on.
_SURE, _LIKELY = 5.0, 0.0
# How many incidents that may be the same are asked about.
_NEAREST = 3
_COUNT = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+)|\s*(\+))?")


@dataclass(frozen=True, slots=True)
class ClaimQuestion:
    """Does this claim of `member` hold? `others` are the statements of others on the same subject.

    `members` are the events of the incident, by id.
    """

    incident: Record
    members: Mapping[str, Member]
    member: Member
    claim: Record
    decided: Decision | None
    others: tuple[Record, ...]

    @property
    def key(self) -> Key:
        """What tells this question from others."""
        return self.member.event["id"], self.claim["field"], self.claim["span"]["start"]


@dataclass(frozen=True, slots=True)
class PairQuestion:
    """Are these two events one incident? `joined` says that the program holds them to be one."""

    incident: Record
    pair: Pair
    first: Member
    second: Member
    joined: bool

    @property
    def key(self) -> Key:
        """What tells this question from others."""
        return self.pair.first, self.pair.second


Question = ClaimQuestion | PairQuestion


class Unreadable(ValueError):
    """What was typed is no value of the field; the message says what would be one."""


def queue(incidents: Iterable[Record], everything: bool = False, doubtful: bool = False) -> list[str]:
    """The first event of each incident to look at: contested ones first, then those that rest on little.

    The ids of incidents may change as decisions fall; those of events do not. With `everything`, incidents
    that are well established come last. With `doubtful` all come, the least sure first.
    """
    if doubtful:
        sure = [(i.get("confidence"), i["events"][0]) for i in incidents]
        return [event for _, event in sorted(sure, key=lambda s: (s[0] is None, s[0] or 0.0))]
    first = [(_rank(i), i["events"][0]) for i in incidents]
    wanted = [(rank, event) for rank, event in first if everything or rank < len(_FIRST)]
    return [event for _, event in sorted(wanted, key=lambda r: r[0])]


def _rank(incident: Record) -> int:
    grade = "contested" if incident["contested"] else incident["grade"]
    return _FIRST.index(grade) if grade in _FIRST else len(_FIRST)


def questions(ledger: Ledger, incident: Record, everything: bool = False) -> Iterator[Question]:
    """What is asked of an incident: whether it is one, then whether its claims hold.

    With `everything`, also what nobody doubts and what was decided already.
    """
    members = {member.event["id"]: member for member in ledger.members(incident["id"])}
    yield from _joins(ledger, incident, members, everything)
    yield from _apart(ledger, incident, members, everything)
    found = [q for member in members.values() for q in _claims(incident, members, member, everything)]
    yield from sorted(found, key=lambda q: _order(q, incident["contested"]))


def _joins(
    ledger: Ledger, incident: Record, members: Mapping[str, Member], everything: bool
) -> Iterator[PairQuestion]:
    """The pairs that hold the incident together, the weakest first."""
    undecided = set(ledger.open_pairs(incident["id"]))
    for pair in reversed(joining(ledger.joins(incident["id"]), members)):
        if pair in undecided and (everything or pair.weight < _SURE):
            yield PairQuestion(incident, pair, members[pair.first], members[pair.second], True)


def _apart(
    ledger: Ledger, incident: Record, members: Mapping[str, Member], everything: bool
) -> Iterator[PairQuestion]:
    """The likeliest pair with each of the nearest incidents that could be the same."""
    seen: set[str] = set()
    for pair in ledger.open_pairs(incident["id"]):
        outside = [event for event in (pair.first, pair.second) if event not in members]
        likely = everything or pair.weight >= _LIKELY
        other = ledger.incident(outside[0]) if outside and likely and len(seen) < _NEAREST else None
        if other is None or other["id"] in seen or set(other["reports"]) & set(incident["reports"]):
            continue
        seen.add(other["id"])
        both = {**members, **{m.event["id"]: m for m in ledger.members(other["id"])}}
        yield PairQuestion(incident, pair, both[pair.first], both[pair.second], False)


def _claims(
    incident: Record, members: Mapping[str, Member], member: Member, everything: bool
) -> Iterator[ClaimQuestion]:
    keys: set[Key] = set()
    for claim in member.event["claims"]:
        decided = decision_on(claim, member.decisions)
        question = ClaimQuestion(incident, members, member, claim, decided, _others(incident, member, claim))
        wanted = everything or (decided is None and _is_doubtful(claim, incident))
        if wanted and question.key not in keys:
            keys.add(question.key)
            yield question


def _is_doubtful(claim: Record, incident: Record) -> bool:
    if claim["field"].partition(".")[0] not in _ASKED or claim["field"].endswith(".affiliation"):
        return False
    unsure = claim["hearsay"] or claim["stance"] != "asserted"
    weak = _rank(incident) < len(_FIRST) and incident["grade"] != "contested"
    return unsure or weak or subject(claim["field"]) in incident["contested"]


def _others(incident: Record, member: Member, claim: Record) -> tuple[Record, ...]:
    """The statements of the same subject that are not this claim, each value of each voice once."""
    here = (member.event["id"], claim["field"], claim["span"]["start"])
    found = {
        (str(s["value"]), s["event"], s["according_to"]): s
        for s in incident["statements"]
        if s["field"] == claim["field"] and (s["event"], s["field"], s["start"]) != here
    }
    return tuple(found.values())


def _order(question: ClaimQuestion, contested: Collection[str]) -> tuple[bool, int, str]:
    field = question.claim["field"]
    part = field.partition(".")[0]
    place = _ASKED.index(part) if part in _ASKED else len(_ASKED)
    return subject(field) not in contested, place, field


def sentence(member: Member, span: Record) -> tuple[str, str, str]:
    """The sentence that words stand in: what is before them, the words, and what is after them."""
    text, start, end = member.report["text"], span["start"], span["end"]
    around = [e for e in member.event["evidence"] if e["start"] <= start and end <= e["end"]]
    first = around[0]["start"] if around else text.rfind("\n", 0, start) + 1
    last = around[0]["end"] if around else text.find("\n", end)
    last = len(text) if last < 0 else last
    return text[first:start], text[start:end], text[end:last]


def typed_value(field: str, words: str) -> Any:
    """The value of a field that an analyst typed. Raises `Unreadable` where it is none."""
    part = field.partition(".")[0]
    if part == "totals":
        return _typed_count(words)
    if part == "type":
        return _typed_type(words)
    try:
        return readable(field, "".join(words.split()) if part == "date" else words)
    except ValueError as problem:
        raise Unreadable(say("review.bad.date" if part == "date" else "review.bad.words")) from problem


def _typed_count(words: str) -> Any:
    found = _COUNT.fullmatch(words.strip())
    if found is None or (found[2] and int(found[2]) < int(found[1])):
        raise Unreadable(say("review.bad.totals"))
    low = int(found[1])
    return {"low": low, "high": None} if found[3] else {"low": low, "high": int(found[2] or low)}


def _typed_type(words: str) -> str:
    if found := type_named(words):
        return found
    near = ", ".join(types_near(words))
    key = "type_near" if near else "type"
    raise Unreadable(say(f"ledger_cli.usage.{key}", value=words, near=near, known=known_types()))
