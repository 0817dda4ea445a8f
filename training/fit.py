"""Fit the weights of the grammar's judgements on gold records, and measure them on records not seen.

    python training/fit.py GOLD REPORTS [GOLD REPORTS ...] [--test GOLD REPORTS] [--folds]

Writes src/temoin/coding/weights/{telling,about,types}.tsv: linear weights of named features (no words of the
reports). The same input gives the same weights. `--folds` adds figures out of fold.
"""

import argparse

from corpora import corpus, priors, write

from temoin.coding import coder, what
from temoin.coding.features import event_features, report_features
from temoin.coding.judgement import Judgement
from temoin.evaluation import score
from temoin.ontology import TYPES
from temoin.publishing.records import event_record
from temoin.training.tables import PENALTY, type_targets
from temoin.training.weights import fit, yes

FOLDS = 5


def train(reports, folds):
    """The three judgements from `reports`; `folds` part them so that no report is judged by itself below."""
    labels, rows = [], []
    for report in reports:
        main = {i for event, told in report.events if event["main"] for i in told}
        sentences = report.reading.document.sentences
        rows.append(report.reading.sentences)
        labels.append([s.index in main for s in sentences])

    def telling(chosen):
        flat = [row for i in chosen for row in rows[i]]
        return fit(flat, yes(v for i in chosen for v in labels[i]), ["telling"], PENALTY["telling"])

    told = {}
    for fold in set(folds):
        judge = Judgement(telling([i for i, f in enumerate(folds) if f != fold]))
        for i in [i for i, f in enumerate(folds) if f == fold]:
            told[i] = [judge.probability(row) for row in rows[i]]
    about = fit(
        [report_features(report.reading, told[i]) for i, report in enumerate(reports)],
        yes(report.is_about for report in reports),
        ["about"],
        PENALTY["about"],
        priors("prior.tsv", ["about"]),
    )
    chosen = [(report.reading, e, t) for report in reports for e, t in report.events if t]
    types = fit(
        [event_features(reading, t) for reading, _, t in chosen],
        type_targets([e for _, e, _ in chosen]),
        list(TYPES),
        PENALTY["types"],
        priors("prior.tsv", TYPES),
    )
    return {"telling": telling(range(len(reports))), "about": about, "types": types}


def judge_of(tables):
    return what.Judge(*(Judgement(tables[name]) for name in ("telling", "about", "types")))


def coded(judge, reports):
    """The reports as the whole coder codes them, with this judge to find the events."""
    for report in reports:
        document = report.reading.document
        events = coder.events_of(document, judge.drafts(report.reading))
        yield {"report": {"id": report.id}, "events": [event_record(event) for event in events]}


def out_of_fold(reports):
    """The reports coded by weights that had no part in each."""
    for fold in range(FOLDS):
        rest = [r for i, r in enumerate(reports) if i % FOLDS != fold]
        judge = judge_of(train(rest, [i % FOLDS for i in range(len(rest))]))
        yield from coded(judge, [r for i, r in enumerate(reports) if i % FOLDS == fold])


def show(label, reports, lines):
    """One line of figures."""
    found = score([r.gold for r in reports], lines)
    print(
        f"{label:24} values {found.record.f1:.3f}  events {found.events.f1:.3f} "
        f"(P {found.events.precision:.3f}, R {found.events.recall:.3f})  "
        f"false alarms {found.false_alarms} of {found.quiet}",
        flush=True,
    )


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("files", nargs="+", help="GOLD REPORTS, and further pairs")
    args.add_argument("--test", nargs=2)
    args.add_argument("--folds", action="store_true", help="also measure out of fold")
    args = args.parse_args()
    reports = list(corpus(args.files))
    tables = train(reports, [i % FOLDS for i in range(len(reports))])
    for name, weights in tables.items():
        write(name, weights, "fit.py")
    if args.test:
        others = list(corpus(args.test))
        show("test", others, coded(judge_of(tables), others))
    if args.folds:
        show("out of fold", reports, out_of_fold(reports))


if __name__ == "__main__":
    main()
