"""What a ledger was told and made of it, in the order of time, for people to read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from textwrap import shorten
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from temoin.messages import lookup, say
from temoin.publishing.cards import flat
from temoin.publishing.incident_card import value_in_words
from temoin.publishing.incident_words import Record

INTAKE_COLUMNS = ("at", "state", "report", "source", "reason", "bytes_sha256")
"""The columns of a table of what was taken in."""
_SHOWN = ("at", "state", "report", "source", "reason")
_STYLES = {"refused": "yellow", "failed": "red", "quiet": "dim", "known": "dim"}
# Letters of a judgement's words that are shown.
_LONGEST = 60


def print_history(id: str, entries: Sequence[Record], homeless: Collection[int], console: Console) -> None:
    """Print a line for each entry of a ledger's history; `homeless` judgements find their words no more."""
    console.print(Text(say("ledger_cli.history.heading", id=id), "bold"))
    undone = _undone([e for e in entries if e["entry"] == "judgement"])
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(no_wrap=True)
    for entry in entries:
        style = "dim" if entry["entry"] == "judgement" and entry["id"] in undone else ""
        kind = say(f"ledger_cli.history.{entry['entry']}")
        table.add_row(_minute(entry["at"]), Text(kind, "bold"), Text(_told(entry, undone, homeless), style))
    console.print(table)


def print_intakes(rows: Iterable[Record], console: Console) -> bool:
    """Print a line for each report taken in; whether there was any."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in _SHOWN:
        table.add_column(say(f"ledger_cli.columns.{name}"), no_wrap=name in ("at", "state"), overflow="fold")
    for row in rows:
        state = Text(state_in_words(row["state"]), _STYLES.get(row["state"], ""))
        others = (Text(flat(row[name] or "")) for name in _SHOWN[2:])
        table.add_row(Text(_minute(row["at"]), "dim"), state, *others)
    if table.row_count:
        console.print(table)
    return bool(table.row_count)


def state_in_words(state: str) -> str:
    """What became of a report taken in, in the reader's language."""
    return say(f"ledger_cli.states.{state}")


def judgement_in_words(row: Record) -> str:
    """Who decided what, and why."""
    line = say(
        f"ledger_cli.history.{row['kind']}",
        who=row["who"],
        field=field_name(row["field"] or "").lower(),
        words=_words(row["words"] or row["event_words"], row["report"]),
        other=_words(row["other_words"], row["other_report"]),
        value=value_in_words(row["field"] or "", row["value"], {"parties": ()}),
        undoes=row["undoes"],
    )
    return say("ledger_cli.history.reason", line=line, reason=row["reason"]) if row["reason"] else line


def field_name(field: str) -> str:
    """What a claim's field is called in the reader's language."""
    names: dict[str, str] = lookup("incident.fields")
    return names.get(field.rpartition(".")[2], field)


def _told(entry: Record, undone: dict[int, int], homeless: Collection[int]) -> str:
    if entry["entry"] == "intake":
        state = state_in_words(entry["state"])
        return flat(
            say("ledger_cli.history.taken", report=entry["report"], state=state, source=entry["source"])
        )
    if entry["entry"] == "coding":
        return flat(say("ledger_cli.history.coded", report=entry["report"], coder=entry["coder"]))
    line = say("ledger_cli.history.numbered", id=entry["id"], line=judgement_in_words(entry))
    if entry["id"] in undone:
        line = say("ledger_cli.history.undone", line=line, by=undone[entry["id"]])
    elif entry["id"] in homeless:
        line = say("ledger_cli.history.homeless", line=line)
    return flat(line)


def _part(entry: Record, *names: str) -> dict[str, Any]:
    return {name: entry[name] for name in names}


def _undone(judgements: Iterable[Record]) -> dict[int, int]:
    """The judgements that no longer hold, each with what undoes it; what undoes may itself be undone."""
    undone: dict[int, int] = {}
    for row in sorted(judgements, key=lambda r: -r["id"]):  # the last word first
        if row["kind"] == "undo" and row["id"] not in undone:
            undone[row["undoes"]] = row["id"]
    return undone


def _words(words: str | None, report: str | None) -> str:
    short = shorten(words or "", _LONGEST, placeholder=" …")
    return say("ledger_cli.history.words", words=short, report=report)


def _minute(at: str) -> str:
    """`2026-03-05 10:20` of a time in ISO 8601."""
    return at[:16].replace("T", " ")
