"""An event as one flat row, for spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from temoin.model import Actor, CodedReport, Count, Event

Cell = str | int | float | None

_DATE = ("start", "end", "edtf", "precision")
_PLACE = (
    "name",
    "country",
    "admin1",
    "admin2",
    "precision",
    "geonameid",
    "lat",
    "lon",
    "radius_km",
    "confidence",
    "reason",
)
_COUNTS = ("killed", "injured", "abducted", "civilians_killed")
_FORMULA = re.compile(r"[=+@]|-\w")
_BETWEEN = " | "

COLUMNS: tuple[str, ...] = (
    "id",
    "report",
    "title",
    "url",
    "publisher",
    "published",
    "language",
    "type",
    "group",
    "status",
    "background",
    *(f"date_{part}" for part in _DATE),
    *(f"place_{part}" for part in _PLACE),
    "initiators",
    "initiator_kinds",
    "targets",
    "target_kinds",
    *(f"{count}_{end}" for count in _COUNTS for end in ("low", "best", "high")),
    "according_to",
    "according_to_party",
    "evidence",
    "evidence_start",
    "coder",
)
"""The columns, in order. Several values in a cell are parted by a bar; an open `high` is empty."""


def rows(coded: CodedReport) -> Iterable[dict[str, Cell]]:
    """A row for each event, with a cell for each of `COLUMNS`."""
    return (_row(coded, event) for event in coded.events)


def _row(coded: CodedReport, event: Event) -> dict[str, Cell]:
    report = coded.report
    initiators = [a for a in event.actors if a.role == "initiator"]
    targets = [a for a in event.actors if a.role == "target"]
    return {
        "id": event.id,
        "report": report.id,
        "title": inert(report.title or ""),
        "url": report.url,
        "publisher": inert(report.publisher or ""),
        "published": report.published,
        "language": coded.language,
        "type": event.type,
        "group": event.group,
        "status": event.status,
        "background": "yes" if event.background else "no",
        **{f"date_{part}": getattr(event.date, part, None) for part in _DATE},
        **{f"place_{part}": getattr(event.place, part, None) for part in _PLACE},
        "initiators": _names(initiators),
        "initiator_kinds": joined(a.kind for a in initiators),
        "targets": _names(targets),
        "target_kinds": joined(a.kind for a in targets),
        **{cell: n for name in _COUNTS for cell, n in _counted(name, getattr(event.totals, name))},
        "according_to": joined(s.name for s in event.according_to),
        "according_to_party": joined("yes" if s.party else "no" for s in event.according_to),
        "evidence": inert(event.evidence[0].text) if event.evidence else "",
        "evidence_start": event.evidence[0].start if event.evidence else None,
        "coder": coded.coder,
    }


def _names(actors: list[Actor]) -> str:
    return joined(a.name for a in actors)


def joined(values: Iterable[str]) -> str:
    """Several values as one cell."""
    return inert(_BETWEEN.join(values))


def _counted(name: str, count: Count | None) -> Iterable[tuple[str, int | None]]:
    for end in ("low", "best", "high"):
        yield f"{name}_{end}", getattr(count, end, None)


def inert(text: str) -> str:
    """`text` made harmless: a spreadsheet would run a cell that starts like a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
