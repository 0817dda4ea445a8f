"""Load a data set into an empty ledger, read it and write it again: time, memory, and whether it is the same.

python benchmarks/importing.py ucdp|acled FILE [--ledger ADDRESS]
"""

import argparse
import io
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from temoin.datasets import Source
from temoin.datasets.file import text
from temoin.ledger import Filters, Ledger
from temoin.publishing.exports.unchanged import write


def timed(what, action):
    start = time.perf_counter()
    found = action()
    print(f"{what}: {time.perf_counter() - start:.1f} s")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("format")
    parser.add_argument("file", type=Path)
    parser.add_argument("--ledger", help="an empty database, instead of a file that is made for this")
    options = parser.parse_args()
    source = Source(options.file, options.format, "measured")
    with TemporaryDirectory() as folder, Ledger(options.ledger or str(Path(folder) / "case.db")) as ledger:
        about = timed("load", lambda: ledger.load(source))
        print(f"{about.rows} rows, {about.refused} refused")
        found = timed("read all", lambda: list(ledger.occurrences(Filters(), "measured")))
        country = found[0].country
        some = timed(
            f"read {country}", lambda: list(ledger.occurrences(Filters(country=country), "measured"))
        )
        print(f"{len(some)} rows")
        out = io.BytesIO()
        timed("write", lambda: write(about.columns, ledger.cells("measured"), out))
        with text(options.file, "utf-8-sig") as file:
            print("unchanged" if out.getvalue().decode() == file.read() else "CHANGED")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
