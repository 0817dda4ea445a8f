"""How fast the coder reads, beside the bare parse of the same reports by the same pipelines.

    python benchmarks/speed.py REPORTS.jsonl [REPORTS.jsonl ...] [--rounds 3] [--grammar]

One process; pipelines are loaded before the clock starts. Each round times the bare pipelines
(`spacy.load(...).pipe(texts)`, nothing left out) and the coder in turn; the medians are printed.
"""

import argparse
import json
import statistics
import time

import spacy

from temoin.coding import coder
from temoin.coding.trained import model as trained
from temoin.languages import load
from temoin.model import Report


def reports(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            r = json.loads(line)
            yield Report(r["text"], r.get("title") or None, r.get("published") or None, r["id"], r["lang"])


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("files", nargs="+")
    args.add_argument("--rounds", type=int, default=3)
    args.add_argument("--grammar", action="store_true", help="without the trained model")
    args = args.parse_args()
    model = None if args.grammar else trained.default()
    bare = {code: spacy.load(load(code).settings["pipeline"]) for code in ("fr", "en")}
    for path in args.files:
        batch = list(reports(path))
        texts = {code: [r.full_text for r in batch if r.language == code] for code in bare}

        def parse(texts=texts):
            for code, pipeline in bare.items():
                for _ in pipeline.pipe(texts[code]):
                    pass

        def code_all(batch=batch):
            for report in batch:
                coder.code(report, report.language, model)

        code_all()
        pairs = [(timed(parse), timed(code_all)) for _ in range(args.rounds)]
        parsed, coded = (statistics.median(column) for column in zip(*pairs, strict=True))
        n = len(batch)
        print(
            f"{path}: {n} reports; bare {n / parsed:.1f} reports/s, coder {n / coded:.1f} reports/s, "
            f"ratio {statistics.median(p / c for p, c in pairs):.2f}"
        )


if __name__ == "__main__":
    main()
