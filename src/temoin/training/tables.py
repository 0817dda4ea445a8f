"""Fit the weights by which a trained model finds events, on scores of reports that it has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from temoin.coding import coder, what
from temoin.coding.features import Features
from temoin.coding.judgement import Judgement, Weight
from temoin.coding.trained.confidence import FIELDS, features
from temoin.coding.trained.features import (
    READ,
    View,
    of_event,
    of_glimpse,
    of_report,
    of_sentence,
    of_tie,
    of_type,
)
from temoin.coding.trained.judge import QUIET, Judge, candidates, chance_of
from temoin.coding.trained.model import CLAIMS, JUDGEMENTS
from temoin.coding.trained.scores import Glimpse, Scores
from temoin.evaluation import equal, items, pair_up
from temoin.evaluation.values import Record
from temoin.ontology import TYPES
from temoin.publishing.records import event_record
from temoin.training.corpus import Labelled
from temoin.training.weights import Prior, Targets, fit, yes

Tables = dict[str, list[Weight]]
"""Weights by the name of the judgement."""

Priors = Mapping[str, Prior]
"""What is held of each judgement before any record is seen."""

# What a change of 1 from the prior costs, in nats.
PENALTY = {
    "telling": 10.0,
    "about": 16.0,
    "types": 2.0,
    "ties": 4.0,
    "event": 8.0,
    "glimpse": 1.0,
    CLAIMS: 2.0,
}
BALANCE = 0.25  # how much the types' frequencies are evened out: 0 not at all, 1 wholly
DEFENSIBLE = 0.25  # weight on the types that could be defended, together
NAMES = (*JUDGEMENTS, CLAIMS)

T = TypeVar("T")


class Scored:
    """A report with its gold events, what a model that has not seen it says of it, and that model's fold."""

    def __init__(self, labelled: Labelled, scores: Scores, glimpse: Glimpse, fold: int) -> None:
        self.labelled, self.glimpse, self.fold = labelled, glimpse, fold
        self.view = View(labelled.reading, scores)
        self.main = {i for event, told in labelled.events if event["main"] for i in told}

    @property
    def golds(self) -> list[Record]:
        """Its gold events."""
        return [event for event, _ in self.labelled.events]

    @cached_property
    def chance(self) -> float:
        """How likely it is about an event, by the grammar alone."""
        return chance_of(self.labelled.reading)

    @cached_property
    def sentences(self) -> list[Features]:
        """The features of each sentence."""
        return [of_sentence(self.view, s.index) for s in self.labelled.reading.document.sentences]


def train(examples: Sequence[Scored], priors: Priors) -> Tables:
    """The judge's tables from these examples."""
    tables: Tables = {}
    rows = [e.sentences for e in examples]
    labels = [[i in e.main for i in range(len(e.sentences))] for e in examples]
    tables["telling"] = _one("telling", _flat(rows), _flat(labels), priors)
    told = _out_of_fold("telling", examples, rows, labels, priors)
    reports = [[of_report(e.view, t)] for e, t in zip(examples, told, strict=True)]
    are_about = [[e.labelled.is_about] for e in examples]
    tables["about"] = _one("about", _flat(reports), _flat(are_about), priors)
    about = [p for (p,) in _out_of_fold("about", examples, reports, are_about, priors)]
    tables["types"] = _types(examples, priors["types"])
    asked = [e for e in examples if e.chance >= QUIET]
    glimpses = [of_glimpse(e.chance, e.glimpse) for e in asked]
    tables["glimpse"] = _one("glimpse", glimpses, [e.labelled.is_about for e in asked], priors)
    tables["ties"] = _one("ties", *_unzipped(pair for e in examples for pair in _ties(e)), priors)
    half = judge_of(tables)
    events = (pair for e, t, a in zip(examples, told, about, strict=True) for pair in _events(half, e, t, a))
    tables["event"] = _one("event", *_unzipped(events), priors)
    return tables


def judge_of(tables: Tables) -> Judge:
    """The judge with these tables; one that is not there yet says nothing."""
    return Judge(*(Judgement(tables.get(name, ())) for name in JUDGEMENTS))


def coded_out_of_fold(examples: Sequence[Scored], priors: Priors) -> Iterator[tuple[Scored, list[Record]]]:
    """The examples with their events as the coder codes them, by weights that had no part in each."""
    for fold in sorted({e.fold for e in examples}):
        judge = judge_of(train([e for e in examples if e.fold != fold], priors))
        yield from ((e, coded(e, judge)) for e in examples if e.fold == fold)


def coded(example: Scored, judge: Judge) -> list[Record]:
    """The events of a report as the whole coder codes them with this judge."""
    document = example.labelled.reading.document
    if example.chance < QUIET or not judge.is_promising(example.chance, example.glimpse):
        drafts = what.Judge().drafts(example.view.reading)
    else:
        drafts = judge.drafts(example.view)
    return [event_record(event) for event in coder.events_of(document, drafts)]


def type_targets(events: Sequence[Record]) -> Targets:
    """The type of each event, with some weight on those that could be defended; rare types weigh more."""
    counts = Counter(event["type"] for event in events)
    common = max(counts.values())
    outcomes = list(TYPES)
    targets = np.zeros((len(events), len(outcomes)))
    for i, event in enumerate(events):
        others = [t for t in event["alt_types"] if t in TYPES]
        targets[i, outcomes.index(event["type"])] = 1 - DEFENSIBLE if others else 1.0
        for other in others:
            targets[i, outcomes.index(other)] += DEFENSIBLE / len(others)
        targets[i] *= (common / counts[event["type"]]) ** BALANCE
    return targets


