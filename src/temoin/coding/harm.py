"""Who was killed, hurt, taken, and how many?

Each sentence makes statements (`statements`); those of other events and of earlier times are left aside here;
what is said of the whole event is drawn from the rest by `totals`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.coding.harmwords import names_civilians
from temoin.coding.says import source_at
from temoin.coding.statements import Side, Statement, statements_in
from temoin.coding.totals import totals_of
from temoin.coding.victims import ONE
from temoin.model import Actor, Harm, Kind, Role, Source, Totals
from temoin.ontology import TYPES

# A year is looked for in so many words after an effect.
YEAR_WORDS = 14
YEAR = re.compile(r"(19|20)\d\d")
TAKEN = ("missing", "arrested")
ABDUCTION = "Abduction/forced disappearance"
# That civilians were spared may be said so many sentences later.
AFTER = 2
# Types and groups of types that harm no one: who is said to be killed there was killed in another event.
HARMLESS = ("Strategic developments", "Peaceful protest")
MOB = "Mob violence"
# Groups of types whose dead are those who were aimed at.
AIMED = ("Violence against civilians", "Explosions/Remote violence")
HARMFUL = ("Looting/property destruction",)
# Who the victims are, of those that a sentence names for several events.
VICTIMS: dict[str, tuple[Side, ...]] = {
    "Battles": ("forces", "fighters", "own"),
    "Violence against civilians": ("civilians",),
}
FIGHTERS: tuple[Kind, ...] = ("armed_group", "unidentified")
UNARMED: tuple[Kind, ...] = ("civilians", "protesters")


def harm_of(
    document: Document, draft: Draft, actors: list[Actor], sources: list[Source]
) -> tuple[list[Harm], Totals]:
    """Every count said of the event, and the totals by the widest range that the report gives.

    `sources` are those of the event: each count is the word of the one that speaks there.
    """
    said = [s for i in draft.sentences for s in statements_in(document, i)]
    said += [s for i in _near(document, draft) for s in statements_in(document, i) if _spares_civilians(s)]
    if draft.type == MOB:  # the thieves whom a mob kills
        said = [replace(s, kind="civilians") if s.kind == "unidentified" else s for s in said]
    if draft.type == ABDUCTION:
        said = [replace(s, effect="abducted") if s.claimed and s.effect == "killed" else s for s in said]
    else:
        said = [s for s in said if not s.taken]
    statements = [replace(s, source=_source(document, s, sources)) for s in _resolved(said)]
    harms = [_harm(document, statement, actors) for statement in statements]
    fought = TYPES[draft.type].group == "Battles"
    own = _own(statements, document, draft)
    return harms, totals_of(own, _are_civilians(document, draft, actors), fought)


def _resolved(statements: Sequence[Statement]) -> list[Statement]:
    """The statements in the order of the text; *among the victims* are those told of before."""
    found: list[Statement] = []
    last: Statement | None = None
    for statement in statements:
        if not statement.same:
            last = statement
            found.append(statement)
        elif last:
            killed = statement.same == "victims" and any(s.effect == "killed" for s in found)
            found.append(replace(statement, effect="killed" if killed else last.effect))
    return found


def _are_civilians(document: Document, draft: Draft, actors: list[Actor]) -> bool:
    """Whether those acted upon are called civilians: then the dead of whom nothing else is said are, too."""
    targets = [a for a in actors if a.role == "target"]
    names = [name for a in targets for name in (a.name, *a.aliases)]
    if not targets or any(a.kind != "civilians" for a in targets):
        return False
    if draft.type == MOB:
        return True
    aimed = TYPES[draft.type].group in AIMED
    return aimed and any(names_civilians(name, document.language) for name in names)


def _near(document: Document, draft: Draft) -> list[int]:
    """The sentences soon after one of the event's own: that civilians were spared is often said there."""
    near = {i + n for i in draft.sentences for n in range(1, AFTER + 1)}
    return sorted(i for i in near.difference(draft.sentences) if i < len(document.sentences))


def _spares_civilians(statement: Statement) -> bool:
    return statement.count.high == 0 and statement.side == "civilians"


