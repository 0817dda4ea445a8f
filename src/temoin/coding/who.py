"""Who did it, and to whom?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import get_args

from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.coding.parties import Mention, mentions
from temoin.coding.roles import acting
from temoin.languages import read_table
from temoin.model import Actor, Kind, Place, Role

# A party takes a role when what the sentences say of it and what the type expects come to this much.
ENOUGH = 2.0
# Predicates of another matter than the event's count this much; every further sentence that agrees this much.
OFF_TOPIC, AGREEING = 0.4, 0.3
WEAK = 0.7
# Kinds whose members are one party, whatever they are called.
_ALIKE: tuple[Kind, ...] = ("civilians", "protesters", "unidentified")


@dataclass(frozen=True, slots=True)
class Expectation:
    """How much a type of event expects each kind of party in a role."""

    type: str
    role: Role
    topics: tuple[str, ...]
    state_forces: float
    government: float
    foreign_forces: float
    armed_group: float
    communal_militia: float
    civilians: float
    protesters: float
    unidentified: float
    other: float

    def of(self, group: Group) -> float:
        """How much such a party is expected; those who govern and judge apart from those who bear arms."""
        return self.government if group.governs else float(getattr(self, group.kind))


@cache
def expectations() -> dict[tuple[str, Role], Expectation]:
    """What every type of event expects of its initiator and of its target."""
    rows = read_table(Path(__file__).with_name("expectations.tsv"), Expectation)
    return {(r.type, r.role): r for r in rows}


@dataclass(slots=True)
class Group:
    """All mentions of one party, and what the sentences say of its roles."""

    key: str
    kind: Kind
    mentions: list[Mention] = field(default_factory=list)
    said: dict[Role, list[float]] = field(default_factory=dict)

    @property
    def governs(self) -> bool:
        """Whether it is a government or its courts."""
        return self.kind == "state_forces" and all(m.force in ("government", "justice") for m in self.mentions)

    def strength(self, role: Role) -> float:
        """How plainly the sentences give it this role."""
        values = sorted(self.said.get(role, ()), reverse=True)
        return values[0] + AGREEING * min(3, len(values) - 1) if values else 0.0


def actors_of(document: Document, draft: Draft, place: Place | None) -> list[Actor]:
    """The parties to the event with their roles."""
    groups = _groups(document, draft, place.country if place else None)
    chosen = _assigned(groups, draft.type)
    return [_actor(document, role, group) for role, group in chosen]


def _groups(document: Document, draft: Draft, country: str | None) -> list[Group]:
    """The parties that the draft's sentences name, each with what they say of its roles."""
    groups: dict[str, Group] = {}
    wanted = {role: expectations()[draft.type, role] for role in ("initiator", "target")}
    for index in draft.sentences:
        found = mentions(document, index, country)
        if not found:
            continue
        for mention, role, topic, weight in acting(document, index, found):
            key = _key(mention)
            group = groups.setdefault(key, Group(key, mention.kind))
            if mention not in group.mentions:
                group.mentions.append(mention)
            if role:
                factor = 1.0 if not topic or topic in wanted[role].topics else OFF_TOPIC
                group.said.setdefault(role, []).append(weight * factor)
    merged = _merged(list(groups.values()))
    if wanted["initiator"].protesters >= ENOUGH:
        _rally(document, draft, merged)
    return merged


def _rally(document: Document, draft: Draft, groups: list[Group]) -> None:
    """Where people protest, those who are there are the protesters, or else the words for the protest stand for them."""
    if any(g.kind == "protesters" for g in groups):
        return
    people = next((g for g in groups if g.kind == "civilians"), None)
    if people:
        people.kind = "protesters"
    elif draft.triggers:
        start, end = draft.triggers[0].start, draft.triggers[0].end
        words = document.text[start:end]
        mention = Mention(draft.triggers[0].sentence, 0, 0, start, end, "protesters", (words,))
        groups.append(Group("protesters", "protesters", [mention]))


def _key(mention: Mention) -> str:
    if mention.force:
        return f"{mention.country} {mention.force}"
    if mention.kind in _ALIKE:
        return mention.kind
    if mention.party:
        return mention.party.id
    if mention.kind == "other":
        return mention.names[0]
    return mention.kind


def _merged(groups: list[Group]) -> list[Group]:
    """Nouns for fighters are the movement named beside them; a part stands for the whole it belongs to."""
    named = [g for g in groups if g.mentions[0].party and g.kind == "armed_group"]
    ids = {g.key: g for g in named}
    for group in list(named):
        parent = group.mentions[0].party and group.mentions[0].party.parent
        if parent in ids and ids[parent] in groups:
            _absorb(groups, group, ids[parent])
            named.remove(ids[parent])
    generic = [g for g in groups if g.key in ("armed_group", "unidentified")]
    if len(named) == 1:
        for group in generic:
            _absorb(groups, named[0], group)
    return groups


def _absorb(groups: list[Group], whole: Group, part: Group) -> None:
    whole.mentions.extend(part.mentions)
    for role, values in part.said.items():
        whole.said.setdefault(role, []).extend(values)
    groups.remove(part)


def _assigned(groups: list[Group], type: str) -> list[tuple[Role, Group]]:
    """The best initiator and the best target, never the same party in both."""
    scores = {role: {g.key: _score(g, role, type) for g in groups} for role in ("initiator", "target")}
    pairs = [
        (first, second)
        for first in [None, *groups]
        for second in [None, *groups]
        if first is None or first is not second
    ]

    def worth(pair: tuple[Group | None, Group | None]) -> float:
        first, second = pair
        return sum(
            scores[role][g.key] - ENOUGH
            for role, g in (("initiator", first), ("target", second))
            if g is not None
        )

    first, second = max(pairs, key=worth)
    chosen: list[tuple[Role, Group]] = []
    if first:
        chosen.append(("initiator", first))
    if second:
        chosen.append(("target", second))
    return chosen


def _score(group: Group, role: Role, type: str) -> float:
    expected = expectations()[type, role].of(group)
    weak = all(m.weak for m in group.mentions) and group.kind != "civilians"
    bare = all(m.bare for m in group.mentions) and not group.said
    return group.strength(role) + expected - WEAK * weak - 3 * bare


def _actor(document: Document, role: Role, group: Group) -> Actor:
    best = max(group.mentions, key=lambda m: (m.party is not None, not m.weak, -m.start))
    names = dict.fromkeys(n for m in (best, *group.mentions) for n in m.names)
    name, *aliases = names
    return Actor(
        role,
        name,
        group.kind,
        document.span(best.start, best.end),
        tuple(aliases),
        best.party.id if best.party else None,
    )
