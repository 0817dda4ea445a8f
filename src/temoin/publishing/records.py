"""Coded reports as plain records: the contract that other programs rely on."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from temoin.model import CodedReport, Event


def report_record(coded: CodedReport) -> dict[str, Any]:
    """A report and its events as plain data: a line of `--format jsonl`. Spans count into its `text`."""
    report = coded.report
    return {
        "report": {
            "id": report.id,
            "title": report.title,
            "url": report.url,
            "publisher": report.publisher,
            "published": report.published,
            "language": coded.language,
            "text": report.full_text,
            "coder": coded.coder,
        },
        "events": [event_record(event) for event in coded.events],
    }


def event_record(event: Event) -> dict[str, Any]:
    """An event as plain data, ready for JSON."""
    record = asdict(event)
    for part in (record["date"], record["place"], *record["actors"], *record["according_to"]):
        if part:
            part["text"] = part.pop("span")["text"]
    record["harm"] = [_flat_harm(h) for h in record["harm"]]
    return record


def _flat_harm(harm: dict[str, Any]) -> dict[str, Any]:
    return {
        "effect": harm["effect"],
        "victims": harm["victims"],
        "role": harm["role"],
        **harm["count"],
        "stance": harm["stance"],
        "text": harm["span"]["text"],
        "according_to": harm["according_to"],
    }
