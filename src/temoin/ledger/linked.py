"""Keep events, the pairs they make, and the incidents that follow.

Incidents are never edited: those that a new event, a new coding or a judgement touches are made anew from
events, pairs and judgements, and making all of them anew gives the same.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from temoin.ledger.engine import in_parts
from temoin.ledger.filters import listed
from temoin.ledger.judged import Judged, full_text, report_of
from temoin.ledger.placing import words_of
from temoin.ledger.tables import block, event, incident, membership, pair, report, text
from temoin.linking.blocking import keys
from temoin.linking.clusters import JOIN, clusters
from temoin.linking.deriving import Member, derive
from temoin.linking.facts import EventFacts, from_record
from temoin.linking.pairs import Pair, Reason, score

# Events whose incidents are made at one time.
_TOGETHER = 300
Vector = Sequence[float]


def replace_events(
    connection: sa.Connection, record: Mapping[str, Any], coding: int, vectors: Sequence[Vector | None]
) -> set[str]:
    """Let the events of a new coding take the place of those that its report had.

    The incidents that the old events were in are taken apart: the events that were in them are given back,
    for `link` to make their incidents anew.
    """
    id = record["report"]["id"]
    old = list(connection.scalars(sa.select(event.c.id).where(event.c.report == id)))
    loose = apart(connection, old)
    for part in in_parts(old):
        for table, column in ((block, block.c.event), (pair, pair.c.first), (pair, pair.c.second)):
            connection.execute(table.delete().where(column.in_(part)))
        connection.execute(event.delete().where(event.c.id.in_(part)))
    openings = Counter[int]()
    rows = []
    for number, (told, vector) in enumerate(zip(record["events"], vectors, strict=True), 1):
        start = words_of(told).start
        openings[start] += 1
        rows.append(
            {
                "id": told["id"],
                "report": id,
                "coding": coding,
                "number": number,
                "record": told,
                "vector": _packed(vector),
                "incident": _incident_id(id, start, openings[start]),
            }
        )
    if rows:
        connection.execute(event.insert(), rows)
    return loose


def _incident_id(report_id: str, start: int, nth: int) -> str:
    """The id of an incident: it hangs on where the first event taken in is told, and stays as others join.

    `nth` tells apart the events of a report that are told by the same words.
    """
    told = f"{report_id}|{start}" if nth == 1 else f"{report_id}|{start}|{nth}"
    return "i" + sha256(told.encode()).hexdigest()[:12]


def apart(connection: sa.Connection, events: Collection[str]) -> set[str]:
    """Take apart the incidents that these events are in; all the events that were in them."""
    loose: set[str] = set()
    for part in in_parts(events):
        held = sa.select(membership.c.incident).where(membership.c.event.in_(part))
        for ids in in_parts(connection.scalars(held.distinct()).all()):
            inside = membership.c.incident.in_(ids)
            loose.update(connection.scalars(sa.select(membership.c.event).where(inside)))
            connection.execute(membership.delete().where(inside))
            connection.execute(incident.delete().where(incident.c.id.in_(ids)))
    return loose


def link(connection: sa.Connection, fresh: Iterable[str], loose: Iterable[str] = ()) -> None:
    """Compare the events that are new with all others, and make the incidents of these and the loose ones."""
    new = list(dict.fromkeys(fresh))
    _compare(connection, new)
    judged = Judged(connection)
    queue = deque(dict.fromkeys([*new, *sorted(loose)]))
    done: set[str] = set()
    while queue:
        some = [e for e in (queue.popleft() for _ in range(min(len(queue), _TOGETHER))) if e not in done]
        tied = _tied_to(connection, judged, some)
        queue.extend(sorted(apart(connection, tied) - tied))
        _make_incidents(connection, judged, tied)
        done |= tied


def relink(connection: sa.Connection) -> None:
    """Make all pairs and incidents anew."""
    for table in (membership, incident, pair, block):
        connection.execute(table.delete())
    order = sa.select(event.c.id).join(report, report.c.id == event.c.report)
    link(connection, connection.scalars(order.order_by(report.c.number, event.c.number)).all())


def _compare(connection: sa.Connection, fresh: Sequence[str]) -> None:
    """Score the pairs that these events make with one another and with those that are known."""
    facts, vectors = _facts(connection, fresh)
    keyed = [(key, e.id) for e in facts for key in keys(e)]
    if not keyed:
        return
    connection.execute(block.insert(), [{"key": key, "event": e} for key, e in keyed])
    known: set[str] = set()
    for part in in_parts({key for key, _ in keyed}):
        known.update(connection.scalars(sa.select(block.c.event).where(block.c.key.in_(part)).distinct()))
    if len({report_of(e) for e in known}) < 2:
        return  # of the reports that tell of that time and place, it is the only one
    others, their_vectors = _facts(connection, sorted(known.difference(fresh)))
    if pairs := score(facts, others, {**vectors, **their_vectors}):
        connection.execute(pair.insert(), [asdict(p) for p in pairs])


def _facts(
    connection: sa.Connection, events: Iterable[str]
) -> tuple[list[EventFacts], dict[str, Sequence[float]]]:
    facts, vectors = [], {}
    query = sa.select(event.c.id, event.c.report, event.c.record, event.c.vector, report.c.published)
    query = query.join(report, report.c.id == event.c.report).order_by(event.c.id)
    for part in in_parts(events):
        for row in connection.execute(query.where(event.c.id.in_(part))):
            facts.append(from_record(row.record, {"id": row.report, "published": row.published}))
            if row.vector is not None:
                vectors[row.id] = _unpacked(row.vector)
    return facts, vectors


def _tied_to(connection: sa.Connection, judged: Judged, events: Iterable[str]) -> set[str]:
    """These events and all that pairs or judgements may join with them, directly or through others."""
    found: set[str] = set()
    todo = set(events)
    while todo:
        found |= todo
        reached = judged.tied(todo)
        for part in in_parts(todo):
            for here, there in ((pair.c.first, pair.c.second), (pair.c.second, pair.c.first)):
                strong = sa.select(there).where(here.in_(part), pair.c.weight >= JOIN)
                reached.update(connection.scalars(strong))
        todo = reached - found
    return found


def _make_incidents(connection: sa.Connection, judged: Judged, events: Collection[str]) -> None:
    """Group these events, all that are tied to one another and in no incident, and write their incidents."""
    members = _in_order(connection, judged, events)
    reports = {id: member.report["id"] for id, (_, member) in members.items()}
    groups = clusters(reports, _pairs(connection, reports), *judged.pairs(reports))
    rows = [_row(members[group[0]][0], [members[e][1] for e in group]) for group in groups]
    if rows:
        connection.execute(incident.insert(), rows)
        inside = [{"event": e, "incident": r["id"]} for r, g in zip(rows, groups, strict=True) for e in g]
        connection.execute(membership.insert(), inside)


def members(connection: sa.Connection, judged: Judged, events: Iterable[str]) -> list[Member]:
    """These events with their reports and what was decided, in the order in which they were taken in."""
    return [member for _, member in _in_order(connection, judged, events).values()]


def _in_order(
    connection: sa.Connection, judged: Judged, events: Iterable[str]
) -> dict[str, tuple[str, Member]]:
    """The events in the order in which they were taken in, with reports and decisions.

    With each the id that an incident has of which it is the first.
    """
    rows: list[tuple[tuple[int, int], str, tuple[str, Member]]] = []
    query = (
        sa.select(event, report, text.c.title, text.c.body)
        .join(report, report.c.id == event.c.report)
        .join(text, text.c.sha256 == report.c.text)
    )
    for part in in_parts(events):
        for row in connection.execute(query.where(event.c.id.in_(part))).mappings():
            about = {
                "id": row[report.c.id],
                "title": row[text.c.title],
                "url": row[report.c.url],
                "publisher": row[report.c.publisher],
                "published": row[report.c.published],
                "language": row[report.c.language],
                "text": full_text(row[text.c.title], row[text.c.body]),
            }
            id = row[event.c.id]
            member = Member(row[event.c.record], about, judged.decisions(id))
            order = row[report.c.number], row[event.c.number]
            rows.append((order, id, (row[event.c.incident], member)))
    return {id: found for _, id, found in sorted(rows, key=lambda r: r[0])}


def _pairs(connection: sa.Connection, events: Collection[str]) -> Iterator[Pair]:
    for part in in_parts(events):
        for row in connection.execute(sa.select(pair).where(pair.c.first.in_(part))):
            if row.second in events:
                yield Pair(row.first, row.second, row.weight, tuple(Reason(**r) for r in row.reasons))


def _row(id: str, members: Sequence[Member]) -> dict[str, Any]:
    """An incident as it is kept."""
    derived = derive(members)
    return {
        "id": id,
        "start": _day(derived.start),
        "end": _day(derived.end),
        "country": derived.country,
        "type": derived.type,
        "grade": derived.grade,
        "contested": bool(derived.contested),
        "background": derived.background,
        "parties": listed(derived.party_names),
        "card": asdict(derived),
    }


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _packed(vector: Vector | None) -> bytes | None:
    if vector is None:
        return None
    import numpy as np

    return np.asarray(vector, dtype="<f2").tobytes()


def _unpacked(data: bytes) -> Any:
    import numpy as np

    return np.frombuffer(data, dtype="<f2").astype("<f4")
