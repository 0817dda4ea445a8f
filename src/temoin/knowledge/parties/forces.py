"""The forces that every state has, made by rule from the words for its nationality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from temoin.knowledge.gazetteer.areas import country_name
from temoin.knowledge.parties.registry import ARMIES, FORCE_KINDS, Party, parts, registry
from temoin.languages import CODES, Language, load, read_table
from temoin.languages.lexicon import expand

# A government is a side of UCDP's data sets under its country's English name.
_UCDP = "Government of {name}"


@dataclass(frozen=True, slots=True)
class ForceKind:
    """A force that every state may have, the branch it counts as, and the force it is a part of."""

    force: str
    branch: str
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class ForceName:
    """A name of a force of any state, with places for the adjective or the country's name."""

    force: str
    name: str


@dataclass(frozen=True, slots=True)
class Nationality:
    """The adjectives of a country (ISO 3166 alpha-2), each a pattern that spells out its endings.

    `people` are the nouns for its people where they are other words: *Kenyans*.
    """

    country: str
    adjectives: tuple[str, ...]
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Army:
    """A territory without an army of its own, and whose army is meant there (ISO 3166 alpha-2)."""

    territory: str
    army_of: str


@cache
def force_kinds() -> dict[str, ForceKind]:
    """Every kind of force by its name."""
    return {k.force: k for k in read_table(FORCE_KINDS, ForceKind)}


def branch_of(force: str) -> str:
    """What a force counts as: `army`, `police`, `security`, `government` or `justice`."""
    kind = force_kinds().get(force)
    return kind.branch if kind else force


def whose_force(country: str, force: str) -> str:
    """The state whose force it is that a report on a country calls only the army, the police..."""
    return _armies().get(country, country) if branch_of(force) == "army" else country


@cache
def _armies() -> dict[str, str]:
    return {row.territory: row.army_of for row in read_table(ARMIES, Army)}


def force_id(country: str, force: str) -> str:
    """The id of a state's force: `ml-army`."""
    return f"{country.lower()}-{force}"


@cache
def state_force(country: str, force: str) -> Party | None:
    """A force of a country (ISO 3166 alpha-2), under its special names and those made by rule.

    None where no language has words for the country, or there is no such force.
    """
    made = {code: tuple(_made(country, force, load(code))) for code in CODES}
    kind = force_kinds().get(force)
    if kind is None or not all(made.values()):
        return None
    names = tuple(dict.fromkeys(name for each in made.values() for name in each))
    special = registry().get(force_id(country, force))
    parent = (force_id(country, kind.part_of),) if kind.part_of else ()
    if special:
        return replace(
            special,
            aliases=tuple(dict.fromkeys((*special.aliases, *names))),
            parent=special.parent or parent,
        )
    ucdp = _UCDP.format(name=_name(country, load("en")))
    return Party(
        id=force_id(country, force),
        fr=made["fr"][0],
        en=made["en"][0],
        kind="state_forces",
        aliases=names,
        force=force,
        countries=(country,),
        parent=parent,
        ucdp=(ucdp,) if force == "government" else (),
    )


def party(id: str) -> Party | None:
    """The party with this id, of the registry or made by rule; None where there is none."""
    country, _, force = id.partition("-")
    made = state_force(country.upper(), force) if id == id.lower() and force in force_kinds() else None
    return made or registry().get(id)


def has_states(country: str) -> bool:
    """Whether forces of this country are made."""
    return country in _endings(load(CODES[0]))


def state_forces(country: str) -> list[Party]:
    """All forces of a country that are made by rule."""
    return [made for force in force_kinds() if (made := state_force(country, force))]


def parts_of(whole: Party) -> list[Party]:
    """The parts of a party, of the registry and made by rule."""
    made = state_forces(whole.countries[0]) if whole.force and whole.countries else []
    below = (*parts().get(whole.id, ()), *(f for f in made if whole.id in f.parent))
    return list({p.id: p for p in below}.values())


def _made(country: str, force: str, language: Language) -> Iterator[str]:
    endings = _endings(language).get(country)
    for row in _force_names(language).get(force, ()) if endings else ():
        yield row.name.format(name=_name(country, language), **endings or {})


@cache
def _force_names(language: Language) -> dict[str, list[ForceName]]:
    found: dict[str, list[ForceName]] = {}
    for row in language.table("forces", ForceName):
        found.setdefault(row.force, []).append(row)
    return found


def _name(country: str, language: Language) -> str:
    return country_name(language, country) or country


@cache
def _endings(language: Language) -> dict[str, dict[str, str]]:
    """For each country its adjective by gender and number; one form serves for all where there is but one."""
    found: dict[str, dict[str, str]] = {}
    for row in language.table("nationalities", Nationality):
        pattern = row.adjectives[0]
        forms = [" ".join(words) for words in expand(pattern)] if "{" in pattern else [pattern]
        forms = forms * 4 if len(forms) == 1 else forms
        found.setdefault(row.country, dict(zip(("m", "f", "mp", "fp"), forms, strict=False)))
    return found
