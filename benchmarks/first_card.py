"""How long the first card takes, beside a bare Python that imports spaCy, loads the pipeline and parses.

    python benchmarks/first_card.py REPORT.txt [--rounds 5]

Whole processes, in turn; medians. The report must be French and tell of an event; `quiet` is one that
tells of none.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time

from temoin.languages import load

BARE = "import spacy, sys; spacy.load({pipeline!r})(open({path!r}, encoding='utf-8').read())"
QUIET = (
    "Le conseil municipal a inauguré jeudi une bibliothèque. Les habitants se réjouissent de cette ouverture."
)


def timed(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("report")
    args.add_argument("--rounds", type=int, default=5)
    args = args.parse_args()
    bare = BARE.format(pipeline=load("fr").settings["pipeline"], path=args.report)
    program = [sys.executable, "-m", "temoin", "code"]
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as quiet:
        quiet.write(QUIET)
        quiet.flush()
        commands = {
            "bare": [sys.executable, "-c", bare],
            "card": [*program, args.report],
            "quiet": [*program, quiet.name],
        }
        for command in commands.values():
            timed(command)
        rounds = [{name: timed(command) for name, command in commands.items()} for _ in range(args.rounds)]
    for name in commands:
        print(f"{name:6} {statistics.median(r[name] for r in rounds):.2f} s")
    print(f"card / bare {statistics.median(r['card'] / r['bare'] for r in rounds):.2f}")


if __name__ == "__main__":
    main()
