"""How do the places of a sentence hang together: lists, and places that hold others?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from temoin.coding.document import Document
from temoin.coding.mention import EXACT, Mention
from temoin.coding.places import all_mentions
from temoin.coding.placewords import Level, Role, cues
from temoin.knowledge.gazetteer import fold

Link = Literal["and", "comma", "in"]
# Levels from the largest to the smallest.
SIZE: dict[Level, int] = {"country": 0, "region": 1, "district": 2, "town": 3, "village": 4, "site": 4}
# A town that a report may mean without saying its country, whatever stands beside it.
WELL_KNOWN = 300_000
LONGEST_LINK = 60
# So many places may hang together, and a place may lie in so many others.
LONGEST_RUN, DEEPEST = 24, 4
_LINKS: frozenset[Role] = frozenset(
    {"join", "unit", "in", "dative", "of", "article", "near", "direction", "connector_known"}
)
_SMALL: frozenset[Role] = frozenset({"of", "article"})
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Group:
    """A place as told: one name, or several joined, and the places that hold it, from the inside.

    `held` is true of a place that is itself told to hold another.
    """

    parts: tuple[Mention, ...]
    containers: tuple[Mention, ...] = ()
    held: bool = False

    @property
    def head(self) -> Mention:
        """The first of its names."""
        return self.parts[0]


def groups_of(document: Document, index: int) -> list[Group]:
    """The places of one sentence: joined names together, each with the places that hold it."""
    return _groups(document)[index]


def holders(document: Document) -> set[str]:
    """The folded names of the places that the report tells to hold others."""
    if "holders" not in document.memo:
        every = (g for found in _groups(document) for g in found)
        document.memo["holders"] = {fold(c.name) for g in every for c in g.containers}
    names: set[str] = document.memo["holders"]
    return names


def told_again(document: Document, group: Group) -> list[Group]:
    """This place wherever the report tells of it, here first."""
    if "groups by name" not in document.memo:
        by_name: dict[str, list[Group]] = {}
        for other in (g for found in _groups(document) for g in found):
            by_name.setdefault(fold(other.head.name), []).append(other)
        document.memo["groups by name"] = by_name
    named: dict[str, list[Group]] = document.memo["groups by name"]
    same = [] if group.head.area else named.get(fold(group.head.name), [])
    return [group, *(g for g in same if g is not group)]


def _groups(document: Document) -> list[list[Group]]:
    if "groups" not in document.memo:
        document.memo["groups"] = [_grouped(document, found) for found in all_mentions(document)]
    groups: list[list[Group]] = document.memo["groups"]
    return groups


def _grouped(document: Document, found: list[Mention]) -> list[Group]:
    groups: list[Group] = []
    i = 0
    while i < len(found):
        links: list[Link] = []
        j = i + 1
        while j < len(found) and j - i < LONGEST_RUN and (link := _link(document, found[j - 1], found[j])):
            links.append(link)
            j += 1
        run = found[i:j]
        groups.extend(_parted(run, links))
        i = j
    return groups


def _parted(run: list[Mention], links: list[Link]) -> list[Group]:
    """The groups in a run of linked places: lists ("A, B and C") and containers ("A in B")."""
    groups: list[Group] = []
    i = 0
    while i < len(run):
        j = i + 1
        # a list is names of one level with commas between, and "and" before the last
        ends = [k for k in range(i, len(links)) if links[k] == "and" and "in" not in links[i:k]]
        j = next((k + 2 for k in reversed(ends) if _alike(run[i : k + 2])), j)
        if run[i].relation == "route" and j == i + 1 and links[i : i + 1] == ["and"]:
            j = i + 2  # the two ends of a road
        rest = run[j:]
        holders: list[Mention] = []
        for k, outer in enumerate(rest[:DEEPEST], j):
            larger = SIZE[outer.level] <= SIZE[run[i].level] or _is_quarter(run[i], outer)
            if links[k - 1] == "and" or not larger or _apart(run[i], outer):
                break
            if links[k - 1] == "comma" or outer.relation not in ("near", "border") or outer.level in EXACT:
                holders.append(outer)
        held = any(run[i] is c for g in groups for c in g.containers)
        groups.append(Group(tuple(run[i:j]), tuple(holders), held))
        i = j
    return groups


def _is_quarter(inner: Mention, outer: Mention) -> bool:
    """Whether a district is one of the city told to hold it: "district de X, à Kharkiv"."""
    city = outer.level == "town" and any(t.population >= WELL_KNOWN for t in outer.towns)
    return city and outer.relation == "in" and inner.level == "district" and inner.unit


def _apart(inner: Mention, outer: Mention) -> bool:
    """Whether the inner place is a well-known town of other countries than the outer one."""
    isos = outer.area.isos if outer.area else set()
    known = inner.towns and max(t.population for t in inner.towns) >= WELL_KNOWN
    return bool(known and isos and not isos & {t.country for t in inner.towns})


def _alike(run: list[Mention]) -> bool:
    exact = {m.level in EXACT for m in run}
    return len(exact) == 1 and (exact == {True} or len({m.level for m in run}) == 1)


def _link(document: Document, a: Mention, b: Mention) -> Link | None:
    """How the second place follows the first: `and`, `comma`, `in`, or None where it does not.

    Numbers and what stands in brackets do not part a list: "500 à A, 250 (en tout) à B et 100 à C".
    """
    between = _BRACKETS.sub(lambda m: " " * len(m[0]), document.text[a.end : b.start])
    if len(between) > LONGEST_LINK or any(c in between for c in ".;:!?\n"):
        return None
    if a.relation == "route" and between in ("-", "–", "‑"):
        return "and"
    words = document.sentences[a.sentence].words
    inside = (w for w in words if a.end <= w.start and w.end <= b.start)
    told = [w.form for w in inside if not between[w.start - a.end].isspace()]
    forms = [form for form in told if not form.isdecimal()]
    table = cues(document.language)
    joined, small = False, True
    i = 0
    while i < len(forms):
        for size in (4, 3, 2, 1):
            roles = table.get(tuple(forms[i : i + size]), {}) if i + size <= len(forms) else {}
            if "until" in roles and a.relation == "route" and size == len(forms) and "," not in between:
                return "and"
            if roles.keys() & _LINKS or ("route" in roles and a.level in EXACT and not joined):
                joined = joined or "join" in roles
                small = small and bool(roles.keys() & _SMALL)
                i += size
                break
        else:
            return None
    if joined:
        return "and"
    comma = "," in between and "(" not in between
    return "comma" if comma and (small or len(forms) < len(told)) else "in"
