"""Write down what people decide: of a claim, of two events, or that a decision no longer holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal

import sqlalchemy as sa

from temoin.ledger import linked
from temoin.ledger.clock import now
from temoin.ledger.errors import Unplaced
from temoin.ledger.judged import Judged, full_text
from temoin.ledger.placing import EventWords, words_of
from temoin.ledger.tables import event, judgement, report, text
from temoin.linking.standing import readable

ClaimKind = Literal["accept", "correct", "reject"]
PairKind = Literal["same", "different"]


def judge_claim(
    connection: sa.Connection,
    kind: ClaimKind,
    event_id: str,
    claim: Mapping[str, Any],
    who: str,
    value: Any = None,
    reason: str | None = None,
) -> int:
    """Accept, correct to `value` or reject a claim of an event; the judgement's number.

    Raises `Unplaced` where there is no such event or the report has no such words, `ValueError` where the
    claim's field does not admit `value`.
    """
    row, span = _event(connection, event_id), claim["span"]
    told = sa.select(text.c.title, text.c.body).join(report, report.c.text == text.c.sha256)
    words = connection.execute(told.where(report.c.id == row.report)).one()
    if not span["text"] or full_text(*words)[span["start"] : span["end"]] != span["text"]:
        raise Unplaced(span["text"])
    number = _write(
        connection,
        kind=kind,
        who=who,
        reason=reason,
        report=row.report,
        **_named("event", words_of(row.record)),
        start=span["start"],
        end=span["end"],
        words=span["text"],
        field=claim["field"],
        value=readable(claim["field"], value) if kind == "correct" else None,
    )
    _make_anew(connection, event_id)
    return number


def judge_pair(
    connection: sa.Connection, kind: PairKind, first: str, second: str, who: str, reason: str | None = None
) -> int:
    """Say that two events are one incident, or are not; the judgement's number.

    Raises `Unplaced` where there is no such event, `ValueError` for two events of one report.
    """
    here, there = _event(connection, first), _event(connection, second)
    if here.report == there.report:
        raise ValueError(here.report)
    number = _write(
        connection,
        kind=kind,
        who=who,
        reason=reason,
        report=here.report,
        **_named("event", words_of(here.record)),
        other_report=there.report,
        **_named("other", words_of(there.record)),
    )
    _make_anew(connection, first, second)
    return number


def undo(connection: sa.Connection, number: int, who: str, reason: str | None = None) -> int:
    """Say that a judgement no longer holds; undoing an undoing puts it back. The new judgement's number.

    Raises `Unplaced` where there is no such judgement.
    """
    first = _first(connection, number)
    before = Judged(connection)
    made = _write(connection, kind="undo", who=who, reason=reason, undoes=number)
    touched = {e for judged in (before, Judged(connection)) for e in judged.events_of(first)}
    _make_anew(connection, *touched)
    return made


def _first(connection: sa.Connection, number: int) -> int:
    """The judgement that an undoing, or an undoing of one, is about in the end."""
    found = connection.execute(
        sa.select(judgement.c.kind, judgement.c.undoes).where(judgement.c.id == number)
    ).first()
    if found is None:
        raise Unplaced(str(number))
    return _first(connection, found.undoes) if found.kind == "undo" else number


def _event(connection: sa.Connection, id: str) -> Any:
    row = connection.execute(sa.select(event.c.report, event.c.record).where(event.c.id == id)).first()
    if row is None:
        raise Unplaced(id)
    return row


def _named(part: str, words: EventWords) -> dict[str, Any]:
    """The columns of a judgement that hold an event's words."""
    return {f"{part}_{name}": value for name, value in asdict(words).items()}


def _write(connection: sa.Connection, **values: Any) -> int:
    made = connection.execute(judgement.insert().values(at=now(), **values)).inserted_primary_key
    assert made is not None
    return int(made[0])


def _make_anew(connection: sa.Connection, *events: str) -> None:
    linked.link(connection, [], linked.apart(connection, events))
