"""What is worth knowing before sentences, reports and events are judged: the grammar's view and the model's.

Features are numbers by name, as in `coding/features.py`; those that begin with `read` come from the model.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from temoin.coding import content, parties, what
from temoin.coding import features as grammar
from temoin.coding.features import Features, Reading
from temoin.coding.periods import Period
from temoin.coding.trained.scores import Floats, Glimpse, Scores
from temoin.ontology import TYPES

# How the names of what the model says begin.
READ = "read "
_TYPES = tuple(TYPES)
_KINDS = [name if t.group == content.STRATEGIC else t.group for name, t in TYPES.items()]
# A type that the model thinks less likely than this (log probability) is simply unlikely.
_UNLIKELY = -6.0
# What the model would say before the first sentence and after the last.
_NOTHING = -4.0
# Added to chances, so that none is held to be impossible.
_NEVER = 1e-4


@dataclass
class View:
    """A report as the judge sees it: what its words speak of, and what the model says of them."""

    reading: Reading
    scores: Scores

    @cached_property
    def kinds(self) -> list[set[str]]:
        """For each sentence, the kinds of act that it speaks of."""
        return [content.kinds(self.reading, s.index) for s in self.reading.document.sentences]

    @cached_property
    def days(self) -> list[set[Period]]:
        """For each sentence, the days of late that it speaks of."""
        return [content.days(self.reading, s.index) for s in self.reading.document.sentences]

    @cached_property
    def places(self) -> list[set[str]]:
        """For each sentence, the towns and villages where it puts something."""
        return [content.places(self.reading, s.index) for s in self.reading.document.sentences]

    def part(self, indices: Sequence[int]) -> what.Part:
        """Sentences of one event, with the kinds of act, the days and the places they speak of."""
        sentences = self.reading.document.sentences
        return what.Part(
            list(indices),
            set().union(*(self.kinds[i] for i in indices)),
            set().union(*(self.days[i] for i in indices)),
            set().union(*(self.places[i] for i in indices if not sentences[i].title)),
        )

    @cached_property
    def parties(self) -> list[frozenset[str]]:
        """For each sentence, the parties that it names, by kind where they have no name of their own."""
        document = self.reading.document
        return [
            frozenset(m.party.id if m.party else m.kind for m in parties.mentions(document, s.index, None))
            for s in document.sentences
        ]


def of_sentence(view: View, index: int) -> Features:
    """What speaks for and against a sentence telling of the event that the report is about."""
    read = view.scores
    telling = read.telling
    f = dict(view.reading.sentences[index])
    f["read telling"] = telling[index] / 2
    f["read recalled"] = read.recalled[index] / 3
    f["read planned"] = read.planned[index] / 3
    f["read about"] = read.about / 3
    f["read below best"] = (telling[index] - telling.max()) / 3
    f["read best"] = float(telling[index] == telling.max())
    f["read before"] = (telling[index - 1] if index else _NOTHING) / 4
    f["read after"] = (telling[index + 1] if index + 1 < len(telling) else _NOTHING) / 4
    return f


def of_glimpse(chance: float, glimpse: Glimpse) -> Features:
    """What the beginning of a report says; `chance`: the grammar's probability that it tells of an event."""
    return {
        "bias": 1.0,
        "grammar": math.log((chance + _NEVER) / (1 - chance + _NEVER)),
        "read about": glimpse.about / 4,
        "read best": glimpse.telling / 4,
    }


def of_report(view: View, told: Sequence[float]) -> Features:
    """What speaks for and against the report being about an event; `told`: its sentences' probabilities."""
    telling = np.sort(view.scores.telling)[::-1]
    f = grammar.report_features(view.reading, told)
    f["read about"] = view.scores.about / 2
    f["read best"] = telling[0] / 2
    f["read second"] = (telling[1] if len(telling) > 1 else telling[0] - 2) / 3
    f["read first"] = view.scores.telling[0] / 3
    f["read opening"] = max(view.scores.telling[i] for i in view.reading.opening) / 2
    return f


def of_type(view: View, indices: Sequence[int]) -> Features:
    """What the sentences of an event say about its type."""
    chosen = list(indices)
    weights = 1 / (1 + np.exp(-view.scores.telling[chosen])) + 0.05
    mean = (view.scores.types[chosen] * (weights / weights.sum())[:, None]).sum(axis=0)
    read = {f"{READ}{name}": max(_UNLIKELY, float(m)) / 2 for name, m in zip(_TYPES, mean, strict=True)}
    return grammar.event_features(view.reading, indices) | read


def _groups(types: Floats) -> dict[str, float]:
    """How likely each group of types is, strategic developments told apart."""
    shares: dict[str, float] = {}
    for name, share in zip(_KINDS, types.tolist(), strict=True):
        shares[name] = shares.get(name, 0.0) + share
    return shares


