"""What the trained model adds, and each of its heads, on reports that neither model nor weights have seen.

    python benchmarks/trained.py GOLD REPORTS [GOLD REPORTS ...] [--heads]

Reads the scores out of fold that `training/trained.py` kept in training/scores/. The grammar alone, with its
weights fitted on the same folds, then grammar and model, by language and by type; `--heads` also leaves out
each head in turn, the weights fitted anew each time (some minutes each).
"""

import argparse
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "training"))
import fit
from corpora import corpus

import trained
from temoin.evaluation import pair_up
from temoin.ontology import TYPES
from temoin.training.tables import Scored, coded_out_of_fold

# What each head would say if it knew nothing.
KNOWS_NOTHING = {
    "sentences": {"telling": 0.0, "recalled": -3.0, "planned": -4.0},
    "types": {"types": -float(np.log(25))},
    "ties": {"ties": 0.0},
    "opens": {"opens": -3.0},
    "report": {"about": 1.0},
}


def without(scores, head):
    """The scores with one head silenced."""
    silent = KNOWS_NOTHING[head].items()
    return replace(
        scores,
        **{
            name: value if name == "about" else np.full_like(getattr(scores, name), value)
            for name, value in silent
        },
    )


def by_grammar(scored):
    """Coded by the grammar alone, its weights fitted without the report's fold."""
    for fold in sorted({e.fold for e in scored}):
        rest = [e.labelled for e in scored if e.fold != fold]
        judge = fit.judge_of(fit.train(rest, [n % fit.FOLDS for n in range(len(rest))]))
        yield from fit.coded(judge, [e.labelled for e in scored if e.fold == fold])


def by_both(scored):
    """Coded with the model's scores."""
    for example, events in coded_out_of_fold(scored, trained.priors_of()):
        yield {"report": {"id": example.labelled.id}, "events": events}


def by_type(reports, lines):
    """For each type the events found of those in gold, and those rightly typed."""
    events = {line["report"]["id"]: line["events"] for line in lines}
    wanted, found, typed = Counter(), Counter(), Counter()
    for report in reports:
        golds = [event for event, _ in report.events]
        wanted.update(event["type"] for event in golds if event["main"])
        for i, j in pair_up(golds, events[report.id]):
            gold, event = golds[i], events[report.id][j]
            if gold["main"] and not event["background"]:
                found[gold["type"]] += 1
                typed[gold["type"]] += event["type"] in (gold["type"], *gold["alt_types"])
    for name in TYPES:
        print(f"  {name:36} {wanted[name]:4} in gold, {found[name]:4} found, {typed[name]:4} rightly typed")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("files", nargs="+")
    args.add_argument("--heads", action="store_true")
    args = args.parse_args()
    pairs = list(zip(args.files[::2], args.files[1::2], strict=True))
    parts = {Path(gold).name: list(corpus([gold, reports])) for gold, reports in pairs}
    scored = trained.kept_scores([report for reports in parts.values() for report in reports])
    known = {e.labelled.id for e in scored}
    parts = {name: [r for r in reports if r.id in known] for name, reports in parts.items()}
    for label, made in (("grammar alone", by_grammar(scored)), ("grammar and model", by_both(scored))):
        lines = list(made)
        print(label)
        for name, reports in parts.items():
            fit.show(name, reports, lines)
            for language in sorted({r.language for r in reports}):
                fit.show(f"  {language}", [r for r in reports if r.language == language], lines)
            by_type(reports, lines)
    for head in KNOWS_NOTHING if args.heads else ():
        silenced = [Scored(e.labelled, without(e.view.scores, head), e.glimpse, e.fold) for e in scored]
        lines = list(by_both(silenced))
        for name, reports in parts.items():
            fit.show(f"{name} without {head}", reports, lines)


if __name__ == "__main__":
    main()
