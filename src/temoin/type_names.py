"""The types of events under the names that people give them: ACLED's, or those of the reader's language."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from temoin.knowledge.gazetteer import fold
from temoin.messages import lookup
from temoin.ontology import TYPES

# How like a type's name words must be to be taken for a slip (0 to 100), and how many names are suggested.
_ALIKE, _SUGGESTED = 70, 3


def type_named(words: str) -> str | None:
    """The type that these words name, in any spelling of case, None where they name none."""
    return _named().get(fold(words))


def types_near(words: str) -> list[str]:
    """The types whose names are most like these words."""
    named = _named()
    found = process.extract(
        fold(words), list(named), scorer=fuzz.WRatio, limit=_SUGGESTED, score_cutoff=_ALIKE
    )
    return list(dict.fromkeys(named[name] for name, _, _ in found))


def known_types() -> str:
    """All types by name, with what the reader's language calls them where that is another name."""
    names: dict[str, str] = lookup("types")
    return "; ".join(t if names[t] == t else f"{t} ({names[t]})" for t in TYPES)


def _named() -> dict[str, str]:
    names: dict[str, str] = lookup("types")
    return {fold(name): t for t in TYPES for name in (t, names[t])}
