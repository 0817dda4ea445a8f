"""According to whom?"""

from __future__ import annotations

from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.model import Actor, Place, Source


def sources_of(document: Document, draft: Draft, actors: list[Actor], place: Place | None) -> list[Source]:
    """Who says that the event happened; empty where the report says it in its own voice."""
    return []
