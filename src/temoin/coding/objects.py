"""Who stands after the words of an effect: the object of *killed*, of *the death of*?"""

from __future__ import annotations

from dataclasses import replace

from temoin.coding.effects import OBJECT_WORDS, Verb
from temoin.coding.marks import EffectMention
from temoin.coding.victims import ONE, SEVERAL, Group, merged


def object_of(verb: Verb) -> list[Group]:
    """The people after the verb, and those joined to them."""
    scan = verb.scan
    group = object_group(verb) or named_object(verb)
    if not group and scan.has(verb.mention.last, "object") and not scan.gap(verb.mention.last):
        several = scan.has(verb.mention.last, "many")
        group = Group(verb.mention.last, verb.mention.last + 1, SEVERAL if several else ONE)
    if (
        not group
        and verb.have
        and not scan.gap(verb.start)
        and scan.has(verb.start - 1, "definite", "definites")
    ):
        several = scan.has(verb.start - 1, "definites")  # l'ont tué, les ont tués
        group = Group(verb.start - 1, verb.start, SEVERAL if several else ONE)
    if not group:
        return []
    chain = [group]
    for following in scan.groups:
        if following.bare and following.first == chain[-1].last and not chain[-1].known:
            name = chain.pop()  # the Hezbollah commander
            chain.append(replace(name, last=following.last, kind=name.kind or following.kind))
            continue
        if following.first < chain[-1].last or _is_title(verb, following):
            continue
        if following.part or not following.known or not verb.scan.joined(chain[-1], following):
            break
        if verb.following and _takes(verb, verb.following, following):
            break
        chain.append(following)
    return merged(chain)


def object_group(verb: Verb) -> Group | None:
    """The people that stand right after the verb, or a date and an adverb later where they have a number."""
    scan, start = verb.scan, _behind_days(verb)
    before = start if start > verb.mention.last else start - 1
    for group in scan.groups:
        inside = range(group.first, group.last)
        if group.first < start or all(scan.has(i, "adverb") for i in inside):
            continue
        if group.first - start > OBJECT_WORDS or not scan.unbroken(before, group.first):
            return None
        between = range(start, group.first)
        if any(scan.is_effect(i) or scan.has(i, "clause", "and", "agent") for i in between):
            return None
        if not group.people or (verb.entry.use == "nominal" and counts_unknown(verb, group)):
            return None
        if not group.numbered and any(not scan.has(i, "adverb", "date", "of") for i in between):
            return None
        return group
    return None


def _behind_days(verb: Verb) -> int:
    """The first word behind the verb and days between commas: *a tué, samedi et dimanche, six hommes*."""
    scan, last = verb.scan, verb.mention.last
    end = last
    while scan.gap(last) == "," and end < scan.size and scan.has(end, "date", "and"):
        end += 1
    return end if end > last and scan.gap(end) == "," else last


def counts_unknown(verb: Verb, group: Group) -> bool:
    """Whether the number counts a noun that is in no table: *des deux côtés*."""
    scan, i = verb.scan, group.last
    plain = i < scan.size and not scan.gap(i) and not scan.uses(i) and not scan.is_effect(i)
    return not group.known and plain


def named_object(verb: Verb) -> Group | None:
    """*killed Qasem Soleimani*; but the massacre of Moura is of many, at a place."""
    scan, i = verb.scan, verb.mention.last
    if verb.entry.use == "nominal" and verb.entry.number == "many":
        return None
    while scan.has(i, "definite", "adverb") and not scan.gap(i):
        i += 1
    if not scan.capital(i) or scan.gap(i) or scan.uses(i) or scan.is_effect(i):
        return None
    last = i + 1
    while scan.capital(last) and not scan.gap(last):
        last += 1
    apposed = [
        g for g in scan.groups if last <= g.first <= last + 2 and scan.gap(last) == "," and not g.numbered
    ]
    return Group(i, last, ONE, apposed[0].kind if apposed else None)


def _is_title(verb: Verb, group: Group) -> bool:
    """*a ruler, Chief X, and three others*: a noun that belongs to a name."""
    scan = verb.scan
    return group.bare and scan.capital(group.first) and scan.gap(group.first) == ","


def _takes(verb: Verb, mention: EffectMention, group: Group) -> bool:
    """Whether the next effect has this group for its subject: *…, three others were wounded*."""
    if mention.entry.use in ("after", "nominal") or mention.first < group.last:
        return False
    return all(verb.scan.has(i, "passive", "have", "adverb") for i in range(group.last, mention.first))
