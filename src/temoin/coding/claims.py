"""Every value once more as a claim: with its stance, whose word it is, and the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from temoin.coding import affiliations, says, status
from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.model import Actor, Claim, Count, Date, Harm, Place, Source, Span, Stance

_STANCE: dict[str, Stance] = {"reported": "asserted", "denied": "denied", "planned": "planned"}
_TOTALS = ("killed", "injured", "abducted")


@dataclass(frozen=True, slots=True)
class Answers:
    """What the questions found out about an event."""

    date: Date | None
    place: Place | None
    actors: list[Actor]
    harms: list[Harm]
    sources: list[Source]


def claims_of(document: Document, draft: Draft, answers: Answers) -> tuple[Claim, ...]:
    """The claims that an event is a view over, those of harm last."""
    stance = _STANCE[draft.status]
    made = []
    for field, value, span, own in _values(document, draft, answers):
        source = says.source_at(document, answers.sources, span.start)
        made.append(Claim(field, value, own or stance, source.name if source else None, span))
    made += [claim for harm in answers.harms for claim in _of_harm(harm)]
    heard = (replace(c, hearsay=says.is_hearsay(document, c.span.start)) for c in made)
    return tuple(verbatim(document.text, heard))


def verbatim(text: str, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims whose words stand in the report; whoever made a claim, one without its words is dropped."""
    return (c for c in claims if c.span.text and text[c.span.start : c.span.end] == c.span.text)


def _values(
    document: Document, draft: Draft, answers: Answers
) -> Iterator[tuple[str, Any, Span, Stance | None]]:
    if draft.triggers:
        first = draft.triggers[0]
        yield "type", draft.type, document.span(first.start, first.end), None
    if answers.date:
        yield "date", answers.date.edtf, answers.date.span, None
    if answers.place:
        yield "place", answers.place.name, answers.place.span, None
    for actor in answers.actors:
        yield f"actors.{actor.role}", actor.name, actor.span, None
    country = answers.place.country if answers.place else None
    for number, said in affiliations.of_actors(document, draft.sentences, answers.actors, country):
        value = {"party": said.party, "of": said.of, "relation": said.relation}
        yield f"actors.{number}.affiliation", value, said.span, "asserted"
    for kind, span in status.fears(document, draft.sentences):
        yield "feared", kind, span, "feared"
    for source in answers.sources:
        yield "according_to", source.name, source.span, "asserted"


def _of_harm(harm: Harm) -> Iterator[Claim]:
    fields = [f"{'totals' if harm.effect in _TOTALS else 'harm'}.{harm.effect}"]
    if harm.effect == "killed" and harm.victims == "civilians":
        if harm.count.high == 0:
            fields.clear()  # no civilian killed says nothing of others
        fields.append("totals.civilians_killed")
    for field in fields:
        yield Claim(field, _range(harm.count), harm.stance, harm.according_to, harm.span)


def _range(count: Count) -> dict[str, int | None]:
    return {"low": count.low, "high": count.high}
