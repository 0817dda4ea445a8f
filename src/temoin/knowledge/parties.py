"""Who is who: the registry of movements, militias, armies and missions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from temoin.languages import Lexicon, Word, read_table, words
from temoin.model import Kind

# French capitals are often printed without their accents.
_BARE_CAPITALS = str.maketrans("ÀÂÇÉÈÊÎÔ", "AACEEEIO")


@dataclass(frozen=True, slots=True)
class Party:
    """A party to conflicts: its names in French and English, every other name, and what it is at home.

    `force` is which force of a state it is (`army`, `police`, `security`, `government`), empty for none.
    `countries` (ISO 3166 alpha-2) are those where it acts, `parent` the id of the party it belongs to.
    """

    id: str
    fr: str
    en: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    force: str = ""
    countries: tuple[str, ...] = ()
    parent: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, each once, the full ones first."""
        return tuple(dict.fromkeys((self.fr, self.en, *self.aliases)))

    def kind_in(self, country: str | None) -> Kind:
        """What the party is in a country: the forces of one state are foreign in another."""
        if self.kind == "state_forces" and country and self.countries and country not in self.countries:
            return "foreign_forces"
        return self.kind


@cache
def registry() -> dict[str, Party]:
    """Every party by its id."""
    return {p.id: p for p in read_table(Path(__file__).with_name("parties.tsv"), Party)}


@dataclass(frozen=True, slots=True)
class Name:
    """One of a party's names, as it is written in the registry."""

    party: Party
    text: str

    def written_in(self, found: tuple[Word, ...]) -> bool:
        """Whether these words spell the name as a name: `IS` is one, `is` is not."""
        if len(found) > 1:
            spelled = " ".join(w.text for w in found)
            return spelled in self.party.names or any(w.text[0].isupper() for w in found)
        word = found[0].text
        if len(word) <= 3 and self.text.isupper():
            return word.isupper()
        return word[0].isupper() or word in self.party.names


@cache
def names() -> Lexicon[Name]:
    """All names of all parties, to be found in a text."""
    return Lexicon(
        (" ".join(w.text for w in words(spelled)), Name(party, name))
        for party in registry().values()
        for name in party.names
        for spelled in dict.fromkeys((name, name.translate(_BARE_CAPITALS)))
    )
