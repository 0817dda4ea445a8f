"""Take reports in: what is known is left alone, what changed is coded again, what fails is written down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import islice
from typing import Any, Literal

import sqlalchemy as sa

from temoin.batch import Coder, code, code_all
from temoin.ledger import linked
from temoin.ledger.clock import now
from temoin.ledger.engine import writing
from temoin.ledger.tables import coding, intake, report, text
from temoin.linking.facts import from_record
from temoin.linking.texts import vectors
from temoin.model import CodedReport, Report
from temoin.publishing import report_record
from temoin.reading import Failure, Reading

State = Literal["read", "quiet", "updated", "known", "refused", "failed"]
# Reports that are coded and written together: what a kill can cost, and what one linking is spread over.
TOGETHER = 50
# What temoin could read but does not take.
_REFUSALS = frozenset({"language", "too_long", "too_large", "empty", "content_type"})


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one input: where it was, its report's id, how many events it tells of, or why none.

    `state` is `read` (it tells of events), `quiet` (of none), `updated` (a known report whose text changed),
    `known` (nothing new), `refused` (temoin does not take such) or `failed`.
    """

    where: str
    state: State
    report: str | None = None
    events: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Plan:
    """A reading, the id that its report has in the ledger, and whether it is new, another text, or known."""

    reading: Reading
    id: str
    state: Literal["new", "updated", "known"]


def take_in(
    engine: sa.Engine, items: Iterable[Reading | Failure], jobs: int = 1, coder: Coder = code
) -> Iterator[Taken]:
    """Take each input in, in order, and say what became of it once it is kept."""
    stream = iter(items)
    while together := list(islice(stream, TOGETHER)):
        with engine.connect() as connection:
            plans = [_plan(connection, i) if isinstance(i, Reading) else i for i in together]
        fresh = [p for p in plans if isinstance(p, _Plan) and p.state != "known"]
        readings = [Reading(p.reading.where, _named(p), p.reading.sha256) for p in fresh]
        outcomes = dict(zip((id(p) for p in fresh), code_all(readings, jobs, coder), strict=True))
        told = _vectors(o for o in outcomes.values() if isinstance(o, CodedReport))
        with writing(engine) as connection:
            taken = [_keep(connection, plan, outcomes.get(id(plan)), told) for plan in plans]
            linked.link(connection)
        yield from taken


def recode(
    engine: sa.Engine, since: date | None = None, jobs: int = 1, coder: Coder = code
) -> Iterator[Taken]:
    """Code the reports that are kept again, all or those published since a day."""
    query = sa.select(report, text.c.title, text.c.body).join(text, text.c.sha256 == report.c.text)
    if since:
        query = query.where(report.c.published >= since.isoformat())
    with engine.connect() as connection:
        rows = list(connection.execute(query.order_by(report.c.number)))
    for start in range(0, len(rows), TOGETHER):
        readings = [Reading(r.id, _kept(r)) for r in rows[start : start + TOGETHER]]
        outcomes = list(code_all(readings, jobs, coder))
        told = _vectors(o for o in outcomes if isinstance(o, CodedReport))
        with writing(engine) as connection:
            taken = [_recoded(connection, outcome, told) for outcome in outcomes]
            linked.link(connection)
        yield from taken


def _kept(row: Any) -> Report:
    """A report as the ledger has it."""
    return Report(row.body, row.title, row.published, row.id, row.language, row.publisher, row.url)


def _recoded(connection: sa.Connection, outcome: CodedReport | Failure, told: linked.Vectors) -> Taken:
    if isinstance(outcome, Failure):
        return _not_taken(outcome)
    id = outcome.report.id
    last = sa.select(coding.c.record, coding.c.coder).where(coding.c.report == id)
    before = connection.execute(last.order_by(coding.c.id.desc()).limit(1)).first()
    if before and before.coder == outcome.coder and before.record == _as_kept(outcome):
        return Taken(id, "known", id, len(outcome.events))
    keep_coding(connection, outcome, told)
    return Taken(id, "updated", id, len(outcome.events))


def _as_kept(coded: CodedReport) -> Any:
    """The record as it comes back from the ledger: JSON knows no tuples."""
    return json.loads(json.dumps(report_record(coded)))


def _vectors(reports: Iterable[CodedReport]) -> linked.Vectors:
    """The embedding of each event's words; worked out before the ledger is locked, as it takes long."""
    records = [report_record(coded) for coded in reports]
    return vectors(from_record(event, r["report"]) for r in records for event in r["events"])


