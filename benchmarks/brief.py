"""How long does a brief take? A made ledger of so many incidents, written as a page and as a PDF.

    python benchmarks/brief.py [--incidents 500]

The bound is 20 s for 500 incidents.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from temoin.ledger import Filters, Ledger
from temoin.model import Report
from temoin.publishing.brief import FORMATS, Scope, read, render
from temoin.reading import Reading

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
BOUND, BOUNDED = 20.0, 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--incidents", type=int, default=BOUNDED)
    asked = parser.parse_args()
    from ledger.made import coder

    slowest = 0.0
    with TemporaryDirectory() as folder, Ledger(f"{folder}/made.sqlite") as ledger:
        for _ in ledger.add(readings(asked.incidents), coder=coder()):
            pass
        for language in ("fr", "en"):
            for suffix in FORMATS:
                start = time.perf_counter()
                scope = Scope(Filters(country="ML"), "most_independent", "public", language, date.today())
                made = read(ledger, scope)
                assert made is not None
                size = len(render(made, suffix))
                took = time.perf_counter() - start
                slowest = max(slowest, took)
                print(f"{suffix} {language}: {made.incidents} incidents, {size / 1024:.0f} kB, {took:.1f} s")
    if asked.incidents <= BOUNDED and slowest > BOUND:
        sys.exit(f"slower than {BOUND:.0f} s")


def readings(n: int) -> list[Reading]:
    """Two reports of each incident, of which every third pair differs on the dead."""
    chance = random.Random(5)
    told = []
    for number in range(n):
        day = date(2024, 1, 1) + timedelta(days=chance.randrange(360))
        place = "".join(chance.choice("BDGKLMNRST") + chance.choice("aeiou") for _ in range(4)).capitalize()
        dead = chance.randrange(1, 40)
        for report, killed in enumerate((dead, dead + (5 if number % 3 == 0 else 0))):
            words = " ".join(chance.choice(("river", "market", "well", "road", "field")) for _ in range(60))
            text = f"GSIM attacked {place} on {day}, killing {killed}. {words}"
            about = {"published": str(day + timedelta(days=report)), "publisher": f"Paper {number % 9}"}
            id = f"r{number}-{report}"
            told.append(Reading(id, Report(text, None, about["published"], id, "en", about["publisher"])))
    return told


if __name__ == "__main__":
    main()
