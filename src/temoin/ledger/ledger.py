"""A ledger: reports are taken in, events joined, people's judgements kept, incidents asked for.

What codes, joins and judges is loaded by the methods that need it: a list of incidents needs none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from temoin.ledger.engine import engine_for, reading, writing
from temoin.ledger.filters import EVERYTHING, Filters, conditions
from temoin.ledger.migrate import migrate
from temoin.ledger.rules import bring_up_to_date
from temoin.ledger.tables import coding, event, incident, intake, judgement, membership, pair
from temoin.ledger.taken import Taken

if TYPE_CHECKING:
    from temoin.analysis.occurrence import Occurrence
    from temoin.batch import Coder
    from temoin.datasets import Source
    from temoin.ledger.holdings import Holdings
    from temoin.ledger.imported import Dataset
    from temoin.ledger.judging import ClaimKind, PairKind
    from temoin.linking.incident import Member
    from temoin.linking.pairs import Pair
    from temoin.reading import Failure, Reading

# Incidents that are read at one time.
_AT_ONCE = 500


class Ledger:
    """A ledger at an address: `sqlite:///case.db`, the path of a file, or `postgresql://...`.

    It is made where there is none, unless `make` is false. Whatever is asked of it, a `LedgerError` says what
    stands in the way: an address that is none, a server that cannot be reached, a full disk. What was being
    written then is not written at all.
    """

    def __init__(self, address: str, make: bool = True) -> None:
        self.engine = engine_for(address)
        migrate(self.engine, make)
        bring_up_to_date(self.engine)

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
        self, items: Iterable[Reading | Failure], jobs: int = 1, coder: Coder | None = None
    ) -> Iterator[Taken]:
        """Take reports in, and say of each what became of it, once it is kept."""
        from temoin.batch import code
        from temoin.ledger import intake as taking

        return taking.take_in(self.engine, items, jobs, coder or code)

    def recode(self, since: date | None = None, jobs: int = 1, coder: Coder | None = None) -> Iterator[Taken]:
        """Code all reports again, or those published since a day, with the coder as it is now.

        Old codings and all judgements are kept; a report whose coding is the same again is `known`.
        """
        from temoin.batch import code
        from temoin.ledger import intake as taking

        return taking.recode(self.engine, since, jobs, coder or code)

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

        Raises `Unplaced` where there is no such event or the report has no such words, `ValueError` where the
        claim's field does not admit `value`.
        """
        from temoin.ledger import judging

        with writing(self.engine) as connection:
            return judging.judge_claim(connection, kind, event, claim, who, value, reason)

    def judge_pair(self, kind: PairKind, first: str, second: str, who: str, reason: str | None = None) -> int:
        """Say that two events are the same incident or different ones; the judgement's number.

        Raises `Unplaced` where there is no such event, `ValueError` for two events of one report.
        """
        from temoin.ledger import judging

        with writing(self.engine) as connection:
            return judging.judge_pair(connection, kind, first, second, who, reason)

    def undo(self, judgement: int, who: str, reason: str | None = None) -> int:
        """Let a judgement no longer hold; the new one's number. Raises `Unplaced` where there is none."""
        from temoin.ledger import judging

        with writing(self.engine) as connection:
            return judging.undo(connection, judgement, who, reason)

    def judgements(self, homeless: bool = False) -> list[dict[str, Any]]:
        """All that was judged, oldest first, undone or not; or only what finds its words no more."""
        from temoin.ledger.judged import Judged

        with reading(self.engine) as connection:
            rows = Judged(connection).homeless() if homeless else connection.execute(sa.select(judgement))
            return [dict(row._mapping) for row in rows]

    def rebuild(self) -> None:
        """Make all pairs and incidents anew from events and judgements."""
        from temoin.ledger import linked

        with writing(self.engine) as connection:
            linked.relink(connection)

    def incidents(self, filters: Filters = EVERYTHING) -> Iterator[dict[str, Any]]:
        """The incidents that are asked for, the latest first: `id`, `events` and the card's fields."""
        query = sa.select(incident.c.id, incident.c.card).where(*conditions(filters, incident))
        order = (sa.nulls_last(incident.c.start.desc()), incident.c.id)
        with reading(self.engine) as connection:
            rows = connection.execute(query.order_by(*order), execution_options={"yield_per": _AT_ONCE})
            for row in rows:
                yield {"id": row.id, **row.card}

    def occurrences(self, filters: Filters = EVERYTHING, data: str | None = None) -> Iterator[Occurrence]:
        """The incidents that are asked for as findings take them, by start and id, undated last.

        They are the ledger's own, those that are denied or planned left out, or those of the data set that
        was loaded under the name `data`. Raises `KeyError` where there is none of this name.
        """
        from temoin.analysis.incidents import occurrence_of
        from temoin.ledger import imported

        with reading(self.engine) as connection:
            if data is not None:
                yield from imported.occurrences(connection, data, filters)
                return
            query = sa.select(incident.c.id, incident.c.card).where(*conditions(filters, incident))
            order = (sa.nulls_last(incident.c.start), incident.c.id)
            rows = connection.execute(query.order_by(*order), execution_options={"yield_per": _AT_ONCE})
            for row in rows:
                if row.card["status"] == "reported":
                    yield occurrence_of({"id": row.id, **row.card})

    def datasets(self) -> list[Dataset]:
        """The data sets that are loaded beside the ledger's own incidents, by name."""
        from temoin.ledger import imported

        with reading(self.engine) as connection:
            return imported.datasets(connection)

    def load(self, source: Source) -> Dataset:
        """Load a file of a data set, in the place of what was loaded under its name; all of it or nothing.

        Raises `NothingToLoad` (`ledger.imported`) where no row of it can be read.
        """
        from temoin.ledger import imported

        with writing(self.engine) as connection:
            return imported.load(connection, source)

    def unload(self, name: str) -> bool:
        """Take a data set out; whether there was one of this name."""
        from temoin.ledger import imported

        with writing(self.engine) as connection:
            return imported.remove(connection, name)

    def cells(self, data: str, filters: Filters = EVERYTHING) -> Iterator[list[str]]:
        """The rows of a data set that are asked for as they stand in its file, in order.

        Raises `KeyError` where there is no data set of this name.
        """
        from temoin.ledger import imported

        with reading(self.engine) as connection:
            yield from imported.cells(connection, data, filters)

    def incident(self, id: str) -> dict[str, Any] | None:
        """The incident of this id, or that an event of this id is in; None where there is none."""
        of = sa.select(membership.c.incident).where(membership.c.event == id)
        query = sa.select(incident.c.id, incident.c.card).where((incident.c.id == id) | incident.c.id.in_(of))
        with reading(self.engine) as connection:
            row = connection.execute(query).first()
        return {"id": row.id, **row.card} if row else None

    def joins(self, id: str) -> list[Pair]:
        """Why the events of an incident are held to be one: the pairs they make, weightiest first."""
        from temoin.ledger import asking

        inside = sa.select(membership.c.event).where(membership.c.incident == id)
        query = sa.select(pair).where(pair.c.first.in_(inside), pair.c.second.in_(inside))
        with reading(self.engine) as connection:
            rows = connection.execute(query.order_by(pair.c.weight.desc(), pair.c.first, pair.c.second)).all()
        return [asking.as_pair(row) for row in rows]

    def open_pairs(self, id: str) -> list[Pair]:
        """The pairs that an incident's events make, with one another or with others, that nobody judged."""
        from temoin.ledger import asking

        with reading(self.engine) as connection:
            return asking.open_pairs(connection, id)

    def members(self, id: str) -> list[Member]:
        """The events of an incident, their reports and what was decided, in the order of their taking in."""
        from temoin.ledger import asking

        with reading(self.engine) as connection:
            return asking.members(connection, id)

    def incidents_of(self, reports: Iterable[str]) -> Mapping[str, set[str]]:
        """The ids of the incidents that any of these reports tells of, each with all reports that do."""
        from temoin.ledger import asking

        with reading(self.engine) as connection:
            return asking.incidents_of(connection, reports)

    def suggestions(self, id: str) -> list[str]:
        """The ids of incidents and events that are most like an id that is none."""
        from temoin.ledger import asking

        with reading(self.engine) as connection:
            return asking.suggestions(connection, id)

    def countries(self) -> list[str]:
        """The codes of the countries that incidents are in."""
        from temoin.ledger import asking

        with reading(self.engine) as connection:
            return asking.countries(connection)

    def holdings(self) -> Holdings:
        """How much was read, what told nothing, what could not be read, and by which coder."""
        from temoin.ledger.holdings import holdings

        with reading(self.engine) as connection:
            return holdings(connection)

    def published(self) -> Mapping[tuple[date, date], int]:
        """How many reports were published, by the first and the last day on which they can have been."""
        from temoin.ledger import asking

        with reading(self.engine) as connection:
            return asking.published(connection)

    def history(self, id: str) -> list[dict[str, Any]]:
        """All that was written down of the reports of an incident, or of one report, in the order of time.

        Each entry has `at`, `entry` (`intake`, `coding` or `judgement`) and the fields of that.
        """
        codings = [c for c in coding.c if c.name != "record"]
        with reading(self.engine) as connection:
            events = sa.select(membership.c.event).where(membership.c.incident == id)
            of = sa.select(event.c.report).where(event.c.id.in_(events))
            reports = connection.scalars(of.distinct()).all() or [id]
            concerned = judgement.c.report.in_(reports) | judgement.c.other_report.in_(reports)
            numbers = set(connection.scalars(sa.select(judgement.c.id).where(concerned)))
            undoings = sa.select(judgement).where(judgement.c.kind == "undo").order_by(judgement.c.id)
            for row in connection.execute(undoings):
                if row.undoes in numbers:
                    numbers.add(row.id)
            queries = {
                "intake": sa.select(intake).where(intake.c.report.in_(reports)),
                "coding": sa.select(*codings).where(coding.c.report.in_(reports)),
                "judgement": sa.select(judgement).where(judgement.c.id.in_(numbers)),
            }
            entries = [
                {"entry": name, **row}
                for name, query in queries.items()
                for row in connection.execute(query).mappings()
            ]
        return sorted(entries, key=lambda e: (e["at"], list(queries).index(e["entry"]), e["id"]))

    def reports(self, failed: bool = False) -> Iterator[dict[str, Any]]:
        """What was taken in, oldest first; with `failed` the sources that were last refused or failed."""
        query = sa.select(intake).order_by(intake.c.id)
        if failed:
            last = sa.select(sa.func.max(intake.c.id)).group_by(intake.c.source)
            query = query.where(intake.c.state.in_(("refused", "failed")), intake.c.id.in_(last))
        with reading(self.engine) as connection:
            for row in connection.execute(query).mappings():
                yield dict(row)
