"""Which words of a sentence name people who may be victims, and how many do they say?

Works on words alone: a number with the noun it counts, a single known person, several without a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from temoin.coding.counts import Number
from temoin.coding.document import Sentence
from temoin.coding.harmwords import VictimEntry
from temoin.coding.marks import Marks
from temoin.languages import Language
from temoin.model import Count, Kind

# Between a number and the noun that it counts stand at most this many words (trois jeunes femmes).
NOUN_WORDS = 4
# Groups of people that are one subject or object stand at most so many words apart.
LINK_WORDS = 5
# Two with a number of their own may: *quatre rebelles de la Nouvelle Armée du peuple et un sergent*.
NUMBERED_LINK_WORDS = 10

FORCES: frozenset[Kind | None] = frozenset(("state_forces", "foreign_forces", "communal_militia"))

SEVERAL = Count(2, 2, None)
ONE = Count(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Group:
    """People named by words `first` to `last` (exclusive), and how many.

    `numbered` where a number says so; `known` where the noun is in the table of victims; not `people` where
    it is one of the things there; `noun_number` where the number is a noun (*une dizaine*); `bare` where no
    small word goes before the noun; `part` where they are some of those before.
    """

    first: int
    last: int
    count: Count
    kind: Kind | None = None
    people: bool = True
    known: bool = False
    numbered: bool = False
    noun_number: bool = False
    other: bool = False
    raised: bool = False
    hedged: bool = False
    bare: bool = False
    part: bool = False

    @property
    def vague(self) -> bool:
        """Whether the number is open."""
        return self.count.high is None


class Scan(Marks):
    """A sentence with the groups of people that may be victims found."""

    def __init__(self, sentence: Sentence, language: Language) -> None:
        super().__init__(sentence, language)
        found = self._groups(self.numbers) if self.effects else []
        self.groups = [g for g in found if g.people or not g.kind]
        self.camps = [g for g in found if g.kind]  # an army, too, which is no victim

    def _groups(self, numbers: Sequence[Number]) -> list[Group]:
        found = [self._numbered(n) for n in self._counting(numbers)]
        taken = {i for g in found if g for i in range(g.first, g.last)}
        groups = [g for g in found if g]
        for first, (last, many, entry) in self.nouns.items():
            if first in taken or self.hyphened(last - 1):
                continue
            if entry.thing and last in self.nouns and not self.gap(last):  # the district chief
                taken.add(last)
                last, many, entry = self.nouns[last]
            groups.append(self._unnumbered(first, last, many, entry))
        groups.sort(key=lambda g: g.first)
        marked: list[Group] = []
        for group in groups:
            marked.append(replace(group, part=self._is_part(group, marked[-1] if marked else None)))
        return marked

    def _counting(self, numbers: Sequence[Number]) -> list[Number]:
        """The numbers that may count victims: no dates, no ages, and of *a family of five* the five."""
        kept: list[Number] = []
        aged, end = False, 0
        for number in numbers:
            listed = self.gap(number.first) == "," or self.has(number.first - 1, "and")
            listed = listed and number.first - end <= 1
            aged = self.has(number.first - 1, "age") or (aged and listed)  # aged 12, 14 and 15
            end = number.last
            if aged or self._is_date(number):
                continue
            if kept and kept[-1].article and self._collective(kept[-1]) == number.first:
                number = replace(number, first=kept.pop().first, noun=True)
            kept.append(number)
        return [replace(n, count=SEVERAL, noun=True) if self._holds_several(n) else n for n in kept]

    def _collective(self, number: Number) -> int | None:
        """Where the members of a family or a group begin that is counted by *a*."""
        for i in range(number.last, min(number.last + NOUN_WORDS, self.size)):
            if self.has(i, "collective"):
                return i + 2 if self.has(i + 1, "of") else None
        return None

    def _holds_several(self, number: Number) -> bool:
        """*un groupe de soldats*"""
        start = self._collective(number) if number.article else None
        return start is not None and start in self.nouns and self.nouns[start][1]

    def _is_part(self, group: Group, previous: Group | None) -> bool:
        """Whether these are some of those before them: *dont trois enfants*, *(un Suisse et un Turc)*."""
        if group.part or self.has(group.first - 1, "part") or self.gap(group.first) in ("(", "["):
            return True
        if self.has(group.last, "part") and not self.gap(group.last):  # a child among them
            return group.last + 2 >= self.size or bool(self.gap(group.last + 2))
        close = previous and previous.part and group.first - previous.last <= 2
        return bool(close) and self.has(group.first - 1, "and")

    def _is_date(self, number: Number) -> bool:
        """Whether the number belongs to a date, an hour or an age: *le 12 juin*, *a woman of 68*."""
        if number.article:
            return False
        ends = {end for end, many, _ in self.nouns.values() if not many}
        if self.has(number.first - 1, "age") or (
            self.has(number.first - 1, "of")
            and number.first - 1 in ends
            and not self.has(number.first - 2, "collective")
        ):
            counted = self.nouns.get(number.last)
            return not number.noun and (counted is None or counted[2].thing)  # a baby of eight months
        before = (
            self.has(number.first - 1, "date")
            and self.capital(number.first - 1)
            and not self.gap(number.first)
        )
        return before or self.has(number.last, "date") or self.has(number.first - 1, "definite")

    def _numbered(self, number: Number) -> Group | None:
        """The number with the noun it counts."""
        if self.has(number.last, "them") and not self.gap(number.last):
            return self._of_them(number)
        other = False
        i = number.last
        for i in range(number.last, min(number.last + NOUN_WORDS, self.size)):
            if self.gap(i) or self.is_effect(i) or self._counts_on(i):
                break
            if self.has(i, "other"):
                other = True
            if i in self.nouns and not self.hyphened(self.nouns[i][0] - 1):  # four bullet-riddled bodies
                last, kind, people = self._head(i)
                return Group(
                    number.first,
                    last,
                    number.count,
                    kind,
                    people,
                    known=True,
                    numbered=not number.article,
                    noun_number=number.noun,
                    other=other or self.has(i, "other"),
                    raised=number.raised,
                    hedged=number.hedged,
                )
            if self.has(i, "preposition", "clause", "passive", "have", "and", "part", "not"):
                break
            if self.has(i, "definite", "definites") and not self.has(i - 1, "of"):
                break
        lonely = self.is_effect(number.first - 1) and (
            bool(self.gap(number.last)) or self.has(number.last, "and") or number.last == self.size
        )  # killing one and wounding two
        if number.year or (number.article and not lonely and not self.is_effect(number.last)):
            return None
        last = number.last + other
        if self.has(last, "of") and self.is_effect(last + 1):  # une dizaine de blessés
            last += 1
        return Group(
            number.first,
            last,
            number.count,
            numbered=lonely or not number.article,
            noun_number=number.noun,
            other=other,
            raised=number.raised,
            hedged=number.hedged,
        )

    def _counts_on(self, i: int) -> bool:
        """Whether another number starts at word `i`, which counts the nouns behind it."""
        return i in self.counted and not self.has(i - 1, "of") and not self.hyphened(i)

    def _of_them(self, number: Number) -> Group:
        """*five of them*, who are people named before; some of these where a noun follows: *… children*."""
        last = number.last
        while self.has(last, "them"):
            last += 1
        part, kind, people = self.has(number.last, "part"), None, True
        if last in self.nouns and not self.gap(last):
            last, kind, people = self._head(last)
            part = True
        return Group(
            number.first,
            last,
            number.count,
            kind,
            people,
            known=True,
            numbered=True,
            hedged=number.hedged,
            part=part,
        )

    def _head(self, i: int) -> tuple[int, Kind | None, bool]:
        """The end and the kind of the nouns that stand together from `i` on, and whether they are people."""
        last, _, entry = self.nouns[i]
        kind, people = entry.kind, not entry.thing
        while last in self.nouns and not self.gap(last):
            last, _, entry = self.nouns[last]
            people = not entry.thing and (people or kind is not None)  # an army lieutenant
            kind = kind or entry.kind
        return last, kind, people

    def _unnumbered(self, first: int, last: int, many: bool, entry: VictimEntry) -> Group:
        start = first
        while (
            start > 0
            and not self.gap(start)
            and self.has(start - 1, "definite", "definites", "many", "other")
        ):
            start -= 1
        many = many or self.has(start, "many", "definites")
        return Group(
            start,
            last,
            SEVERAL if many else ONE,
            entry.kind,
            not entry.thing,
            known=True,
            other=self.has(first - 1, "other") or self.has(first, "other"),
            bare=start == first,
        )

    def joined(self, left: Group, right: Group) -> bool:
        """Whether two groups are one subject or object: *un civil et trois soldats*."""
        between = range(left.last, right.first - self._repeats(left, right))
        counted = left.numbered and self._counted(right)
        if len(between) > (NUMBERED_LINK_WORDS if counted else LINK_WORDS) or any(
            self.is_effect(i) for i in between
        ):
            return False
        if any(self.has(i, "preposition", "clause", "passive", "have") for i in between):
            return False
        listed = right.numbered and (left.numbered or right.other)
        listed = listed or (left.numbered and self._counted(right) and self._differ(left, right))
        return self.has(between.stop - 1, "and") or (self.gap(between.stop) == "," and listed)

    def _differ(self, left: Group, right: Group) -> bool:
        """Whether two groups are people of two sorts: *two policemen, a nurse*."""
        return left.kind is not None and right.kind is not None and left.kind != right.kind

    def _counted(self, group: Group) -> bool:
        """Whether a number or an article stands before the noun."""
        return group.numbered or (group.count == ONE and not self.has(group.first, "definite"))

    def _repeats(self, left: Group, right: Group) -> bool:
        """Whether the word before the left group is also before the right: *à deux femmes et à un bébé*."""
        before = right.first - 1
        if before < left.last or left.first == 0 or not self.has(before, "of", "preposition"):
            return False
        same = self.forms[before] == self.forms[left.first - 1]
        return same or (self.has(before, "of") and self.has(left.first - 1, "of"))


def merged(chain: list[Group]) -> list[Group]:
    """The groups with one number between them made one: *seize policiers et gendarmes* are sixteen in all."""
    found: list[Group] = []
    for group in chain:
        if found and group.bare and group.count == SEVERAL and found[-1].count.low > 1:
            left = found.pop()
            group = replace(left, last=group.last, kind=_common(left.kind, group.kind))
        found.append(group)
    return found


def _common(left: Kind | None, right: Kind | None) -> Kind | None:
    """The kind of two sorts of people together: soldiers and mercenaries are forces still."""
    return left if left == right or {left, right} <= FORCES else None
