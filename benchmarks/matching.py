"""Are incidents of two data sets joined rightly?

    python benchmarks/matching.py GED.csv[.gz] [--other GED.csv] [--events 16000] [--days 2] [--km 40]

Two coders are made of one UCDP GED file: each has a random 60 % of the events, and one of them codes as
people do: the date off by a day or two, a neighbouring village, another toll, a side that is not named, at
times another type of violence. What both have is known, so that precision and recall can be counted.
Countries at war for years are shown on their own: where several events lie in one town on one day, nobody can
tell which is which. With `--other`, a file of another version of GED is joined to the first as it is: UCDP's
ids tell which events both have.
"""

import argparse
import random
import resource
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from math import cos, radians
from pathlib import Path

from temoin.analysis.match import DAYS, KM, match
from temoin.analysis.occurrence import VIOLENCE, Toll
from temoin.datasets import Source

KILOMETRES = 111.0
SETS = {
    "Sahel and Nigeria": {"ML", "BF", "NE", "NG"},
    "Syria": {"SY"},
    "Africa's Great Lakes": {"CD", "BI", "RW", "UG"},
}


def noisy(told, chance):
    """The same event as another coder has it."""
    off = chance.choices((0, 1, 2, 4), (70, 20, 7, 3))[0] * chance.choice((1, -1))
    far = chance.choices((0.0, chance.uniform(1, 15), chance.uniform(15, 40)), (60, 30, 10))[0] / KILOMETRES
    turned = chance.choice(((1, 0), (0, 1), (-1, 0), (0, -1)))
    killed = told.killed
    if killed:
        best = max(
            0, killed.best + chance.choice((0, 0, 0, 1, -1, 2, -2, killed.best // 3, -killed.best // 4))
        )
        killed = None if chance.random() < 0.1 else Toll(best, best, best)
    violence = chance.choices((told.violence, None, chance.choice(VIOLENCE)), (80, 15, 5))[0]
    sides = [side if chance.random() > 0.15 else "" for side in (told.side_a, told.side_b)]
    return replace(
        told,
        data="mine",
        start=told.start + timedelta(off),
        end=told.end + timedelta(off),
        lat=told.lat + far * turned[0],
        lon=told.lon + far * turned[1] / max(0.2, cos(radians(told.lat))),
        killed=killed,
        violence=violence,
        side_a=sides[0],
        side_b=sides[1],
    )


def two_coders(rows, chance):
    """Two halves and a bit of the events, the first with noise."""
    mine = [noisy(o, chance) for o in rows if chance.random() < 0.6]
    return mine, [o for o in rows if chance.random() < 0.6]


def measure(name, mine, theirs, days, km):
    shared = {o.id for o in mine} & {o.id for o in theirs}
    start = time.perf_counter()
    found = match(mine, theirs, days, km)
    seconds = time.perf_counter() - start
    right = Counter(pair.clear for pair in found.pairs if pair.mine.id == pair.theirs.id)
    every = Counter(pair.clear for pair in found.pairs)
    precision, recall = right.total() / max(1, every.total()), right.total() / max(1, len(shared))
    clear = right[True] / max(1, every[True])
    print(
        f"{name}: {len(mine)} x {len(theirs)}, {len(shared)} shared; precision {precision:.3f}"
        f" recall {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f};"
        f" clear {every[True]} (precision {clear:.3f}); {seconds:.1f} s"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--other", type=Path, help="a file of another version of GED")
    parser.add_argument(
        "--events", type=int, default=16_000, help="events of which the two coders have 60 %% each"
    )
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--km", type=float, default=KM)
    options = parser.parse_args()
    chance = random.Random(5)
    rows = [row.occurrence for row in Source(options.file, "ucdp", "ucdp").rows()]
    for name, countries in SETS.items():
        some = [o for o in rows if o.country in countries]
        measure(name, *two_coders(some[: options.events], chance), options.days, options.km)
    measure("World", *two_coders(chance.sample(rows, options.events), chance), options.days, options.km)
    if options.other:
        others = [row.occurrence for row in Source(options.other, "ucdp", "other").rows()]
        measure("Two versions", others, rows, options.days, options.km)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
