"""How often does `temoin trend` see a trend or a change where there is none, and where there is one?

    python benchmarks/trend.py [SERIES]

Weekly counts are made: independent ones, clustered ones (negative binomial, shape 2), and ones whose rate
wanders (standard deviation 0.5 of its logarithm) with a correlation of 0.3 or 0.6 from week to week. Printed:
how many series without a change show one; how many with the rate doubled after 60 % of the weeks are found,
how near, and how many intervals hold the week and the ratio; how many 95 % intervals of a trend hold that
there is none.
"""

import sys
import time
from datetime import date, timedelta

import numpy as np

from temoin.analysis.changes import find_changes
from temoin.analysis.counting import grid
from temoin.analysis.trend import slope

KINDS = ("independent", "clustered", "0.3", "0.6")


def rates(draw, kind, weeks):
    """What each week's rate is multiplied by."""
    if kind == "independent":
        return np.ones(weeks)
    if kind == "clustered":
        return draw.gamma(2, 0.5, weeks)
    tie, wander = float(kind), [draw.normal()]
    for _ in range(weeks - 1):
        wander.append(tie * wander[-1] + (1 - tie**2) ** 0.5 * draw.normal())
    return np.exp(0.5 * np.array(wander) - 0.125)


def main():
    series = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    draw = np.random.default_rng(1951)
    began, searches = time.perf_counter(), 0
    print("kind         weeks  mean | false alarms | found  median off  week held  ratio held | trend held")
    for kind in KINDS:
        for weeks, mean in ((52, 2), (104, 2), (104, 8), (260, 8)):
            periods = grid(date(2020, 1, 6), date(2020, 1, 6) + timedelta(weeks=weeks, days=-1), "week")
            alarms, off, held, ratios, flat = [], [], [], [], []
            for _ in range(series):
                rate = mean * rates(draw, kind, weeks)
                at = int(weeks * 0.6)
                steady, doubled = (
                    draw.poisson(rate),
                    draw.poisson(rate * np.where(np.arange(weeks) < at, 1, 2)),
                )
                alarms.append(bool(find_changes(steady, np.ones(weeks)).changes))
                trend = slope(steady, np.ones(weeks), periods)
                flat.append(trend.low <= 1 <= trend.high)
                changes = find_changes(doubled, np.ones(weeks)).changes
                searches += 2
                if changes:
                    nearest = min(changes, key=lambda change: abs(change.at - at))
                    off.append(abs(nearest.at - at))
                    held.append(nearest.earliest <= at <= nearest.latest)
                    ratios.append(nearest.ratio.low <= 2 <= nearest.ratio.high)
            print(
                f"{kind:12} {weeks:5} {mean:5} | {np.mean(alarms):12.3f} | {len(off) / series:5.2f} "
                f"{np.median(off):11.1f} {np.mean(held):10.2f} {np.mean(ratios):11.2f} | "
                f"{np.mean(flat):10.3f}"
            )
    print(f"{1000 * (time.perf_counter() - began) / searches:.1f} ms a search")


if __name__ == "__main__":
    main()
