"""Take reports in: what is known is left alone, what changed is coded again, what fails is written down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Literal

import sqlalchemy as sa

from temoin.batch import Coder, code, code_all
from temoin.ledger import linked
from temoin.ledger.clock import now
from temoin.ledger.engine import in_parts, reading, writing
from temoin.ledger.tables import coding, fit, intake, report, text
from temoin.ledger.taken import State, Taken
from temoin.linking.facts import from_record
from temoin.linking.texts import vectors
from temoin.model import CodedReport, Report
from temoin.publishing import event_record, report_record
from temoin.reading import Failure, Reading

# Reports that are coded and written together: what a kill can cost, and what one linking is spread over.
TOGETHER = 50
# What temoin could read but does not take.
_REFUSALS = frozenset({"language", "too_long", "too_large", "empty", "content_type"})
# Characters of an id, at the most: databases keep no longer ones in an index.
_LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class _Plan:
    """The id that a report has in the ledger, and whether it is new there, another text, or known."""

    id: str
    state: Literal["new", "updated", "known"]


@dataclass(frozen=True, slots=True)
class _Coded:
    """A coded report with the embeddings of its events' words."""

    report: CodedReport
    vectors: Sequence[linked.Vector | None]


def take_in(
    engine: sa.Engine, items: Iterable[Reading | Failure], jobs: int = 1, coder: Coder = code
) -> Iterator[Taken]:
    """Take each input in, in order, and say what became of it once it is kept."""
    for together in in_parts(map(_fit, items), TOGETHER):
        with reading(engine) as connection:
            wanted = {
                n: replace(item, report=_whole(connection, item.report, plan))
                for n, item in enumerate(together)
                if isinstance(item, Reading) and (plan := _plan(connection, item)).state != "known"
            }
        outcomes = dict(zip(wanted, _coded(list(wanted.values()), jobs, coder), strict=True))
        with writing(engine) as connection:
            taken, fresh, loose = list[Taken](), list[str](), set[str]()
            for n, item in enumerate(together):
                one, events, apart = _keep(connection, item, outcomes.get(n), coder)
                taken.append(one)
                fresh += events
                loose |= apart
            linked.link(connection, fresh, loose)
        yield from taken


def recode(
    engine: sa.Engine, since: date | None = None, jobs: int = 1, coder: Coder = code
) -> Iterator[Taken]:
    """Code the reports that are kept again, all or those published since a day."""
    query = sa.select(report.c.id).order_by(report.c.number)
    if since:
        day = since.isoformat()
        published = report.c.published
        query = query.where((published >= day) | sa.literal(day).startswith(published))
    with reading(engine) as connection:
        ids = connection.scalars(query).all()
    for part in in_parts(ids, TOGETHER):
        with reading(engine) as connection:
            kept = {id: _kept(connection, id) for id in part}
        outcomes = list(_coded([Reading(id, kept[id]) for id in part], jobs, coder))
        with writing(engine) as connection:
            taken, fresh, loose = list[Taken](), list[str](), set[str]()
            for id, outcome in zip(part, outcomes, strict=True):
                one, events, apart = _recode(connection, kept[id], outcome)
                taken.append(one)
                fresh += events
                loose |= apart
            linked.link(connection, fresh, loose)
        yield from taken


def _fit(item: Reading | Failure) -> Reading | Failure:
    """The input with nothing in it that no database takes."""
    if isinstance(item, Failure):
        return item
    given = item.report
    id = fit(given.id)
    if len(id) > _LONGEST_ID:
        id = f"{id[:_LONGEST_ID]}~{_hash(id)[:12]}"
    return replace(
        item,
        report=Report(
            fit(given.text),
            given.title and fit(given.title),
            given.published,
            id,
            given.language,
            given.publisher and fit(given.publisher),
            given.url and fit(given.url),
        ),
    )


def _coded(readings: Sequence[Reading], jobs: int, coder: Coder) -> Iterator[_Coded | Failure]:
    """Each report coded, with its embeddings; both take long, and are done before the ledger is locked."""
    for outcome in code_all(readings, jobs, coder):
        if isinstance(outcome, Failure):
            yield outcome
            continue
        about = {"id": outcome.report.id, "published": outcome.report.published}
        facts = [from_record(event_record(event), about) for event in outcome.events]
        numbered = [replace(fact, id=str(n)) for n, fact in enumerate(facts)]
        found = vectors(numbered)
        yield _Coded(outcome, [found.get(fact.id) for fact in numbered])


def content_hash(content: Report) -> str:
    """The hash by which a text is known again: of its title and its body."""
    return _hash(json.dumps([content.title, content.text]))


def _hash(value: str) -> str:
    return sha256(value.encode()).hexdigest()


def _plan(connection: sa.Connection, item: Reading) -> _Plan:
    given = item.report
    same_text = sa.select(report.c.id, report.c.published).where(report.c.text == content_hash(given))
    if found := connection.execute(same_text.order_by(report.c.number)).first():
        dated = found.published is None and given.published is not None
        return _Plan(found.id, "updated" if dated else "known")
    if given.url:
        same_url = sa.select(report.c.id).where(report.c.url_sha256 == _hash(given.url))
        if known := connection.scalar(same_url):
            return _Plan(known, "updated")
    bearers = connection.scalars(
        sa.select(report.c.id).where(report.c.given == given.id).order_by(report.c.number)
    ).all()
    for bearer in bearers:
        there = sa.select(intake.c.id).where(intake.c.report == bearer, intake.c.source == item.where)
        if connection.scalar(there.limit(1)):
            return _Plan(bearer, "updated")
    return _Plan(_free_id(connection, given.id), "new")


