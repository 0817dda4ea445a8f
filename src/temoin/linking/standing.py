"""What of an event stands after what people decided: rejected values are out, corrected ones are in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from temoin.knowledge.parties import party, resolve
from temoin.linking.incident import Decision, Member
from temoin.model import period
from temoin.ontology import TYPES

_PRECISIONS = {4: "year", 7: "month", 10: "day"}


def decision_on(claim: Mapping[str, Any], decisions: Sequence[Decision]) -> Decision | None:
    """The last decision on a claim: one on its field whose words overlap the claim's."""
    span = claim["span"]
    on = [
        d for d in decisions if d.field == claim["field"] and d.start < span["end"] and span["start"] < d.end
    ]
    return on[-1] if on else None


def corrected(members: Sequence[Member], field: str) -> Sequence[Member]:
    """The members that a field's value is derived from: the one corrected last, else all."""
    told = [(d.at, n) for n, m in enumerate(members) for d in m.decisions if _corrects(d, field)]
    return [members[max(told)[1]]] if told else members


def _corrects(decision: Decision, field: str) -> bool:
    return decision.kind == "correct" and decision.field == field


def standing(member: Member) -> Member:
    """The member with its event as it stands: without what was rejected, with what was corrected."""
    if not any(d.kind in ("correct", "reject") for d in member.decisions):
        return member
    event = {**member.event, "totals": dict(member.event["totals"])}
    for field in dict.fromkeys(d.field for d in member.decisions):
        _settle(event, field, [d for d in member.decisions if d.field == field])
    claims = [_as_decided(c, decision_on(c, member.decisions)) for c in member.event["claims"]]
    event["claims"] = [c for c in claims if c is not None]
    return replace(member, event=event)


def readable(field: str, value: Any) -> Any:
    """The value of a correction in its usual form: what `temoin code` would give.

    Raises `ValueError` where the field does not admit it.
    """
    part, _, _ = field.partition(".")
    if part == "totals":
        return _count(value)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{field} is corrected to {value!r}; give some words")
    if part == "type" and value not in TYPES:
        raise ValueError(f"there is no type {value!r}; give one of: {', '.join(TYPES)}")
    if part == "date":
        _period(value)
    return value.strip()


def _as_decided(claim: Mapping[str, Any], decision: Decision | None) -> Mapping[str, Any] | None:
    if decision is None or decision.kind == "accept":
        return claim
    if decision.kind == "reject":
        return None
    return {**claim, "value": readable(claim["field"], decision.value)}


def _settle(event: dict[str, Any], field: str, decisions: Sequence[Decision]) -> None:
    """Let the decisions on one field change the event."""
    part, _, of = field.partition(".")
    claims = [(c, decision_on(c, decisions)) for c in event["claims"] if c["field"] == field]
    last = decisions[-1]
    if part == "totals" and of in event["totals"]:
        event["totals"][of] = _recounted(event["totals"][of], claims, decisions)
    elif part == "actors":
        event["actors"] = _replaced(event["actors"], of, claims, decisions)
    elif part == "according_to":
        gone = {c["value"] for c, d in claims if d and d.kind == "reject"}
        named = {c["value"]: d.value for c, d in claims if d and d.kind == "correct"}
        sources = [{**s, "name": named.get(s["name"], s["name"])} for s in event["according_to"]]
        event["according_to"] = [s for s in sources if s["name"] not in gone]
    elif last.kind == "correct":
        value = readable(field, last.value)
        if part == "type":
            event.update(type=value, group=TYPES[value].group)
        elif part == "date":
            event["date"] = _date(value)
        elif part == "place":
            event["place"] = _place(value, event["place"])
    elif part in ("date", "place") and any(d and d.kind == "reject" for _, d in claims):
        event[part] = None


def _date(value: str) -> dict[str, Any]:
    start, end = _period(value)
    precision = "range" if "/" in value else _PRECISIONS[len(value)]
    return {"start": str(start), "end": str(end), "edtf": value, "precision": precision, "text": value}


def _period(value: str) -> tuple[date, date]:
    """First and last day of `2024-03-05`, `2024-03`, `2024` or `2024-03-05/2024-03-07`."""
    first, _, last = value.partition("/")
    try:
        if not {len(first), len(last or first)} <= _PRECISIONS.keys():
            raise ValueError(value)
        start, end = period(first), period(last or first)
    except (ValueError, TypeError) as error:
        raise ValueError(f"{value!r} is no date; give 2024-03-05, 2024-03, 2024 or a range with /") from error
    if start is None or end is None or start[0] > end[1]:
        raise ValueError(f"{value!r} ends before it begins")
    return start[0], end[1]


