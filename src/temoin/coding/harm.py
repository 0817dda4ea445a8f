"""Who was killed, hurt, taken, and how many?

Each effect in a sentence (`harm.tsv`) looks for its victims before it or after it. What is said of the
whole event is drawn from all these statements by `totals`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.coding.totals import Statement, totals_of
from temoin.coding.victims import ONE, SEVERAL, EffectMention, Group, Scan
from temoin.model import Actor, Count, Effect, Harm, Kind, Role, Stance, Totals
from temoin.ontology import TYPES

# A subject stands at most so many words before its verb (more where it has a number), an object after it.
SUBJECT_WORDS = 14
NUMBERED_SUBJECT_WORDS = 30
OBJECT_WORDS = 4
TOLL_WORDS = 10
YEAR_WORDS = 14
RAISED_WORDS = 4
YEAR = re.compile(r"(19|20)\d\d")
ABDUCTION = "Abduction/forced disappearance"
# Types and groups of types that harm no one: who is said to be killed there was killed in another event.
HARMLESS = ("Strategic developments", "Peaceful protest")
LINK_WORDS = 5


def harm_of(document: Document, draft: Draft, actors: list[Actor]) -> tuple[list[Harm], Totals]:
    """Every count said of the event, and the totals by the widest range that the report gives."""
    statements = [s for i in draft.sentences for s in statements_in(document, i)]
    harms = [_harm(document, statement, actors) for statement in statements]
    return harms, totals_of(_own(statements, document, draft))


def _own(statements: Sequence[Statement], document: Document, draft: Draft) -> list[Statement]:
    """The statements that count for this event, those of other events and of earlier years left out."""
    asserted = [s for s in statements if s.stance == "asserted"]
    if draft.status != "reported" or TYPES[draft.type].group in HARMLESS or draft.type in HARMLESS:
        return [s for s in asserted if s.count.high == 0]
    if TYPES[draft.type].group in ("Protests", "Riots"):  # the death of one is what they are about
        asserted = [s for s in asserted if not s.recalled]
    own: list[Statement] = []
    abduction = draft.type == ABDUCTION
    freed = set() if abduction else {s.sentence for s in asserted if s.effect == "released"}
    for effect in ("killed", "injured", "abducted"):
        said = [s for s in asserted if s.effect == effect]
        if effect == "abducted":
            said = [s for s in said if s.sentence not in freed]
        if effect == ("killed" if abduction else "abducted"):  # what another event of the sentence did
            said = [s for s in said if s.sentence not in draft.shared]
        said = [s for s in said if not _is_past(s, document)]
        now = [s for s in said if not s.earlier]
        said = now if any(s.count.high is not None for s in now) else said
        alone = [s for s in said if s.sentence not in draft.shared]
        own += [*alone, *_told_elsewhere(alone, said)] if alone else said
    return own


def _told_elsewhere(alone: list[Statement], said: list[Statement]) -> list[Statement]:
    """Who the victims are where only a sentence shared with other events says it: a part of those killed here."""
    most = max(s.count.low for s in alone)
    if any(s.side for s in alone):
        return []
    return [
        replace(s, part=True)
        for s in said
        if s not in alone and s.side == "civilians" and s.count.high == most
    ]


def _is_past(statement: Statement, document: Document) -> bool:
    """Whether the words after the effect put it in a year before the report's: *tués en 2013*."""
    published = document.report.published
    if not published:
        return False
    recent = published[:4] if published[5:7] > "02" else str(int(published[:4]) - 1)
    words = document.sentences[statement.sentence].words[statement.last : statement.last + YEAR_WORDS]
    return any(YEAR.fullmatch(w.text) and w.text < recent for w in words)


def statements_in(document: Document, index: int) -> list[Statement]:
    """What one sentence says of people harmed."""
    scan = Scan(document.sentences[index], document.language)
    verbs: list[_Verb] = []
    for number in range(len(scan.effects)):
        verbs.append(_Verb(scan, number, verbs[-1] if verbs else None))
    for verb, following in zip_longest(verbs, verbs[1:]):
        if following and following.alternative:
            following.groups = verb.groups = [_some(g) for g in verb.groups]
    return [s for verb in verbs for s in verb.statements(index)]


def _some(group: Group) -> Group:
    """Of these at least one: *142 personnes tuées ou blessées*."""
    return replace(group, count=replace(group.count, low=min(1, group.count.low)))


