"""Report to events: the questions, asked in order over one document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from temoin.coding import harm, says, what, when, where, who
from temoin.coding.claims import Answers, claims_of
from temoin.coding.document import Document, read
from temoin.coding.draft import Draft
from temoin.languages import load
from temoin.model import CodedReport, Event, Place, Report
from temoin.ontology import TYPES, codes, place_codes

if TYPE_CHECKING:
    from temoin.coding.trained.model import Model

NAME = "grammar 0.1.0"
# What more sentences tell of one event, it has been told before: a bound on what a text without end costs.
MOST_SENTENCES = 200


def code(report: Report, language: str, model: Model | None = None) -> CodedReport:
    """The events that `report` tells of, read in the language with this code.

    A trained `model` disposes of what the grammar proposes; without one, the grammar codes alone.
    """
    document = read(report, load(language))
    events = events_of(document, model.drafts(document) if model else what.drafts(document))
    return CodedReport(
        report,
        language,
        model.name if model else NAME,
        tuple(model.with_confidence(event) if model else event for event in events),
    )


def events_of(document: Document, drafts: Iterable[Draft]) -> list[Event]:
    """The events of a report that these drafts become when every question is asked of them."""
    bounded = [_bounded(draft) for draft in drafts]
    document.parse(i for draft in bounded for i in draft.sentences)  # together: cheaper than one by one
    return [fill(document, draft, number) for number, draft in enumerate(bounded, 1)]


def _bounded(draft: Draft) -> Draft:
    kept = draft.sentences[:MOST_SENTENCES]
    if len(kept) == len(draft.sentences):
        return draft
    return replace(draft, sentences=kept, triggers=[t for t in draft.triggers if t.sentence <= kept[-1]])


def fill(document: Document, draft: Draft, number: int) -> Event:
    """Ask every question about one event."""
    date = when.date_of(document, draft)
    place = where.place_of(document, draft)
    actors = who.actors_of(document, draft, place)
    sources = says.sources_of(document, draft, actors, place)
    harms, totals = harm.harm_of(document, draft, actors, sources)
    return Event(
        id=f"{document.report.id}#{number}",
        type=draft.type,
        group=TYPES[draft.type].group,
        status=draft.status,
        background=draft.background,
        date=date,
        place=place,
        actors=tuple(actors),
        harm=tuple(harms),
        totals=totals,
        according_to=tuple(sources),
        evidence=tuple(
            document.span(document.sentences[i].start, document.sentences[i].end) for i in draft.sentences
        ),
        claims=claims_of(document, draft, Answers(date, place, actors, harms, sources)),
        codes=_codes(draft.type, place),
        confidence=draft.confidence,
    )


def _codes(type_: str, place: Place | None) -> dict[str, dict[str, Any]]:
    """How other data sets code the event: by its type and by how well its place is known."""
    known = codes(type_)
    for name, more in place_codes(place.precision, line=place.line).items() if place else ():
        known[name] |= more
    return known
