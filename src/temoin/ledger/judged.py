"""What people decided, brought to the events that the words belong to now.

A judgement hangs on words of a report. Where a new coding numbers the events anew, or an update moved the
words, it finds them again; where they are gone, it is kept and listed, never dropped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa

from temoin.ledger.engine import in_parts
from temoin.ledger.placing import EventWords, Told
from temoin.ledger.tables import event, judgement, report, text
from temoin.linking.deriving import Decision

CLAIM_KINDS = frozenset({"accept", "correct", "reject"})
PAIR_KINDS = frozenset({"same", "different"})


class Judged:
    """The judgements that are in force: those that no later one undoes. Read as far as they are asked for."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._told: dict[str, Told | None] = {}
        self._by_report: dict[str, list[Any]] = {}
        self._undone = _undone(connection)

    def tied(self, events: Iterable[str]) -> set[str]:
        """The events that people joined with any of these, and these."""
        these = set(events)
        return {
            e
            for kind, *both in self._pairs({report_of(e) for e in these})
            if kind == "same" and these.intersection(both)
            for e in both
        } | these

    def pairs(self, events: Collection[str]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """The pairs of these events that people joined, and those that they parted; the last word holds."""
        last = {
            frozenset((here, there)): (kind, here, there)
            for kind, here, there in self._pairs({report_of(e) for e in events})
        }
        same, different = (
            [(a, b) for kind, a, b in last.values() if kind == wanted] for wanted in ("same", "different")
        )
        return same, different

    def decisions(self, event_id: str) -> tuple[Decision, ...]:
        """What was decided of the claims of an event, where its words are now; the last word on each."""
        last: dict[tuple[str, int, int], Decision] = {}
        for row in self._of({report_of(event_id)}):
            if row.kind in CLAIM_KINDS and (place := self._claim(row)) and place[0] == event_id:
                start, end = place[1], place[1] + len(row.words)
                last.pop((row.field, start, end), None)
                last[row.field, start, end] = Decision(
                    row.kind, row.field, start, end, row.value, row.who, row.at, row.reason
                )
        return tuple(last.values())

    def events_of(self, number: int) -> set[str]:
        """The events that a judgement bears on now; none where it is undone or its words are gone."""
        if number in self._undone:
            return set()
        row = self._connection.execute(sa.select(judgement).where(judgement.c.id == number)).one()
        return set(self._placed(row))

    def homeless(self) -> list[Any]:
        """The judgements whose words no event holds now."""
        rows = self._connection.execute(
            sa.select(judgement).where(judgement.c.kind != "undo").order_by(judgement.c.id)
        ).all()
        return [row for row in rows if row.id not in self._undone and not self._placed(row)]

    def _placed(self, row: Any) -> tuple[str, ...]:
        """The one event, or the two, that a judgement bears on now; none where words are gone."""
        if row.kind in CLAIM_KINDS:
            place = self._claim(row)
            return place[:1] if place else ()
        here, there = self._pair(row)
        return (here, there) if here and there else ()

    def _pairs(self, reports: Collection[str]) -> list[tuple[str, str, str]]:
        """The judgements on two events of which one is of these reports: the kind and the events."""
        found = []
        for row in self._of(reports):
            if row.kind in PAIR_KINDS and len(both := self._placed(row)) == 2:
                found.append((row.kind, *both))
        return found

    def _of(self, reports: Collection[str]) -> list[Any]:
        """The judgements in force that bear on any of these reports, oldest first."""
        for part in in_parts(r for r in reports if r not in self._by_report):
            self._by_report.update((r, []) for r in part)
            concerns = judgement.c.report.in_(part) | judgement.c.other_report.in_(part)
            for row in self._connection.execute(sa.select(judgement).where(concerns)):
                for id in {row.report, row.other_report}.intersection(part):
                    self._by_report[id].append(row)
        rows = {row.id: row for r in reports for row in self._by_report[r] if row.id not in self._undone}
        return [rows[id] for id in sorted(rows)]

    def _claim(self, row: Any) -> tuple[str, int] | None:
        told = self._told_by(row.report)
        return told.claim_of(_event_words(row), row.start, row.words, row.field) if told else None

    def _pair(self, row: Any) -> tuple[str | None, str | None]:
        here, there = self._told_by(row.report), self._told_by(row.other_report)
        other = EventWords(row.other_start, row.other_words, row.other_trigger)
        return (
            here.event_of(_event_words(row)) if here else None,
            there.event_of(other) if there else None,
        )

    def _told_by(self, report_id: str) -> Told | None:
        if report_id not in self._told:
            self._told[report_id] = self._read(report_id)
        return self._told[report_id]

    def _read(self, report_id: str) -> Told | None:
        query = sa.select(text.c.title, text.c.body).join(report, report.c.text == text.c.sha256)
        found = self._connection.execute(query.where(report.c.id == report_id)).first()
        if found is None:
            return None
        rows = sa.select(event.c.id, event.c.record).where(event.c.report == report_id)
        rows = rows.order_by(event.c.number)
        events = {row.id: row.record for row in self._connection.execute(rows)}
        return Told(full_text(found.title, found.body), events)


def _event_words(row: Any) -> EventWords:
    return EventWords(row.event_start, row.event_words, row.event_trigger)


def _undone(connection: sa.Connection) -> set[int]:
    """The numbers of the judgements that are undone; what undoes may itself be undone."""
    query = sa.select(judgement.c.id, judgement.c.undoes).where(judgement.c.kind == "undo")
    undone: set[int] = set()
    for row in connection.execute(query.order_by(judgement.c.id.desc())):  # the last word first
        if row.id not in undone:
            undone.add(row.undoes)
    return undone


def report_of(event_id: str) -> str:
    """The id of the report that an event is of."""
    return event_id.rpartition("#")[0]


def full_text(title: str | None, body: str) -> str:
    """The title, a blank line and the body as one text, as spans count into it."""
    return f"{title}\n\n{body}" if title else body
