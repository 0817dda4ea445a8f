"""Which side of an event is each party on?

What the sentences say of a party, what the event's type expects, and how the parties stand to each other
are weighed together; the weights are a table (`weights/sides.tsv`, fitted by `training/fit_sides.py`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from temoin.coding.affiliations import Affiliation
from temoin.coding.draft import Draft
from temoin.coding.expectations import expectations
from temoin.coding.judgement import Judgement, load
from temoin.coding.parties import Mention
from temoin.coding.roles import LIKELY, PLAIN
from temoin.model import Kind, Role
from temoin.ontology import TYPES

_Taken: TypeAlias = Literal["initiator", "target"]
Side: TypeAlias = Literal["initiator", "target", "none"]
SIDES: tuple[_Taken, _Taken] = ("initiator", "target")
# A party is put on a side when that is as likely as this.
ENOUGH = 0.42
# One that a predicate joins to a party on a side is on it, too, when that is as likely as this.
JOINED = 0.15
# Where only the other side is taken, this much suffices of those who are not on it.
PAIRED = 0.35
_OUTCOMES: tuple[Side, ...] = ("initiator", "target", "none")
# Every further sentence that agrees counts this much.
AGREEING = 0.3
# What more is said of a party changes nothing.
_MOST = 8.0


class Act(NamedTuple):
    """A predicate, by its sentence and its token, that gives a party its role."""

    role: Role
    topic: str
    sentence: int
    predicate: int


@dataclass(slots=True)
class Group:
    """All mentions of one party, and what the sentences say of its roles.

    `stands` holds how its mentions stand in their sentences, whatever the verb means, `told` what is said of
    its affiliation.
    """

    key: str
    kind: Kind
    mentions: list[Mention] = field(default_factory=list)
    said: dict[Role, list[tuple[float, Mention]]] = field(default_factory=dict)
    acts: set[Act] = field(default_factory=set)
    stands: list[str] = field(default_factory=list)
    told: list[Affiliation] = field(default_factory=list)

    @property
    def branch(self) -> str:
        """Its kind, or for a state's forces which: `police`, `government`, else `state_forces`."""
        if self.kind != "state_forces":
            return self.kind
        forces = {m.force for m in self.mentions}
        if forces <= {"government", "justice"}:
            return "government"
        return "police" if forces <= {"police"} else "state_forces"

    def strength(self, role: Role) -> float:
        """How plainly the sentences give it this role."""
        values = sorted((weight for weight, _ in self.said.get(role, ())), reverse=True)
        return values[0] + AGREEING * min(3, len(values) - 1) if values else 0.0


def sides(draft: Draft, titles: set[int], groups: list[Group]) -> list[tuple[Role, Group]]:
    """The parties that are on a side, on each the likeliest first; `titles` are the headlines' indices."""
    judge = load("sides")
    likely = [shares(judge, seen) for seen in features(draft, titles, groups)]
    taken = decided(likely)
    for i, group in enumerate(groups):
        for role in SIDES:
            beside = {
                act for j, r in taken.items() if r == role for act in groups[j].acts if act.role == role
            }
            if i not in taken and likely[i][role] >= JOINED and beside & group.acts:
                taken[i] = role
    ranked = sorted(taken, key=lambda i: -likely[i][taken[i]])
    return [(role, groups[i]) for role in SIDES for i in ranked if taken[i] == role]


def decided(likely: Sequence[Mapping[Side, float]]) -> dict[int, _Taken]:
    """Which of the parties are on which side, by how likely each side is of each.

    Where one side is taken and the other empty, who is not on the first is the likelier on the second.
    """
    taken: dict[int, _Taken] = {}
    for i, share in enumerate(likely):
        role = max(SIDES, key=lambda r: share[r])
        if share[role] >= ENOUGH:
            taken[i] = role
    for role in SIDES:
        if taken and role not in taken.values():
            left = {
                i: share[role] / (share[role] + share["none"])
                for i, share in enumerate(likely)
                if i not in taken
            }
            best = max(left, key=lambda i: left[i], default=-1)
            if best >= 0 and left[best] >= PAIRED:
                taken[best] = role
    return taken


def shares(judge: Judgement, seen: Mapping[str, float]) -> dict[Side, float]:
    """How likely each side is of a party of which this is seen."""
    scores = judge.scores(seen)
    top = max(scores.values(), default=0.0)
    powers = {side: math.exp(max(-60.0, scores.get(side, 0.0) - top)) for side in _OUTCOMES}
    total = sum(powers.values())
    return {side: power / total for side, power in powers.items()}


def features(draft: Draft, titles: set[int], groups: list[Group]) -> list[dict[str, float]]:
    """What can be seen of each of the parties to an event, as named numbers."""
    table = [_own_features(draft, titles, g) for g in groups]
    for group, seen in zip(groups, table, strict=True):
        others = [g for g in groups if g is not group]
        for role in SIDES:
            mine = _score(group, role, draft.type)
            rival = max((_score(g, role, draft.type) for g in others), default=-4.0)
            seen[f"ahead as {role}"] = max(-4.0, min(4.0, mine - rival))
            seen[f"first as {role}"] = float(mine > rival)
        for branch in {g.branch for g in others}:
            seen[f"beside {branch}"] = 1.0
            seen[f"{group.branch} beside {branch}"] = 1.0
        seen["alone"] = float(not others)
    return table


def _score(group: Group, role: Role, type: str) -> float:
    return group.strength(role) + expectations()[type, role].of(group.branch)


def _own_features(draft: Draft, titles: set[int], group: Group) -> dict[str, float]:
    seen = {"bias": 1.0}
    branch = group.branch
    for word in (branch, f"{branch} in {TYPES[draft.type].group}", f"{branch} in {draft.type}"):
        seen[word] = 1.0
    for role in SIDES:
        seen[f"strength {role}"] = min(_MOST, group.strength(role))
        seen[f"expected {role}"] = expectations()[draft.type, role].of(branch)
        best = max((w for w, _ in group.said.get(role, ())), default=0.0)
        seen[f"plain {role}"] = float(best >= PLAIN)
        seen[f"likely {role}"] = float(best >= LIKELY)
        seen[f"said {role}"] = float(best > 0)
        for act in group.acts:
            if act.role == role:
                seen[f"{act.topic} {role}"] = 1.0
    people = group.kind in ("civilians", "communal_militia")
    seen["weak"] = float(all(m.weak for m in group.mentions) and not people)
    seen["all weak"] = float(all(m.weak for m in group.mentions))
    seen["thing"] = float(all(m.thing for m in group.mentions))
    seen["bare"] = float(all(m.bare for m in group.mentions))
    seen["person"] = float(any(m.person for m in group.mentions))
    seen["named"] = float(any(m.party for m in group.mentions))
    seen["many"] = math.log(len(group.mentions))
    told = {m.sentence for m in group.mentions}
    seen["title"] = float(bool(told & titles))
    seen["first sentence"] = float(bool(draft.sentences) and draft.sentences[0] in told)
    triggered = {t.sentence for t in draft.triggers}
    seen["with trigger"] = float(bool(told & triggered))
    seen["shared only"] = float(told <= draft.shared)
    for stand in set(group.stands):
        seen[stand] = group.stands.count(stand) / len(group.stands)
        seen[f"ever {stand}"] = 1.0
    return seen
