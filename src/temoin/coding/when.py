"""When did it happen?"""

from __future__ import annotations

from temoin.coding.dates import TimeExpression, expressions
from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.model import Date


def date_of(document: Document, draft: Draft) -> Date | None:
    """The date said of the event, or None where none is said."""
    found = [e for i in draft.sentences for e in expressions(document, i, draft.status == "planned")]
    return _date(found[0]) if found else None


def _date(said: TimeExpression) -> Date | None:
    if said.period:
        p = said.period
        return Date(p.first.isoformat(), p.last.isoformat(), p.edtf, p.precision, said.span)
    if said.edtf:
        return Date(None, None, said.edtf, "unknown_year", said.span)
    return None
