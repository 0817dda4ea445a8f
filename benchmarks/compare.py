"""How often does `temoin compare` find an effect where there is none, and where there is one?

    python benchmarks/compare.py [WORLDS]

Incidents are made at places of unlike levels, whose rates wander from month to month (correlation 0.6); a
place and a day are drawn among those with 3 incidents before. Then what follows is multiplied, and compared
again.
Printed: the share of 95 % intervals that hold 0 without an effect, and that exclude it with one.
"""

import sys
import time
from datetime import date, timedelta

import numpy as np

from temoin.analysis.compare import FEWEST_BEFORE, compare
from temoin.analysis.occurrence import Occurrence

FIRST, MONTHS, DAYS = date(2012, 1, 1), 72, 30
RADIUS, WINDOW = 50, 90


def incident(number, place, day):
    return Occurrence(
        str(number), "made", day, day, None, "", *place, "exact", "", None, "", "", "", None, None, None
    )


def world(draw):
    """Places with the days of their incidents."""
    made = {}
    for lat in range(10, 18):
        for lon in range(-6, 6):
            level = draw.gamma(0.7, 1.5)
            wander = [draw.normal()]
            for _ in range(MONTHS - 1):
                wander.append(0.6 * wander[-1] + 0.8 * draw.normal())
            counts = draw.poisson(level * np.exp(0.6 * np.array(wander) - 0.18))
            days = [m * DAYS + int(draw.integers(DAYS)) for m, n in enumerate(counts) for _ in range(n)]
            made[(lat + draw.uniform(-0.3, 0.3), lon + draw.uniform(-0.3, 0.3))] = days
    return made


def chosen(draw, made):
    """A place and a day with some incidents before."""
    while True:
        place = list(made)[draw.integers(len(made))]
        day = int(draw.integers(WINDOW + 1, MONTHS * DAYS - WINDOW - 31))
        if sum(day - WINDOW <= d < day for d in made[place]) >= FEWEST_BEFORE:
            return place, day


def rows(made):
    days = [(place, day) for place, found in made.items() for day in found]
    return [incident(i, place, FIRST + timedelta(days=day)) for i, (place, day) in enumerate(days)]


def main():
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    draw = np.random.default_rng(20141)
    told = {1: [], 3: [], 6: []}
    counted, began = [], time.perf_counter()
    for _ in range(worlds):
        made = world(draw)
        place, day = chosen(draw, made)
        for factor, found in told.items():
            more = [d for d in made[place] if day < d <= day + WINDOW] * (factor - 1)
            result = compare(
                rows({**made, place: made[place] + more}), place, FIRST + timedelta(days=day), RADIUS, WINDOW
            )
            if result.effect:
                found.append(result.effect.sure)
                counted.append(result.matched)
    print(f"worlds {worlds}, {(time.perf_counter() - began) / worlds / len(told):.2f} s a comparison")
    print(f"matched: median {np.median(counted):.0f}")
    print(f"no effect: {1 - np.mean(told[1]):.3f} of intervals hold 0 (n = {len(told[1])})")
    for factor in (3, 6):
        print(f"{factor} times as many: found {np.mean(told[factor]):.3f} (n = {len(told[factor])})")


if __name__ == "__main__":
    main()
