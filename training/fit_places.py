"""Fit the weights by which a place is chosen among those that bear its name, and measure them out of fold.

    python training/fit_places.py PLACES.tsv [PLACES.tsv ...]

PLACES.tsv: columns country, adm1, adm2, where, lat, lon (see benchmarks/places.py). Prints each weight of
src/temoin/knowledge/gazetteer/weights.tsv beside the fitted one; what the places do not show stays as it is.
Conditional logit: the probability of the places within 25 km of the coded point, or of none where none is,
with each place told with both divisions, with one, and with none. Needs scipy and the countries' gazetteer.
"""

import argparse
import csv
import random
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from temoin.earth import distance
from temoin.knowledge.gazetteer.evidence import Clues, weights
from temoin.knowledge.gazetteer.resolve import compared
from temoin.knowledge.gazetteer.territory import territories
from temoin.knowledge.gazetteer.wording import kinds, written

NEAR_KM = 25
FOLDS = 5
# How much a weight is held to what it is, and what counts of a place: with both divisions, one, none.
PENALTY, TOLD = 0.3, (0.4, 0.2, 0.2, 0.2)
CLUES = list(weights())
PRIOR = np.array([weights()[clue] for clue in CLUES])


def main() -> None:
    """Read the places, fit, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("places", type=Path, nargs="+")
    counted: Counter[tuple[str, ...]] = Counter()
    for path in parser.parse_args().places:
        with path.open(encoding="utf-8", newline="") as file:
            for r in csv.DictReader(file, delimiter="\t"):
                counted[tuple(r[c] for c in ("country", "adm1", "adm2", "where", "lat", "lon"))] += 1
    examples = [(n**0.5, found) for row, n in counted.items() if (found := example(*row))]
    random.Random(1).shuffle(examples)
    loss = 0.0
    for fold in range(FOLDS):
        fitted = fit([e for i, e in enumerate(examples) if i % FOLDS != fold])
        loss += sum(likelihood(e, fitted)[0] for i, e in enumerate(examples) if i % FOLDS == fold)
    before = sum(likelihood(e, PRIOR)[0] for e in examples)
    print(f"{len(examples)} places; log loss {before:.1f} as it is, {loss:.1f} fitted (out of fold)")
    for clue, old, new in zip(CLUES, PRIOR, fit(examples), strict=True):
        print(f"{clue:18}{old:7.2f}{new:7.2f}")


def example(country, adm1, adm2, where, lat, lon):
    """For each way to tell the place: the clues of the candidates and of none, and which are right."""
    said = written(where)
    if said.kind in kinds() and kinds()[said.kind].level:
        return None
    told = []
    for divisions in ((adm1, adm2), (adm1,), (adm2,), ()):
        clues = Clues({country: 1.0}, tuple(d for d in divisions if d))
        found = compared(said, clues, territories(clues.divisions, frozenset([country])), nearly=True)
        values = np.zeros((len(found) + 1, len(CLUES)))
        for row, (_, held) in zip(values, found, strict=False):
            for clue, value in held.items():
                row[CLUES.index(clue)] = value
        values[-1, CLUES.index("none")] = 1.0
        right = [distance(c.entry.point, (float(lat), float(lon))) <= NEAR_KM for c, _ in found]
        told.append((values, np.array([*right, not any(right)])))
    return told


def likelihood(weighted_example, w):
    """The negative log likelihood of an example, and its gradient."""
    weight, told = weighted_example
    loss, gradient = 0.0, np.zeros_like(w)
    for share, (values, right) in zip(TOLD, told, strict=True):
        scores = values @ w
        odds = np.exp(scores - scores.max())
        of_all, of_right = odds / odds.sum(), odds * right / (odds * right).sum()
        loss -= weight * share * np.log((odds * right).sum() / odds.sum())
        gradient -= weight * share * ((of_right - of_all) @ values)
    return loss, gradient


def fit(examples):
    """The weights that explain the examples, held to what they are."""

    def objective(w):
        parts = [likelihood(e, w) for e in examples]
        away = w - PRIOR
        return sum(p[0] for p in parts) + PENALTY * away @ away, sum(p[1] for p in parts) + 2 * PENALTY * away

    return minimize(objective, PRIOR, jac=True, method="L-BFGS-B").x


if __name__ == "__main__":
    main()