def _harm(document: Document, statement: Statement, actors: list[Actor]) -> Harm:
    sentence = document.sentences[statement.sentence]
    start, end = sentence.words[statement.first].start, sentence.words[statement.last - 1].end
    role, kind = _victims(statement.kind, actors)
    return Harm(statement.effect, kind, role, statement.count, statement.stance, document.span(start, end))


def _victims(kind: Kind | None, actors: list[Actor]) -> tuple[Role, Kind]:
    """The role and kind of the victims: those of the actor of that kind, the target's where no kind is said."""
    targets = [a for a in actors if a.role == "target"]
    if kind is None:
        return "target", targets[0].kind if targets else "unidentified"
    if not any(a.kind == kind for a in targets) and any(
        a.kind == kind and a.role == "initiator" for a in actors
    ):
        return "initiator", kind
    return "target", kind


class _Verb:
    """An effect in its sentence: where its victims are, and what it says of them."""

    def __init__(self, scan: Scan, number: int, previous: _Verb | None) -> None:
        self._scan, self._previous = scan, previous
        self.mention: EffectMention = scan.effects[number]
        self._next = scan.effects[number + 1] if number + 1 < len(scan.effects) else None
        self.entry = self.mention.entry
        self.start = self._verb_start()
        helpers = range(self.start, self.mention.first)
        self._passive = any(scan.has(i, "passive") for i in helpers)
        self._have = any(scan.has(i, "have") for i in helpers)
        if scan.has(self.start - 1, "purpose") and self.start < self.mention.first:  # was said to have been
            helpers = range(max(0, self.start - RAISED_WORDS), self.start)
        self._one = any(scan.has(i, "singular") for i in helpers)
        self._many = not self._one and any(scan.has(i, "plural") for i in helpers)
        self._denied = any(scan.has(i, "not") for i in helpers)
        self.groups: list[Group] = self._victims()

    def _verb_start(self) -> int:
        """Where the verb with its helpers begins: *auraient également été* tués."""
        i = self.mention.first
        while (
            i > 0
            and not self._scan.gap(i)
            and self._scan.has(i - 1, "passive", "have", "adverb", "not", "possible")
            and not self._scan.is_effect(i - 1)
        ):
            i -= 1
        return i

    @property
    def alternative(self) -> bool:
        """Whether this is one of two effects: *tuées ou blessées*."""
        previous = self._previous
        return bool(
            previous and previous.mention.last + 1 == self.start and self._scan.has(self.start - 1, "or")
        )

    @property
    def _finite(self) -> bool:
        return self._one or self._many

    def _victims(self) -> list[Group]:
        use = self.entry.use
        if use == "toll":
            return self._toll()
        if use == "none":
            return [Group(self.mention.first, self.mention.last, Count(0, 0, 0), numbered=True)]
        if use == "inside":
            inside = range(self.mention.first, self.mention.last)
            return [g for g in self._scan.groups if g.first in inside and g.people]
        groups = self._after() if self._looks_ahead() else self._before()
        if self.entry.strict and not any(g.known or (g.numbered and g.last == self.start) for g in groups):
            return []
        groups = groups + self._along(groups)
        return groups + self._parts(groups)

    def _along(self, groups: list[Group]) -> list[Group]:
        """*a été tué en même temps que deux autres personnes*"""
        scan, start = self._scan, max([self.mention.last, *(g.last for g in groups)])
        for group in scan.groups:
            if not start < group.first <= start + SUBJECT_WORDS or not groups or not group.people:
                continue
            if any(scan.is_effect(i) for i in range(start, group.first)):
                break
            more = group.other and group.numbered and scan.has(group.first - 1, "and")
            verb = scan.is_effect(group.last) or scan.has(group.last, "passive", "have", "clause")
            if more and not verb and (scan.gap(group.last) or scan.uses(group.last)):
                return [group]
            if group.known and scan.has(group.first - 1, "along"):
                return [group]
        return []

    def _looks_ahead(self) -> bool:
        if self.entry.use != "participle":
            return self.entry.use in ("after", "nominal")
        if self._passive:
            return False
        if self._have:
            return True
        left = self._adjacent()
        return not (left and left.numbered) and bool(self._object() or self._named_object())

    @property
    def _has_unknown_object(self) -> bool:
        """*assailants gunned down reservist X*: neither passive nor known to be active, but a word follows."""
        scan, i = self._scan, self.mention.last
        bare = (
            self.entry.use == "participle" and not self.entry.number and not self._passive and not self._have
        )
        return bare and i < scan.size and not scan.gap(i) and not scan.uses(i) and not scan.is_effect(i)

    def _adjacent(self) -> Group | None:
        """The group that ends where the verb begins."""
        return next(
            (g for g in self._scan.groups if g.last == self.start and not self._scan.gap(self.start)), None
        )

    # ---- victims before
    def _before(self) -> list[Group]:
        """The subject: the nearest people that agree with the verb, and those joined to them."""
        floor = self._previous.mention.last if self._previous else 0
        near = [
            g
            for g in self._scan.groups
            if floor <= g.first and g.last <= self.start and self._may_be_subject(g)
        ]
        mains = [g for g in near if not g.part]
        if self._has_unknown_object and not (mains and mains[-1].numbered):
            return []
        part = next((g for g in near if g.part and g.numbered and not g.known and g.last == self.start), None)
        if part:  # dont cinq enlevés
            return [replace(part, part=False)]
        counted = mains and mains[-1].numbered and self.start - mains[-1].last <= OBJECT_WORDS
        if not mains or (self._scan.has(self.start - 1, "pronoun") and not counted):
            return self._shared() or self._unnamed()
        chain = self._subject(mains, floor)
        if not chain:
            return self._unnamed()
        parts = [g for g in near if g.part and g.first > chain[-1].first and g.known]
        whole = self._in_apposition(mains, chain)
        if whole:
            return [whole] + [
                replace(g, part=True, count=g.count if g.numbered else whole.count) for g in chain
            ]
        return self._merged(chain) + parts

    def _in_apposition(self, mains: list[Group], chain: list[Group]) -> Group | None:
        """*trois civils, une mère et deux enfants,*; *140 people, mostly children,*: the whole before a comma."""
        earlier = [g for g in mains if g.last <= chain[0].first]
        if not earlier or not earlier[-1].numbered or earlier[-1].vague:
            return None
        whole, between = earlier[-1], range(earlier[-1].last, chain[0].first)
        same = sum(g.count.low for g in chain) == whole.count.low or not any(g.numbered for g in chain)
        return whole if same and len(between) <= 2 and self._scan.gap(whole.last) == "," else None

    @staticmethod
    def _merged(chain: list[Group]) -> list[Group]:
        """*seize policiers et gendarmes* are sixteen, of both kinds."""
        merged: list[Group] = []
        for group in chain:
            if merged and group.bare and group.count == SEVERAL and merged[-1].count.low > 1:
                left = merged.pop()
                group = replace(left, last=group.last, kind=left.kind if left.kind == group.kind else None)
            merged.append(group)
        return merged

    def _subject(self, mains: list[Group], floor: int) -> list[Group]:
        """The last of these groups, those joined to it, that agree with the verb in number."""
        while mains:
            last = mains[-1]
            if len(mains) > 1 and mains[-2].last == last.first and mains[-2].numbered and not last.numbered:
                mains = mains[:-1]  # deux chefs des rebelles
            chain = [mains[-1]]
            if not self._one and chain[0].known:
                before = [g for g in self._scan.groups if floor <= g.first and g.last <= chain[0].first and not g.part]
                for group in reversed(before):
                    loose = not self._joined(group, chain[0]) or (group.bare and not chain[0].bare)
                    if loose or not group.people:
                        break
                    chain.insert(0, group)
            total = sum(g.count.low for g in chain)
            if self._many and total == 1:
                mains = [g for g in mains if g.last <= chain[0].first]
                continue
            one = self._one or (not self._many and self.entry.number == "one")
            if one and total > 1 and not chain[0].noun_number:
                mains = mains[:-1]
                continue
            return chain
        return []

    def _may_be_subject(self, group: Group) -> bool:
        scan = self._scan
        between = range(group.last, self.start)
        if not group.people or len(between) > (NUMBERED_SUBJECT_WORDS if group.numbered else SUBJECT_WORDS):
            return False
        if not between and group.numbered and not scan.gap(self.start):
            return True
        if scan.has(group.first - 1, "preposition"):
            return False
        if not group.known:
            plain = not any(scan.uses(i) - {"other", "of", "part", "pronoun", "definites"} for i in between)
            if self._brackets_parts(group):
                return True
            return len(between) <= 3 and plain and scan.unbroken(group.last - 1, self.start)
        if self.entry.use == "noun":
            return (
                len(between) <= 2
                and not any(map(scan.uses, between))
                and scan.unbroken(group.last - 1, self.start)
            )
        if not self._finite and self._brackets_parts(group):
            return True
        if not self._finite and not (self.entry.number == "one" and group.count == ONE and not group.bare):
            return len(between) <= 4 and scan.unbroken(group.last - 1, self.start)
        if any(scan.gap(i) in (":", ";", ".") for i in range(group.last, self.start + 1)):
            return False
        if self._finite and group.bare and group.count == ONE and group.first > 0:
            return False
        return not (self._one and group.count == SEVERAL)

    def _brackets_parts(self, group: Group) -> bool:
        """*deux personnes, dont un Suisse, enlevées*: only parts of the group stand between it and the verb."""
        parts = [g for g in self._scan.groups if group.last <= g.first and g.last <= self.start]
        return bool(parts) and all(g.part for g in parts) and self.start - parts[-1].last <= LINK_WORDS

    def _joined(self, left: Group, right: Group) -> bool:
        """Whether two groups are one subject or object: *un civil et trois soldats*."""
        scan = self._scan
        between = range(left.last, right.first)
        if len(between) > LINK_WORDS or any(scan.is_effect(i) for i in between):
            return False
        if any(scan.has(i, "preposition", "clause", "passive", "have") for i in between):
            return False
        listed = right.numbered and (left.numbered or right.other)
        return scan.has(right.first - 1, "and") or (scan.gap(right.first) == "," and listed)

    def _shared(self) -> list[Group]:
        """*enlevés et tués*: the victims of the verb just before."""
        previous = self._previous
        if not previous or self.entry.use not in ("participle", "before"):
            return []
        between = range(previous.mention.last, self.start)
        if len(between) == 1 and self._scan.has(between[0], "and"):
            return [g for g in previous.groups if not g.part]
        return []

    def _unnamed(self) -> list[Group]:
        """A subject that is a name, a pronoun or an unknown noun: the verb's form says one or several."""
        first = self.start
        many = self._many or (not self._one and self.entry.number == "many")
        one = self._one or self.entry.number == "one"
        if self.entry.use == "noun":
            told = self._scan.has(first - 1, "many") and self.entry.number != "one"
            return [Group(first, first, SEVERAL)] if told else []
        if one and not many:
            return [Group(first, first, ONE, self._subject_kind())]
        return [Group(first, first, SEVERAL, self._subject_kind())] if many else []

    def _subject_kind(self) -> Kind | None:
        """The kind that the words before the verb say of a named victim (*X, maire de Y, a été tué*)."""
        if self._scan.has(self.start - 1, "pronoun"):
            return None
        for group in reversed(self._scan.groups):
            if (
                group.last <= self.start
                and group.kind
                and group.people
                and self.start - group.last <= SUBJECT_WORDS
            ):
                if not self._scan.has(group.first - 1, "preposition"):
                    return group.kind
        return None

    # ---- victims after
    def _object(self) -> Group | None:
        scan, start = self._scan, self.mention.last
        for group in scan.groups:
            if group.first < start:
                continue
            if group.first - start > OBJECT_WORDS or not scan.unbroken(start - 1, group.first):
                return None
            between = range(start, group.first)
            if any(scan.is_effect(i) or scan.has(i, "clause", "and") for i in between):
                return None
            if not group.people or (self.entry.use == "nominal" and self._counts_unknown(group)):
                return None
            if not group.numbered and any(not scan.has(i, "adverb", "date", "of") for i in between):
                return None
            return group
        return None

    def _counts_unknown(self, group: Group) -> bool:
        """Whether the number counts a noun that is in no table: *des deux côtés*."""
        scan, i = self._scan, group.last
        plain = i < scan.size and not scan.gap(i) and not scan.uses(i) and not scan.is_effect(i)
        return not group.known and plain

    def _after(self) -> list[Group]:
        scan = self._scan
        group = self._object() or self._named_object()
        if not group and scan.has(self.mention.last, "pronoun") and not scan.gap(self.mention.last):
            group = Group(self.mention.last, self.mention.last + 1, ONE)
        if not group:
            return []
        chain = [group]
        for following in scan.groups:
            if following.first < chain[-1].last or self._is_title(following):
                continue
            if following.part or not following.known or not self._joined(chain[-1], following):
                break
            if self._next and self._takes(self._next, following):
                break
            chain.append(following)
        return self._merged(chain)

    def _is_title(self, group: Group) -> bool:
        """*a ruler, Chief X, and three others*: a noun that belongs to a name."""
        scan = self._scan
        return group.bare and scan.capital(group.first) and scan.gap(group.first) == ","

    def _takes(self, mention: EffectMention, group: Group) -> bool:
        """Whether the next effect has this group for its subject: *…, three others were wounded*."""
        if mention.entry.use in ("after", "nominal") or mention.first < group.last:
            return False
        return all(self._scan.has(i, "passive", "have", "adverb") for i in range(group.last, mention.first))

    def _named_object(self) -> Group | None:
        """*killed Qasem Soleimani*"""
        scan, i = self._scan, self.mention.last
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

    def _parts(self, groups: list[Group]) -> list[Group]:
        """*12 morts, dont trois enfants*; *12 morts parmi les civils*"""
        scan = self._scan
        end = max([self.mention.last, *(g.last for g in groups)])
        opening = next((i for i in range(end, min(end + 4, scan.size)) if scan.has(i, "part", "among")), None)
        if not groups:
            return []
        if opening is None or any(scan.is_effect(i) for i in range(end, opening)):
            return self._listed(end, groups)
        among = scan.has(opening, "among")
        chain: list[Group] = []
        for group in scan.groups:
            if group.first <= opening or not group.known or not group.people:
                continue
            if not chain and group.first - opening > 3:
                break
            if chain and not self._joined(chain[-1], group):
                break
            chain.append(
                replace(
                    group, part=True, count=groups[0].count if among and not group.numbered else group.count
                )
            )
        return chain

    def _listed(self, end: int, groups: list[Group]) -> list[Group]:
        """*19 morts (18 civils et un policier)*: a list right behind that comes to the same number."""
        chain: list[Group] = []
        for group in self._scan.groups:
            if group.first < end:
                continue
            if not group.known or not (self._joined(chain[-1], group) if chain else group.first == end):
                break
            chain.append(replace(group, part=True))
        opened = chain and self._scan.gap(end) in (",", "(", ":")
        same = sum(g.count.low for g in chain) == sum(g.count.low for g in groups)
        return chain if opened and same else []

    # ---- tolls
    def _toll(self) -> list[Group]:
        """*le bilan passe de 15 à 19*"""
        scan, start = self._scan, self.mention.last
        for group in scan.groups:
            if start <= group.first <= start + TOLL_WORDS and group.numbered:
                if any(scan.is_effect(i) for i in range(start, group.first)):
                    return []
                if self._next and self._next.first - group.last <= 3:
                    return []
                counted = group.people and group.count.low > 0 and (not group.known or group.raised)
                return [replace(group, raised=True)] if counted else []
        return []

    # ---- what it says
    def statements(self, index: int) -> Iterable[Statement]:
        """Each group of victims as a statement."""
        effect = self.entry.effect
        effects: tuple[Effect, ...] = (
            ("killed", "injured")
            if effect == "casualties"
            else (("killed",) if effect == "collateral" else (effect,))
        )
        for group in self.groups:
            kind: Kind | None = "civilians" if effect == "collateral" else group.kind
            first = min(group.first, self.mention.first)
            last = max(group.last, self.mention.last)
            for each in effects:
                yield Statement(
                    each,
                    group.count,
                    kind,
                    self._stance(),
                    index,
                    first,
                    last,
                    self.mention.first,
                    part=group.part,
                    other=group.other,
                    raised=group.raised,
                    hedged=group.hedged,
                    numbered=group.numbered,
                    earlier=self._scan.recalls,
                    recalled=self.entry.use == "nominal" and group.count == ONE,
                )

    def _stance(self) -> Stance:
        scan = self._scan
        if self._denied and not any(g.count.high == 0 for g in self.groups):
            return "denied"
        if scan.has(self.mention.first - 1, "purpose") and not any(g.numbered for g in self.groups):
            return "planned"
        ahead = range(max(0, self.start - 6), self.mention.first)
        if any(scan.has(i, "feared") for i in ahead) or any(
            scan.has(i, "possible") for i in range(max(0, self.start - 1), self.mention.first)
        ):
            return "feared"
        return "asserted"
