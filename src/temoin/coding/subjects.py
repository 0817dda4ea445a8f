"""Who stands before the words of an effect: the subject of *were killed*, of *perished*?"""

from __future__ import annotations

from dataclasses import replace

from temoin.coding.effects import OBJECT_WORDS, SUBJECT_WORDS, Verb
from temoin.coding.victims import LINK_WORDS, ONE, SEVERAL, Group, merged
from temoin.model import Kind

# A subject with a number may stand farther from its verb.
NUMBERED_SUBJECT_WORDS = 30
# What is no people stands at most so many words before a verb that is said of it.
THING_WORDS = 2


def subject_of(verb: Verb) -> list[Group]:
    """The subject: the nearest people that agree with the verb, and those joined to them.

    A participle or a noun may stand between: *un homme accusé du meurtre de deux civils a été arrêté*.
    """
    previous = verb.previous
    found = _since(verb, previous.mention.last if previous else 0)
    if verb.finite and previous and not previous.finite and not any(g.known for g in found):
        found = _since(verb, 0) or found
    return found or _shared(verb) or _unnamed(verb)


def _since(verb: Verb, floor: int) -> list[Group]:
    """The people between word `floor` and the verb that are its subject."""
    near = [
        g for g in verb.scan.groups if floor <= g.first and g.last <= verb.start and _may_be_subject(verb, g)
    ]
    mains = [g for g in near if not g.part]
    if _has_unknown_object(verb) and not (mains and mains[-1].numbered):
        return []
    part = next((g for g in near if g.part and g.numbered and g.last == verb.start), None)
    if part and not (part.known and verb.scan.gap(verb.start)):
        # dont cinq enlevés; of wounded before them, wounded are only some
        same = verb.previous is not None and verb.previous.entry.effect == verb.entry.effect
        return [replace(part, part=same)]
    counted = mains and mains[-1].numbered and verb.start - mains[-1].last <= OBJECT_WORDS
    if verb.scan.has(verb.start - 1, "pronoun") and not counted:
        return []
    chain = _subject(verb, mains, floor)
    if not chain:
        return []
    parts = [g for g in near if g.part and g.first > chain[-1].first and g.known]
    whole = _in_apposition(verb, mains, chain)
    if whole:
        if not any(g.numbered for g in chain):  # en majorité des femmes et des enfants
            chain = [replace(chain[0], last=chain[-1].last, count=whole.count)]
        return [whole] + [replace(g, part=True) for g in chain]
    return merged(chain) + parts


def _in_apposition(verb: Verb, mains: list[Group], chain: list[Group]) -> Group | None:
    """*trois civils, une mère et deux enfants,*; *140 people, mostly children,*: the whole before a comma."""
    earlier = [g for g in mains if g.last <= chain[0].first]
    if not earlier or not earlier[-1].numbered or earlier[-1].vague:
        return None
    whole, between = earlier[-1], range(earlier[-1].last, chain[0].first)
    same = sum(g.count.low for g in chain) == whole.count.low or not any(g.numbered for g in chain)
    return whole if same and len(between) <= 2 and verb.scan.gap(whole.last) == "," else None


def _subject(verb: Verb, mains: list[Group], floor: int) -> list[Group]:
    """The last of these groups, those joined to it, that agree with the verb in number."""
    while mains:
        last = mains[-1]
        if len(mains) > 1 and mains[-2].last == last.first and mains[-2].numbered and not last.numbered:
            mains = mains[:-1]  # deux chefs des rebelles
        chain = [mains[-1]]
        if not verb.one and (chain[0].known or chain[0].numbered):
            before = [
                g for g in verb.scan.groups if floor <= g.first and g.last <= chain[0].first and not g.part
            ]
            for group in reversed(before):
                if not group.people:  # un bébé de huit mois et sa mère
                    continue
                if not verb.scan.joined(group, chain[0]) or (group.bare and not chain[0].bare):
                    break
                chain.insert(0, group)
        total = sum(g.count.low for g in chain)
        if verb.many and total == 1:
            mains = [g for g in mains if g.last <= chain[0].first]
            continue
        one = verb.one or (not verb.many and verb.entry.number == "one")
        if one and total > 1 and not chain[0].noun_number:
            mains = mains[:-1]
            continue
        return chain
    return []


