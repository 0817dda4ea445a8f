"""What does a sentence say of people harmed: which effect, on how many of whom, with what stance?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, cast

from temoin.coding.document import Document
from temoin.coding.effects import Verb, verb_at
from temoin.coding.harmwords import EffectName
from temoin.coding.victims import ONE, Group, Scan
from temoin.coding.whom import victims_of
from temoin.model import Count, Effect, Kind, Stance

# A fear stands at most so many words before the effect.
FEAR_WORDS = 6
# A number is set against others so near before it.
ONLY_WORDS = 8
# That the dead are one's own is said so near.
RANKS_WORDS = 5

# What is counted under another effect's name.
_PLAIN: dict[str, tuple[Effect, ...]] = {
    "casualties": ("killed", "injured"),
    "collateral": ("killed",),
    "same": ("killed",),
    "victims": ("killed",),
    "taken": ("abducted",),
}

Side = Literal["civilians", "forces", "fighters", "own"]
_SIDES: dict[Kind, Side] = {
    "civilians": "civilians",
    "protesters": "civilians",
    "state_forces": "forces",
    "foreign_forces": "forces",
    "communal_militia": "forces",
    "armed_group": "fighters",
    "unidentified": "fighters",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """A count that a sentence says of one effect on victims of one kind.

    `first` and `last` (exclusive) are its words in the sentence, `verb` is the word of the effect itself.

    - `taken`: it only says that they were led away
    - `claimed`: a number of those whom the event is about (*the mayor speaks of 15*)
    - `part`: some of the victims of another statement; `whole`: what all of them are
    - `same`: of those told of last, whatever was done to them, or of the victims
    - `other`: victims beside those told before; `also`: told as one thing more
    - `raised`: a toll that grew to this; `disputing`: set against the numbers of others
    - `hedged`: no exact number; `numbered`: a number says so
    - `own`: men of whoever speaks
    - `recalled`: a noun may only recall it (*the death of X*)
    - `earlier`: the sentence speaks of an earlier time
    - `source`: the name of whoever says so, None where it is the report
    """

    effect: Effect
    count: Count
    kind: Kind | None
    stance: Stance
    sentence: int
    first: int
    last: int
    verb: int
    taken: bool = False
    claimed: bool = False
    part: bool = False
    other: bool = False
    raised: bool = False
    hedged: bool = False
    numbered: bool = False
    recalled: bool = False
    earlier: bool = False
    own: bool = False
    whole: bool = False
    same: Literal["", "same", "victims"] = ""
    disputing: bool = False
    also: bool = False
    source: str | None = None

    @property
    def side(self) -> Side | None:
        """The side that the victims stand on, None where it is not said."""
        if self.own and not self.kind:
            return "own"
        return _SIDES.get(self.kind) if self.kind else None


def statements_in(document: Document, index: int) -> list[Statement]:
    """What one sentence says of people harmed."""
    scan = Scan(document.sentences[index], document.language)
    verbs: list[Verb] = []
    for number in range(len(scan.effects)):
        verb = verb_at(scan, number, verbs[-1] if verbs else None)
        verb.groups = [_like_those_before(verb, g) for g in victims_of(verb)]
        verbs.append(verb)
    for verb, following in pairwise(verbs):
        if following.alternative:
            following.groups = verb.groups = [_some(g) for g in verb.groups]
    return [s for verb in verbs for s in _statements(verb, index)]


def _like_those_before(verb: Verb, group: Group) -> Group:
    """Others are of the kind of those before them: *a sailor was killed and two others wounded*."""
    kinds = {g.kind for g in verb.previous.groups} if verb.previous else set()
    if not (group.other and group.kind is None and len(kinds) == 1):
        return group
    return replace(group, kind=kinds.pop())


def _some(group: Group) -> Group:
    """Of these at least one: *142 personnes tuées ou blessées*."""
    return replace(group, count=replace(group.count, low=min(1, group.count.low)))


def _is_own(verb: Verb) -> bool:
    """Whether the dead are men of whoever speaks: *quatre morts dans ses rangs*, *we lost a man*."""
    scan, groups = verb.scan, verb.groups
    if verb.entry.effect not in ("killed", "injured", "casualties"):
        return False
    start = min([verb.start, *(g.first for g in groups)])
    end = max([verb.mention.last, *(g.last for g in groups)])
    near = [*range(max(0, start - RANKS_WORDS), start), *range(end, min(end + RANKS_WORDS, scan.size))]
    return verb.entry.own or any(scan.has(i, "own") for i in [*near, *range(start, end)])


def _is_set_against(verb: Verb, group: Group) -> bool:
    """*ne reconnaît que deux morts*"""
    start = min(group.first, verb.start)
    return any(verb.scan.has(i, "only") for i in range(max(0, start - ONLY_WORDS), start))


def _stance(verb: Verb) -> Stance:
    scan = verb.scan
    if verb.denied and not any(g.count.high == 0 for g in verb.groups):
        return "denied"
    if scan.has(verb.start - 1, "intent"):
        return "planned"
    if scan.has(verb.mention.first - 1, "purpose") and not any(g.numbered for g in verb.groups):
        return "planned"
    ahead = range(max(0, verb.start - FEAR_WORDS), verb.mention.first)
    if any(scan.has(i, "denial") and scan.unbroken(i, verb.start) for i in ahead):
        return "denied"
    if any(scan.has(i, "feared") for i in ahead) or any(
        scan.has(i, "possible") for i in range(max(0, verb.start - 1), verb.mention.first)
    ):
        return "feared"
    return "asserted"


def _claimed_of(verb: Verb) -> EffectName:
    """The effect; a mere number claimed behind another is of that one: *41 wounded; a nurse spoke of 50*."""
    before = verb.previous
    mere = verb.entry.use == "claim" and not any(g.known for g in verb.groups)
    return before.entry.effect if mere and before and before.groups else verb.entry.effect


def _statements(verb: Verb, index: int) -> Iterable[Statement]:
    """Each group of victims as a statement, of both effects where the word says both (*casualties*)."""
    effect = _claimed_of(verb)
    effects: tuple[Effect, ...]
    effects = _PLAIN.get(effect) or (cast(Effect, effect),)
    stance = _stance(verb)
    own = _is_own(verb)
    more = verb.entry.use == "noun" and verb.scan.has(verb.mention.last, "other")  # deux morts de plus
    told = verb.previous  # *parle d'un mort*
    claimed = told is not None and told.entry.use == "claim" and told.mention.last == verb.mention.first - 1
    for group in verb.groups:
        for each in effects:
            yield Statement(
                each,
                group.count,
                "civilians" if effect == "collateral" else group.kind,
                stance,
                index,
                min(group.first, verb.mention.first),
                max(group.last, verb.mention.last),
                verb.mention.first,
                taken=effect == "taken",
                claimed=verb.entry.use in ("tally", "claim"),
                part=group.part,
                other=group.other or more,
                raised=group.raised,
                hedged=group.hedged,
                numbered=group.numbered or claimed,
                recalled=verb.entry.use == "nominal" and group.count == ONE,
                earlier=verb.scan.recalls,
                own=own,
                same=effect if effect in ("same", "victims") else "",
                also=any(verb.scan.has(i, "also") for i in range(verb.start, verb.mention.last + 2)),
                disputing=_is_set_against(verb, group) or claimed,
                whole=verb.entry.use == "all" and len(verb.groups) == 1 and not group.numbered,
            )
