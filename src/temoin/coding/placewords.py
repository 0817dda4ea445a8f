"""The words by which a language tells places, and what they say of the name beside them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Literal

from temoin.coding.document import Document, Sentence
from temoin.knowledge.gazetteer import Area, areas, fold, heads
from temoin.languages import Language
from temoin.languages.lexicon import expand

Level = Literal["site", "village", "town", "district", "region", "country"]
# What the words before a name say of it: `in`, `near` and `route` place something there, `across` all over
# it, `border` at the edge of it; `event` is what happened there; `of` belongs to it; `from` comes from it or
# speaks there; `office` is somebody's charge or a house named after it; `namesake` only bears the name;
# `label` starts a headline; `none`: the name stands alone.
Relation = Literal[
    "in",
    "across",
    "near",
    "route",
    "border",
    "event",
    "of",
    "from",
    "office",
    "namesake",
    "label",
    "none",
]
Role = Literal[
    "in",
    "dative",
    "opening",
    "across",
    "near",
    "route",
    "until",
    "border",
    "of",
    "from",
    "office",
    "namesake",
    "speech",
    "event",
    "body",
    "belonging",
    "unit",
    "unit_after",
    "direction",
    "nation",
    "join",
    "article",
    "indefinite",
    "milestone",
    "connector",
    "connector_known",
    "never",
    "distance",
    "mile",
    "metre",
    "moved",
    "upon",
    "care",
    "prefix",
]
Cues = dict[tuple[str, ...], dict[Role, Level | None]]

LONGEST_CUE = 6
# Capitals in so many of a sentence's longer words make it a headline in capitals, where they tell nothing.
HEADLINE = 0.8

# What may stand between the words of a name, and between a name and what tells of it.
TIES = frozenset({" ", "-", "‑", "'", "’", "\u00a0", "\u202f", " -", "- "})
GAPS = frozenset(
    {" ", "-", "'", "’", "\u00a0", "\u202f", ' "', " «\u00a0", " « ", " “", " «", " (", " '", " ‘"}
)
_KILOMETRES: dict[Role, float] = {"mile": 1.609, "metre": 0.001, "distance": 1.0}
_STRAIGHT: tuple[Role, ...] = ("across", "border", "from", "near", "route", "in", "dative")
_RELATIONS: dict[Role, Relation] = {
    "across": "across",
    "border": "border",
    "from": "from",
    "near": "near",
    "route": "route",
    "in": "in",
    "dative": "in",
    "office": "office",
    "namesake": "namesake",
}


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Phrases (in a lexicon's notation) and what they tell of the name beside them."""

    role: Role
    phrases: tuple[str, ...]
    level: Level | None = None


@cache
def cues(language: Language) -> Cues:
    """The roles of each phrase, by its words; for units, with their level."""
    table: Cues = defaultdict(dict)
    for row in language.table("places.words", PlaceWords):
        for phrase in row.phrases:
            for words in expand(phrase):
                table[words].setdefault(row.role, row.level)
    return dict(table)


@cache
def _ends(language: Language) -> frozenset[str]:
    """The last words of phrases."""
    return frozenset(phrase[-1] for phrase in cues(language))


@cache
def _never(language: Language) -> frozenset[str]:
    """The first words of phrases that are no place."""
    return frozenset(phrase[0] for phrase, roles in cues(language).items() if "never" in roles)


@cache
def directions(language: Language) -> frozenset[str]:
    """The first words of directions."""
    return frozenset(phrase[0] for phrase, roles in cues(language).items() if "direction" in roles)


