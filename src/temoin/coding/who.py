"""Who did it, and to whom?"""

from __future__ import annotations

from dataclasses import replace

from temoin.coding.affiliations import Affiliation, affiliations
from temoin.coding.clauses import in_full, marks
from temoin.coding.counts import numbers_in
from temoin.coding.document import Document
from temoin.coding.draft import Draft, Trigger
from temoin.coding.expectations import Expectation, expectations
from temoin.coding.parties import Mention, mentions
from temoin.coding.roles import HINT, LIKELY, PLAIN, Part, parties_and_parts, stands
from temoin.coding.sides import SIDES, Act, Group, sides
from temoin.knowledge.parties import Belonging
from temoin.model import Actor, Kind, Place, Role

# A type that expects protesters so much is a protest.
_PROTEST = 1.9
# Predicates of another matter than the event's count this much, those of a first strike this much.
OFF_TOPIC, FIRST_STRIKE = 0.4, 1.25
# So many sentences tell who the parties are; what a long document adds changes nothing.
_TELLING = 60
_VIOLENT = ("assault", "harm", "abduction")
_CAPTORS: tuple[Kind, ...] = ("armed_group", "communal_militia", "unidentified")
_OFFICIAL = ("government", "justice")
_FORCES: tuple[Kind, ...] = ("state_forces", "foreign_forces")
# Kinds whose members are one party, whatever they are called.
_ALIKE: tuple[Kind, ...] = ("civilians", "protesters", "unidentified")


def actors_of(document: Document, draft: Draft, place: Place | None) -> list[Actor]:
    """The parties to the event with their roles."""
    groups = groups_of(document, draft, _home(document, draft, place.country if place else None))
    chosen = [(r, with_allies(g, groups, r)) for r, g in sides(draft, titles(document, draft), groups)]
    protest = expectations()[draft.type, "initiator"].protesters >= _PROTEST
    if protest:
        chosen = _rallied(chosen)
    for _, group in chosen:
        if group.key in ("armed_group", "communal_militia"):
            _name(document, group)
    return [actor_of(document, role, group) for role, group in chosen]


def _home(document: Document, draft: Draft, country: str | None) -> str | None:
    """The country whose government is meant; where rebels sign abroad, it is theirs."""
    if "deal" not in expectations()[draft.type, "initiator"].topics:
        return country
    found = [m for i in draft.sentences for m in mentions(document, i, country)]
    rebels = [m.party.countries for m in found if m.party and m.kind == "armed_group"]
    homes = {c for countries in rebels for c in countries}
    return homes.pop() if len(homes) == 1 else country


def _rallied(chosen: list[tuple[Role, Group]]) -> list[tuple[Role, Group]]:
    """Where people protest, all of them who act are the protesters, whatever the report calls them."""
    people = [g for r, g in chosen if r == "initiator" and g.kind in ("civilians", "protesters")]
    for other in people[1:]:
        _take_in(people[0], other)
    for group in people[:1]:
        group.kind = "protesters"
    return [(r, g) for r, g in chosen if g not in people[1:]]


def titles(document: Document, draft: Draft) -> set[int]:
    """Which of the draft's sentences are headlines."""
    return {i for i in draft.sentences if document.sentences[i].title}


def groups_of(document: Document, draft: Draft, country: str | None) -> list[Group]:
    """The parties that the draft's sentences name, each with what they say of its roles."""
    groups: dict[str, Group] = {}
    wanted: dict[Role, Expectation] = {role: expectations()[draft.type, role] for role in SIDES}

    def group_of(mention: Mention, kind: Kind) -> Group:
        group = groups.setdefault(_key(mention, kind), Group(_key(mention, kind), kind))
        if mention not in group.mentions:
            group.mentions.append(mention)
        return group

    told: list[Affiliation] = []
    for index in draft.sentences[:_TELLING]:
        found = _somebody(document, index, mentions(document, index, country))
        said = affiliations(document, index, found)
        told += said
        apart = {a.whole for a in said if a.is_apart}
        found = [m for m in found if m not in apart]
        named, parts = parties_and_parts(document, index, found) if found else ([], [])
        standing = stands(document, index, named)
        played = {m: {_kind(p, wanted) for p in parts if p.mention is m} for m in named}
        for mention in named:
            group = group_of(mention, min(played[mention] or {mention.kind}, key=lambda k: k != mention.kind))
            if mention in standing:
                group.stands.append(standing[mention])
        for part in parts:
            group = group_of(part.mention, _kind(part, wanted))
            factor = _factor(part.topic, wanted[part.role].topics)
            group.said.setdefault(part.role, []).append((part.weight * factor, part.mention))
            if part.weight * factor >= LIKELY:
                group.acts.add(Act(part.role, part.topic, index, part.predicate))
    for group in groups.values():
        group.told = [a for a in told if a.part in group.mentions]
    merged = _merged([g for g in groups.values() if g.said or not all(m.bare for m in g.mentions)])
    if wanted["initiator"].protesters >= _PROTEST:
        _rally(document, draft, merged)
    if "release" in wanted["target"].topics:
        _rescue(merged)
    return merged


def _somebody(document: Document, index: int, found: list[Mention]) -> list[Mention]:
    """The mentions without those that a number makes nobody: *aucun civil*, *none of its soldiers*."""
    sentence = document.sentences[index]
    nobody = {n.last for n in numbers_in(sentence, document.language) if n.count.high == 0}
    between = document.language.possessives | marks(document.language)["of"]
    return [
        m
        for m in found
        if not any(0 <= m.first - i <= 2 and between.issuperset(sentence.forms[i : m.first]) for i in nobody)
    ]


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
    if part.role == "target" and part.topic in _VIOLENT and _is_unarmed(part.mention, wanted["target"]):
        return "civilians"
    plain = not (part.mention.thing or part.mention.kin)
    anyone = part.mention.kind == "civilians" and part.mention.weak and plain
    if anyone and part.topic in _VIOLENT and part.role == "initiator" and wanted["initiator"].civilians < 0:
        return "unidentified"
    if part.facing and _is_community(part.mention) and wanted["target"].civilians < 0:
        return "communal_militia"
    return part.mention.kind


