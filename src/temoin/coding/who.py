"""Who did it, and to whom?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from temoin.coding.clauses import in_full, marks
from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.coding.expectations import Expectation, expectations
from temoin.coding.parties import Mention, mentions
from temoin.coding.roles import HINT, LIKELY, PLAIN, Part, parties_and_parts
from temoin.knowledge.parties import Belonging
from temoin.model import Actor, Kind, Place, Role

# A party takes a role when what the sentences say of it and what the type expects come to this much.
ENOUGH = 1.9
# Where one side is found, the other is likelier by this much.
PAIRED = 0.5
# Predicates of another matter than the event's count this much; every further sentence that agrees this much.
OFF_TOPIC, FIRST_STRIKE, AGREEING = 0.4, 1.25, 0.3
WEAK = 0.7
# So many sentences tell who the parties are; what a long document adds changes nothing.
_TELLING = 60
# So many words after a group's name tell to which movement it belongs.
_NEAR = 12
_SIDES: tuple[Role, Role] = ("initiator", "target")
_VIOLENT = ("assault", "harm", "abduction")
_CAPTORS: tuple[Kind, ...] = ("armed_group", "communal_militia", "unidentified")
_FORCES: tuple[Kind, ...] = ("state_forces", "foreign_forces")
# Kinds whose members are one party, whatever they are called.
_ALIKE: tuple[Kind, ...] = ("civilians", "protesters", "unidentified")


class Act(NamedTuple):
    """A predicate, by its sentence and its token, that gives a party its role."""

    role: Role
    topic: str
    sentence: int
    predicate: int


@dataclass(slots=True)
class Group:
    """All mentions of one party, and what the sentences say of its roles."""

    key: str
    kind: Kind
    mentions: list[Mention] = field(default_factory=list)
    said: dict[Role, list[tuple[float, Mention]]] = field(default_factory=dict)
    acts: set[Act] = field(default_factory=set)

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


def actors_of(document: Document, draft: Draft, place: Place | None) -> list[Actor]:
    """The parties to the event with their roles."""
    groups = _groups(document, draft, place.country if place else None)
    chosen = _assigned(groups, draft.type)
    protest = expectations()[draft.type, "initiator"].protesters >= ENOUGH
    for role, group in chosen:
        if group.key in ("armed_group", "communal_militia"):
            _name(document, group)
        if protest and role == "initiator" and group.kind == "civilians":
            group.kind = "protesters"  # whatever the report calls them
    return [_actor(document, role, group) for role, group in chosen]


def _groups(document: Document, draft: Draft, country: str | None) -> list[Group]:
    """The parties that the draft's sentences name, each with what they say of its roles."""
    groups: dict[str, Group] = {}
    wanted = {role: expectations()[draft.type, role] for role in _SIDES}

    def group_of(mention: Mention, kind: Kind) -> Group:
        group = groups.setdefault(_key(mention, kind), Group(_key(mention, kind), kind))
        if mention not in group.mentions:
            group.mentions.append(mention)
        return group

    for index in draft.sentences[:_TELLING]:
        found = mentions(document, index, country)
        named, parts = parties_and_parts(document, index, found) if found else ([], [])
        for mention in named:
            group_of(mention, mention.kind)
        for part in parts:
            group = group_of(part.mention, _kind(part, wanted))
            factor = _factor(part.topic, wanted[part.role].topics)
            group.said.setdefault(part.role, []).append((part.weight * factor, part.mention))
            if part.weight * factor >= LIKELY:
                group.acts.add(Act(part.role, part.topic, index, part.predicate))
    merged = _merged([g for g in groups.values() if g.said or not all(m.bare for m in g.mentions)])
    if wanted["initiator"].protesters >= ENOUGH:
        _rally(document, draft, merged)
    if "release" in wanted["target"].topics:
        _rescue(merged)
    return merged


def _rescue(groups: list[Group]) -> None:
    """Where forces free hostages, those who are acted upon are the captors."""
    forces = any(g.kind in _FORCES and g.strength("initiator") >= HINT for g in groups)
    captors = [g for g in groups if g.kind in _CAPTORS]
    hostages = [
        g
        for g in groups
        if g.kind == "civilians" and any(a.role == "target" and a.topic == "release" for a in g.acts)
    ]
    if not (forces and captors and hostages):
        return
    for hostage in hostages:
        hostage.said.pop("target", None)
    captor = max(captors, key=lambda g: g.strength("initiator") + g.strength("target"))
    captor.said = {"target": [(PLAIN, m) for m in captor.mentions]}


