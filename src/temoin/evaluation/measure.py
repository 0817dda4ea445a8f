"""How much of what the gold records say is found, and how much of what is found do they say?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from temoin.evaluation.matching import pair_up
from temoin.evaluation.values import SLOTS, Record, equal, items

# The key under which events themselves are counted, beside the slots.
EVENTS = "events"


@dataclass(frozen=True, slots=True)
class Score:
    """How many things are right of those found and of those in gold."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Of what is found, how much is right; 0 where nothing is found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Of what is in gold, how much is found; 0 where gold has nothing."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_dict(self) -> dict[str, float]:
        """All its figures, rates with four digits."""
        rates = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {
            **{name: round(rate, 4) for name, rate in rates.items()},
            "found": self.found,
            "gold": self.gold,
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The measures of a set of coded reports.

    `record` counts every value of every slot of every main event (its type, date, place, each party, each
    count, each source): a value is right where its event is matched to a gold event that gives an equal one.
    A missed event costs all its values, an invented one too. `events` counts main events. Events that gold
    calls background, and unmatched ones that the coder does, count neither way. `slots` breaks `record` down.

    `quiet` reports have no event in gold; those with a main event all the same are `false_alarms`.
    `uncoded` reports are in gold but were not coded. `verbatim` is the part of evidence spans that stand in
    the report letter for letter, None where there is no span or no text to look at.
    `languages` holds the same measures for the reports of each language, where reports say theirs.
    """

    reports: int
    record: Score
    events: Score
    slots: dict[str, Score]
    quiet: int
    false_alarms: int
    uncoded: int
    verbatim: float | None
    languages: dict[str, Evaluation] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Everything as plain data, ready for JSON."""
        return {
            "record": self.record.as_dict(),
            "events": self.events.as_dict(),
            "slots": {slot: score.as_dict() for slot, score in self.slots.items()},
            "quiet_reports": self.quiet,
            "false_alarms": self.false_alarms,
            "uncoded": self.uncoded,
            "evidence_verbatim": self.verbatim if self.verbatim is None else round(self.verbatim, 4),
            "reports": self.reports,
            "languages": {code: part.as_dict() for code, part in self.languages.items()},
        }


@dataclass(slots=True)
class _Tally:
    """Counts over reports; keys of the counters are `EVENTS` and slots."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    quotes: Counter[bool] = field(default_factory=Counter)
    quiet: int = 0
    false_alarms: int = 0
    uncoded: int = 0


def score(golds: Iterable[Record], coded: Iterable[Record]) -> Evaluation:
    """Compare coded reports (`{"report": {...}, "events": [...]}`) with gold records (`{"id", "events"}`).

    Reports belong together by their id. A gold record may hold the report's `text` and `language`; where it
    does not, the coded report's are taken. Coded reports that gold does not know are left out.
    """
    by_id = {record["report"]["id"]: record for record in coded}
    pairs = [(gold, by_id.get(gold["id"])) for gold in golds]
    parts: dict[str, list[tuple[Record, Record | None]]] = defaultdict(list)
    for gold, record in pairs:
        if language := _of_report("language", gold, record):
            parts[language].append((gold, record))
    languages = {code: _evaluation(parts[code], {}) for code in sorted(parts)}
    return _evaluation(pairs, languages)


def _evaluation(
    pairs: Sequence[tuple[Record, Record | None]], languages: dict[str, Evaluation]
) -> Evaluation:
    tally = _Tally()
    for gold, record in pairs:
        _count(tally, gold, record)
    slots = [slot for slot in SLOTS if slot in tally.gold or slot in tally.found]
    scores = {s: Score(tally.right[s], tally.found[s], tally.gold[s]) for s in [EVENTS, *slots]}
    events = scores.pop(EVENTS)
    seen = tally.quotes.total()
    return Evaluation(
        reports=len(pairs),
        record=Score(
            *(sum(getattr(s, part) for s in scores.values()) for part in ("right", "found", "gold"))
        ),
        events=events,
        slots=scores,
        quiet=tally.quiet,
        false_alarms=tally.false_alarms,
        uncoded=tally.uncoded,
        verbatim=tally.quotes[True] / seen if seen else None,
        languages=languages,
    )


def _of_report(name: str, gold: Record, record: Record | None) -> Any:
    return gold.get(name) or (record or {}).get("report", {}).get(name)


def _count(tally: _Tally, gold: Record, record: Record | None) -> None:
    """Add one report."""
    golds, events = gold["events"], record["events"] if record else []
    tally.uncoded += record is None
    if not golds:
        tally.quiet += 1
        tally.false_alarms += any(not event.get("background") for event in events)
    if (text := _of_report("text", gold, record)) is not None:
        spans = (span for event in events for span in event.get("evidence", []))
        tally.quotes.update(text[span["start"] : span["end"]] == span["text"] for span in spans)
    for event in filter(_is_main, golds):
        tally.gold[EVENTS] += 1
        tally.gold.update(slot for slot, _ in items(event, gold=True))
    gold_of = {j: golds[i] for i, j in pair_up(golds, events)}
    for j, event in enumerate(events):
        match = gold_of.get(j)
        if not event.get("background") and (match is None or _is_main(match)):
            _count_event(tally, event, match)


def _is_main(gold_event: Record) -> bool:
    return bool(gold_event.get("main", True))


def _count_event(tally: _Tally, event: Record, gold: Record | None) -> None:
    """Add one coded event and the gold event that it is matched to; each gold value is found once."""
    tally.found[EVENTS] += 1
    tally.right[EVENTS] += gold is not None
    left = list(items(gold, gold=True)) if gold else []
    for slot, value in items(event, gold=False):
        tally.found[slot] += 1
        hit = next(
            (n for n, (s, v) in enumerate(left) if gold and s == slot and equal(s, v, value, gold)), None
        )
        if hit is not None:
            tally.right[slot] += 1
            left.pop(hit)
