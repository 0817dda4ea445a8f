"""Measure the forecasts on months of GED that were held out.

    python benchmarks/forecast.py GED.csv [--country ML BF NE NG] [--first 2018-01] [--last 2020-12]
                                          [--ahead 3] [--by division]

Each month is forecast from what came 1 to AHEAD months before and earlier, for all first-level divisions of
the countries. Prints the mean scores of each model, by country and months ahead; the 95 % interval of the
ratio of its mean CRPS to that of the better baseline (paired bootstrap over months); and how often the
intervals held what came. `rule` is what `temoin forecast` does: month by month it takes the pooled model
where that was clearly better in the 12 months before, else the baseline. The coefficients of the pooled model
are those of `src/temoin/analysis/forecast`, whose head says until when they were fitted.
"""

import argparse
import time
from pathlib import Path

import numpy as np

from temoin.analysis.forecast import panel
from temoin.analysis.forecast.backtest import Scored, backtest
from temoin.analysis.forecast.outlook import BASELINE, GAIN, POOLED, TESTED
from temoin.analysis.forecast.scores import ratio_of_means
from temoin.datasets import Source


def month(text):
    year, number = map(int, text.split("-"))
    return year * 12 + number - 1


def with_rule(found, warm, ahead):
    """The scores of each month from the `warm`th on; and those of the rule, by what it knew at each time."""
    pooled, baseline = found[POOLED], found[BASELINE]
    months = len(pooled.crps)
    takes = np.zeros((months, ahead, 1), bool)
    for now in range(TESTED - 1, months):
        past = slice(now - TESTED + 1, now + 1)
        ratio, _, high = ratio_of_means(pooled.crps[past], baseline.crps[past])
        for h in range(ahead):
            if now + h + 1 < months:
                takes[now + h + 1, h] = ratio <= GAIN and high < 1
    print(f"the rule took the pooled model in {takes[warm:].mean():.0%} of the forecasts")
    names = Scored.__dataclass_fields__
    rule = Scored(*(np.where(takes, getattr(pooled, name), getattr(baseline, name)) for name in names))
    return {
        model: Scored(*(getattr(scored, name)[warm:] for name in names))
        for model, scored in {"rule": rule, **found}.items()
    }


def line(name, found, areas, ahead):
    """Mean CRPS by model, and the ratios of the rule and of the pooled model to the better baseline."""
    crps = {model: scored.crps[:, ahead][:, :, areas] for model, scored in found.items()}
    better = min(list(crps)[2:], key=lambda model: crps[model].mean())
    means = "  ".join(f"{one.mean():9.3f}" for one in crps.values())
    ratios = (ratio_of_means(crps[model], crps[better]) for model in ("rule", POOLED))
    told = "  ".join("{:.3f} ({:.3f}-{:.3f})".format(*ratio) for ratio in ratios)
    return f"{name:10} {crps[POOLED].size:6}  {means}  {better:9}  {told}"


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("ged", type=Path)
    args.add_argument("--country", nargs="+", default=["ML", "BF", "NE", "NG"])
    args.add_argument("--first", default="2018-01")
    args.add_argument("--last", default="2020-12")
    args.add_argument("--ahead", type=int, default=3)
    args.add_argument("--by", default="division")
    args = args.parse_args()
    rows = [row.occurrence for row in Source(args.ged, "ucdp", "ucdp").rows()]
    counted = panel([row for row in rows if row.country in args.country], args.by)
    began = time.perf_counter()
    start = counted.first.year * 12 + counted.first.month - 1
    first, last = month(args.first) - start, month(args.last) - start
    warm = TESTED + args.ahead - 1
    found = backtest(counted.deaths, first - warm, last, args.ahead)
    seconds = time.perf_counter() - began
    print(f"{len(counted.areas)} areas, {args.first} to {args.last}, {seconds:.1f} s")
    found = with_rule(found, warm, args.ahead)
    countries = np.array([area.country for area in counted.areas])
    everywhere, always = np.full(len(countries), True), list(range(args.ahead))
    known = [code for code in args.country if code in set(countries)]
    heads = "  ".join(f"{model:>9}" for model in found)
    print(f"\nCRPS            n  {heads}  against    rule/it, 95 %        pooled/it, 95 %")
    print(line("all", found, everywhere, always))
    for code in known:
        print(line(code, found, countries == code, always))
    for h in always:
        print(line(f"{h + 1} ahead", found, everywhere, [h]))
    for code in known:
        for h in always:
            print(line(f"{code} {h + 1}", found, countries == code, [h]))
    active = np.array(
        [
            [
                counted.deaths[:, max(0, now - h - 11) : now - h + 1].any(axis=1)
                for h in range(1, args.ahead + 1)
            ]
            for now in range(first, last + 1)
        ]
    )
    print(f"\n{'':28}  all areas            deaths in the 12 months before (n = {active.sum()})")
    print("model       log score  interval score  in 50 %  in 90 %  in 50 %  in 90 %")
    for model, scored in found.items():
        held = [
            part.mean() for part in (scored.in_50, scored.in_90, scored.in_50[active], scored.in_90[active])
        ]
        print(
            f"{model:10} {scored.ignorance.mean():10.3f}  {scored.interval.mean():14.2f}  "
            + "  ".join(f"{share:7.3f}" for share in held)
        )


if __name__ == "__main__":
    main()
