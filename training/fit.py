"""Fit the weights of the coder's judgements on gold records, and measure them on records they have not seen.

    python training/fit.py GOLD REPORTS [GOLD REPORTS ...] [--test GOLD REPORTS] [--score SCORE.py]

Writes src/temoin/coding/weights/*.tsv: linear weights of named features (no words of the reports). The same
input gives the same weights. `--folds` adds figures out of fold. Needs scipy (`pip install scipy`).
"""

import argparse
import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from temoin.coding import coder, what
from temoin.coding.document import read
from temoin.coding.features import Reading, event_features, report_features, sentence_features
from temoin.coding.judgement import Judgement, Weight
from temoin.languages import load, read_table
from temoin.model import Report
from temoin.ontology import TYPES
from temoin.publishing.records import event_record

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "src/temoin/coding/weights"
FOLDS = 5
RARE = 8  # features seen less often are left out
BALANCE = 0.25  # how much the types' frequencies are evened out: 0 not at all, 1 wholly
PENALTY = {"telling": 10.0, "about": 16.0, "types": 2.0}


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def squeeze(text):
    return "".join(c for c in text.lower() if c.isalnum())


def corpus(gold_path, reports_path):
    """(id, reading, gold events with the indices of the sentences that tell of each)."""
    golds = {g["id"]: g["events"] for g in lines(gold_path)}
    for r in lines(reports_path):
        report = Report(r["text"], r.get("title") or None, r.get("published") or None, r["id"], r["lang"])
        document = read(report, load(r["lang"]))
        events = []
        for event in golds[r["id"]]:
            quotes = [squeeze(q) for q in event["evidence"]]
            told = [
                s.index
                for s in document.sentences
                if len(t := squeeze(s.text)) > 3 and any(t in q or q in t for q in quotes)
            ]
            events.append((event, told))
        yield r["id"], Reading(document), events


