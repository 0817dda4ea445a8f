"""What must hold for whatever the coder returns, whatever it was given."""

import dataclasses
from datetime import date

from temoin.model import CodedReport, Count, Event, Span
from temoin.ontology import TYPES


def spans_in(value):
    """Every span inside a value."""
    if isinstance(value, Span):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans_in(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from spans_in(part)


def assert_sound(coded: CodedReport) -> None:
    """Spans are verbatim, types known, ids distinct, ranges in order."""
    text = coded.report.full_text
    for span in spans_in(coded.events):
        assert span.text and text[span.start : span.end] == span.text
    assert len({e.id for e in coded.events}) == len(coded.events)
    for event in coded.events:
        assert_sound_event(event)


def assert_sound_event(event: Event) -> None:
    assert event.type in TYPES and event.group == TYPES[event.type].group
    assert event.evidence, "an event without words"
    assert event.status in ("reported", "denied", "planned")
    totals = event.totals
    for count in (
        totals.killed,
        totals.injured,
        totals.abducted,
        totals.civilians_killed,
        *(h.count for h in event.harm),
    ):
        if count:
            assert_in_order(count)
    if event.date and event.date.start and event.date.end:
        assert date.fromisoformat(event.date.start) <= date.fromisoformat(event.date.end)
    if event.place and event.place.precision == "unresolved":
        assert event.place.lat is None and event.place.lon is None


def assert_in_order(count: Count) -> None:
    assert 0 <= count.low <= count.best
    assert count.high is None or count.best <= count.high