def of_tie(view: View, index: int, part: Sequence[int], parts: Sequence[Sequence[int]]) -> Features:
    """What speaks for and against a sentence telling of the same event as the sentences of a part."""
    reading, scores = view.reading, view.scores
    sentences = reading.document.sentences
    ties = scores.ties[index, list(part)] / 3
    kinds, days, places = view.kinds[index], view.days[index], view.places[index]
    told_kinds = set().union(*(view.kinds[i] for i in part))
    told_days = set().union(*(view.days[i] for i in part))
    told_places = set().union(*(view.places[i] for i in part))
    named = view.parties[index]
    told_parties = frozenset().union(*(view.parties[i] for i in part))
    weights = 1 / (1 + np.exp(-scores.telling[list(part)])) + 0.05
    each = np.exp(scores.types[list(part)])
    type_, types = np.exp(scores.types[index]), (each * (weights / weights.sum())[:, None]).sum(axis=0)
    mine, theirs = _groups(type_), _groups(types)
    here, there = max(mine, key=lambda g: mine[g]), max(theirs, key=lambda g: theirs[g])
    other = min(mine[here], theirs[there]) if here != there else 0.0
    single = {
        "other group": other,
        "other group telling": other * max(0.0, float(scores.telling[index])) / 3,
        "read same group": sum(share * theirs[g] for g, share in mine.items()),
        "read type in part": float(each[:, type_.argmax()].max()),
        "new party": len(named - told_parties) / 3,
        "same party": len(named & told_parties) / 3,
        "read tie": float(ties.mean()),
        "read best tie": float(ties.max()),
        "read last tie": float(ties[-1]),
        "read opens": float(scores.opens[index]) / 3,
        "rule": float(_rule(view, index, parts)),
        "read same type": float((type_ * types).sum()),
        "read telling": float(scores.telling[index]) / 3,
        "read recalled": float(scores.recalled[index]) / 3,
        "gap": min(6, index - part[-1]) / 6,
        "next": float(index == part[-1] + 1),
        "same paragraph": float(sentences[index].paragraph == sentences[part[-1]].paragraph),
        "new day": float(bool(days and told_days and not days & told_days)),
        "same day": float(bool(days & told_days)),
        "new place": float(bool(places and told_places and not places & told_places)),
        "same place": float(bool(places & told_places)),
        "new kind": float(bool(kinds and told_kinds and not kinds & told_kinds)),
        "same kind": float(bool(kinds & told_kinds)),
        "no kind": float(not kinds),
        "opens with day": float(content.opens_with_day(reading, index)),
        "opening": float(index in reading.opening and index <= reading.body_start),
        "title": float(sentences[part[0]].title),
        "digit": float(any(c.isdigit() for c in sentences[index].text)),
        "last": float(part is parts[-1]),
        "parts": min(4, len(parts)) / 4,
    }
    return {"bias": 1.0, f"{there} then {here}": other} | single | _together(single)


def _together(single: Features) -> Features:
    """What features say two by two: a new place says more where the day is new too, a tie less far apart."""
    said = [(name, value) for name, value in single.items() if value]
    return {
        f"{one} * {other}": value * its
        for number, (one, value) in enumerate(said)
        for other, its in said[number:]
        if one != other or value != 1  # what is there or not is its own square
    }


def _rule(view: View, index: int, parts: Sequence[Sequence[int]]) -> bool:
    """Whether the grammar alone takes a sentence for the beginning of another event."""
    told = [view.part(part) for part in parts]
    return bool(view.reading.telling[index]) and what.is_another(view.reading, view.part([index]), told)


def of_event(
    view: View, part: Sequence[int], parts: Sequence[Sequence[int]], told: Sequence[float], about: float
) -> Features:
    """What speaks for and against some sentences telling of an event of its own that the report is about.

    `told` and `about` are the probabilities of its sentences and of the report.
    """
    reading, scores = view.reading, view.scores
    chosen = list(part)
    own = [told[i] for i in part]
    best = [max(told[i] for i in other) for other in parts]
    types = np.exp(scores.types[chosen]).mean(axis=0)
    f = {
        "bias": 1.0,
        "best": 3 * max(own),
        "sum": min(4.0, sum(own)) / 2,
        "mean": sum(own) / len(own),
        "below best": 2 * (max(own) - max(best)),
        "rank": sum(b > max(own) for b in best) / 4,
        "about": math.log((about + 1e-9) / (1 - about + 1e-9)) / 3,
        "sentences": min(6, len(part)) / 6,
        "single": float(len(part) == 1),
        "first": float(part is parts[0]),
        "alone": float(len(parts) == 1),
        "parts": min(6, len(parts)) / 6,
        "position": min(15, part[0]) / 15,
        "title": float(reading.document.sentences[part[0]].title),
        "opening": float(not set(part).isdisjoint(reading.opening)),
        "words": float(any(reading.telling[i] for i in part)),
        "far": float(all(content.is_far(reading, i) for i in part)),
        "partly far": float(any(content.is_far(reading, i) for i in part)),
        "day": float(any(view.days[i] for i in part)),
        "place": float(any(view.places[i] for i in part)),
        "read telling": float(scores.telling[chosen].max()) / 2,
        "read recalled": float(scores.recalled[chosen].max()) / 3,
        "read recalled all": float(scores.recalled[chosen].min()) / 3,
        "read planned": float(scores.planned[chosen].max()) / 3,
        "read sure type": float(types.max()),
        f"read {_TYPES[int(types.argmax())]}": 0.7,
    }
    f |= dict.fromkeys(frozenset().union(*(reading.named[i] for i in part)), 0.5)
    return f