def confidence(coded_examples: Iterable[tuple[Scored, list[Record]]], priors: Priors) -> list[Weight]:
    """The weights of claims' confidence: which claims of these events are as the gold record has them."""
    rows, labels = [], []
    for example, events in coded_examples:
        golds = example.golds
        gold_of = {e: g for g, e in pair_up(golds, events)}
        for number, event in enumerate(events):
            gold = golds[gold_of[number]] if number in gold_of else None
            if event["background"] or (gold and not gold["main"]):
                continue
            if event["confidence"] is None:  # the model never read the report
                continue
            for slot, value, field in _values(event):
                rows.append(features(field, event["confidence"]))
                labels.append(gold is not None and _holds(gold, slot, value))
    return _one(CLAIMS, rows, labels, priors)


def _one(name: str, rows: Sequence[Features], labels: Iterable[bool], priors: Priors) -> list[Weight]:
    """Weights of a judgement with one outcome."""
    return fit(rows, yes(labels), [name], PENALTY[name], priors[name])


def _types(examples: Iterable[Scored], prior: Prior) -> list[Weight]:
    """Weights of the types: those of words are fitted by themselves, those of what the model says are held.

    Fitted together, words take over what the model says: of the types of real events 0.795 were right
    or defensible, 0.82 so, on reports not seen.
    """
    typed = [(e.view, event, told) for e in examples for event, told in e.labelled.events if told]
    read = {name for name in prior if name.startswith(READ)}
    words = [
        {name: value for name, value in of_type(view, told).items() if not name.startswith(READ)}
        for view, _, told in typed
    ]
    fitted = fit(
        words,
        type_targets([event for _, event, _ in typed]),
        list(TYPES),
        PENALTY["types"],
        {name: weights for name, weights in prior.items() if name not in read},
    )
    return fitted + [Weight(name, type_, w) for name in sorted(read) for type_, w in prior[name].items()]


def _out_of_fold(
    name: str,
    examples: Sequence[Scored],
    rows: Sequence[Sequence[Features]],
    labels: Sequence[Sequence[bool]],
    priors: Priors,
) -> list[list[float]]:
    """For each example the probabilities by weights that it had no part in."""
    found: dict[int, list[float]] = {}
    for fold in {e.fold for e in examples}:
        rest = [i for i, e in enumerate(examples) if e.fold != fold]
        weights = _one(name, _flat(rows[i] for i in rest), _flat(labels[i] for i in rest), priors)
        judge = Judgement(weights)
        found |= {
            i: [judge.probability(row) for row in rows[i]] for i, e in enumerate(examples) if e.fold == fold
        }
    return [found[i] for i in range(len(examples))]


def _ties(example: Scored) -> Iterator[tuple[Features, bool]]:
    """Sentences of the gold events, met in reading order: do they go on with what is told before?"""
    clusters = [told for event, told in example.labelled.events if event["main"] and told]
    parts: list[list[int]] = []
    own: list[int] = []
    for index in sorted({i for told in clusters for i in told}):
        mine = [k for k, told in enumerate(clusters) if index in told]
        fitting = [part for part, k in zip(parts, own, strict=True) if k in mine]
        for part in parts:
            yield of_tie(example.view, index, part, parts), part in fitting
        if fitting:
            fitting[-1].append(index)
        else:
            parts.append([index])
            own.append(mine[0])


def _events(
    judge: Judge, example: Scored, told: Sequence[float], about: float
) -> Iterator[tuple[Features, bool]]:
    """The events that the judge's parts make, each with whether it is a main event of the gold record."""
    parts = judge.parts(example.view, candidates(example.view, told))
    sentences = example.labelled.reading.document.sentences
    made = [
        {
            "type": judge.types.best(of_type(example.view, part)),
            "evidence": [{"text": sentences[i].text} for i in part],
        }
        for part in parts
    ]
    golds = example.golds
    gold_of = {part: gold for gold, part in pair_up(golds, made)}
    for number, part in enumerate(parts):
        gold = gold_of.get(number)
        if gold is None or golds[gold]["main"]:  # what recalls an event does no harm
            yield of_event(example.view, part, parts, told, about), gold is not None


def _values(event: Record) -> Iterator[tuple[str, Any, str]]:
    """The values of an event: slot, value, field of the claims."""
    for slot, value in items(event, gold=False):
        field = next((f for f in FIELDS if f.split(".")[-1] == slot), None)
        if field:
            yield slot, value, field


def _holds(gold: Record, slot: str, value: Any) -> bool:
    """Whether a gold event gives a slot this value."""
    return any(s == slot and equal(slot, v, value, gold) for s, v in items(gold, gold=True))


def _flat(rows: Iterable[Sequence[T]]) -> list[T]:
    return [value for row in rows for value in row]


def _unzipped(pairs: Iterable[tuple[Features, bool]]) -> tuple[list[Features], list[bool]]:
    found = list(pairs)
    return [row for row, _ in found], [label for _, label in found]