def _is_unarmed(mention: Mention, wanted: Expectation) -> bool:
    """Whether those who suffer bear no arms, whatever they are else: an official, herders, a people."""
    if wanted.civilians < 0:
        return False
    official = mention.force in _OFFICIAL and mention.weak and not mention.thing
    people = mention.unarmed or mention.weak
    return official or (mention.kind == "communal_militia" and people and mention.party is None)


def _is_community(mention: Mention) -> bool:
    """Whether people are called by what they are or do; where they fight others, they are a side."""
    people = mention.kind == "civilians" and not (mention.weak or mention.thing or mention.kin)
    return people or (mention.kind == "communal_militia" and mention.weak)


def _rally(document: Document, draft: Draft, groups: list[Group]) -> None:
    """Where people protest, those who act are the protesters, or else the words for it stand for them."""
    protesters = next((g for g in groups if g.kind == "protesters"), None)
    people = next((g for g in groups if g.kind == "civilians" and not _only_victims(g)), None)
    if people and people.strength("initiator") > people.strength("target"):
        if protesters:
            _absorb(groups, protesters, people)
        else:
            people.kind = "protesters"
    elif not protesters and (told := [t for t in draft.triggers if _is_protest(t)]):
        trigger = next((t for t in told if _is_noun(document, t)), told[0])
        name = document.text[trigger.start : trigger.end]
        mention = Mention(trigger.sentence, 0, 0, trigger.start, trigger.end, "protesters", (name,))
        groups.append(Group("protesters", "protesters", [mention]))


def _only_victims(group: Group) -> bool:
    """Whether they are only called the dead or relatives."""
    return all(m.kin and m.weak for m in group.mentions)


def _is_protest(trigger: Trigger) -> bool:
    return expectations()[trigger.type, "initiator"].protesters >= _PROTEST


def _is_noun(document: Document, trigger: Trigger) -> bool:
    return any(t.pos == "NOUN" and t.end == trigger.end for t in document.tokens(trigger.sentence))


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
    own = kind == "other" or (kind == "communal_militia" and _is_community(mention))
    return mention.names[0].lower() if own else kind


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
    for vague in [g for g in groups if all(m.force and m.weak for m in g.mentions)]:
        country = vague.mentions[0].country
        exact = [
            g
            for g in groups
            if g.mentions[0].country == country and any(m.force and not m.weak for m in g.mentions)
        ]
        if len(exact) == 1:  # "our forces", says the army
            _absorb(groups, exact[0], vague)
    for lost in [g for g in groups if all(m.force and not m.country for m in g.mentions)]:
        same = [g for g in groups if g.mentions[0].country and g.mentions[0].force == lost.mentions[0].force]
        if len(same) == 1 and not same[0].acts & lost.acts:  # "soldiers", where nothing tells whose
            _absorb(groups, same[0], lost)
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
    if culprit and strangers and strangers.strength("target") <= strangers.strength("initiator"):
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
    _take_in(whole, part)
    groups.remove(part)


def _take_in(whole: Group, part: Group) -> None:
    whole.mentions.extend(part.mentions)
    for role, values in part.said.items():
        whole.said.setdefault(role, []).extend(values)
    whole.acts |= part.acts
    whole.stands += part.stands
    whole.told += part.told


def with_allies(group: Group, groups: list[Group], role: Role) -> Group:
    """The forces of one state that play the same role are one party."""
    if group.kind != "state_forces":
        return group
    country = group.mentions[0].country
    allies = [
        g
        for g in groups
        if g is not group
        and g.kind == group.kind
        and g.mentions[0].country == country
        and g.strength(role) > 0
    ]
    mentions = [m for g in (group, *allies) for m in g.mentions]
    return replace(group, mentions=mentions)


def actor_of(document: Document, role: Role, group: Group) -> Actor:
    """The party by the words that say its role most plainly; of civilians only those who have it."""
    told = {m: weight for weight, m in sorted(group.said.get(role, ()), key=lambda said: said[0])}
    shown = [m for m in group.mentions if m in told]
    if not shown or group.kind != "civilians":
        shown = group.mentions
    best = max(
        shown,
        key=lambda m: (
            m in told or group.kind not in _FORCES,  # other forces of the state play their part elsewhere
            not m.thing,
            not m.bare,
            m.party is not None,
            not (m.weak and not m.force and group.kind == "civilians"),  # traders rather than the dead
            told.get(m, 0.0),
            not m.weak,
            -m.start,
        ),
    )
    called = [n for m in (best, *shown) for n in m.names]
    if not best.party and not best.force:
        called += [n for m in shown for n in in_full(document, m)]
    id, span = best.id, document.span(best.start, best.end)
    exact = next((a.part for a in group.told if a.part.own and a.relation != "backed_by"), None)
    if exact:
        start = document.text.index(exact.own, exact.start)
        id, span = None, document.span(start, start + len(exact.own))
        called.insert(0, span.text)
    called += [n for a in group.told if a.relation != "backed_by" for n in a.whole.names]
    name, *aliases = dict.fromkeys(called)
    return Actor(role, name, group.kind, span, tuple(aliases), id)
