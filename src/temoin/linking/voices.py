"""Who speaks, under whatever name? An army is one voice in either language, and a party to the conflict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from temoin.knowledge.gazetteer import fold
from temoin.knowledge.parties import party, resolve, state_forces, wholes
from temoin.linking.incident import Member, Party, Voice

# Whoever fights is a party wherever it speaks; of a state's own forces the report decides.
_FIGHTERS = frozenset({"foreign_forces", "armed_group", "communal_militia"})
_STATE = "state_forces"
FORCES = frozenset({_STATE, "foreign_forces"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks in an event; `key`, an id in the registry or a folded name, is the same in all of them."""

    key: str
    name: str
    kind: str
    party: bool
    id: str | None


Speakers = Mapping[tuple[str, str], Speaker]


def speakers(members: Sequence[Member]) -> Speakers:
    """Who speaks, by event id and the name there; one speaker has the same name and the same kind in all."""
    known = _ids_in(members)
    found = {(m.event["id"], s["name"]): _speaker(s, m, known) for m in members for s in _sources(m.event)}
    first: dict[str, Speaker] = {}
    for speaker in found.values():
        before = first.setdefault(speaker.key, speaker)
        if speaker.party and not before.party:
            first[speaker.key] = replace(before, party=True)
    return {where: first[speaker.key] for where, speaker in found.items()}


def voices(members: Sequence[Member], heard: Speakers, origin_of: Mapping[str, int]) -> tuple[Voice, ...]:
    """All who speak, each once, with the origins in which they do."""
    origins: dict[Speaker, set[int]] = {}
    for member in members:
        for source in _sources(member.event):
            speaker = heard[member.event["id"], source["name"]]
            origins.setdefault(speaker, set()).add(origin_of[member.report["id"]])
    return tuple(Voice(s.name, s.kind, s.party, s.id, tuple(sorted(of))) for s, of in origins.items())


def sole_voice(events: Sequence[Mapping[str, Any]], heard: Speakers) -> str | None:
    """The key of the party on whose words alone a report's events rest; None where they rest on more."""
    said = {heard[event["id"], source["name"]] for event in events for source in _sources(event)}
    told = all(event["according_to"] for event in events)
    return next((s.key for s in said if s.party), None) if told and len(said) == 1 else None


def voice_of(claim: Mapping[str, Any], event: Mapping[str, Any], heard: Speakers) -> str:
    """The key of whose word a claim of an event is; of the report's own word, the event's id."""
    speaker = heard.get((event["id"], claim["according_to"] or ""))
    return speaker.key if speaker else str(event["id"])


def same_party(a: Party | Voice, b: Party | Voice) -> bool:
    """Whether two names mean the same party."""
    return a.id == b.id if a.id and b.id else fold(a.name) == fold(b.name)


def same_side(a: Party | Voice, b: Party | Voice) -> bool:
    """Whether two parties stand together: one is the other or belongs to it, or both are the state's."""
    if same_party(a, b) or a.kind == b.kind == _STATE:
        return True
    return a.id is not None and b.id is not None and related(a.id, b.id)


def related(a: str, b: str) -> bool:
    """Whether of two parties, by their ids, one is the other, a part of it, or pledged to it."""
    return a in _with_wholes(b) or b in _with_wholes(a)


@cache
def _with_wholes(id: str) -> frozenset[str]:
    known = party(id)
    return frozenset({id, *(p.id for p in wholes(known))} if known else {id})


def _sources(event: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """Those according to whom an event is told, then those whose words only one of its claims is."""
    yield from event["according_to"]
    named = {s["name"] for s in event["according_to"]}
    for name in dict.fromkeys(c["according_to"] for c in event["claims"]):
        if name and name not in named:
            yield {"name": name, "text": name, "aliases": (), "kind": "other", "party": False}


def _speaker(source: Mapping[str, Any], member: Member, known: Mapping[str, str]) -> Speaker:
    id = _id_of(source, member, known)
    who = party(id) if id else None
    fights = who is not None and who.kind in _FIGHTERS
    kind = who.kind if who and source["kind"] == "other" else source["kind"]
    return Speaker(id or fold(source["name"]), source["name"], kind, source["party"] or fights, id)


def _ids_in(members: Iterable[Member]) -> dict[str, str]:
    """The ids of the parties by every name that the events have for them.

    Of a state's forces by their first names only: a report may run several together, police and prosecutor.
    """
    found: dict[str, str] = {}
    for actor in (a for m in members for a in m.event["actors"] if a["id"]):
        others = () if actor["kind"] == _STATE else actor["aliases"]
        found.update((fold(name), actor["id"]) for name in (actor["name"], actor["text"], *others))
    return found


def _id_of(source: Mapping[str, Any], member: Member, known: Mapping[str, str]) -> str | None:
    """The id of who speaks: of the party of the events that it is, or of the registry's of this name."""
    place, when = member.event["place"], member.event["date"]
    country, start = place and place["country"], when and when["start"]
    states = _state_names(country) if country else {}
    for name in map(fold, (source["name"], source["text"], *source["aliases"])):
        if id := known.get(name) or states.get(name):
            return id
    found = resolve(source["name"], start, country)
    return found[0].id if found else None


@cache
def _state_names(country: str) -> dict[str, str]:
    return {fold(name): force.id for force in state_forces(country) for name in force.names}
