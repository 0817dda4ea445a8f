"""Train the model of a release from gold records, with one command and a seed.

    python training/trained.py GOLD REPORTS [GOLD REPORTS ...] [--seed 1] [--only-fit]

Writes the model of src/temoin/coding/trained/release/. The scores out of fold are kept in training/scores/,
where `--only-fit` reads them again to fit the tables alone, and where benchmarks find them. About 80 minutes
on two cores. Needs torch (`pip install -e ".[train]"`). Users go on from this model with `temoin train`.
"""

import argparse
import os
import pickle

import torch
from corpora import HERE, corpus
from corpora import priors as held
from rich.console import Console

from temoin.coding.trained.model import ADAPTER, RELEASE
from temoin.evaluation import render
from temoin.ontology import TYPES
from temoin.training import learning
from temoin.training.course import Course, fitted, write
from temoin.training.tables import NAMES, Scored

SCORES = HERE / "scores"
KEPT = SCORES / "scores.pickle"


def priors_of():
    """What is held before any record is seen, by the name of the judgement."""
    outcomes = {name: TYPES if name == "types" else [name] for name in NAMES}
    return {
        name: held("prior.tsv", outcomes[name]) | held("prior.trained.tsv", outcomes[name]) for name in NAMES
    }


def kept_scores(reports):
    """The reports with the scores by models that had not seen them, as the last training left them."""
    kept = pickle.loads(KEPT.read_bytes())
    return [Scored(r, *kept[r.id]) for r in reports if r.id in kept]


def learn(reports, seed):
    """Train the five models and the one of the release; keep the scores."""
    last = None

    def told(stage):
        nonlocal last
        if (stage.name, stage.number) != last:
            last = (stage.name, stage.number)
            print(stage.name, f"{stage.number}/{stage.of}", flush=True)

    course = Course(reports, None, seed, told)
    SCORES.mkdir(exist_ok=True)
    scored = course.out_of_fold(SCORES)
    KEPT.write_bytes(pickle.dumps({s.labelled.id: (s.view.scores, s.glimpse, s.fold) for s in scored}))
    learning.save(*course.whole(), RELEASE / ADAPTER)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("files", nargs="+", help="GOLD REPORTS, and further pairs")
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--only-fit", action="store_true", help="the models have been trained before")
    args = args.parse_args()
    torch.set_num_threads(os.cpu_count())
    reports = list(corpus(args.files))
    if not args.only_fit:
        learn(reports, args.seed)
    tables, found = fitted(kept_scores(reports), priors_of())
    write(tables, RELEASE)
    render(found, Console(highlight=False), "en")


if __name__ == "__main__":
    main()
