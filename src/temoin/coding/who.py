"""Who did it, and to whom?"""

from __future__ import annotations

from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.model import Actor, Place


def actors_of(document: Document, draft: Draft, place: Place | None) -> list[Actor]:
    """The parties to the event with their roles."""
    return []
