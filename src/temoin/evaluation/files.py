"""Read gold and coded records from files, and say exactly what is wrong with a broken one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from temoin.evaluation.measure import Evaluation, score
from temoin.evaluation.values import COUNTS, Record
from temoin.messages import say


def evaluate(gold: Path | str, coded: Path | str) -> Evaluation:
    """Compare a file of coded reports with a file of gold records, a line of JSON each (see `score`).

    Raises `ValueError` naming file, line and reason where a line is no JSON or lacks a field, `OSError`
    where a file cannot be read.
    """
    return score(_records(Path(gold), _check_gold), _records(Path(coded), _check_coded))


def gold_records(path: Path) -> list[Record]:
    """The gold records of a file, a line of JSON each; raises as `evaluate` does."""
    return _records(path, _check_gold)


def _records(path: Path, check: Callable[[Any], None]) -> list[Record]:
    """The records of a file, each checked."""
    records = []
    for number, line in _lines(path):
        try:
            record = json.loads(line)
            check(record)
        except _BadRecordError as problem:
            raise ValueError(_where(path, number, str(problem))) from problem
        except (ValueError, RecursionError) as problem:
            raise ValueError(_where(path, number, say("evaluation.problems.json"))) from problem
        records.append(record)
    return records


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that hold something, with their numbers."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as problem:
                raise ValueError(_where(path, number, say("evaluation.problems.encoding"))) from problem
            if text.strip():
                yield number, text


def _where(path: Path, number: int, reason: str) -> str:
    return say("evaluation.problems.line", file=path.name, line=number, reason=reason)


class _BadRecordError(Exception):
    """A record lacks a field or holds something else there; the message says which."""


def _field(holder: Any, name: str, kind: type, where: str = "") -> Any:
    """What a record holds under `name`; raises `_BadRecordError` unless it is there and of this type."""
    value = holder.get(name) if isinstance(holder, dict) else None
    if isinstance(value, kind):
        return value
    problem = "missing" if value is None else "type"
    raise _BadRecordError(say(f"evaluation.problems.{problem}", field=f"{where}{name}"))


def _optional(holder: Record, name: str, kind: type, where: str) -> Any:
    """The same for a field that may be missing or null."""
    return None if holder.get(name) is None else _field(holder, name, kind, where)


def _check_gold(record: Any) -> None:
    _field(record, "id", str)
    for where, event in _events(record):
        _check_event(event, where)
        if not all(isinstance(quote, str) for quote in _field(event, "evidence", list, where)):
            raise _BadRecordError(say("evaluation.problems.type", field=f"{where}evidence"))
        for role in ("initiator", "target"):
            for party in _optional(event, role, list, where) or []:
                _field(party, "kind", str, f"{where}{role}.")
                _field(party, "names", list, f"{where}{role}.")
        _check_counts(event, where)


def _check_coded(record: Any) -> None:
    _field(_field(record, "report", dict), "id", str, "report.")
    for where, event in _events(record):
        _check_event(event, where)
        for span in _field(event, "evidence", list, where):
            _field(span, "text", str, f"{where}evidence.")
            _field(span, "start", int, f"{where}evidence.")
            _field(span, "end", int, f"{where}evidence.")
        for name in ("actors", "according_to"):
            for value in _optional(event, name, list, where) or []:
                _field(value, "name", str, f"{where}{name}.")
        _check_counts(_optional(event, "totals", dict, where) or {}, f"{where}totals.")


def _events(record: Any) -> Iterator[tuple[str, Record]]:
    """The events of a record, each with the path to it."""
    for number, event in enumerate(_field(record, "events", list)):
        yield f"events[{number}].", event


def _check_event(event: Any, where: str) -> None:
    """What gold and coded events have in common."""
    _field(event, "type", str, where)
    if date := _optional(event, "date", dict, where):
        _optional(date, "start", str, f"{where}date.")
    if place := _optional(event, "place", dict, where):
        _field(place, "name", str, f"{where}place.")


def _check_counts(holder: Record, where: str) -> None:
    for name in COUNTS:
        if count := _optional(holder, name, dict, where):
            _field(count, "low", int, f"{where}{name}.")