def _place(name: str, before: Mapping[str, Any] | None) -> dict[str, Any]:
    """A place of which an analyst gave the name: its point is not known, its country is as before."""
    unknown = dict.fromkeys(before or (), None)
    return {
        **unknown,
        "name": name,
        "text": name,
        "aliases": [],
        "others": [],
        "country": before["country"] if before else None,
        "admin1": None,
        "lat": None,
        "lon": None,
        "radius_km": None,
        "geonameid": None,
        "line": False,
        "precision": "unresolved",
    }


def _replaced(
    actors: Sequence[Mapping[str, Any]],
    role: str,
    claims: Sequence[tuple[Mapping[str, Any], Decision | None]],
    decisions: Sequence[Decision],
) -> list[Mapping[str, Any]]:
    """The actors, those of the role as decided; one at words that no claim has now is added."""
    verdicts = {c["value"]: d for c, d in claims if d}
    found: list[Mapping[str, Any]] = []
    for actor in actors:
        verdict = verdicts.get(actor["name"]) if actor["role"] == role else None
        if verdict is None or verdict.kind == "accept":
            found.append(actor)
        elif verdict.kind == "correct":
            found.append(_actor(role, verdict.value, actor["kind"]))
    used = list(verdicts.values())
    homeless = [d for d in decisions if d.kind == "correct" and d not in used]
    return found + [_actor(role, d.value, "other") for d in homeless]


def _actor(role: str, name: str, kind: str) -> dict[str, Any]:
    """An actor of whom an analyst gave the name, or the id in the registry."""
    name = readable(f"actors.{role}", name)
    known = party(name) or next(iter(resolve(name)), None)
    called, kind = (
        (known.fr, known.kind) if known and name == known.id else (name, known.kind if known else kind)
    )
    return {
        "role": role,
        "name": called,
        "text": called,
        "aliases": [],
        "id": known.id if known else None,
        "kind": kind,
    }


def _recounted(
    total: Mapping[str, Any] | None,
    claims: Sequence[tuple[Mapping[str, Any], Decision | None]],
    decisions: Sequence[Decision],
) -> Mapping[str, Any] | None:
    """The total once some of its counts were rejected or corrected.

    Where it was the sum of the counts it is the sum again; else a corrected count is the total, and without
    one the total is what the counts left say.
    """
    asserted = [(c, d) for c, d in claims if c["stance"] == "asserted"]
    before = [_count(c["value"]) for c, _ in asserted]
    after = [_count(w["value"]) for c, d in asserted if (w := _as_decided(c, d)) is not None]
    summed = total is not None and bool(before) and _bounds(_sum(before)) == _bounds(total)
    changes = [d for d in decisions if d.kind == "correct"]
    if summed and after:
        return _sum(after)
    if changes:
        return _count(changes[-1].value)
    if not after:
        return None if any(d and d.kind == "reject" for _, d in claims) else total
    if len(after) == len(before):
        return total
    low, high = min(after, key=lambda c: c["low"]), max(after, key=lambda c: (c["high"] is None, c["high"]))
    return {"low": low["low"], "best": low["best"], "high": high["high"]}


def _bounds(count: Mapping[str, Any]) -> tuple[int, int | None]:
    return count["low"], count["high"]


def _sum(counts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    open_ended = any(c["high"] is None for c in counts)
    return {
        "low": sum(c["low"] for c in counts),
        "best": sum(c["best"] for c in counts),
        "high": None if open_ended else sum(c["high"] for c in counts),
    }


def _count(value: Any) -> dict[str, Any]:
    """A count as a record has it, of a number or of a range with `low` and `high` (None is open)."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = {"low": value, "high": value}
    low, high = (value.get("low"), value.get("high")) if isinstance(value, Mapping) else (None, None)
    if not isinstance(low, int) or low < 0 or not (high is None or (isinstance(high, int) and low <= high)):
        raise ValueError(f"{value!r} is no count; give a number, or low and high (none: open)")
    best = value.get("best")
    inside = isinstance(best, int) and low <= best and (high is None or best <= high)
    return {"low": low, "best": best if inside else low, "high": high}
