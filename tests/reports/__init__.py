"""Reports of our own, each with the record that a careful reader makes of it (see README.md)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from temoin.model import Report

COUNTS = ("killed", "injured", "abducted", "civilians_killed")
SLOTS = ("type", "status", "date", "place", "initiator", "target", *COUNTS, "according_to")
EVENT_FIELDS = {*SLOTS, "alt_types", "main", "expect", "evidence"}
REPORT_FIELDS = {"title", "published", "language", "text", "expect"}


@dataclass(frozen=True)
class Written:
    """A report, its events as gold records (docs/gold.md), and for each event the slots to get right."""

    name: str
    language: str
    report: Report
    events: tuple[dict[str, Any], ...]
    expect: tuple[tuple[str, ...], ...]
    expect_quiet: bool

    @property
    def gold(self) -> dict[str, Any]:
        """The line that a file of gold records would hold."""
        return {"id": self.name, "events": list(self.events)}

    @property
    def quiet(self) -> bool:
        """Whether the report is about no event."""
        return not any(e["main"] for e in self.events)


@cache
def written() -> tuple[Written, ...]:
    """All of them, by name."""
    return tuple(_read(path) for path in sorted(Path(__file__).parent.glob("*.toml")))


def _read(path: Path) -> Written:
    file = tomllib.loads(path.read_text(encoding="utf-8"))
    head, events = file["report"], file.get("events", [])
    _check_names(path, {"report", "events"}, file)
    _check_names(path, REPORT_FIELDS, head)
    for event in events:
        _check_names(path, EVENT_FIELDS, event)
    report = Report(
        text=head["text"].strip("\n"),
        title=head.get("title"),
        published=head.get("published"),
        id=path.stem,
        language=head["language"],
    )
    return Written(
        name=path.stem,
        language=head["language"],
        report=report,
        events=tuple(_gold_event(e, f"e{n}") for n, e in enumerate(events, 1)),
        expect=tuple(tuple(e.get("expect", ())) for e in events),
        expect_quiet="quiet" in head.get("expect", ()),
    )


def _check_names(path: Path, known: set[str], table: dict[str, Any]) -> None:
    if unknown := sorted(set(table) - known):
        raise ValueError(f"{path.name}: unknown field {unknown[0]!r}; known: {', '.join(sorted(known))}")


def _gold_event(event: dict[str, Any], key: str) -> dict[str, Any]:
    place = event.get("place")
    return {
        "key": key,
        "type": event["type"],
        "alt_types": event.get("alt_types", []),
        "status": event.get("status", "reported"),
        "main": event.get("main", True),
        "evidence": event["evidence"],
        "date": _interval(event["date"]) if "date" in event else None,
        "place": {"country": None, "admin1": None, "lat": None, "lon": None, **place} if place else None,
        "initiator": event.get("initiator", []),
        "target": event.get("target", []),
        **{slot: _count(event[slot]) if slot in event else None for slot in COUNTS},
        "according_to": event.get("according_to", []),
    }


def _interval(value: str) -> dict[str, str]:
    start, _, end = value.partition("/")
    return {"start": start, "end": end or start}


def _count(value: int | str) -> dict[str, int | None]:
    if isinstance(value, int):
        return {"low": value, "high": value}
    low, _, high = value.partition("..")
    return {"low": int(low), "high": int(high) if high else None}
