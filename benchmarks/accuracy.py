"""Code gold reports and print how well, by language and by slot.

    python benchmarks/accuracy.py GOLD.jsonl REPORTS.jsonl [--grammar]

The measures are those of `temoin evaluate`.
"""

import argparse
import json

from rich.console import Console

from temoin.batch import code, code_by_grammar
from temoin.evaluation import render, score
from temoin.model import Report
from temoin.publishing import report_record


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("gold")
    args.add_argument("reports")
    args.add_argument("--grammar", action="store_true", help="without the trained model")
    args = args.parse_args()
    reports = [
        Report(r["text"], r.get("title") or None, r.get("published") or None, r["id"], r["lang"])
        for r in lines(args.reports)
    ]
    coded = [report_record((code_by_grammar if args.grammar else code)(report)) for report in reports]
    render(score(lines(args.gold), coded), Console(), "en")


if __name__ == "__main__":
    main()
