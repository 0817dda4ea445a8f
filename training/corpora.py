"""What the scripts here begin with: labelled reports from pairs of files, and tables of weights to write."""

import sys
from pathlib import Path

from temoin.coding.judgement import Weight
from temoin.languages import read_table
from temoin.reading import Failure
from temoin.training.corpus import labelled
from temoin.training.weights import as_prior

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src/temoin/coding/weights"


def corpus(files):
    """The reports of pairs of files (GOLD REPORTS ...) that have sentences; what cannot be read is said."""
    for gold, reports in zip(files[::2], files[1::2], strict=True):
        for item in labelled(Path(gold), Path(reports)):
            if isinstance(item, Failure):
                print(item.where, item.what, file=sys.stderr)
            elif item.reading.document.sentences:
                yield item


def priors(table, outcomes):
    """What a table here holds of these outcomes before any record is seen."""
    return as_prior(w for w in read_table(HERE / table, Weight) if w.outcome in outcomes)


def write(name, weights, script):
    """Write a table of the coder's weights."""
    with open(WEIGHTS / f"{name}.tsv", "w", encoding="utf-8") as file:
        file.write(f"# Written by training/{script}; weights in logits.\nfeature\toutcome\tweight\n")
        file.writelines(f"{w.feature}\t{w.outcome}\t{w.weight}\n" for w in weights)
    print(f"{name}: {len(weights)} weights")