def _whole(connection: sa.Connection, given: Report, plan: _Plan) -> Report:
    """The report as it will stand: what it does not say of itself is as it was, an address has one report."""
    had = sa.select(report.c.published, report.c.publisher, report.c.url).where(report.c.id == plan.id)
    before = connection.execute(had).first()
    if before is None:
        return replace(given, id=plan.id)
    url = given.url or before.url
    if url and url != before.url:
        same_url = sa.select(report.c.id).where(report.c.url_sha256 == _hash(url), report.c.id != plan.id)
        url = before.url if connection.scalar(same_url) else url
    return replace(
        given,
        id=plan.id,
        url=url,
        published=given.published or before.published,
        publisher=given.publisher or before.publisher,
    )


def _free_id(connection: sa.Connection, wanted: str) -> str:
    """The id, or with a number where another report that happens to bear it came before."""
    id, nth = wanted, 1
    while connection.scalar(sa.select(report.c.id).where(report.c.id == id)):
        nth += 1
        id = f"{wanted}~{nth}"
    return id


# What was written of one input, the events that are new, and those whose incidents were taken apart.
_Kept = tuple[Taken, Sequence[str], set[str]]


def _keep(
    connection: sa.Connection, item: Reading | Failure, outcome: _Coded | Failure | None, coder: Coder
) -> _Kept:
    """Write what became of an input as the ledger is now.

    Where its report has another text or date by now than when it was coded, it is coded once more.
    """
    if isinstance(item, Failure):
        return _write_down(connection, _not_taken(item)), (), set()
    plan = _plan(connection, item)
    if plan.state == "known":
        return _write_down(connection, Taken(item.where, "known", plan.id), item), (), set()
    whole = _whole(connection, item.report, plan)
    coded_as = outcome.report.report if isinstance(outcome, _Coded) else None
    if outcome is None or (coded_as and coded_as.published != whole.published):
        outcome = next(_coded([replace(item, report=whole)], 1, coder))
    if isinstance(outcome, Failure):
        return _write_down(connection, _not_taken(outcome), item), (), set()
    coded = _numbered(replace(outcome.report, report=whole), plan.id)
    _keep_report(connection, coded, item.report.id)
    loose = _keep_coding(connection, coded, outcome.vectors)
    state: State = "updated" if plan.state == "updated" else "read" if coded.events else "quiet"
    taken = _write_down(connection, Taken(item.where, state, plan.id, len(coded.events)), item)
    return taken, [event.id for event in coded.events], loose


def _recode(connection: sa.Connection, before: Report, outcome: _Coded | Failure) -> _Kept:
    """Write what a coder makes of a report now, if it is another coding and the report still the same."""
    if isinstance(outcome, Failure):
        return _not_taken(outcome), (), set()
    coded = _numbered(outcome.report, before.id)
    taken = Taken(before.id, "known", before.id, len(coded.events))
    last = sa.select(coding.c.record, coding.c.coder).where(coding.c.report == before.id)
    found = connection.execute(last.order_by(coding.c.id.desc()).limit(1)).one()
    as_kept = json.loads(json.dumps(report_record(coded)))  # JSON knows no tuples
    if (found.coder, found.record) == (coded.coder, as_kept) or _kept(connection, before.id) != before:
        return taken, (), set()
    loose = _keep_coding(connection, coded, outcome.vectors)
    return replace(taken, state="updated"), [event.id for event in coded.events], loose


def _numbered(coded: CodedReport, id: str) -> CodedReport:
    """The coding of the report under its id in the ledger, the events numbered by it."""
    events = [replace(event, id=f"{id}#{n}") for n, event in enumerate(coded.events, 1)]
    return replace(coded, report=replace(coded.report, id=id), events=tuple(events))


def _not_taken(problem: Failure) -> Taken:
    state: State = "refused" if problem.problem in _REFUSALS else "failed"
    return Taken(problem.where, state, reason=f"{problem.what} {problem.remedy}")


def _kept(connection: sa.Connection, id: str) -> Report:
    """A report as the ledger has it."""
    query = sa.select(report, text.c.title, text.c.body).join(text, text.c.sha256 == report.c.text)
    row = connection.execute(query.where(report.c.id == id)).one()
    return Report(row.body, row.title, row.published, row.id, row.language, row.publisher, row.url)


def _keep_report(connection: sa.Connection, coded: CodedReport, given: str) -> None:
    """Write a report as it stands now, and its text."""
    now_is, digest = coded.report, content_hash(coded.report)
    if not connection.scalar(sa.select(text.c.sha256).where(text.c.sha256 == digest)):
        connection.execute(text.insert().values(sha256=digest, title=now_is.title, body=now_is.text))
    values = {
        "url": now_is.url,
        "url_sha256": now_is.url and _hash(now_is.url),
        "publisher": now_is.publisher,
        "published": now_is.published,
        "language": coded.language,
        "text": digest,
    }
    if not connection.execute(report.update().where(report.c.id == now_is.id).values(values)).rowcount:
        number = (connection.scalar(sa.select(sa.func.max(report.c.number))) or 0) + 1
        connection.execute(report.insert().values(id=now_is.id, given=given, number=number, **values))


def _keep_coding(
    connection: sa.Connection, coded: CodedReport, vectors: Sequence[linked.Vector | None]
) -> set[str]:
    """Write what a coder made of a report, and let its events take the place of those before.

    The events whose incidents were taken apart by that are given back.
    """
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
    return linked.replace_events(connection, record, key[0], vectors)


def _write_down(connection: sa.Connection, taken: Taken, item: Reading | None = None) -> Taken:
    connection.execute(
        intake.insert().values(
            at=now(),
            source=taken.where,
            state=taken.state,
            bytes_sha256=(item and item.sha256) or None,
            report=taken.report,
            text=content_hash(item.report) if item and taken.report else None,
            reason=taken.reason,
        )
    )
    return taken