def _kind(part: Part, wanted: dict[Role, Expectation]) -> Kind:
    """The kind of a party in its part: persons suffer as civilians, a man who opens fire is unidentified."""
    if part.mention.person:
        return "civilians" if part.role == "target" and wanted["target"].civilians > -1.5 else "other"
    someone = part.mention.kind == "civilians" and part.mention.weak and part.topic in _VIOLENT
    if someone and part.role == "initiator" and wanted["initiator"].civilians < 0:
        return "unidentified"
    return part.mention.kind


def _rally(document: Document, draft: Draft, groups: list[Group]) -> None:
    """Where people protest, those who act are the protesters, or else the words for it stand for them."""
    protesters = next((g for g in groups if g.kind == "protesters"), None)
    people = next((g for g in groups if g.kind == "civilians"), None)
    if people and people.strength("initiator") > people.strength("target"):
        if protesters:
            _absorb(groups, protesters, people)
        else:
            people.kind = "protesters"
    elif not protesters and draft.triggers:
        trigger = draft.triggers[0]
        name = document.text[trigger.start : trigger.end]
        mention = Mention(trigger.sentence, 0, 0, trigger.start, trigger.end, "protesters", (name,))
        groups.append(Group("protesters", "protesters", [mention]))


def _factor(topic: str, expected: tuple[str, ...]) -> float:
    """How much a predicate of this matter counts: those who strike first more than those who hit back."""
    if topic == "assault" and "harm" in expected:
        return FIRST_STRIKE
    return 1.0 if not topic or topic in expected else OFF_TOPIC


def _key(mention: Mention, kind: Kind) -> str:
    if mention.force:
        return f"{mention.country} {'' if mention.bare else mention.force}"
    if kind in _ALIKE:
        return kind
    if mention.party:
        return mention.party.id
    return mention.names[0] if kind == "other" else kind


def _merged(groups: list[Group]) -> list[Group]:
    """Nouns for fighters are the movement named beside them; a part stands for the whole it belongs to."""
    named = [g for g in groups if g.mentions[0].party and g.kind == "armed_group"]
    ids = {g.key: g for g in named}
    for group in list(named):
        party = group.mentions[0].party
        for whole in (Belonging.read(p).party for p in (party.parent if party else ())):
            if whole in ids and ids[whole] in groups:
                _absorb(groups, group, ids[whole])
                named.remove(ids[whole])
    for land in [g for g in groups if all(m.bare for m in g.mentions)]:
        forces = [
            g
            for g in groups
            if g is not land and g.mentions[0].country == land.mentions[0].country and g.mentions[0].force
        ]
        if forces:
            _absorb(
                groups, max(forces, key=lambda g: sum(g.strength(r) for r in ("initiator", "target"))), land
            )
    generic = [g for g in groups if g.key in ("armed_group", "unidentified")]
    if len(named) == 1:
        for group in generic:
            if _may_be(named[0], group):
                _absorb(groups, named[0], group)
    elif len(generic) == 2 and not named:
        first, second = sorted(generic, key=lambda g: -max(g.strength("initiator"), g.strength("target")))
        _absorb(groups, first, second)
    culprit = next((g for g in groups if g.kind == "other" and g.strength("initiator") >= PLAIN), None)
    strangers = next((g for g in groups if g.key == "unidentified"), None)
    if culprit and strangers:
        _absorb(groups, culprit, strangers)
    return groups


def _may_be(named: Group, generic: Group) -> bool:
    """Whether nouns for fighters may mean the movement: the text does not keep them apart."""
    role: Role = "initiator" if generic.strength("initiator") >= generic.strength("target") else "target"
    return generic.key == "armed_group" or named.strength(role) > 0 or generic.strength(role) < PLAIN


def _name(document: Document, group: Group) -> None:
    """Nouns for fighters mean the one movement of their kind that the report names anywhere."""
    named = {
        m.party.id: m
        for sentence in document.sentences[:_TELLING]
        for m in mentions(document, sentence.index, None)
        if m.party and m.kind == group.kind
    }
    if len(named) == 1:
        group.mentions.extend(named.values())


