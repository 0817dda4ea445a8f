"""The words that tell of harm: effects, the nouns of victims, and the small words around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from temoin.languages import Language, Lexicon, words
from temoin.model import Kind

Use = Literal[
    "passive",
    "have",
    "singular",
    "plural",
    "adverb",
    "not",
    "and",
    "or",
    "part",
    "them",
    "among",
    "age",
    "other",
    "of",
    "along",
    "with",
    "date",
    "pronoun",
    "object",
    "thereof",
    "purpose",
    "intent",
    "many",
    "definite",
    "definites",
    "preposition",
    "agent",
    "clause",
    "feared",
    "possible",
    "denial",
    "recall",
    "collective",
    "person",
    "own",
    "mourn",
    "all",
    "only",
    "also",
]
EffectUse = Literal[
    "before",
    "noun",
    "after",
    "nominal",
    "participle",
    "inside",
    "toll",
    "tally",
    "claim",
    "members",
    "all",
    "none",
]


EffectName = Literal[
    "killed",
    "injured",
    "abducted",
    "taken",
    "missing",
    "displaced",
    "arrested",
    "released",
    "casualties",
    "collateral",
    "same",
    "victims",
    "nothing",
]


@dataclass(frozen=True, slots=True)
class VictimEntry:
    """A noun for victims in the singular and the plural; `thing` is what no one counts as a victim."""

    many: str = ""
    one: str = ""
    kind: Kind | None = None
    thing: bool = False


@dataclass(frozen=True, slots=True)
class SmallWord:
    """A small word and what it does around a count of victims."""

    phrase: str
    use: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class EffectEntry:
    """A phrase that says what was done to people, and where its victims stand (`harm.tsv`).

    `taken` says only that they were led away; `same` is what was last said to be done, `victims` that
    they were killed, if any were; `nothing` is a phrase
    that holds an effect's word and is none. Who is killed is `own` where it is one of the subject's men.
    """

    phrase: str
    effect: EffectName
    use: EffectUse
    number: Literal["one", "many"] | None = None
    strict: bool = False
    own: bool = False


class HarmWords:
    """The tables of a language, ready to be looked up."""

    def __init__(self, language: Language) -> None:
        victims = language.table("harm_victims", VictimEntry)
        self.nouns: Lexicon[tuple[bool, VictimEntry]] = Lexicon(
            [(v.one, (False, v)) for v in victims if v.one] + [(v.many, (True, v)) for v in victims if v.many]
        )
        self.small = Lexicon((w.phrase, w) for w in language.table("harm_words", SmallWord))
        self.effects = Lexicon(
            ((e.phrase, e) for e in language.table("harm", EffectEntry)), over=language.days
        )


@cache
def harm_words(language: Language) -> HarmWords:
    """The words that tell of harm in a language."""
    return HarmWords(language)


def names_civilians(name: str, language: Language) -> bool:
    """Whether a party's name says that they are civilians: *passengers*, but not *people*."""
    forms = [w.form for w in words(name)]
    return any(m.entry[1].kind == "civilians" for m in harm_words(language).nouns.find(forms))