def content_hash(content: Report) -> str:
    """The hash by which a text is known again: of its title and its body."""
    return sha256(json.dumps([content.title, content.text]).encode("utf-8", "surrogatepass")).hexdigest()


def _named(plan: _Plan) -> Report:
    """The report under its id in the ledger."""
    given = plan.reading.report
    return Report(
        given.text, given.title, given.published, plan.id, given.language, given.publisher, given.url
    )


def _plan(connection: sa.Connection, reading: Reading) -> _Plan:
    given, digest = reading.report, content_hash(reading.report)
    same_text = sa.select(report.c.id, report.c.published).where(report.c.text == digest)
    if found := connection.execute(same_text.order_by(report.c.number)).first():
        dated = found.published is None and given.published is not None
        return _Plan(reading, found.id, "updated" if dated else "known")
    if given.url and (known := connection.scalar(sa.select(report.c.id).where(report.c.url == given.url))):
        return _Plan(reading, known, "updated")
    if not connection.scalar(sa.select(report.c.id).where(report.c.id == given.id)):
        return _Plan(reading, given.id, "new")
    last = sa.select(intake.c.source).where(intake.c.report == given.id).order_by(intake.c.id.desc())
    if connection.scalar(last.limit(1)) == reading.where:
        return _Plan(reading, given.id, "updated")
    return _Plan(reading, f"{given.id}~{digest[:8]}", "new")  # another report that happens to bear the id


def _keep(
    connection: sa.Connection,
    item: _Plan | Failure,
    outcome: CodedReport | Failure | None,
    vectors: linked.Vectors,
) -> Taken:
    if isinstance(item, Failure):
        return _write_down(connection, _not_taken(item))
    if item.state == "known" or outcome is None:
        return _write_down(connection, Taken(item.reading.where, "known", item.id), item.reading)
    if isinstance(outcome, Failure):
        return _write_down(connection, _not_taken(outcome), item.reading)
    again = _plan(connection, item.reading)
    if (again.state, again.id) != (item.state, item.id):  # another process took it in meanwhile
        return _write_down(connection, Taken(item.reading.where, "known", again.id), item.reading)
    state: State = "updated" if item.state == "updated" else "read" if outcome.events else "quiet"
    keep_report(connection, outcome)
    keep_coding(connection, outcome, vectors)
    return _write_down(
        connection, Taken(item.reading.where, state, item.id, len(outcome.events)), item.reading
    )


def _not_taken(problem: Failure) -> Taken:
    state: State = "refused" if problem.problem in _REFUSALS else "failed"
    return Taken(problem.where, state, reason=f"{problem.what} {problem.remedy}")


def keep_report(connection: sa.Connection, coded: CodedReport) -> None:
    """Write a report as it stands now, and its text."""
    given, digest = coded.report, content_hash(coded.report)
    if not connection.scalar(sa.select(text.c.sha256).where(text.c.sha256 == digest)):
        connection.execute(text.insert().values(sha256=digest, title=given.title, body=given.text))
    values = {
        "url": given.url,
        "publisher": given.publisher,
        "published": given.published,
        "language": given.language,
        "text": digest,
    }
    changed = connection.execute(report.update().where(report.c.id == given.id).values(values))
    if not changed.rowcount:
        number = (connection.scalar(sa.select(sa.func.max(report.c.number))) or 0) + 1
        connection.execute(report.insert().values(id=given.id, number=number, **values))


def keep_coding(connection: sa.Connection, coded: CodedReport, vectors: linked.Vectors) -> None:
    """Write what a coder made of a report, and let its events take the place of those before."""
    record = report_record(coded)
    made = connection.execute(
        coding.insert().values(
            report=coded.report.id,
            text=content_hash(coded.report),
            published=coded.report.published,
            coder=coded.coder,
            at=now(),
            record=record,
        )
    )
    key = made.inserted_primary_key
    assert key is not None
    linked.replace_events(connection, record, key[0], vectors)


def _write_down(connection: sa.Connection, taken: Taken, reading: Reading | None = None) -> Taken:
    connection.execute(
        intake.insert().values(
            at=now(),
            source=taken.where,
            state=taken.state,
            bytes_sha256=reading.sha256 if reading else None,
            report=taken.report,
            text=content_hash(reading.report) if reading and taken.report else None,
            reason=taken.reason,
        )
    )
    return taken