def _absorb(groups: list[Group], whole: Group, part: Group) -> None:
    whole.mentions.extend(part.mentions)
    for role, values in part.said.items():
        whole.said.setdefault(role, []).extend(values)
    whole.acts |= part.acts
    groups.remove(part)


def _assigned(groups: list[Group], type: str) -> list[tuple[Role, Group]]:
    """The best initiator and the best target, never the same party in both."""
    firsts, seconds = ([(0.0, None), *_candidates(groups, role, type)] for role in _SIDES)
    pairs = [
        (worth + gain + PAIRED * bool(first and second), first, second)
        for worth, first in firsts
        for gain, second in seconds
        if first is None or first is not second
    ]
    _, first, second = max(pairs, key=lambda pair: pair[0])
    chosen: list[tuple[Role, Group]] = []
    if first:
        chosen.append(("initiator", _with_allies(first, second, groups, "initiator")))
    if second:
        chosen.append(("target", _with_allies(second, first, groups, "target")))
    for role in _SIDES:
        chosen += [(role, g) for g in _joined(groups, role, type, chosen)]
    return chosen


def _joined(groups: list[Group], role: Role, type: str, chosen: list[tuple[Role, Group]]) -> list[Group]:
    """More parties on a side, where the same words put them there: *soldiers and villagers were killed*."""
    taken = {m for _, g in chosen for m in g.mentions}
    side = [g for r, g in chosen if r == role]
    acts = {act for g in side for act in g.acts if act.role == role}
    return [
        g
        for g in groups
        if acts & g.acts
        and not taken & set(g.mentions)
        and not all(m.weak for m in g.mentions)
        and _score(g, role, type) >= ENOUGH
    ]


def _with_allies(group: Group, opposed: Group | None, groups: list[Group], role: Role) -> Group:
    """The forces of one state that play the same role are one party."""
    if group.kind != "state_forces":
        return group
    country = group.mentions[0].country
    allies = [
        g
        for g in groups
        if g is not group
        and g is not opposed
        and g.kind == group.kind
        and g.mentions[0].country == country
        and g.strength(role) > 0
    ]
    mentions = [m for g in (group, *allies) for m in g.mentions]
    return replace(group, mentions=mentions)


def _candidates(groups: list[Group], role: Role, type: str) -> list[tuple[float, Group | None]]:
    """The two parties that most likely have this role, with by how much that exceeds what is enough."""
    scored = [(_score(g, role, type) - ENOUGH, g) for g in groups]
    return list(sorted(scored, key=lambda candidate: -candidate[0])[:2])


def _score(group: Group, role: Role, type: str) -> float:
    weak = all(m.weak for m in group.mentions) and group.kind != "civilians"
    return group.strength(role) + expectations()[type, role].of(group.branch) - WEAK * weak


def _actor(document: Document, role: Role, group: Group) -> Actor:
    """The party by the words that say its role most plainly; of civilians only those who have it."""
    told = {m: weight for weight, m in sorted(group.said.get(role, ()), key=lambda said: said[0])}
    shown = [m for m in group.mentions if m in told]
    if not shown or group.kind != "civilians":
        shown = group.mentions
    best = max(
        shown,
        key=lambda m: (
            m in told or group.kind not in _FORCES,  # other forces of the state play their part elsewhere
            m.party is not None,
            told.get(m, 0.0),
            not m.weak,
            -m.start,
        ),
    )
    called = [n for m in (best, *shown) for n in m.names]
    if not best.party and not best.force:
        called += [n for m in shown for n in in_full(document, m)]
    id, span = best.id, document.span(best.start, best.end)
    if exact := _exact(document, shown):
        start = document.text.index(exact.own, exact.start)
        id, span = None, document.span(start, start + len(exact.own))
        called.insert(0, span.text)
    name, *aliases = dict.fromkeys(called)
    return Actor(role, name, group.kind, span, tuple(aliases), id)


def _exact(document: Document, mentions: list[Mention]) -> Mention | None:
    """A group by its own name that is said to belong to the movement named after it."""
    belonging = marks(document.language)["belonging"]
    for part in (m for m in mentions if m.own):
        for whole in (m for m in mentions if m.party and m.sentence == part.sentence and m.first > part.last):
            between = document.sentences[part.sentence].forms[part.last : whole.last]
            if len(between) <= _NEAR and belonging & set(between):
                return part
    return None