class Words:
    """The words of one sentence, and the parts that they have in telling places."""

    def __init__(self, document: Document, sentence: Sentence) -> None:
        self.text = document.text
        self.sentence = sentence
        self.words = sentence.words
        self.forms = sentence.forms
        self.cues = cues(document.language)
        self.ends = _ends(document.language)
        self.nevers = _never(document.language)
        self.language = document.language
        self.capital = [w.text[0].isupper() for w in self.words]
        for i in range(len(self.words) - 1):
            if self.gap(i) == "-" and self.capital[i + 1] and "prefix" in self.roles(i, i + 1):
                self.capital[i] = True  # "al-Harsha"
        long_words = [c for c, w in zip(self.capital, self.words, strict=True) if len(w.text) > 3]
        self.shouted = sentence.text.isupper()
        capitals = len(long_words) > 3 and sum(long_words) / len(long_words) >= HEADLINE
        self.headline = capitals and (sentence.title or sentence.text.rstrip()[-1:] != ".")
        self.folded = [fold(w.text) for w in self.words]
        self.areas = areas(self.language)
        self.heads = heads(self.language)

    def gap(self, i: int) -> str:
        """What stands between word `i` and the next."""
        return self.text[self.words[i].end : self.words[i + 1].start] if i + 1 < len(self.words) else "."

    def roles(self, start: int, end: int) -> dict[Role, Level | None]:
        """The roles of the phrase from one word to another; none for what reaches out of the sentence."""
        return self.cues.get(self.forms[start:end], {}) if 0 <= start < end <= len(self.forms) else {}

    def cue_before(self, end: int, *wanted: Role) -> tuple[int, Role] | None:
        """Where the longest phrase with one of these roles before word `end` starts, and its role."""
        if not end or self.forms[end - 1] not in self.ends:
            return None
        for size in range(min(LONGEST_CUE, end), 0, -1):
            roles = self.roles(end - size, end)
            for role in wanted:
                if role in roles:
                    return end - size, role
        return None

    def unit_at(self, i: int) -> int:
        """How many words the unit has that stands after a name at word `i`, or 0."""
        return next((size for size in (3, 2, 1) if "unit_after" in self.roles(i, i + size)), 0)

    def is_unit(self, i: int) -> bool:
        """Whether a unit with the name still to come starts at word `i`: "Commune de X"."""
        size = next((n for n in (3, 2, 1) if "unit" in self.roles(i, i + n)), 0)
        if not size or self.gap(i + size - 1) == "-":
            return False  # "Port-au-Prince"
        return not (self.gap(i + size - 1) in TIES and self.capital[i + size : i + size + 1] == [True])

    def is_direction(self, i: int) -> bool:
        """Whether word `i` is a direction that names no unit: "l'Est du Mali", not "région de l'Est"."""
        size = next((n for n in (2, 1) if "direction" in self.roles(i, i + n)), 0)
        if not size:
            return False
        unit = self.phrase_before(i, "unit")
        if unit and self.roles(*unit)["unit"] in ("region", "district"):
            return False
        following = i + size
        if following >= len(self.words) or not self.capital[following] or self.gap(following - 1) not in TIES:
            return True
        area = self.areas.at(self.folded, following)
        return bool(area and named_above(area.entry))

    def is_adjective(self, i: int) -> bool:
        """Whether word `i` is a demonym."""
        area = self.areas.at(self.folded, i)
        return bool(area and area.entry.adjective_of)

    def never(self, i: int) -> int:
        """How many words the phrase has that starts at word `i` and is no place, or 0."""
        if self.forms[i] not in self.nevers:
            return 0
        article = i and "article" in self.roles(i, i + 1) and self.capital[i : i + 2] == [True, True]
        if article and self.gap(i) == " ":
            return 0  # "à La Frauda"
        return next((size for size in (3, 2, 1) if "never" in self.roles(i, i + size)), 0)

    def small(self, i: int) -> bool:
        """Whether word `i` is an article or says that something belongs to what follows."""
        return bool(self.roles(i, i + 1).keys() & {"article", "of"})

    def phrase_before(self, p: int, role: Role) -> tuple[int, int] | None:
        """The phrase with this role before word `p`, small words between: its first and one past its last."""
        q = p
        belongs = False
        adjectives = 0
        if role == "unit" and self.cue_before(p, "near", "border", "across"):
            return None  # "a mine near X" is no mine of that name
        if role == "unit" and p and self.gap(p - 1) == ", " and (cue := self.cue_before(p, role)):
            return (cue[0], p) if self.roles(cue[0], p)["unit"] == "town" else None
        while q and self.gap(q - 1) in GAPS:
            if cue := self.cue_before(q, role):
                return cue[0], q
            belongs = belongs or "of" in self.roles(q - 1, q)
            if role == "unit" and "in" in self.roles(q - 1, q):
                return None
            if not self.small(q - 1):
                adjectives += 1
                if (
                    role != "unit"
                    or not belongs
                    or adjectives > 2
                    or self.capital[q - 1]
                    or self.roles(q - 1, q)
                ):
                    return None
            elif adjectives or p - q >= 3:
                return None
            q -= 1
        return None

    def relation_before(self, p: int) -> tuple[Relation, bool]:
        """What the words before word `p` say of the name there, and whether an article stands before it."""
        definite = other = belongs = False
        straight: Relation | None = None
        q = p
        if (
            p
            and self.gap(p - 1) == ". "
            and len(self.forms[p - 1]) < 4
            and "namesake" in self.roles(p - 1, p)
        ):
            return "namesake", False  # "M. Santos"
        while q and p - q < 4 and self.gap(q - 1) in GAPS:
            if straight is None and not other and (cue := self.cue_before(q, *_STRAIGHT)):
                straight = "from" if self.told_there(cue[0]) else _RELATIONS[cue[1]]
                if straight == "in" and self.held_there(cue[0]):
                    straight = "office"
                definite = definite or "article" in self.roles(q - 1, q)
                if straight != "in" or q - cue[0] > 1:
                    return straight, definite
            if not other and self.cue_before(q, "event"):
                return "event", definite
            if "opening" in self.roles(q - 1, q) and self.capital[q - 1]:
                return "in", definite
            bearer = self.cue_before(q, *(("office", "namesake") if belongs else ("namesake", "office")))
            if bearer and (belongs or not other):
                return _RELATIONS[bearer[1]], definite
            if straight:
                return straight, definite
            if self.small(q - 1):
                definite = definite or (not other and "article" in self.roles(q - 1, q))
                belongs = belongs or "of" in self.roles(q - 1, q)
            elif belongs and not other and q > 1 and self.capital[q - 1]:
                return "office", definite  # "Université de X", "Dominique de X"
            elif other or not belongs or self.capital[q - 1]:
                break
            else:
                other = True
            q -= 1
        return "of" if belongs else "none", definite

    def held_there(self, q: int) -> bool:
        """Whether before word `q` stands an office or a house that is there: "the ministry of X in Y"."""
        first = q
        while first and q - first < 6 and self.gap(first - 1) in GAPS:
            first -= 1
            if "office" in self.roles(first, first + 1):
                before = first - 1 if first and "article" in self.roles(first - 1, first) else first
                if self.cue_before(before, "upon", "near"):
                    return False  # something happened in front of it
                return "indefinite" not in self.roles(first - 1, first)  # "a church in X" is not X's
            if not (self.capital[first] or self.small(first)):
                return False
        return False

    def told_there(self, q: int) -> bool:
        """Whether what happens there is only that somebody speaks."""
        first = q
        while first and q - first < 2 and "," not in self.gap(first - 1):
            first -= 1
        return any(
            "speech" in self.roles(n, n + size) for n in range(first, q) for size in (1, 2) if n + size <= q
        )

    def distance_before(self, p: int) -> float | None:
        """The kilometres said just before word `p`, 0 where they are said without a number."""
        for q in range(p - 1, max(p - 8, 0), -1):
            if self.gap(q) not in GAPS:
                return None
            roles = self.roles(q, q + 1)
            if unit := next((km for role, km in _KILOMETRES.items() if role in roles), 0.0):
                number = self.words[q - 1].text
                return round(int(number) * unit, 1) if number.isdecimal() and len(number) < 5 else 0.0
            if "join" in roles or (self.never(q) and not self.small(q) and "in" not in roles):
                return None
        return None


def named_above(area: Area) -> bool:
    """Whether this names a country or a division, and is not only a demonym."""
    return bool(area.countries or area.divisions_of)