def fit(rows, targets, outcomes, penalty, prior=None):
    """Weights (features x outcomes) of a linear model: the least change from `prior` that explains all."""
    counts = Counter(k for row in rows for k in row)
    names = sorted(k for k in set(counts) | set(prior or {}) if counts[k] >= RARE or k in (prior or {}))
    index = {k: i for i, k in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for k, v in row.items():
            if k in index:
                matrix[i, index[k]] = v
    start = np.zeros((len(names), len(outcomes)))
    for name, weights in (prior or {}).items():
        for outcome, weight in weights.items():
            start[index[name], outcomes.index(outcome)] = weight
    single = len(outcomes) == 1

    def loss(flat):
        change = flat.reshape(start.shape)
        z = matrix @ (start + change)
        if single:
            z = np.hstack([z, np.zeros_like(z)])
        z -= z.max(axis=1, keepdims=True)
        q = np.exp(z)
        q /= q.sum(axis=1, keepdims=True)
        free = np.array([name != "bias" for name in names], float)[:, None]
        value = -(targets * np.log(q + 1e-12)).sum() + penalty * (free * change**2).sum()
        gradient = (
            matrix.T @ (q * targets.sum(axis=1, keepdims=True) - targets)[:, : start.shape[1]]
            + 2 * penalty * free * change
        )
        return value, gradient.ravel()

    result = minimize(loss, np.zeros(start.size), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return names, start + result.x.reshape(start.shape)


def judgement(names, weights, outcomes):
    return [
        Weight(name, outcome, round(float(weights[i, j]), 3))
        for i, name in enumerate(names)
        for j, outcome in enumerate(outcomes)
        if abs(weights[i, j]) >= 0.01
    ]


def yes(labels):
    labels = np.array(labels, float)[:, None]
    return np.hstack([labels, 1 - labels])


def type_targets(events):
    """The type, with a quarter of the weight on the types that could be defended; rare types weigh more."""
    counts = Counter(event["type"] for event in events)
    common = max(counts.values())
    outcomes = list(TYPES)
    targets = np.zeros((len(events), len(outcomes)))
    for i, event in enumerate(events):
        others = [t for t in event["alt_types"] if t in TYPES]
        targets[i, outcomes.index(event["type"])] = 0.75 if others else 1.0
        for other in others:
            targets[i, outcomes.index(other)] += 0.25 / len(others)
        targets[i] *= (common / counts[event["type"]]) ** BALANCE
    return targets


def prior(outcomes):
    """What `prior.tsv` says of these outcomes: {feature: {outcome: weight}}."""
    weights = {}
    for w in read_table(ROOT / "training/prior.tsv", Weight):
        if w.outcome in outcomes:
            weights.setdefault(w.feature, {})[w.outcome] = w.weight
    return weights


def train(reports, folds):
    """The three judgements from `reports`; `folds` part them so that no report is judged by itself below."""
    labels, rows = [], []
    for _, reading, events in reports:
        main = {i for event, told in events if event["main"] for i in told}
        rows.append([sentence_features(reading, s.index) for s in reading.document.sentences])
        labels.append([s.index in main for s in reading.document.sentences])

    def telling(chosen):
        flat = [row for i in chosen for row in rows[i]]
        names, w = fit(flat, yes([v for i in chosen for v in labels[i]]), ["telling"], PENALTY["telling"])
        return judgement(names, w, ["telling"])

    told = {}
    for fold in set(folds):
        judge = Judgement(telling([i for i, f in enumerate(folds) if f != fold]))
        for i in [i for i, f in enumerate(folds) if f == fold]:
            told[i] = [judge.probability(row) for row in rows[i]]
    usable = [i for i, (_, reading, _) in enumerate(reports) if reading.document.sentences]
    names, w = fit(
        [report_features(reports[i][1], told[i]) for i in usable],
        yes([any(e["main"] for e, _ in reports[i][2]) for i in usable]),
        ["about"],
        PENALTY["about"],
        prior(["about"]),
    )
    about = judgement(names, w, ["about"])
    chosen = [(reading, e, t) for _, reading, events in reports for e, t in events if t]
    names, w = fit(
        [event_features(reading, t) for reading, _, t in chosen],
        type_targets([e for _, e, _ in chosen]),
        list(TYPES),
        PENALTY["types"],
        prior(TYPES),
    )
    types = judgement(names, w, list(TYPES))
    return {"telling": telling(range(len(reports))), "about": about, "types": types}


def judge_of(tables):
    return what.Judge(*(Judgement(tables[name]) for name in ("telling", "about", "types")))


def coded(judge, reports):
    """The reports as the whole coder codes them, with this judge to find the events."""
    for id_, reading, _ in reports:
        document = reading.document
        drafts = judge.drafts(document)
        document.parse(i for draft in drafts for i in draft.sentences)
        events = [event_record(coder.fill(document, draft, n)) for n, draft in enumerate(drafts, 1)]
        yield {"report": {"id": id_}, "events": events}


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("files", nargs="+", help="GOLD REPORTS, and further pairs")
    args.add_argument("--test", nargs=2)
    args.add_argument("--score")
    args.add_argument("--folds", action="store_true", help="also measure out of fold")
    args = args.parse_args()
    pairs = list(zip(args.files[::2], args.files[1::2], strict=True))
    reports = [r for pair in pairs for r in corpus(*pair)]
    folds = [i % FOLDS for i in range(len(reports))]
    tables = train(reports, folds)
    WEIGHTS.mkdir(exist_ok=True)
    for name, weights in tables.items():
        with open(WEIGHTS / f"{name}.tsv", "w", encoding="utf-8") as file:
            file.write("# Written by training/fit.py; weights in logits.\nfeature\toutcome\tweight\n")
            file.writelines(f"{w.feature}\t{w.outcome}\t{w.weight}\n" for w in weights)
        print(f"{name}: {len(weights)} weights")
    if not args.score:
        return
    spec = importlib.util.spec_from_file_location("score", args.score)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)

    def report(label, golds, lines_):
        result, _ = score.score(golds, lines_)
        print(
            f"{label}: values F1 {result['record']['f1']}, events F1 {result['events']['f1']} "
            f"(precision {result['events']['precision']}, recall {result['events']['recall']}), "
            f"false alarms {result['false_alarms']} of {result['quiet_reports']}"
        )

    if args.test:
        report("test", lines(args.test[0]), coded(judge_of(tables), corpus(*args.test)))
    if args.folds:
        found = []
        for fold in range(FOLDS):
            rest = [r for r, f in zip(reports, folds, strict=True) if f != fold]
            judge = judge_of(train(rest, [i % FOLDS for i in range(len(rest))]))
            found += coded(judge, [r for r, f in zip(reports, folds, strict=True) if f == fold])
        for gold, _ in pairs:
            ids = {g["id"] for g in lines(gold)}
            report(
                f"out of fold, {gold}", lines(gold), [line for line in found if line["report"]["id"] in ids]
            )


if __name__ == "__main__":
    sys.exit(main())
