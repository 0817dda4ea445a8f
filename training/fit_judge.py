"""Fit the weights by which the trained coder finds events, on scores of reports that the model has not seen.

Used by `training/trained.py`; the tables go to src/temoin/coding/weights/trained/.
"""

import pickle
from pathlib import Path

from fit import PENALTY, fit, judgement, prior, type_targets, yes

from temoin.coding import coder
from temoin.coding.judgement import Judgement
from temoin.coding.trained.confidence import FIELDS, features
from temoin.coding.trained.features import View, of_event, of_report, of_sentence, of_tie, of_type
from temoin.coding.trained.judge import Judge, candidates
from temoin.ontology import TYPES
from temoin.publishing.records import event_record

SCORES = Path(__file__).parent / "scores"
FOLDS = 5
PENALTIES = {**PENALTY, "ties": 4.0, "event": 8.0, "claims": 2.0}
NAMES = ("telling", "about", "types", "ties", "event")
# What the model's scores say before any record is seen.
PRIOR = {
    "telling": {"read telling": {"telling": 1.5}},
    "about": {"read about": {"about": 0.5}, "read best": {"about": 0.5}},
    "types": {f"read {name}": {name: 1.5} for name in TYPES},
    "ties": {"read tie": {"ties": 1.0}},
    "event": {"best": {"event": 0.5}},
}


def scored(reports):
    """The reports with the scores by a model that had not seen them, kept by `training/trained.py`."""
    kept = {fold: pickle.loads((SCORES / f"fold{fold}.pickle").read_bytes()) for fold in range(FOLDS)}
    return [
        Example(id_, reading, kept[fold][id_], events, fold)
        for id_, reading, events in reports
        for fold in kept
        if id_ in kept[fold]
    ]


class Example:
    """A report with the model's scores and the gold events, each with the sentences that tell of it."""

    def __init__(self, id_, reading, scores, events, fold):
        self.id, self.reading, self.events, self.fold = id_, reading, events, fold
        self.view = View(reading, scores)
        self.main = {i for event, told in events if event["main"] for i in told}
        self.sentences = [of_sentence(self.view, s.index) for s in reading.document.sentences]
        self.is_about = any(event["main"] for event, _ in events)


def one(name, rows, labels):
    """Weights of a judgement with one outcome."""
    outcome = [name]
    start = prior(outcome) | PRIOR[name]
    return judgement(*fit(rows, yes(labels), outcome, PENALTIES[name], start), outcome)


def out_of_fold(name, examples, rows, labels):
    """For each example the probabilities by weights that it had no part in."""
    found = {}
    for fold in {e.fold for e in examples}:
        rest = [i for i, e in enumerate(examples) if e.fold != fold]
        judge = Judgement(one(name, [r for i in rest for r in rows[i]], [v for i in rest for v in labels[i]]))
        found |= {
            i: [judge.probability(row) for row in rows[i]] for i, e in enumerate(examples) if e.fold == fold
        }
    return [found[i] for i in range(len(examples))]


def train(examples, score):
    """All tables, from these examples; `score` is the module of score.py, which says what matches."""
    tables = {}
    rows = [e.sentences for e in examples]
    labels = [[i in e.main for i in range(len(e.sentences))] for e in examples]
    tables["telling"] = one("telling", [r for row in rows for r in row], [v for row in labels for v in row])
    told = out_of_fold("telling", examples, rows, labels)
    rows = [[of_report(e.view, t)] for e, t in zip(examples, told, strict=True)]
    labels = [[e.is_about] for e in examples]
    tables["about"] = one("about", [r for row in rows for r in row], [v for row in labels for v in row])
    about = [p for (p,) in out_of_fold("about", examples, rows, labels)]
    typed = [(e.view, event, told) for e in examples for event, told in e.events if told]
    targets = type_targets([event for _, event, _ in typed])
    start = prior(TYPES) | PRIOR["types"]
    names, weights = fit(
        [of_type(v, t) for v, _, t in typed], targets, list(TYPES), PENALTIES["types"], start
    )
    tables["types"] = judgement(names, weights, list(TYPES))
    tables["ties"] = one("ties", *_unzipped(pair for e in examples for pair in ties(e)))
    half = Judge(
        *(Judgement(tables.get(name, ())) for name in ("telling", "about", "ties", "event", "types"))
    )
    events = (
        pair for e, t, a in zip(examples, told, about, strict=True) for pair in found(half, e, t, a, score)
    )
    tables["event"] = one("event", *_unzipped(events))
    return tables


def judge_of(tables):
    """The judge with these tables."""
    return Judge(*(Judgement(tables[name]) for name in ("telling", "about", "ties", "event", "types")))


def judged(examples, score):
    """The examples with a judge that had no part in each."""
    for fold in sorted({e.fold for e in examples}):
        judge = judge_of(train([e for e in examples if e.fold != fold], score))
        yield from ((e, judge) for e in examples if e.fold == fold)


def coded(example, judge):
    """The events of a report as the whole coder codes them with this judge."""
    document = example.reading.document
    drafts = judge.drafts(document, example.view.scores)
    document.parse(i for draft in drafts for i in draft.sentences)
    return [event_record(coder.fill(document, draft, n)) for n, draft in enumerate(drafts, 1)]


def confidence(coded_examples, score):
    """The weights of claims' confidence: which claims of these events are as the gold record has them."""
    rows, labels = [], []
    for example, events in coded_examples:
        golds = [event for event, _ in example.events]
        gold_of = {e: g for g, e in score.pair_up(golds, events)}
        for number, event in enumerate(events):
            gold = golds[gold_of[number]] if number in gold_of else None
            if event["background"] or (gold and not gold["main"]):
                continue
            for slot, value, field in _values(event, score):
                rows.append(features(field, event["confidence"]))
                labels.append(
                    bool(gold)
                    and any(
                        s == slot and score.equal(slot, v, value, gold) for s, v in score.items(gold, True)
                    )
                )
    start = {"event": {"claims": 3.0}}
    return judgement(*fit(rows, yes(labels), ["claims"], PENALTIES["claims"], start), ["claims"])


def _values(event, score):
    """The values of an event: slot, value, field of the claims."""
    for slot, value in score.items(event, False):
        field = next((f for f in FIELDS if f.split(".")[-1] == slot), None)
        if field:
            yield slot, value, field


def ties(example):
    """Sentences of the gold events, met in reading order: do they go on with what is told before?"""
    clusters = [told for event, told in example.events if event["main"] and told]
    parts, own = [], []
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


def found(judge, example, told, about, score):
    """The events that the judge's parts make, each with whether it is a main event of the gold record."""
    parts = judge.parts(example.view, candidates(example.view, told))
    sentences = example.reading.document.sentences
    made = [
        {
            "type": judge.types.best(of_type(example.view, part)),
            "evidence": [{"text": sentences[i].text} for i in part],
        }
        for part in parts
    ]
    golds = [event for event, _ in example.events]
    gold_of = {part: gold for gold, part in score.pair_up(golds, made)}
    for number, part in enumerate(parts):
        gold = gold_of.get(number)
        if gold is None or golds[gold]["main"]:  # what recalls an event does no harm
            yield of_event(example.view, part, parts, told, about), gold is not None


def _unzipped(pairs):
    pairs = list(pairs)
    return [row for row, _ in pairs], [label for _, label in pairs]