def _own(statements: Sequence[Statement], document: Document, draft: Draft) -> list[Statement]:
    """The statements that count for this event, those of other events and of earlier years left out.

    Who is freed was taken in another event, unless the sentence tells of that first.
    """
    asserted = [s for s in statements if s.stance == "asserted"]
    harmless = TYPES[draft.type].group in HARMLESS or draft.type in HARMLESS
    if draft.status != "reported" or (harmless and draft.type not in HARMFUL):
        return [s for s in asserted if s.count.high == 0]
    if TYPES[draft.type].group in ("Protests", "Riots"):  # the death of one is what they are about
        asserted = [s for s in asserted if not s.recalled and not s.earlier]
    asserted = _of_its_victims(asserted, draft)
    own: list[Statement] = []
    abduction = draft.type == ABDUCTION
    freed = {} if abduction else {s.sentence: s.verb for s in asserted if s.effect == "released"}
    for effect in ("killed", "injured", "abducted"):
        said = [s for s in asserted if s.effect == effect]
        if abduction and effect == "abducted" and not said:  # captured civilians, too
            said = [replace(s, effect="abducted") for s in asserted if s.effect in TAKEN]
        if effect == "abducted":
            said = [s for s in said if s.verb < freed.get(s.sentence, s.verb + 1)]
        if effect == ("killed" if abduction else "abducted"):  # what another event of the sentence did
            said = [s for s in said if s.sentence not in draft.shared]
        said = [s for s in said if not _is_past(s, document) and not _died_of_it(s, asserted)]
        now = [s for s in said if not s.earlier]
        said = now if any(s.count.high is not None for s in now) else said
        alone = [s for s in said if s.sentence not in draft.shared]
        whole = any(not s.part for s in alone)
        others = [s for s in said if s.disputing and s not in alone]
        own += [*alone, *others, *_told_elsewhere(alone, said)] if whole else said
    return own


def _of_its_victims(statements: list[Statement], draft: Draft) -> list[Statement]:
    """The statements, less those on other victims in sentences that tell of several events.

    Of a farmer and a soldier killed in one sentence, the farmer is the attack's and the soldier the battle's.
    """
    wanted = VICTIMS.get(TYPES[draft.type].group)
    if not wanted:
        return statements
    told = {(s.sentence, s.effect) for s in statements if s.side in wanted and s.sentence in draft.shared}
    return [s for s in statements if s.side in wanted or (s.sentence, s.effect) not in told]


def _told_elsewhere(alone: list[Statement], said: list[Statement]) -> list[Statement]:
    """Who the victims are, where only a sentence shared with other events says it."""
    most = max(s.count.low for s in alone)
    if any(s.side for s in alone):
        return []
    return [
        replace(s, part=True)
        for s in said
        if s not in alone and s.side == "civilians" and s.count.high == most
    ]


def _died_of_it(statement: Statement, statements: list[Statement]) -> bool:
    """Whether who is hurt is dead a few words later: *he was taken to hospital, where he died*."""
    if statement.effect != "injured":
        return False
    later = [s for s in statements if s.effect == "killed" and s.sentence == statement.sentence]
    later = [s for s in later if s.verb > statement.verb]
    if statement.count == ONE and not statement.numbered:
        return any(s.count == ONE and not s.numbered and not s.other for s in later)
    return any(s.first == statement.first and s.count == statement.count for s in later)


def _is_past(statement: Statement, document: Document) -> bool:
    """Whether the words after the effect put it in a year before the report's: *tués en 2013*."""
    published = document.report.published
    if not published:
        return False
    recent = published[:4] if published[5:7] > "02" else str(int(published[:4]) - 1)
    words = document.sentences[statement.sentence].words[statement.last : statement.last + YEAR_WORDS]
    return any(YEAR.fullmatch(w.text) and w.text < recent for w in words)


def _source(document: Document, statement: Statement, sources: list[Source]) -> str | None:
    word = document.sentences[statement.sentence].words[statement.verb]
    source = source_at(document, sources, word.start)
    return source.name if source else None


def _harm(document: Document, statement: Statement, actors: list[Actor]) -> Harm:
    sentence = document.sentences[statement.sentence]
    start, end = sentence.words[statement.first].start, sentence.words[statement.last - 1].end
    role, kind = _victims(statement.kind, actors)
    words = document.span(start, end)
    return Harm(statement.effect, kind, role, statement.count, statement.stance, words, statement.source)


def _victims(kind: Kind | None, actors: list[Actor]) -> tuple[Role, Kind]:
    """The role and kind of the victims: where no kind is said, that of the targets, unless they are armed.

    *Assailants* and *terrorists* are fighters of the armed group that the event has, if it has one.
    """
    targets = [a for a in actors if a.role == "target"]
    if kind is None:
        return "target", targets[0].kind if targets and targets[0].kind in UNARMED else "unidentified"
    kinds: tuple[Kind, ...] = ("armed_group", "unidentified") if kind in FIGHTERS else (kind,)
    parties = targets + [a for a in actors if a.role == "initiator"]
    party = next((a for kind in kinds for a in parties if a.kind == kind), None)
    if not party:
        return "target", kind
    return party.role, "armed_group" if kind in FIGHTERS and party.kind == "armed_group" else kind
