"""The list of incidents for people to read in a terminal, a line each."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from temoin.knowledge.parties import party
from temoin.messages import count, say
from temoin.publishing.aligned import WIDE, Cell, Column, print_aligned
from temoin.publishing.cards import flat
from temoin.publishing.incident_words import GRADE_STYLES, Record, grade_name, party_name, type_name

_UNKNOWN = "—"
_COLUMNS = ("id", "date", "place", "type", "parties", "killed", "grade", "reports")
_FIGURES = ("killed", "reports")
# Columns that give way where the terminal is narrow, with their share of what room there is.
_ELASTIC = {"place": 4, "type": 4, "parties": 5}
# Names of parties no longer than this need no acronym.
_SHORT = 14


def print_incidents(incidents: Iterable[Record], console: Console) -> int:
    """Print a line for each incident, and how many there are: the number given back.

    An incident is `{"id": ..., **asdict(Incident)}`; `statements`, `sides` and `decisions` may be left out.
    """
    wide = console.width >= WIDE
    rows = [_cells(incident, wide) for incident in incidents]
    if not rows:
        console.print(say("incident.none"))
        return 0
    columns = [
        Column(say(f"incident.columns.{name}"), _ELASTIC.get(name, 0), name in _FIGURES) for name in _COLUMNS
    ]
    print_aligned(columns, rows, console)
    console.print(Text(f"{count('incident.count', len(rows))} · {say('incident.list_note')}", "dim"))
    return len(rows)


def _cells(incident: Record, wide: bool) -> list[Cell]:
    grade = incident["grade"]
    killed = incident["tolls"].get("killed")
    return [
        (incident["id"], "dim"),
        (_days(incident["start"], incident["end"]), ""),
        (flat(_place(incident["place"], incident["country"], wide)), ""),
        (type_name(incident["type"]), ""),
        (flat(_parties(incident)), ""),
        (_range_in_figures(killed), "red" if "killed" in incident["contested"] else ""),
        (grade_name(grade), GRADE_STYLES.get(grade, "")),
        (f"{len(incident['reports'])}/{len(incident['origins'])}", ""),
    ]


def _range_in_figures(toll: Record | None) -> str:
    """`12`, `12–20`, `≥ 2`."""
    if toll is None:
        return _UNKNOWN
    low, high = toll["low"], toll["high"]
    if high is None:
        return f"≥ {low}"
    return str(low) if low == high else f"{low}–{high}"


def _days(start: str | None, end: str | None) -> str:
    """`2024-03-07`, `2024-03-07/09`, `2024-03` for the whole month, `2024` for the whole year."""
    if start is None or end is None:
        return _UNKNOWN
    if start == end:
        return start
    if start[:4] == end[:4] and (start[5:], end[5:]) == ("01-01", "12-31"):
        return start[:4]
    if start[:7] != end[:7]:
        return f"{start}/{end[5:] if start[:4] == end[:4] else end}"
    return start[:7] if start[8:] == "01" and end[8:] >= "28" else f"{start}/{end[8:]}"


def _place(place: Record | None, country: str | None, wide: bool) -> str:
    """`Kandarou, ML`; the name alone where there is little room."""
    names = [name for name in (place["name"] if place else None, country) if name]
    return ", ".join(names if wide else names[:1]) or _UNKNOWN


def _parties(incident: Record) -> str:
    """`JNIM → villageois`: the first party of each side, those before others that the registry knows."""
    sides = [[p for p in incident["parties"] if p["role"] == role] for role in ("initiator", "target")]
    named = [_short(side[0]) if side else _UNKNOWN for side in sides]
    return " → ".join(named) if any(sides) else _UNKNOWN


def _short(actor: Record) -> str:
    """A party's name, or its acronym where the name is long: that of the reader's language, if any."""
    name = party_name(actor)
    known = party(actor["id"]) if actor["id"] else None
    if known is None or len(name) <= _SHORT:
        return name
    acronyms = [n for n in known.aliases if n[:2].isupper() and len(n) < len(name) and " " not in n]
    return next((a for a in acronyms if _is_made_of(a, name)), acronyms[0] if acronyms else name)


def _is_made_of(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym begin words of a name, in their order."""
    initials = iter(word[0].lower() for word in re.findall(r"\w+", name))
    return all(letter.lower() in initials for letter in acronym)
