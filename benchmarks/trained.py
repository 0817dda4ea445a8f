"""What the trained model adds, and each of its heads, on reports that neither model nor weights have seen.

    python benchmarks/trained.py GOLD REPORTS [GOLD REPORTS ...] --score SCORE.py [--heads]

Reads the scores out of fold that `training/trained.py` kept in training/scores/. The grammar alone, with its
weights fitted on the same folds, then grammar and model, by language; `--heads` also leaves out
each head in turn, the weights fitted anew each time (some minutes each). Needs scipy.
"""

import argparse
import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "training"))
import fit
import fit_judge

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


def show(label, score, golds, lines):
    """One line of figures."""
    result, _ = score.score(golds, lines)
    record, events = result["record"], result["events"]
    print(
        f"{label:24} record {record['f1']:.3f}  events {events['f1']:.3f} "
        f"(P {events['precision']:.3f}, R {events['recall']:.3f})  "
        f"false alarms {result['false_alarms']} of {result['quiet_reports']}",
        flush=True,
    )


def by_grammar(examples, reports):
    """Coded by the grammar alone, its weights fitted without the report's fold."""
    for fold in sorted({e.fold for e in examples}):
        ids = {e.id for e in examples if e.fold == fold}
        rest = [r for r in reports if r[0] not in ids]
        judge = fit.judge_of(fit.train(rest, [n % fit.FOLDS for n in range(len(rest))]))
        yield from fit.coded(judge, [r for r in reports if r[0] in ids])


def by_both(examples, score):
    """Coded with the model's scores."""
    for example, judge in fit_judge.judged(examples, score):
        yield {"report": {"id": example.id}, "events": fit_judge.coded(example, judge)}


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("files", nargs="+")
    args.add_argument("--score", required=True)
    args.add_argument("--heads", action="store_true")
    args = args.parse_args()
    spec = importlib.util.spec_from_file_location("score", args.score)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    pairs = list(zip(args.files[::2], args.files[1::2], strict=True))
    reports = [r for pair in pairs for r in fit.corpus(*pair) if r[1].document.sentences]
    golds = [fit.lines(gold) for gold, _ in pairs]
    examples = fit_judge.scored(reports)
    for label, made in (
        ("grammar alone", by_grammar(examples, reports)),
        ("grammar and model", by_both(examples, score)),
    ):
        lines = list(made)
        known = {line["report"]["id"] for line in lines}
        for (path, _), every in zip(pairs, golds, strict=True):
            kept = [g for g in every if g["id"] in known]
            print(Path(path).name)
            show(label, score, kept, lines)
            for language in sorted({g["lang"] for g in kept}):
                show(f"  {language}", score, [g for g in kept if g["lang"] == language], lines)
    for head in KNOWS_NOTHING if args.heads else ():
        silenced = [
            fit_judge.Example(e.id, e.reading, without(e.view.scores, head), e.events, e.fold)
            for e in examples
        ]
        lines = list(by_both(silenced, score))
        show(f"without {head}", score, [g for every in golds for g in every], lines)


if __name__ == "__main__":
    main()
