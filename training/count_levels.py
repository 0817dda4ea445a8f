"""Count at which level of each comparison pairs of one incident stand, and pairs of different ones.

    python training/count_levels.py GOLD.jsonl REPORTS.jsonl [--facts FACTS.tsv] [--ged GED.csv[.gz]]
                                    [--records 5000]

Prints, for each source and level, the share among pairs of one incident (m) and among other pairs that share
a key (u), beside what `linking/comparing.tsv` has. docs/linking.md says how the table was set from these.
"""

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from linking import gold_events, table_events
from linking_scale import records
from temoin.linking import pairs
from temoin.linking.comparing import UNKNOWN, levels
from temoin.linking.texts import vectors


def counted(facts, truth):
    """The shares of the levels of each comparison, among pairs of one incident and among others."""
    found = {True: defaultdict(Counter), False: defaultdict(Counter)}
    for pair in pairs.score(facts, vectors=vectors(facts)):
        for reason in pair.reasons:
            found[truth[pair.first] == truth[pair.second]][reason.comparison][reason.level] += 1
    return {
        (same, comparison, level): n / counts.total()
        for same, comparisons in found.items()
        for comparison, counts in comparisons.items()
        for level, n in counts.items()
    }


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("files", nargs="*")
    args.add_argument("--facts")
    args.add_argument("--ged")
    args.add_argument("--records", type=int, default=5000)
    args = args.parse_args()
    pairs.FLOOR = -1000  # all pairs, also those that no one would keep
    sources = {
        gold: counted(*gold_events(gold, reports))
        for gold, reports in zip(args.files[::2], args.files[1::2], strict=True)
    }
    if args.facts:
        sources[args.facts] = counted(*table_events(args.facts))
    if args.ged:
        sources[args.ged] = counted(*records(args.ged, args.records))
    print("comparison level", "table m u", *(f"{Path(name).name} m u" for name in sources), sep="\t")
    for level in levels():
        if level.level != UNKNOWN:
            key = level.comparison, level.level
            shares = [f"{s.get((True, *key), 0):.3f} {s.get((False, *key), 0):.3f}" for s in sources.values()]
            print(*key, f"{level.m} {level.u}", *shares, sep="\t")


if __name__ == "__main__":
    main()
