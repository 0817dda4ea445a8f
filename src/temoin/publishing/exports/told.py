"""What is exported: incidents with the events and reports that they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from temoin.publishing.incident_words import Record

if TYPE_CHECKING:
    from temoin.ledger import Filters, Ledger

_NOT_EXPORTED = ("text", "coder")


@dataclass(frozen=True, slots=True)
class Told:
    """An incident as its card has it, its events' records, and its reports by id, without their texts.

    `withheld` names the fields from which the audience is not given something.
    """

    incident: Record
    events: tuple[Record, ...]
    reports: Mapping[str, Record]
    withheld: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The incident's id."""
        return str(self.incident["id"])

    def parties(self, *roles: str) -> list[Record]:
        """The parties in these roles, those that more origins name first."""
        return [p for p in self.incident["parties"] if p["role"] in roles]


def told(ledger: Ledger, filters: Filters) -> Iterator[Told]:
    """The incidents of a ledger that are asked for, one by one, the latest first."""
    for incident in ledger.incidents(filters):
        members = ledger.members(incident["id"])
        reports = {str(m.report["id"]): _without_text(m.report) for m in members}
        yield Told(incident, tuple(m.event for m in members), reports)


def _without_text(report: Record) -> Record:
    return {name: value for name, value in report.items() if name not in _NOT_EXPORTED}
