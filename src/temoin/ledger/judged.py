"""What people decided, brought to the events that the words belong to now.

A judgement hangs on words of a report. Where a new coding numbers the events anew, or an update moved the
words, it finds them again; where they are gone, it is kept and listed, never dropped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from temoin.ledger.tables import event, judgement, report, text
from temoin.linking.deriving import Decision

CLAIM_KINDS = frozenset({"accept", "correct", "reject"})
PAIR_KINDS = frozenset({"same", "different"})


@dataclass(slots=True)
class _Told:
    """A report's text and the stretches of it that tell of each of its events."""

    whole: str
    events: dict[str, list[tuple[int, int]]]

    def event_at(self, start: int, end: int, words: str | None) -> str | None:
        """The event whose words these are, None where they are gone or tell of none."""
        if words is not None and self.whole[start:end] != words:
            start = self.whole.find(words)
            end = start + len(words)
            if start < 0 or self.whole.find(words, start + 1) >= 0:
                return None
        shared = {
            id: sum(max(min(end, e) - max(start, s), 0) for s, e in spans)
            for id, spans in self.events.items()
        }
        best = max(shared, key=lambda id: shared[id], default=None)
        return best if best and shared[best] else None


class Judged:
    """The judgements that are in force: those that no later one undoes."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._told: dict[str, _Told | None] = {}
        rows = list(connection.execute(sa.select(judgement).order_by(judgement.c.id.desc())))
        undone: set[int] = set()
        for row in rows:  # the last word first: what undoes may itself be undone
            if row.kind == "undo" and row.id not in undone:
                undone.add(row.undoes)
        self.rows = [r for r in reversed(rows) if r.kind != "undo" and r.id not in undone]

    @cached_property
    def placed_pairs(self) -> list[tuple[Any, str, str]]:
        """Each judgement on two events with the events that it joins or parts now."""
        found = []
        for row in self.rows:
            if row.kind in PAIR_KINDS:
                here = self._event(row.report, row.start, row.end, row.words)
                there = self._event(row.other_report, row.other_start, row.other_end, row.other_words)
                if here and there:
                    found.append((row, here, there))
        return found

    def tied(self, events: Iterable[str]) -> set[str]:
        """The events that people joined with any of these."""
        these = set(events)
        found = set()
        for row, here, there in self.placed_pairs:
            if row.kind == "same" and (here in these or there in these):
                found |= {here, there}
        return found

    def pairs(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """The pairs of events that people joined, and those that they parted; the last word holds."""
        last = {frozenset((here, there)): (row.kind, here, there) for row, here, there in self.placed_pairs}
        same = [(a, b) for kind, a, b in last.values() if kind == "same"]
        return same, [(a, b) for kind, a, b in last.values() if kind == "different"]

    def decisions(self, report_id: str, event_id: str) -> tuple[Decision, ...]:
        """What was decided of the claims of an event."""
        return tuple(
            Decision(row.kind, row.field, row.start, row.end, row.value, row.who, row.at, row.reason)
            for row in self._by_report[report_id]
            if self._event(row.report, row.start, row.end, row.words) == event_id
        )

    def events_of(self, number: int) -> set[str]:
        """The events that a judgement bears on now; none where it is undone or its words are gone."""
        found = {e for row, *both in self.placed_pairs if row.id == number for e in both}
        for row in self.rows:
            if row.id == number and row.kind in CLAIM_KINDS:
                found |= {e for e in [self._event(row.report, row.start, row.end, row.words)] if e}
        return found

    def homeless(self) -> list[Any]:
        """The judgements whose words no event holds now."""
        placed = {row.id for row, _, _ in self.placed_pairs}
        return [
            row
            for row in self.rows
            if (row.kind in PAIR_KINDS and row.id not in placed)
            or (row.kind in CLAIM_KINDS and self._event(row.report, row.start, row.end, row.words) is None)
        ]

    @cached_property
    def _by_report(self) -> defaultdict[str, list[Any]]:
        found: defaultdict[str, list[Any]] = defaultdict(list)
        for row in self.rows:
            if row.kind in CLAIM_KINDS:
                found[row.report].append(row)
        return found

    def _event(self, report_id: str, start: int, end: int, words: str | None) -> str | None:
        if report_id not in self._told:
            self._told[report_id] = self._read(report_id)
        told = self._told[report_id]
        return told.event_at(start, end, words) if told else None

    def _read(self, report_id: str) -> _Told | None:
        query = sa.select(text.c.title, text.c.body).join(report, report.c.text == text.c.sha256)
        found = self._connection.execute(query.where(report.c.id == report_id)).first()
        if found is None:
            return None
        rows = self._connection.execute(
            sa.select(event.c.id, event.c.record).where(event.c.report == report_id)
        )
        spans = {row.id: _spans(row.record) for row in rows}
        return _Told(full_text(found.title, found.body), spans)


def full_text(title: str | None, body: str) -> str:
    """The title, a blank line and the body as one text, as spans count into it."""
    return f"{title}\n\n{body}" if title else body


def _spans(told: Mapping[str, Any]) -> list[tuple[int, int]]:
    return [(span["start"], span["end"]) for span in told["evidence"]]
