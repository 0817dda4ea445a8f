"""Who is who: the registry of movements, militias, armies and missions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from temoin.languages import Lexicon, Match, Word, form, read_table, words
from temoin.model import Kind

HERE = Path(__file__).parent
# The table of the forces that every state has names no parties.
FORCE_KINDS = HERE / "force_kinds.tsv"
ARMIES = HERE / "armies.tsv"
_FIRST = re.compile(r"[^\W_]+")
# French capitals are often printed without their accents.
_BARE_CAPITALS = str.maketrans("ÀÂÇÉÈÊÎÔ", "AACEEEIO")


@dataclass(frozen=True, slots=True)
class Belonging:
    """The party that another is part of, from when to when (ISO dates, months or years, or None)."""

    party: str
    start: str | None = None
    end: str | None = None

    @classmethod
    def read(cls, cell: str) -> Belonging:
        """From a table's notation: `al-qaeda`, `al-qaeda@2007/2017-03-02`, `jnim@2017-03-02/`."""
        party, _, period = cell.partition("@")
        start, _, end = period.partition("/")
        return cls(party, start or None, end or None)

    def holds_on(self, date: str | None) -> bool:
        """Whether it held on a date (ISO, to the day, month or year); True where no date is given."""
        return not (date and (is_before(date, self.start) or is_before(self.end, date)))


def is_before(date: str | None, other: str | None) -> bool:
    """Whether a date lies wholly before another, as far as both are known (ISO; `2024` is all of it)."""
    if not date or not other:
        return False
    known = min(len(date), len(other))
    return date[:known] < other[:known]


@dataclass(frozen=True)
class Party:
    """A party to conflicts: what it is called, what it is at home, and what it belongs to.

    `fr`, `en` are its full names, `own` its name in its own language, `aliases` every other name and acronym.
    `force` is which force of a state it is (`force_kinds.tsv`), empty for none.
    `countries` (ISO 3166 alpha-2) are those where it acts, the first its home. `parent` lists what it is part
    of, `member_of` the alliances it joined or pledged to, both in the notation of `Belonging.read`.
    `active` is the period `start/end`; `ucdp` the names that UCDP's data sets give it; `source` where
    the entry comes from.
    """

    id: str
    fr: str
    en: str
    kind: Kind
    own: str = ""
    aliases: tuple[str, ...] = ()
    force: str = ""
    countries: tuple[str, ...] = ()
    parent: tuple[str, ...] = ()
    member_of: tuple[str, ...] = ()
    active: str = ""
    ucdp: tuple[str, ...] = ()
    source: str = ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All its names, each once, the full ones first."""
        own = (self.own,) if self.own else ()
        return tuple(dict.fromkeys((self.fr, self.en, *own, *self.aliases)))

    def name_in(self, language: str) -> str:
        """Its full name in a language (ISO 639-1), in English where it has none."""
        return self.fr if language == "fr" else self.en

    @property
    def parents(self) -> tuple[Belonging, ...]:
        """What it is part of, and when."""
        return tuple(Belonging.read(cell) for cell in self.parent)

    @property
    def alliances(self) -> tuple[Belonging, ...]:
        """The alliances and movements that it joined or pledged to, and when."""
        return tuple(Belonging.read(cell) for cell in self.member_of)

    @property
    def period(self) -> tuple[str | None, str | None]:
        """Since and until when it has been active, as far as known."""
        start, _, end = self.active.partition("/")
        return start or None, end or None

    def kind_in(self, country: str | None) -> Kind:
        """What the party is in a country: the forces of one state are foreign in another."""
        if self.kind == "state_forces" and country and self.countries and country not in self.countries:
            return "foreign_forces"
        return self.kind


def files() -> list[Path]:
    """The tables of the registry."""
    return sorted(file for file in HERE.glob("*.tsv") if file not in (ARMIES, FORCE_KINDS))


@cache
def registry() -> dict[str, Party]:
    """Every party that the tables name, by its id."""
    return {p.id: p for file in files() for p in read_table(file, Party)}


@cache
def parts() -> dict[str, tuple[Party, ...]]:
    """For each party those that are or were part of it."""
    found: dict[str, list[Party]] = defaultdict(list)
    for party in registry().values():
        for whole in dict.fromkeys(b.party for b in party.parents):
            found[whole].append(party)
    return {whole: tuple(below) for whole, below in found.items()}


@dataclass(frozen=True, slots=True)
class Name:
    """One of a party's names, as it is written in the registry."""

    party: Party
    text: str

    def written_in(self, found: tuple[Word, ...]) -> bool:
        """Whether these words spell the name as a name: `IS` is one, `is` is not."""
        if len(found) > 1:
            spelled = " ".join(w.text for w in found)
            return spelled in _spellings(self.party) or any(w.text[0].isupper() for w in found)
        word = found[0].text
        if len(word) <= 3 and not self.text[1:].islower():  # an acronym: `LeT` is one, `Let` is not
            return word.isupper() or word == self.text
        return word[0].isupper() or word in self.party.names


@cache
def _spellings(party: Party) -> frozenset[str]:
    """Its names as words with nothing between them but spaces: `maï-maï` is `maï maï`."""
    return frozenset(" ".join(w.text for w in words(name)) for name in party.names)


class Names:
    """All names of all parties, to be found in a text; each stands for all the parties that bear it.

    They are thousands: those that begin with a word are spelled out only once a text holds that word.
    """

    def __init__(self, parties: Iterable[Party]) -> None:
        self._heads: dict[str, list[tuple[Party, str]]] = defaultdict(list)
        self._lexicons: dict[str, Lexicon[tuple[Name, ...]]] = {}
        for party in parties:
            for name in party.names:
                self._heads[_head(name)].append((party, name))
                if not name.isascii() and (bare := _head(name.translate(_BARE_CAPITALS))) != _head(name):
                    self._heads[bare].append((party, name))

    def at(self, forms: Sequence[str], i: int) -> Match[tuple[Name, ...]] | None:
        """The longest name that starts at word `i`, or None."""
        head = forms[i]
        if head not in self._heads:
            return None
        if head not in self._lexicons:
            self._lexicons[head] = _lexicon(self._heads[head])
        return self._lexicons[head].at(forms, i)

    def find(self, forms: Sequence[str]) -> list[Match[tuple[Name, ...]]]:
        """All names in `forms`, left to right, without overlap."""
        found: list[Match[tuple[Name, ...]]] = []
        i = 0
        while i < len(forms):
            match = self.at(forms, i)
            if match:
                found.append(match)
            i = match.last if match else i + 1
        return found


def _head(name: str) -> str:
    """The form of a name's first word; empty where it has none."""
    match = _FIRST.search(name)
    return form(match.group()) if match else ""


def _lexicon(names: Iterable[tuple[Party, str]]) -> Lexicon[tuple[Name, ...]]:
    bearers: dict[str, dict[str, Name]] = defaultdict(dict)
    for party, name in names:
        for spelled in dict.fromkeys((name, name.translate(_BARE_CAPITALS))):
            phrase = " ".join(w.form for w in words(spelled))
            bearers[phrase].setdefault(party.id, Name(party, name))
    return Lexicon((phrase, tuple(found.values())) for phrase, found in bearers.items())


@cache
def names() -> Names:
    """The names of all parties of the registry."""
    return Names(registry().values())
