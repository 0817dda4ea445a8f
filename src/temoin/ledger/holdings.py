"""What a ledger rests on: how much was read, what told nothing, what could not be read, by which coder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from temoin.ledger.tables import coding, event, intake, report


@dataclass(frozen=True, slots=True)
class Holdings:
    """Counts over the whole ledger.

    `reports` are kept; `telling` of them tell of an event at least, the others are quiet. `refused` and
    `failed` count the inputs that temoin would not, and could not, read when they were last given. `first`
    and `last` are the earliest and the latest publication as the reports bear it (a day, a month or a year);
    `languages` and `coders` count reports.
    """

    reports: int
    telling: int
    refused: int
    failed: int
    first: str | None
    last: str | None
    languages: Mapping[str, int]
    coders: Mapping[str, int]

    @property
    def quiet(self) -> int:
        """Reports that tell of no event."""
        return self.reports - self.telling


def holdings(connection: sa.Connection) -> Holdings:
    """Count what a ledger holds."""
    last_intake = sa.select(sa.func.max(intake.c.id)).group_by(intake.c.source)
    not_read = _counted(connection, intake.c.state, intake.c.id.in_(last_intake))
    last_coding = sa.select(sa.func.max(coding.c.id)).group_by(coding.c.report)
    published = sa.select(sa.func.min(report.c.published), sa.func.max(report.c.published))
    first, last = connection.execute(published).one()
    telling = sa.select(sa.func.count(sa.distinct(event.c.report)))
    return Holdings(
        reports=_number(connection, sa.select(sa.func.count()).select_from(report)),
        telling=_number(connection, telling),
        refused=not_read.get("refused", 0),
        failed=not_read.get("failed", 0),
        first=first,
        last=last,
        languages=_counted(connection, report.c.language, report.c.language.is_not(None)),
        coders=_counted(connection, coding.c.coder, coding.c.id.in_(last_coding)),
    )


def _number(connection: sa.Connection, query: sa.Select[int]) -> int:
    return connection.scalar(query) or 0


def _counted(
    connection: sa.Connection, column: sa.Column[str], condition: sa.ColumnElement[bool]
) -> dict[str, int]:
    """How many rows have each value of a column, the most frequent first."""
    n = sa.func.count()
    query = sa.select(column, n).where(condition).group_by(column).order_by(n.desc(), column)
    return {row[0]: row[1] for row in connection.execute(query)}
