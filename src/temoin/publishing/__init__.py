"""Coded reports to what people and programs read: cards, JSON and CSV."""

from temoin.publishing.records import event_record, report_record
from temoin.publishing.writers import FORMATS, Writer

__all__ = ["FORMATS", "Writer", "event_record", "report_record"]
