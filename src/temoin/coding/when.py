"""When did it happen?"""

from __future__ import annotations

from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.model import Date


def date_of(document: Document, draft: Draft) -> Date | None:
    """The date said of the event, or None where none is said."""
    return None
