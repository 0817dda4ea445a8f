"""What a public file leaves out: the names of private persons, and the words and headlines that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from temoin.knowledge.gazetteer import area, fold
from temoin.knowledge.parties import party
from temoin.languages import CODES, load
from temoin.messages import lookup
from temoin.publishing.exports.told import Told
from temoin.publishing.incident_words import Record

AUDIENCES = ("public", "internal")
"""For whom a file can be: `public` leaves names of private persons out, `internal` keeps all."""

# Whoever is of these kinds, no party to the conflict and not in the registry may be a private person.
_PRIVATE = frozenset({"civilians", "protesters", "unidentified", "other"})
# What of an event and of its harm names nobody.
_OF_EVENT = ("id", "type", "status", "background", "totals")
_OF_HARM = ("effect", "victims", "role", "low", "best", "high", "stance")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# words with capitals, one after the other, such as names are
_RUN = re.compile(rf"{_WORD.pattern}(?:[ \u00a0.]+{_WORD.pattern})+")
_LONGEST_ACRONYM = 6
# shorter words of a name (de, al, Ba) are in too many texts
_SHORTEST_NAME = 3


def for_public(told: Told) -> Told:
    """The incident without the names of private persons; `withheld` says from which fields they are gone.

    A person stands as the kind that the person is of. Words and headlines that hold such a name, or words
    with capitals that nothing known explains, are left out whole.
    """
    return _Reader(told).public()


def personal(name: str) -> bool:
    """Whether a name may be that of a person: it has words with capitals that are not those of a group.

    Groups, organisations, countries and demonyms have words of their own (`export.people`,
    `export.organisations`); an acronym that stands alone is a group's. In doubt a name is a person's.
    """
    words = _WORD.findall(name)
    if len(words) == 1 and _acronym(words[0]):
        return False
    parts = list(_parts(words))
    if organised := [n for n, part in enumerate(parts) if _of_organisation(part)]:
        # somebody of an organisation: a name before the word that leads to it
        return any(_capitals(part) > 1 for part in parts[: organised[0]])
    people = next((n for n, part in enumerate(parts) if _people(part)), len(parts))
    return any(_capitals(part) for part in parts[: people + 1])


def _parts(words: list[str]) -> Iterator[list[str]]:
    """The words between linking words: `Rami Oduya | Observatory | Kossoba`."""
    for linking, part in groupby(words, lambda word: fold(word) in _words("linking")):
        if not linking:
            yield list(part)


def _of_organisation(part: list[str]) -> bool:
    return not _words("organisations").isdisjoint(plain for word in part for plain in fold(word).split())


def _people(part: list[str]) -> bool:
    return any(fold(word) in _words("people") for word in part)


def _capitals(part: list[str]) -> int:
    """How many words have capitals that are neither people, nor an adjective before them, nor a country's."""
    followers = [*part[1:], ""]
    return sum(
        _capital(word) and not _people([word, after]) and not _of_a_country(word)
        for word, after in zip(part, followers, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """Names by their folded words: those to leave out, those that may stand."""

    private: tuple[frozenset[str], ...]
    public: frozenset[str]

    def in_text(self, text: str) -> bool:
        """Whether a text holds a name to leave out, whole or by one of its words."""
        words = set(fold(text).split())
        return any(words & name for name in self.private)

    def may_be_in(self, text: str) -> bool:
        """Whether a text holds such a name, or two words with capitals together that may be one."""
        return self.in_text(text) or any(self._unexplained(run[0]) for run in _RUN.finditer(text))

    def _unexplained(self, run: str) -> bool:
        capitals = 0
        for word in _WORD.findall(run):
            if fold(word) in _words("linking"):
                continue
            known = set(fold(word).split()) <= self.public or _of_a_country(word) or _ordinary(word)
            capitals = 0 if known or not _capital(word) else capitals + 1
            if capitals == 2:
                return True
        return False


class _Reader:
    """Goes through an incident and leaves out what must not be told."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.withheld: dict[str, None] = {}
        incident = told.incident
        self._kinds = {
            str(one["name"]): str(one["kind"])
            for one in (*incident["parties"], *incident["voices"])
            if _private(one)
        }
        self._names = _Names(
            tuple(frozenset(_telling(name)) for name in self._kinds),
            frozenset(_public_words(told, self._kinds)),
        )

    def public(self) -> Told:
        incident = {
            **self.told.incident,
            "parties": [self._named("parties", p) for p in self.told.incident["parties"]],
            "voices": [self._named("voices", v) for v in self.told.incident["voices"]],
            "sides": {
                field: [self._side(s) for s in sides] for field, sides in self.told.incident["sides"].items()
            },
            "statements": [self._statement(s) for s in self.told.incident["statements"]],
            "decisions": [],
            "place": self._place(self.told.incident["place"]),
        }
        if self.told.incident["decisions"]:
            self.withheld["decisions"] = None
        events = tuple(self._event(event) for event in self.told.events)
        reports = {id: self._report(report) for id, report in self.told.reports.items()}
        return replace(
            self.told, incident=incident, events=events, reports=reports, withheld=tuple(self.withheld)
        )

    def _event(self, event: Record) -> Record:
        """What of an event names nobody, and its sentences; null where one may name somebody.

        That a sentence is null is not counted as withheld: most formats have no sentences.
        """
        sentences = [
            {**s, "text": None if self._names.may_be_in(s["text"]) else s["text"]} for s in event["evidence"]
        ]
        harm = [{part: h[part] for part in _OF_HARM} for h in event["harm"]]
        return {**{part: event[part] for part in _OF_EVENT}, "harm": harm, "evidence": sentences}

    def _named(self, field: str, one: Record) -> Record:
        return {**one, "name": self._name(field, one["name"])}

    def _name(self, field: str, name: str | None) -> str | None:
        if name is None or name not in self._kinds:
            return name
        self.withheld[field] = None
        return self._kinds[name]

    def _side(self, side: Record) -> Record:
        voices = [self._name("sides", v) for v in side["voices"]]
        return {**side, "value": self._value("sides", side["value"]), "voices": voices}

    def _statement(self, said: Record) -> Record:
        value = said["value"]
        about_people = said["field"].startswith(("actors", "according_to"))
        if about_people and isinstance(value, str) and not self._known(value) and personal(value):
            self.withheld["statements.value"] = None
            value = None
        decided = said["decided"]
        if decided:
            # who decided, and why, is for those who work on the case
            self.withheld["statements.decided"] = None
            decided = {"kind": decided["kind"], "at": decided["at"]}
        return {
            **said,
            "value": self._value("statements.value", value),
            "according_to": self._name("statements.according_to", said["according_to"]),
            "words": self._text("statements.words", said["words"]),
            "decided": decided,
        }

    def _value(self, field: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: self._value(field, part) for name, part in value.items()}
        if isinstance(value, list | tuple):
            return [self._value(field, part) for part in value]
        if not isinstance(value, str) or value in self._kinds:
            return self._name(field, value)
        if not self._names.in_text(value):
            return value
        self.withheld[field] = None
        return None

    def _place(self, place: Record | None) -> Record | None:
        if place is None:
            return None
        parts = {name: self._value("place", place.get(name)) for name in ("name", "text") if name in place}
        return {**place, **parts}

    def _report(self, report: Record) -> Record:
        title, url = report["title"], report["url"]
        link = self._value("reports.url", url)
        return {**report, "title": self._text("reports.title", title), "url": link}

    def _text(self, field: str, text: str | None) -> str | None:
        if not text or not self._names.may_be_in(text):
            return text
        self.withheld[field] = None
        return None

    def _known(self, name: str) -> bool:
        return name in self._kinds or set(fold(name).split()) <= self._names.public


def _private(one: Record) -> bool:
    """Whether a party or a voice may be a private person, by its kind and its name."""
    if one["id"] or one.get("party") or one["kind"] not in _PRIVATE:
        return False
    return personal(one["name"])


def _telling(name: str) -> Iterable[str]:
    """The folded words of a name by which a person can be told."""
    for word in _WORD.findall(name):
        if _capital(word) and not _ordinary(word):
            yield from (part for part in fold(word).split() if len(part) >= _SHORTEST_NAME)


def _public_words(told: Told, private: Mapping[str, str]) -> Iterable[str]:
    """The folded words of all names that may stand: parties, places, publishers."""
    incident, place = told.incident, told.incident["place"] or {}
    names = [place.get("name"), place.get("admin1"), place.get("admin2")]
    for one in (*incident["parties"], *incident["voices"]):
        if one["name"] in private:
            continue
        known = party(one["id"]) if one["id"] else None
        names += [one["name"], *(known.names if known else ())]
    names += [report["publisher"] for report in told.reports.values()]
    return (word for name in names if name for word in fold(name).split())


def _capital(word: str) -> bool:
    """Whether a word is not one in small letters; scripts without capitals have none such."""
    return not word[0].islower()


def _acronym(word: str) -> bool:
    return word.isupper() and 1 < len(word) <= _LONGEST_ACRONYM


def _ordinary(word: str) -> bool:
    plain = fold(word)
    return any(plain in _words(list) for list in ("people", "organisations", "linking"))


@lru_cache(maxsize=20_000)
def _of_a_country(word: str) -> bool:
    """Whether a word is a country, a region or a demonym."""
    return any(area(load(code), word) for code in CODES)


@cache
def _words(list: str) -> frozenset[str]:
    """The folded words of a list of all languages: names of people are in any."""
    return frozenset(fold(word) for code in CODES for word in lookup(f"export.{list}", code))
