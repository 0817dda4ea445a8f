"""Why two events are held to be one incident, or not: each comparison in words, with its weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from temoin.linking.comparing import UNKNOWN
from temoin.linking.pairs import Pair, Reason
from temoin.messages import say
from temoin.model import Count
from temoin.publishing.cards import flat
from temoin.publishing.incident_words import Record, party_name, type_name
from temoin.publishing.wording import count_in_words

_TOTALS = {"killed": ("killed",), "hurt": ("injured", "abducted")}


def joining(pairs: Iterable[Pair], events: Iterable[str]) -> list[Pair]:
    """The pairs that hold these events together: the weightiest of each two groups, the weightiest first."""
    group = {event: {event} for event in events}
    found = []
    for pair in sorted(pairs, key=lambda p: (-p.weight, p.first, p.second)):
        here, there = group.get(pair.first), group.get(pair.second)
        if here is not None and there is not None and here is not there:
            found.append(pair)
            here |= there
            group.update(dict.fromkeys(there, here))
    return found


def print_joins(pairs: Iterable[Pair], events: Iterable[Record], console: Console) -> None:
    """Print why events (records) are one incident, pair by pair; nothing where there is no pair."""
    by_id = {event["id"]: event for event in events}
    lines = [_line(pair, by_id[pair.first], by_id[pair.second]) for pair in pairs]
    if lines:
        console.print()
        console.print(Text(say("join.heading"), "bold underline"))
    for line in lines:
        console.print(Padding(Text(flat(line)), (0, 0, 0, 2)))


def _line(pair: Pair, first: Record, second: Record) -> str:
    return say("join.pair", first=pair.first, second=pair.second, why=join_in_words(pair, first, second))


def probability(pair: Pair) -> float:
    """How likely the two events are one incident, by the program's weights: 0 to 1."""
    odds: float = 2.0 ** min(pair.weight, 64.0)
    return odds / (1 + odds)


def join_in_words(pair: Pair, first: Record, second: Record) -> str:
    """What speaks for one incident and against it: each reason with its weight in bits, then the sum.

    `first` and `second` are the two events as records.
    """
    reasons = say("join.between").join(_reasons(pair, first, second))
    return say("join.sum", reasons=reasons, weight=_signed(pair.weight), percent=_percent(probability(pair)))


def _percent(probability: float) -> str:
    """`90`, and `> 99` or `< 1` where a round number would say more than weights can know."""
    percent = round(100 * probability)
    if percent >= 100:
        return "> 99"
    return str(percent) if percent else "< 1"


def _reasons(pair: Pair, first: Record, second: Record) -> Iterator[str]:
    for reason in pair.reasons:
        if reason.level != UNKNOWN:
            yield f"{_in_words(reason, first, second)} ({_signed(reason.weight)})"


def _in_words(reason: Reason, first: Record, second: Record) -> str:
    a, b = (_value(reason.comparison, event) for event in (first, second))
    told = say(f"join.{reason.comparison}.{reason.level}", a=a, b=b)
    shared = [name for name in _parties(first) if name in _parties(second)]
    if reason.comparison != "who" or not shared:
        return told
    return say("join.naming", what=told, names=", ".join(dict.fromkeys(shared)))


def _value(comparison: str, event: Record) -> str:
    """What an event has to say in one comparison."""
    found: Any = None
    if comparison == "when":
        found = event["date"] and event["date"]["edtf"]
    elif comparison == "where":
        found = event["place"] and event["place"]["name"]
    elif comparison == "what":
        found = type_name(event["type"])
    for effect in _TOTALS.get(comparison, ()):
        if found is None and (total := event["totals"][effect]):
            found = count_in_words(Count(total["low"], total["low"], total["high"]))
    return str(found or say("incident.not_said"))


def _parties(event: Record) -> list[str]:
    return [party_name(actor) for actor in event["actors"]]


def _signed(weight: float) -> str:
    """`+2.3`, `−1.9`; in French `+2,3`."""
    return f"{weight:+.1f}".replace("-", "−").replace(".", say("join.decimal"))
