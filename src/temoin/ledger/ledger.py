"""A ledger: reports are taken in, events joined, people's judgements kept, incidents asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Any

import sqlalchemy as sa

from temoin.batch import Coder, code
from temoin.ledger import intake as taking
from temoin.ledger import judging, linked
from temoin.ledger.engine import engine_for, writing
from temoin.ledger.judged import Judged
from temoin.ledger.judging import ClaimKind, PairKind
from temoin.ledger.migrate import migrate
from temoin.ledger.tables import incident, intake, judgement, membership
from temoin.reading import Failure, Reading


@dataclass(frozen=True, slots=True)
class Filters:
    """Which incidents are asked for; None and False ask for all.

    `since` and `until` are days that the incident's dates must touch; an undated incident is in no period.
    `party` is an id or a name.
    """

    since: date | None = None
    until: date | None = None
    country: str | None = None
    party: str | None = None
    type: str | None = None
    contested: bool = False
    background: bool = False


class Ledger:
    """A ledger at an address: `sqlite:///case.db`, the path of a file, or `postgresql://...`.

    It is made where there is none. Raises `sqlalchemy.exc.OperationalError` where it cannot be reached.
    """

    def __init__(self, address: str) -> None:
        self.engine = engine_for(address)
        migrate(self.engine)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def add(
        self, items: Iterable[Reading | Failure], jobs: int = 1, coder: Coder = code
    ) -> Iterator[taking.Taken]:
        """Take reports in, and say of each what became of it, once it is kept."""
        return taking.take_in(self.engine, items, jobs, coder)

    def recode(self, since: date | None = None, jobs: int = 1, coder: Coder = code) -> Iterator[taking.Taken]:
        """Code all reports again, or those published since a day, with the coder as it is now.

        Old codings and all judgements are kept; a report whose coding is the same again is `known`.
        """
        return taking.recode(self.engine, since, jobs, coder)

    def judge(
        self,
        kind: ClaimKind,
        event: str,
        claim: Mapping[str, Any],
        who: str,
        value: Any = None,
        reason: str | None = None,
    ) -> int:
        """Accept, correct to `value` or reject a claim (as in the event's record); the judgement's number.

        Raises `Unplaced` where there is no such event.
        """
        with writing(self.engine) as connection:
            return judging.judge_claim(connection, kind, event, claim, who, value, reason)

    def judge_pair(self, kind: PairKind, first: str, second: str, who: str, reason: str | None = None) -> int:
        """Say that two events are the same incident or different ones; the judgement's number.

        Raises `Unplaced` where there is no such event, `ValueError` for two events of one report.
        """
        with writing(self.engine) as connection:
            return judging.judge_pair(connection, kind, first, second, who, reason)

    def undo(self, judgement: int, who: str, reason: str | None = None) -> int:
        """Let a judgement no longer hold; the new one's number. Raises `Unplaced` where there is none."""
        with writing(self.engine) as connection:
            return judging.undo(connection, judgement, who, reason)

    def judgements(self, homeless: bool = False) -> list[dict[str, Any]]:
        """All that was judged, oldest first, undone or not; or only what finds its words no more."""
        with self.engine.connect() as connection:
            rows = Judged(connection).homeless() if homeless else connection.execute(sa.select(judgement))
            return [dict(row._mapping) for row in rows]

    def rebuild(self) -> None:
        """Make all pairs and incidents anew from events and judgements."""
        with writing(self.engine) as connection:
            linked.relink(connection)

    def incidents(self, filters: Filters = Filters()) -> Iterator[dict[str, Any]]:
        """The incidents that are asked for, the latest first: `id`, `events` and the card's fields."""
        query = sa.select(incident.c.id, incident.c.card).where(*_conditions(filters))
        order = (sa.nulls_last(incident.c.start.desc()), incident.c.id)
        with self.engine.connect() as connection:
            for row in connection.execute(query.order_by(*order)):
                yield {"id": row.id, **row.card}

    def incident(self, id: str) -> dict[str, Any] | None:
        """The incident of this id, or that an event of this id is in; None where there is none."""
        of = sa.select(membership.c.incident).where(membership.c.event == id)
        query = sa.select(incident.c.id, incident.c.card).where((incident.c.id == id) | incident.c.id.in_(of))
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        return {"id": row.id, **row.card} if row else None

    def reports(self, failed: bool = False) -> Iterator[dict[str, Any]]:
        """What was taken in, oldest first; with `failed` only what was refused or failed."""
        query = sa.select(intake).order_by(intake.c.id)
        if failed:
            query = query.where(intake.c.state.in_(("refused", "failed")))
        with self.engine.connect() as connection:
            for row in connection.execute(query).mappings():
                yield dict(row)


def _conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if not filters.background:
        conditions.append(incident.c.background.is_(False))
    if filters.since:
        conditions.append(incident.c.end >= filters.since)
    if filters.until:
        conditions.append(incident.c.start <= filters.until)
    if filters.country:
        conditions.append(incident.c.country == filters.country.upper())
    if filters.type:
        conditions.append(sa.func.lower(incident.c.type) == filters.type.lower())
    if filters.contested:
        conditions.append(incident.c.contested.is_(True))
    if filters.party:
        conditions.append(sa.func.lower(incident.c.parties).contains(filters.party.lower(), autoescape=True))
    return conditions
