"""A brief for a person who has ten minutes: what happened, what is contested, who says so, by what method."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from temoin.publishing.brief.compose import compose
from temoin.publishing.brief.content import Brief, Scope
from temoin.publishing.brief.html import page
from temoin.publishing.brief.pdf import document
from temoin.publishing.exports.audience import for_public
from temoin.publishing.exports.told import told

if TYPE_CHECKING:
    from temoin.ledger import Ledger

__all__ = ["FORMATS", "Brief", "Scope", "compose", "read", "render"]

_MAKERS: dict[str, Callable[[Brief, bool], bytes]] = {".html": page, ".pdf": document}
FORMATS: tuple[str, ...] = tuple(_MAKERS)
"""The suffixes of the files that a brief can be written to."""


def read(ledger: Ledger, scope: Scope, draw: bool = True) -> Brief | None:
    """The brief of a ledger's incidents for its audience; None where there is none to tell of.

    Without `draw` it has no pictures, which its method page does not need.
    """
    from temoin.publishing.brief.drawing import pictures

    found = told(ledger, scope.filters)
    incidents = list(map(for_public, found) if scope.audience == "public" else found)
    if not incidents:
        return None
    made = compose(incidents, scope, ledger.holdings())
    return replace(made, pictures=pictures(incidents, scope)) if draw else made


def render(brief: Brief, suffix: str, method_only: bool = False) -> bytes:
    """The file of a brief, or of its method page alone, in one of `FORMATS`."""
    return _MAKERS[suffix](brief, method_only)
