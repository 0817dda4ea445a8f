"""Peak memory of coding 1,000 and 10,000 reports in one process.

    python benchmarks/memory.py REPORTS.jsonl

The reports are repeated, each with an id of its own, until there are enough.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile


def peak_mb(path):
    """Peak resident memory, in MB, of one process that codes the reports of a file."""
    command = [
        sys.executable,
        "-m",
        "temoin",
        "code",
        path,
        "--format",
        "jsonl",
        "-o",
        os.devnull,
        "--jobs",
        "1",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_maxrss / 1024


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("reports")
    args = args.parse_args()
    with open(args.reports, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file if line.strip()]
    peaks = []
    for count in (1_000, 10_000):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as many:
            for n, report in enumerate(itertools.islice(itertools.cycle(lines), count)):
                many.write(json.dumps({**report, "id": f"{report['id']}-{n}"}) + "\n")
            many.flush()
            peaks.append(peak_mb(many.name))
        print(f"{count} reports: {peaks[-1]:.0f} MB", flush=True)
    print(f"ratio {peaks[1] / peaks[0]:.2f}")


if __name__ == "__main__":
    main()
