"""Which words of a sentence say what was done to people, and which verb do they make?"""

from __future__ import annotations

from dataclasses import dataclass, field

from temoin.coding.harmwords import EffectEntry
from temoin.coding.marks import EffectMention
from temoin.coding.victims import Group, Scan

# A subject stands at most so many words before its verb, an object after it.
SUBJECT_WORDS = 14
OBJECT_WORDS = 4
# *was said to have been killed*: the finite verb stands so near before its infinitive.
RAISED_WORDS = 4


@dataclass(slots=True)
class Verb:
    """An effect in its sentence with its helpers: `start` is the first word of *auraient également été tués*.

    `passive` and `have` say which way it looks; `one` and `many` what a finite helper says of the number of
    its subject; `groups` are its victims, once they are found.
    """

    scan: Scan
    mention: EffectMention
    start: int
    passive: bool
    have: bool
    one: bool
    many: bool
    denied: bool
    previous: Verb | None
    following: EffectMention | None
    groups: list[Group] = field(default_factory=list)

    @property
    def entry(self) -> EffectEntry:
        """What the table says of the effect."""
        return self.mention.entry

    @property
    def finite(self) -> bool:
        """Whether a helper says the number of the subject."""
        return self.one or self.many

    @property
    def adjacent(self) -> Group | None:
        """The group that ends where the verb begins."""
        if self.scan.gap(self.start):
            return None
        return next((g for g in self.scan.groups if g.last == self.start), None)

    @property
    def alternative(self) -> bool:
        """Whether this is the second of two effects: *tuées ou blessées*."""
        previous = self.previous
        follows = previous is not None and previous.mention.last + 1 == self.start
        return follows and self.scan.has(self.start - 1, "or")


def verb_at(scan: Scan, number: int, previous: Verb | None) -> Verb:
    """The verb of the effect with this number in the sentence."""
    mention = scan.effects[number]
    start = _start(scan, mention)
    helpers = range(start, mention.first)
    saying = helpers
    if helpers and scan.has(start - 1, "purpose"):
        saying = range(max(0, start - RAISED_WORDS), start)
    one = any(scan.has(i, "singular") for i in saying)
    return Verb(
        scan,
        mention,
        start,
        passive=any(scan.has(i, "passive") for i in helpers),
        have=any(scan.has(i, "have") for i in helpers),
        one=one,
        many=not one and any(scan.has(i, "plural") for i in saying),
        denied=any(scan.has(i, "not") for i in helpers),
        previous=previous,
        following=scan.effects[number + 1] if number + 1 < len(scan.effects) else None,
    )


def _start(scan: Scan, mention: EffectMention) -> int:
    i = mention.first
    while i > 0 and not scan.gap(i) and not scan.is_effect(i - 1):
        if not scan.has(i - 1, "passive", "have", "adverb", "date", "not", "possible"):
            break
        i -= 1
    return i
