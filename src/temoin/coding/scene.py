"""Which sentences only say when and where the event told before took place?

"L'incident s'est produit mardi à Baldé": such a sentence tells of no event of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from temoin.coding.document import Document
from temoin.coding.draft import Draft, Trigger
from temoin.languages import Language, Lexicon

Part = Literal["event", "happened"]

# A sentence tells of what was told so many sentences before, at most.
BACK = 3
# So many words may stand between what happened and that it happened.
GAP = 8


@dataclass(frozen=True, slots=True)
class SceneWords:
    """Phrases that name something told before (`event`), or say that it took place (`happened`)."""

    part: Part
    phrases: tuple[str, ...]


def with_scene(document: Document, draft: Draft) -> Draft:
    """The draft with the sentences that say when and where it took place, their words among its triggers."""
    own = set(draft.sentences)
    found = [
        Trigger(index, start, end, draft.type)
        for index, (start, end) in _scenes(document).items()
        if not own.isdisjoint(range(index - BACK, index + 1))
    ]
    if draft.background or not found:
        return draft
    sentences = sorted(own | {t.sentence for t in found})
    return replace(draft, triggers=[*draft.triggers, *found], sentences=sentences)


@cache
def _phrases(language: Language) -> Lexicon[Part]:
    rows = language.table("scene", SceneWords)
    return Lexicon((phrase, row.part) for row in rows for phrase in row.phrases)


def _scenes(document: Document) -> dict[int, tuple[int, int]]:
    """The sentences that set a scene, with where their telling words stand; worked out once for a report."""
    if "scenes" not in document.memo:
        document.memo["scenes"] = {
            s.index: words for s in document.sentences if (words := _scene(document, s.index))
        }
    scenes: dict[int, tuple[int, int]] = document.memo["scenes"]
    return scenes


def _scene(document: Document, index: int) -> tuple[int, int] | None:
    sentence = document.sentences[index]
    event: int | None = None
    for match in _phrases(document.language).find(sentence.forms):
        if match.entry == "event":
            event = match.last
        elif event is not None and match.first - event <= GAP:
            return sentence.words[match.first].start, sentence.words[match.last - 1].end
    return None
