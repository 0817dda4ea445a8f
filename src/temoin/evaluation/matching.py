"""Which coded event is which gold event?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from temoin.evaluation.values import Record, equal, same_place
from temoin.ontology import TYPES

# Shorter quotations are found everywhere and show nothing.
SHORTEST_QUOTE = 4

_BLANK = re.compile(r"\W+")


def pair_up(golds: Sequence[Record], events: Sequence[Record]) -> list[tuple[int, int]]:
    """Gold and coded events that are one, each at most once, the closest first: indices of both."""
    table = [(closeness(g, e), -i, -j) for i, g in enumerate(golds) for j, e in enumerate(events)]
    pairs: list[tuple[int, int]] = []
    for close, i, j in sorted(table, reverse=True):
        if close and not any(-i == used_gold or -j == used for used_gold, used in pairs):
            pairs.append((-i, -j))
    return pairs


def closeness(gold: Record, event: Record) -> int:
    """How close two events are; 0 where they are not the same event.

    They are the same where evidence is shared and so is a group of types, the date or the place; or where
    all three are shared. Shared evidence weighs 4, a group 2, and type, date and place 1 each.
    """
    evidence = _share_evidence(gold, event)
    group = bool(_group(gold["type"]) == _group(event["type"]) or event["type"] in gold.get("alt_types", []))
    date = bool(gold.get("date") and event.get("date")) and equal("date", gold["date"], event["date"], gold)
    place = bool(gold.get("place")) and same_place(gold["place"], event.get("place"))
    if not (evidence and (group or date or place)) and not (group and date and place):
        return 0
    exact = bool(event["type"] == gold["type"])
    return 4 * evidence + 2 * group + exact + date + place


def _share_evidence(gold: Record, event: Record) -> bool:
    """A quotation of one is part of a quotation of the other."""
    quotes = [_squeezed(quote) for quote in gold["evidence"]]
    spans = [s for span in event.get("evidence", []) if len(s := _squeezed(span["text"])) >= SHORTEST_QUOTE]
    return any(span in quote or quote in span for span in spans for quote in quotes)


def _squeezed(text: str) -> str:
    return _BLANK.sub("", text).lower()


def _group(name: str) -> str | None:
    return TYPES[name].group if name in TYPES else None
