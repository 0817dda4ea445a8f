"""With which words beside its name is a place told?"""

from __future__ import annotations

from collections.abc import Iterator

from temoin.coding.document import Document
from temoin.coding.placegroups import Group
from temoin.coding.placewords import LONGEST_CUE, Role, cues

# What stands between a house and the name of its town: "the bus station in the town of X".
_BETWEEN: frozenset[Role] = frozenset({"of", "in", "dative", "article", "unit", "direction", "belonging"})
# So many words may stand between them.
REACH = 7


def wordings(document: Document, group: Group) -> Iterator[str]:
    """The wider wordings of a place: "between X and Y", "the way out of X", "the town hall of X"."""
    sentence = document.sentences[group.head.sentence]
    forms, words, table = sentence.forms, sentence.words, cues(document.language)
    end = group.parts[-1].end
    first = next((i for i, w in enumerate(words) if w.start >= group.head.start), 0)

    def roles(start: int, stop: int) -> dict[Role, object]:
        return {**table.get(forms[start:stop], {})}

    for size in range(min(LONGEST_CUE, first), 0, -1):
        if roles(first - size, first).keys() & {"near", "route"}:
            yield document.text[words[first - size].start : end]
            break
    i = first
    while i and first - i < REACH:
        house = next((n for n in (4, 3, 2, 1) if i >= n and roles(i - n, i).get("unit") == "site"), 0)
        if house:
            yield document.text[words[i - house].start : end]
            return
        if not (roles(i - 1, i).keys() & _BETWEEN) and not words[i - 1].text[0].isupper():
            return
        i -= 1
