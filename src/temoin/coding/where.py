"""Where did it happen?"""

from __future__ import annotations

from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.model import Place


def place_of(document: Document, draft: Draft) -> Place | None:
    """The most exact place said of the event, or None where not even a country is said."""
    return None
