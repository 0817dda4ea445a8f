"""What is wrong with the registry of parties, and where?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

from temoin.knowledge.gazetteer.names import fold
from temoin.knowledge.parties.forces import force_kinds, has_states, party
from temoin.knowledge.parties.registry import Belonging, Party, files, is_before
from temoin.knowledge.parties.resolve import fit
from temoin.languages import read_table

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend at a line of a file; `key` is that of its message in `parties.problems`."""

    file: str
    line: int
    key: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Entry:
    """A party and where it is written."""

    party: Party
    file: str
    line: int

    def problem(self, key: str, **values: object) -> Problem:
        """A problem of this entry."""
        return Problem(self.file, self.line, key, {"id": self.party.id, **values})


def check(tables: Sequence[Path] | None = None) -> list[Problem]:
    """All problems of these tables, of the registry's own by default, in the order of the files.

    Raises `DataError` where a table cannot be read at all.
    """
    entries = [e for file in tables or files() for e in _entries(file)]
    known = {e.party.id: e for e in reversed(entries)}
    found = [*_repeated(entries), *_clashes(entries)]
    for entry in entries:
        found += [*_own_problems(entry), *_belonging_problems(entry, known)]
    order = {file.name: i for i, file in enumerate(tables or files())}
    return sorted(found, key=lambda p: (order[p.file], p.line, p.key))


def _entries(file: Path) -> Iterator[Entry]:
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    numbers = [n for n, line in lines if line.strip() and not line.startswith("#")][1:]
    for number, row in zip(numbers, read_table(file, Party), strict=True):
        yield Entry(row, file.name, number)


def _repeated(entries: list[Entry]) -> Iterator[Problem]:
    first: dict[str, Entry] = {}
    for entry in entries:
        other = first.setdefault(entry.party.id, entry)
        if other is not entry:
            yield entry.problem("same_id", file=other.file, line=other.line)


def _own_problems(entry: Entry) -> Iterator[Problem]:
    row = entry.party
    if not _ID.fullmatch(row.id):
        yield entry.problem("id")
    if not row.source:
        yield entry.problem("source")
    if row.force and row.force not in force_kinds():
        yield entry.problem("force", force=row.force, known=", ".join(force_kinds()))
    for country in row.countries:
        if not has_states(country):
            yield entry.problem("country", country=country)
    seen: set[str] = set()
    own = (row.own,) if row.own else ()
    # the full names of two languages may be one; acronyms differ by their capitals (FAMa, FAMA)
    for name in dict.fromkeys((row.fr, row.en, *own)):
        seen.add(name)
    for name in row.aliases:
        if name in seen:
            yield entry.problem("written_twice", name=name)
        seen.add(name)
    yield from (entry.problem("date", date=d) for d in _bad_dates(row.active))
    if "/" not in row.active and row.active:
        yield entry.problem("period", period=row.active)


def _belonging_problems(entry: Entry, known: dict[str, Entry]) -> Iterator[Problem]:
    for field in ("parent", "member_of"):
        for cell in getattr(entry.party, field):
            belonging = Belonging.read(cell)
            if belonging.party not in known and party(belonging.party) is None:
                yield entry.problem("unknown_party", column=field, party=belonging.party)
            yield from (entry.problem("date", date=d) for d in _bad_dates(cell.partition("@")[2]))
    if loop := _loop(entry.party.id, known):
        yield entry.problem("loop", loop=" > ".join(loop))


def _bad_dates(period: str) -> list[str]:
    """The dates of a period that are none, or the whole period where it ends before it begins."""
    start, _, end = period.partition("/")
    bad = [d for d in (start, end) if d and not _is_date(d)]
    return bad or ([period] if is_before(end, start) else [])


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    year, month, day = (*map(int, value.split("-")), 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _loop(start: str, known: dict[str, Entry]) -> list[str]:
    """The way from a party upwards back to itself, or nothing."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop()
        entry = known.get(way[-1])
        for belonging in (*entry.party.parents, *entry.party.alliances) if entry else ():
            if belonging.party == start:
                return [*way, start]
            if belonging.party not in seen:
                seen.add(belonging.party)
                ways.append([*way, belonging.party])
    return []


def _clashes(entries: list[Entry]) -> Iterator[Problem]:
    """Names that two parties share where neither country, time nor belonging tells which is meant."""
    bearers: dict[str, dict[str, tuple[Entry, str]]] = defaultdict(dict)
    for entry in entries:
        for name in entry.party.names:
            bearers[fold(name)].setdefault(entry.party.id, (entry, name))
    reported = set()
    for found in bearers.values():
        for (one, name), (other, _) in combinations(found.values(), 2):
            pair = one.party.id, other.party.id
            if pair not in reported and not _told_apart(one.party, other.party):
                reported.add(pair)
                yield other.problem("clash", name=name, other=one.party.id, file=one.file, line=one.line)


def _told_apart(one: Party, other: Party) -> bool:
    if {b.party for b in one.parents} & {other.id} or {b.party for b in other.parents} & {one.id}:
        return True
    (start, end), (from_, until) = one.period, other.period
    if (
        is_before(end, from_)
        or is_before(until, start)
        or (end and end == from_)
        or (until and until == start)
    ):
        return True  # one followed the other
    shared = [c for c in one.countries if c in other.countries]
    if shared:
        return all(fit(one, c, None) != fit(other, c, None) for c in shared)
    return bool(one.countries or other.countries)
