"""What an incident is once its events are joined: agreed values, ranges, who claims what, how far it holds.

Nothing is decided here that a table does not say: the rule for tolls (`rules.tsv`) and the grades
(`grades.tsv`) are printed with what they give. Every claim stays beside the value that was derived from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from temoin.linking import agreeing, grading, tolls
from temoin.linking.incident import (
    EFFECTS,
    ROLES,
    Decided,
    Decision,
    Incident,
    Member,
    Side,
    Statement,
    Toll,
)
from temoin.linking.origins import Telling, origins
from temoin.linking.standing import corrected, decision_on, standing
from temoin.linking.tolls import DEFAULT_RULE, rules
from temoin.linking.voices import Speakers, sole_voice, speakers, voice_of, voices

__all__ = ["DEFAULT_RULE", "Decision", "Incident", "Member", "derive", "rules", "subject"]


def derive(members: Sequence[Member], rule: str = DEFAULT_RULE) -> Incident:
    """The incident that these events are, given in the order in which they were taken in.

    Raises `KeyError` where `rule` is none of `rules()`, `ValueError` where there are no events.
    """
    rules()[rule]
    if not members:
        raise ValueError("an incident has one event at least")
    stand = [standing(m) for m in members]
    heard = speakers([*members, *stand])
    found = origins(_tellings(stand, heard))
    of = {report: n for n, origin in enumerate(found) for report in origin.reports}
    (start, end), dates_agree = agreeing.days(corrected(stand, "date"), of)
    place, places_agree = agreeing.place(corrected(stand, "place"), of)
    counted = {e: _counted(e, stand, of) for e in EFFECTS}
    types = _types(corrected(stand, "type"), of)
    parties = tuple(
        p for role in ROLES for p in agreeing.parties(role, corrected(stand, f"actors.{role}"), of)
    )
    status, status_contested = _status(stand, heard)
    at_odds = {
        "status": status_contested,
        "date": not dates_agree,
        "place": not places_agree,
        "initiator": agreeing.initiators_at_odds(corrected(stand, "actors.initiator"), of),
        "target": agreeing.targets_at_odds(corrected(stand, "actors.target"), of),
        **{e: tolls.disputed(e, counted[e], corrected(stand, f"totals.{e}"), heard) for e in EFFECTS},
    }
    contested = tuple(field for field, odd in at_odds.items() if odd)
    last = {e: {c.event for c in counted[e]} for e in EFFECTS}
    statements = tuple(s for m in members for s in _statements(m, of[m.report["id"]], heard, last))
    speaking = voices(stand, heard, of)
    grade, about = grading.grade(status, contested, len(found), speaking, parties, statements)
    return Incident(
        type=max(types, key=lambda t: types[t]),
        types=types,
        status=status,
        background=all(m.event["background"] for m in members),
        start=start,
        end=end,
        place=place,
        country=agreeing.country(stand, place),
        parties=parties,
        tolls=_tolls(counted, rule),
        rule=rule,
        contested=contested,
        sides={field: _sides(field, statements) for field in contested},
        grade=grade,
        grade_about=about,
        origins=found,
        voices=speaking,
        statements=statements,
        decisions=tuple(_decided(members)),
        events=tuple(m.event["id"] for m in members),
        reports=tuple(dict.fromkeys(m.report["id"] for m in members)),
        confidence=max((c for m in members if (c := m.event.get("confidence")) is not None), default=None),
    )


def subject(field: str) -> str:
    """What a claim is about, as `contested` names it: `killed` for `totals.killed`, `status` for `type`."""
    return "status" if field == "type" else field.rpartition(".")[2]


def _tellings(members: Sequence[Member], heard: Speakers) -> list[Telling]:
    """What each report brings to the incident."""
    by_report: dict[str, list[Member]] = {}
    for member in members:
        by_report.setdefault(member.report["id"], []).append(member)
    return [
        Telling(
            id,
            told[0].report["text"],
            " ".join(span["text"] for m in told for span in m.event["evidence"]),
            told[0].report["publisher"],
            sole_voice([m.event for m in told], heard),
        )
        for id, told in by_report.items()
    ]


def _types(members: Sequence[Member], of: Mapping[str, int]) -> dict[str, int]:
    """How many origins say each type, the first said first."""
    found: dict[str, set[int]] = {}
    for member in members:
        found.setdefault(member.event["type"], set()).add(of[member.report["id"]])
    return {type: len(given) for type, given in found.items()}


def _counted(effect: str, members: Sequence[Member], of: Mapping[str, int]) -> list[tolls.Counted]:
    return tolls.last_counted(effect, corrected(members, f"totals.{effect}"), of)


def _tolls(counted: Mapping[str, Sequence[tolls.Counted]], rule: str) -> dict[str, Toll]:
    return {effect: toll for effect, counts in counted.items() if (toll := tolls.toll(counts, rule))}


def _status(members: Iterable[Member], heard: Speakers) -> tuple[str, bool]:
    """Whether it took place, as far as anybody says so, and whether anybody else denies it."""
    events = [m.event for m in members]
    asserting = {voice for e in events for voice in _asserting(e, heard)}
    denying = {voice for e in events if e["status"] == "denied" for voice in _denying(e, heard)}
    if asserting:
        return "reported", bool(denying) and bool(asserting - denying)
    return "denied" if denying else "planned", False


def _asserting(event: Mapping[str, Any], heard: Speakers) -> set[str]:
    """Those who say that it took place; where a report has it denied, those whom it has count victims."""
    if event["status"] == "reported":
        return {heard[event["id"], s["name"]].key for s in event["according_to"]} or {event["id"]}
    if event["status"] == "planned":
        return set()
    counts = (c for c in event["claims"] if c["field"].startswith("totals.") and c["stance"] == "asserted")
    counting = {voice_of(c, event, heard) for c in counts if c["value"]["low"] and c["according_to"]}
    return counting - _denying(event, heard)


def _denying(event: Mapping[str, Any], heard: Speakers) -> set[str]:
    denials = (c for c in event["claims"] if c["stance"] == "denied")
    return {voice_of(c, event, heard) for c in denials} or {event["id"]}


def _statements(
    member: Member, origin: int, heard: Speakers, last: Mapping[str, set[str]]
) -> Iterable[Statement]:
    event = member.event
    for claim in event["claims"]:
        span, decided = claim["span"], decision_on(claim, member.decisions)
        speaker = heard.get((event["id"], claim["according_to"] or ""))
        effect = claim["field"].removeprefix("totals.")
        yield Statement(
            field=claim["field"],
            value=claim["value"],
            stance=claim["stance"],
            according_to=speaker.name if speaker else None,
            party=bool(speaker and speaker.party),
            hearsay=claim["hearsay"],
            event=event["id"],
            report=member.report["id"],
            origin=origin,
            start=span["start"],
            end=span["end"],
            words=span["text"],
            superseded=bool(event["totals"].get(effect))
            and bool(last[effect])
            and event["id"] not in last[effect],
            decided=decided,
        )


def _sides(field: str, statements: Iterable[Statement]) -> tuple[Side, ...]:
    """Every value and stance that is claimed of a field, with the origins and voices that stand for it."""
    found: dict[str, tuple[Statement, set[int], dict[str, None]]] = {}
    for s in statements:
        if subject(s.field) == field and s.counts and s.stance in ("asserted", "denied"):
            key = f"{s.stance} {s.stance if field == 'status' else s.value}"
            _, given, who = found.setdefault(key, (s, set(), {}))
            given.add(s.origin)
            if s.according_to:
                who[s.according_to] = None
    return tuple(
        Side(s.value, s.stance, tuple(sorted(given)), tuple(who)) for s, given, who in found.values()
    )


def _decided(members: Iterable[Member]) -> Iterable[Decided]:
    for member in members:
        for d in member.decisions:
            yield Decided(member.report["id"], member.event["id"], member.report["text"][d.start : d.end], d)