def _may_be_subject(verb: Verb, group: Group) -> bool:
    scan = verb.scan
    between = range(group.last, verb.start)
    if not group.people or len(between) > (NUMBERED_SUBJECT_WORDS if group.numbered else SUBJECT_WORDS):
        return False
    if not between and (group.numbered or not group.known) and not scan.gap(verb.start):
        return True
    if scan.has(group.first - 1, "preposition"):
        return False
    if not group.known:
        plain = not any(scan.uses(i) - {"other", "of", "part", "pronoun", "definites"} for i in between)
        if _brackets_parts(verb, group):
            return True
        return len(between) <= 3 and plain and scan.unbroken(group.last - 1, verb.start)
    if verb.entry.use == "noun":
        return (
            len(between) <= 2
            and not any(map(scan.uses, between))
            and scan.unbroken(group.last - 1, verb.start)
        )
    if not verb.finite and _brackets_parts(verb, group):
        return True
    if verb.entry.use == "before" and scan.gap(verb.start) != ":" and group.numbered:
        return not any(scan.gap(i) in (":", ";", ".") for i in range(group.last, verb.start + 1))
    if not verb.finite and not between and verb.entry.use == "participle" and scan.gap(verb.start) == ",":
        return True  # un pasteur et ses deux filles, enlevés dimanche
    if not verb.finite and not (verb.entry.number == "one" and group.count == ONE and not group.bare):
        return len(between) <= 4 and scan.unbroken(group.last - 1, verb.start)
    if any(scan.gap(i) in (":", ";", ".") for i in range(group.last, verb.start + 1)):
        return False
    if (
        verb.finite
        and group.bare
        and (scan.gap(group.first) == "," or (group.count == ONE and group.first > 0))
    ):
        return False
    return not (verb.one and group.count == SEVERAL)


def _brackets_parts(verb: Verb, group: Group) -> bool:
    """*deux personnes, dont un Suisse, enlevées*: only parts of the group stand between it and the verb."""
    parts = [g for g in verb.scan.groups if group.last <= g.first and g.last <= verb.start]
    return bool(parts) and all(g.part for g in parts) and verb.start - parts[-1].last <= LINK_WORDS


def _shared(verb: Verb) -> list[Group]:
    """*enlevés et tués*, *a été blessé au ventre et a succombé*: the victims of the verb before."""
    previous = verb.previous
    if not previous or verb.entry.use not in ("participle", "before"):
        return []
    between = range(previous.mention.last, verb.start)
    if not between or not verb.scan.has(between[-1], "and"):
        return []
    others = any(g.known and g.people and g.first in between for g in verb.scan.groups)
    victims = [g for g in previous.groups if not g.part]
    if len(between) > 1 and (others or any(g.first >= previous.start for g in victims if g.last > g.first)):
        return []
    return victims


def _unnamed(verb: Verb) -> list[Group]:
    """A subject that is a name, a pronoun or an unknown noun: the verb's form says one or several."""
    if _has_unknown_object(verb) or _is_thing(verb):
        return []
    first = verb.start
    many = verb.many or (not verb.one and verb.entry.number == "many")
    one = verb.one or verb.entry.number == "one"
    if verb.entry.use == "noun":
        told = verb.scan.has(first - 1, "many") and verb.entry.number != "one"
        return [Group(first, first, SEVERAL)] if told else []
    if one and not many:
        return [Group(first, first, ONE, _subject_kind(verb))]
    return [Group(first, first, SEVERAL, _subject_kind(verb))] if many else []


def _is_thing(verb: Verb) -> bool:
    """Whether what stands right before the verb is no people: *un minibus entier kidnappé*."""
    near = [g for g in verb.scan.groups if 0 <= verb.start - g.last <= THING_WORDS]
    return bool(near) and not near[-1].people and verb.scan.unbroken(near[-1].last - 1, verb.start)


def _subject_kind(verb: Verb) -> Kind | None:
    """The kind that the words before the verb say of a named victim (*X, maire de Y, a été tué*)."""
    if verb.scan.has(verb.start - 1, "pronoun"):
        return None
    for group in reversed(verb.scan.groups):
        near = 0 <= verb.start - group.last <= SUBJECT_WORDS
        if near and group.kind and group.people and not verb.scan.has(group.first - 1, "preposition"):
            return group.kind
    return None


def _has_unknown_object(verb: Verb) -> bool:
    """*assailants gunned down reservist X*: neither passive nor known to be active, but a word follows."""
    scan, i = verb.scan, verb.mention.last
    bare = verb.entry.use == "participle" and not verb.entry.number and not verb.passive and not verb.have
    return bare and i < scan.size and not scan.gap(i) and not scan.uses(i) and not scan.is_effect(i)
