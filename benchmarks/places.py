"""Measure how often a written place is put where the people who coded it put it.

    python benchmarks/places.py PLACES.tsv [--errors]

PLACES.tsv has the columns country, adm1, adm2, where, lat, lon. Printed: the share within 25 km, between,
beyond 100 km and unresolved, with the division columns and without; and whether the confidence is true.
"""

import argparse
import csv
import sys
import time
from collections.abc import Callable
from pathlib import Path

from temoin.earth import distance
from temoin.knowledge.gazetteer.evidence import Clues
from temoin.knowledge.gazetteer.resolve import Choice, resolve

Row = dict[str, str]


def main() -> None:
    """Read the file and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("places", type=Path)
    parser.add_argument("--errors", action="store_true", help="print each place that is not within 25 km")
    options = parser.parse_args()
    with options.places.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    measure("with divisions", rows, lambda r: (r["adm1"], r["adm2"]), options.errors)
    measure("without", rows, lambda r: (), False)


def measure(title: str, rows: list[Row], divisions: Callable[[Row], tuple[str, ...]], errors: bool) -> None:
    """Resolve all rows and print what came of them."""
    outcomes: list[tuple[Choice, float]] = []
    start = time.perf_counter()
    for r in rows:
        clues = Clues({r["country"]: 1.0}, tuple(d for d in divisions(r) if d))
        choice = resolve(r["where"], clues)
        e = choice.entry
        away = distance((e.lat, e.lon), (float(r["lat"]), float(r["lon"]))) if e else -1.0
        outcomes.append((choice, away))
        if errors and not 0 <= away <= 25:
            name = f"{e.name} {e.feature} {e.geonameid}" if e else "-"
            place = " | ".join(r[c] for c in ("country", "adm1", "adm2", "where"))
            print(
                f"{away:6.0f} km  {choice.confidence:.2f} {choice.precision:7}{place} -> {name}",
                file=sys.stderr,
            )
    spent = (time.perf_counter() - start) / len(rows) * 1000
    n = len(rows)
    near = sum(0 <= away <= 25 for _, away in outcomes)
    far = sum(away > 100 for _, away in outcomes)
    none = sum(away < 0 for _, away in outcomes)
    print(f"{title}: {n} places, {spent:.2f} ms each")
    shares = (
        ("within 25 km", near),
        ("25-100 km", n - near - far - none),
        ("beyond", far),
        ("unresolved", none),
    )
    print("  " + "  ".join(f"{label} {k / n:.1%}" for label, k in shares))
    for low in (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        high = {0.0: 0.5, 0.9: 0.95, 0.95: 1.01}.get(low, low + 0.1)
        part = [(c, a) for c, a in outcomes if c.entry and low <= c.confidence < high]
        if part:
            right = sum(a <= 25 for _, a in part) / len(part)
            said = sum(c.confidence for c, _ in part) / len(part)
            print(
                f"    confidence {low:.2f}-{min(high, 1):.2f}: {len(part):4}"
                f"  said {said:.2f}  true {right:.2f}"
            )


if __name__ == "__main__":
    main()
