"""Fit the weights by which the parties to an event are put on a side, and measure them out of fold.

    python training/fit_sides.py --score SCORE.py GOLD.jsonl REPORTS.jsonl [GOLD REPORTS ...]

Writes src/temoin/coding/weights/sides.tsv: linear weights of named features (no words of the reports). Each
event is judged twice, from the sentences of its evidence and from those that the coder finds itself. A party
is labelled with the side on which the gold record names it, by the comparison of `score.py`. The weights are
the least change from `PRIOR` that explains the labels. The same input gives the same weights.
"""

import argparse
import importlib.util
import sys
from pathlib import Path

import numpy as np
from corpora import corpus, write
from fit import FOLDS

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
from oracle import drafts as evident
from temoin.coding import sides, what, where, who
from temoin.coding.coder import _bounded as bounded
from temoin.coding.judgement import Judgement
from temoin.training.weights import fit

OUTCOMES = ["initiator", "target", "none"]
PENALTY = 12.0
# A party takes a side where what is said of it and what the type expects come to so much.
PRIOR = {
    "strength initiator": {"initiator": 1.0},
    "strength target": {"target": 1.0},
    "expected initiator": {"initiator": 1.0},
    "expected target": {"target": 1.0},
    "bias": {"none": 1.9},
    "weak": {"none": 0.7},
}


def found_by_coder(document, golds, score):
    """The coder's own drafts of main events, each with the gold event that it tells of."""
    made = [bounded(draft) for draft in what.drafts(document)]
    document.parse(i for draft in made for i in draft.sentences)
    records = [
        {"type": d.type, "evidence": [{"text": document.sentences[i].text} for i in d.sentences]}
        for d in made
    ]
    for gold, draft in score.pair_up(golds, records):
        yield made[draft], golds[gold]


def judged(document, golds, score):
    """For each of the report's main events the features of its parties, each with its side."""
    pairs = [*zip(evident(document, golds, score.squeeze), golds, strict=True)]
    pairs += found_by_coder(document, golds, score)
    for draft, gold in pairs:
        if draft.background or not gold["main"]:
            continue
        place = where.place_of(document, draft)
        groups = who.groups_of(document, draft, place.country if place else None)
        seen = sides.features(draft, who.titles(document, draft), groups)
        yield list(zip(seen, labels(document, groups, gold, score), strict=True))


def labels(document, groups, gold, score):
    """The side of each party: of several that the gold's names fit, the one most plainly so."""
    found = ["none"] * len(groups)
    for role in sides.SIDES:
        for party in gold[role]:
            fitting = [
                i
                for i, group in enumerate(groups)
                if found[i] == "none" and score.same_party(party, shown(document, role, group, groups))
            ]
            if fitting:
                best = max(fitting, key=lambda i: (groups[i].strength(role), len(groups[i].mentions)))
                found[best] = role
    return found


def shown(document, role, group, groups):
    """The party as a record shows it."""
    actor = who.actor_of(document, role, who.with_allies(group, groups, role))
    return {"kind": actor.kind, "name": actor.name, "text": actor.span.text, "aliases": [*actor.aliases]}


def trained(reports):
    """The weights that these reports' parties ask for."""
    rows = [row for report in reports for event in report for row in event]
    targets = np.array([[float(side == o) for o in OUTCOMES] for _, side in rows])
    return fit([seen for seen, _ in rows], targets, OUTCOMES, PENALTY, PRIOR)


def measure(reports, judge, tally):
    """Count for each side the parties rightly put there, put there at all, and belonging there."""
    for event in (event for report in reports for event in report):
        put = sides.decided([sides.shares(judge, seen) for seen, _ in event])
        for i, (_, side) in enumerate(event):
            for role in sides.SIDES:
                tally[role] += [put.get(i) == side == role, put.get(i) == role, side == role]


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("files", nargs="+")
    args.add_argument("--score", required=True)
    args = args.parse_args()
    spec = importlib.util.spec_from_file_location("score", args.score)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    reports = [
        list(judged(r.reading.document, [event for event, _ in r.events], score)) for r in corpus(args.files)
    ]
    tally = {role: np.zeros(3) for role in sides.SIDES}
    for fold in range(FOLDS):
        judge = Judgement(trained([r for i, r in enumerate(reports) if i % FOLDS != fold]))
        measure([r for i, r in enumerate(reports) if i % FOLDS == fold], judge, tally)
    for role, (right, put, wanted) in tally.items():
        f1 = 2 * right / (put + wanted)
        print(f"{role:10} out of fold: P {right / put:.3f}  R {right / wanted:.3f}  F1 {f1:.3f}")
    write("sides", trained(reports), "fit_sides.py")


if __name__ == "__main__":
    main()
