"""Keep events, the pairs they make, and the incidents that follow.

Incidents are never edited: those that a new event, a new coding or a judgement touches are made anew from
events, pairs and judgements, and making all of them anew gives the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa

from temoin.ledger.judged import Judged, full_text
from temoin.ledger.tables import block, event, incident, membership, pair, report, text
from temoin.linking.blocking import keys
from temoin.linking.clusters import JOIN, clusters
from temoin.linking.deriving import Member, derive
from temoin.linking.facts import EventFacts, from_record
from temoin.linking.pairs import Pair, Reason, score

# Values in one `IN (...)`.
_AT_ONCE = 500
T = TypeVar("T")
Vectors = Mapping[str, Sequence[float]]


def replace_events(
    connection: sa.Connection, record: Mapping[str, Any], coding: int, vectors: Vectors
) -> None:
    """Let the events of a new coding take the place of those that its report had.

    The incidents that the old events were in are taken apart; `link` makes them anew.
    """
    old = sa.select(event.c.id).where(event.c.report == record["report"]["id"])
    apart(connection, list(connection.scalars(old)))
    for table, column in ((block, block.c.event), (pair, pair.c.first), (pair, pair.c.second)):
        connection.execute(table.delete().where(column.in_(old)))
    connection.execute(event.delete().where(event.c.report == record["report"]["id"]))
    for number, told in enumerate(record["events"], 1):
        connection.execute(
            event.insert().values(
                id=told["id"],
                report=record["report"]["id"],
                coding=coding,
                number=number,
                record=told,
                vector=_packed(vectors.get(told["id"])),
            )
        )


def apart(connection: sa.Connection, events: Collection[str]) -> None:
    """Take apart the incidents that these events are in."""
    for part in _parts(events):
        held = sa.select(membership.c.incident).where(membership.c.event.in_(part))
        ids = list(connection.scalars(held.distinct()))
        connection.execute(membership.delete().where(membership.c.incident.in_(ids)))
        connection.execute(incident.delete().where(incident.c.id.in_(ids)))


def link(connection: sa.Connection) -> list[str]:
    """Compare the events that are new and make the incidents of all that are in none; their ids."""
    loose = list(connection.scalars(_loose()))
    compared = {e for part in _parts(loose) for e in connection.scalars(_in_blocks(part))}
    _compare(connection, [e for e in loose if e not in compared])
    judged = Judged(connection)
    return _make_incidents(connection, judged, _tied_to(connection, judged, loose))


def relink(connection: sa.Connection) -> None:
    """Make all pairs and incidents anew."""
    for table in (membership, incident, pair, block):
        connection.execute(table.delete())
    link(connection)


def _loose() -> sa.Select[Any]:
    inside = sa.exists().where(membership.c.event == event.c.id)
    return sa.select(event.c.id).where(~inside).order_by(event.c.id)


def _in_blocks(events: Sequence[str]) -> sa.Select[Any]:
    return sa.select(block.c.event).where(block.c.event.in_(events)).distinct()


def _compare(connection: sa.Connection, fresh: Sequence[str]) -> None:
    """Score the pairs that these events make with one another and with those that are known."""
    facts, vectors = _facts(connection, fresh)
    keyed = [(key, e.id) for e in facts for key in keys(e)]
    if keyed:
        connection.execute(block.insert(), [{"key": key, "event": e} for key, e in keyed])
    known: set[str] = set()
    for part in _parts({key for key, _ in keyed}):
        known.update(connection.scalars(sa.select(block.c.event).where(block.c.key.in_(part)).distinct()))
    others, their_vectors = _facts(connection, sorted(known.difference(fresh)))
    if pairs := score(facts, others, {**vectors, **their_vectors}):
        connection.execute(pair.insert(), [asdict(p) for p in pairs])


def _facts(
    connection: sa.Connection, events: Iterable[str]
) -> tuple[list[EventFacts], dict[str, Sequence[float]]]:
    facts, vectors = [], {}
    for part in _parts(events):
        rows = sa.select(event.c.id, event.c.record, event.c.vector, report.c.id, report.c.published)
        for id, record, vector, of, published in connection.execute(
            rows.join(report, report.c.id == event.c.report).where(event.c.id.in_(part)).order_by(event.c.id)
        ):
            facts.append(from_record(record, {"id": of, "published": published}))
            if vector is not None:
                vectors[id] = _unpacked(vector)
    return facts, vectors


def _tied_to(connection: sa.Connection, judged: Judged, events: Iterable[str]) -> set[str]:
    """These events and all that pairs or judgements may join with them, directly or through others."""
    found: set[str] = set()
    todo = set(events)
    while todo:
        found |= todo
        reached = judged.tied(todo)
        for part in _parts(todo):
            for here, there in ((pair.c.first, pair.c.second), (pair.c.second, pair.c.first)):
                strong = sa.select(there).where(here.in_(part), pair.c.weight >= JOIN)
                reached.update(connection.scalars(strong))
        todo = reached - found
    return found


def _make_incidents(connection: sa.Connection, judged: Judged, events: Collection[str]) -> list[str]:
    """Group these events, which no others are tied to, and write their incidents."""
    apart(connection, events)
    members = _in_order(connection, judged, events)
    reports = {id: member.report["id"] for id, member in members.items()}
    groups = clusters(reports, _pairs(connection, reports), *judged.pairs())
    return [_write(connection, [members[e] for e in group]) for group in groups]


def _in_order(connection: sa.Connection, judged: Judged, events: Iterable[str]) -> dict[str, Member]:
    """The events in the order in which they were taken in, with reports and decisions."""
    rows: list[tuple[tuple[int, int], str, Member]] = []
    for part in _parts(events):
        query = (
            sa.select(event.c.id, event.c.number, event.c.record, report, text.c.title, text.c.body)
            .join(report, report.c.id == event.c.report)
            .join(text, text.c.sha256 == report.c.text)
            .where(event.c.id.in_(part))
        )
        for row in connection.execute(query).mappings():
            told = row[event.c.record]
            about = {
                "id": row[report.c.id],
                "title": row[text.c.title],
                "url": row[report.c.url],
                "publisher": row[report.c.publisher],
                "published": row[report.c.published],
                "language": row[report.c.language],
                "text": full_text(row[text.c.title], row[text.c.body]),
            }
            decisions = judged.decisions(about["id"], told["id"])
            order = row[report.c.number], row[event.c.number]
            rows.append((order, row[event.c.id], Member(told, about, decisions)))
    return {id: member for _, id, member in sorted(rows, key=lambda r: r[0])}


def _pairs(connection: sa.Connection, events: Collection[str]) -> Iterator[Pair]:
    for part in _parts(events):
        for row in connection.execute(sa.select(pair).where(pair.c.first.in_(part))):
            if row.second in events:
                yield Pair(row.first, row.second, row.weight, tuple(Reason(**r) for r in row.reasons))


def _write(connection: sa.Connection, members: Sequence[Member]) -> str:
    derived = derive(members)
    id = incident_id(members[0])
    connection.execute(
        incident.insert().values(
            id=id,
            start=_day(derived.start),
            end=_day(derived.end),
            country=derived.country,
            type=derived.type,
            grade=derived.grade,
            contested=bool(derived.contested),
            background=derived.background,
            parties="|".join(derived.party_names),
            card=asdict(derived),
        )
    )
    connection.execute(membership.insert(), [{"event": m.event["id"], "incident": id} for m in members])
    return id


def incident_id(first: Member) -> str:
    """An incident's id: it hangs on the first event that was taken in, and stays while others join."""
    start = first.event["evidence"][0]["start"]
    return "i" + sha256(f"{first.report['id']}|{start}".encode()).hexdigest()[:10]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _packed(vector: Sequence[float] | None) -> bytes | None:
    if vector is None:
        return None
    import numpy as np

    return np.asarray(vector, dtype="<f2").tobytes()


def _unpacked(data: bytes) -> Sequence[float]:
    import numpy as np

    return list(np.frombuffer(data, dtype="<f2").astype(float))


def _parts(values: Iterable[T]) -> Iterator[list[T]]:
    """The values, so many at a time."""
    stream = iter(values)
    while part := list(islice(stream, _AT_ONCE)):
        yield part
