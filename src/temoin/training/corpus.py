"""Reports with their gold records, each gold event with the sentences of the report that tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from temoin import reading
from temoin.coding.document import read
from temoin.coding.features import Reading
from temoin.evaluation import gold_records
from temoin.evaluation.values import Record
from temoin.languages import load
from temoin.messages import say
from temoin.ontology import TYPES
from temoin.reading import Failure, ReadError, failure, language_of

# Shorter sentences are found in every quotation and show nothing.
SHORTEST = 4
# What a gold event says that does not say it.
_UNSAID: Record = {"alt_types": [], "status": "reported", "main": True, "date": None, "place": None}
_NOBODY: Record = {"initiator": [], "target": [], "according_to": []}
_UNCOUNTED = dict.fromkeys(("killed", "injured", "abducted", "civilians_killed"))


@dataclass(frozen=True)
class Labelled:
    """A report, and its gold events with the indices of the sentences that tell of each."""

    id: str
    language: str
    reading: Reading
    events: tuple[tuple[Record, list[int]], ...]

    @property
    def gold(self) -> Record:
        """The report's record, as `temoin.evaluation.score` wants it."""
        return {"id": self.id, "language": self.language, "events": [event for event, _ in self.events]}

    @property
    def is_about(self) -> bool:
        """Whether the report is about an event."""
        return any(event["main"] for event, _ in self.events)


def labelled(gold: Path, reports: Path) -> Iterator[Labelled | Failure]:
    """The reports of a file that have a record in another; what has none, or cannot be read, as a failure.

    Raises `ValueError` naming file, line and reason where a record is none, `OSError` where the file of
    records cannot be read.
    """
    records = {record["id"]: record["events"] for record in gold_records(gold)}
    for item in reading.read([str(reports)]):
        if isinstance(item, Failure):
            yield item
        elif item.report.id not in records:
            yield failure(item.where, "no_record", id=item.report.id, gold=gold)
        else:
            try:
                yield _labelled(item, records.pop(item.report.id))
            except ReadError as problem:
                yield problem.failure
    for id_ in records:
        yield failure(str(gold), "no_report", id=id_, reports=reports)


def _labelled(item: reading.Reading, events: Iterable[Record]) -> Labelled:
    report = item.report
    language = language_of(report, item.where)
    document = read(report, load(language))
    squeezed = [(s.index, t) for s in document.sentences if len(t := _squeeze(s.text)) >= SHORTEST]
    told = []
    for event in events:
        if event["type"] not in TYPES:
            raise ValueError(say("training.unknown_type", id=report.id, type=event["type"]))
        quotes = [_squeeze(quote) for quote in event["evidence"]]
        indices = [i for i, text in squeezed if any(text in q or q in text for q in quotes)]
        told.append(({**_UNSAID, **_NOBODY, **_UNCOUNTED, **event}, indices))
    return Labelled(report.id, language, Reading(document), tuple(told))


def _squeeze(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
