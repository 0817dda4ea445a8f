"""Who was killed, hurt, taken, and how many?"""

from __future__ import annotations

from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.model import Actor, Harm, Totals


def harm_of(document: Document, draft: Draft, actors: list[Actor]) -> tuple[list[Harm], Totals]:
    """Every count said of the event, and the totals by the widest range that the report gives."""
    return [], Totals()
