"""Link many event records at once: time, memory, pairwise F1, over-merged incidents.

    python benchmarks/linking_scale.py GED.csv[.gz] [--records 10000 100000]

Every event of a UCDP GED file (Africa) is turned into one to five reports with the noise that reports have: a
date off by a day or not told, a neighbouring village or none, another toll, a party that is not named.
"""

import argparse
import csv
import gzip
import io
import random
import resource
import time
from collections import Counter, defaultdict
from datetime import date, timedelta

from temoin.linking.clusters import clusters
from temoin.linking.facts import EventFacts, Side
from temoin.linking.pairs import score

# GED's types of violence: state-based, non-state, one-sided.
TYPES = {"1": ("Armed clash", "Battles"), "2": ("Armed clash", "Battles")}
ONE_SIDED = ("Attack", "Violence against civilians")
# GED's names of African countries.
# fmt: off
AFRICA = {
    "Algeria", "Angola", "Benin", "Botswana", "Burkina Faso", "Burundi", "Cameroon",
    "Central African Republic", "Chad", "Comoros", "Congo", "DR Congo (Zaire)", "Djibouti", "Egypt",
    "Equatorial Guinea", "Eritrea", "Ethiopia", "Gabon", "Gambia", "Ghana", "Guinea", "Guinea-Bissau",
    "Ivory Coast", "Kenya", "Kingdom of eSwatini (Swaziland)", "Lesotho", "Liberia", "Libya",
    "Madagascar (Malagasy)", "Malawi", "Mali", "Mauritania", "Morocco", "Mozambique", "Namibia", "Niger",
    "Nigeria", "Rwanda", "Senegal", "Sierra Leone", "Somalia", "South Africa", "South Sudan", "Sudan",
    "Tanzania", "Togo", "Tunisia", "Uganda", "Zambia", "Zimbabwe (Rhodesia)",
}
# fmt: on
DEGREE = 111.0


def ged(path):
    """The rows of a GED file that lie in Africa, with their coordinates."""
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        for row in csv.DictReader(io.TextIOWrapper(file, encoding="utf-8")):
            if row["country"] in AFRICA:
                yield row, float(row["latitude"]), float(row["longitude"])


def told(row, lat, lon, number, chance):
    """One report of an event, with noise."""
    day = date(*(int(float(row[c])) for c in ("year", "month", "day")))
    published = day + timedelta(chance.choice((0, 1, 1, 2, 4)))
    said = None if chance.random() < 0.15 else day + timedelta(chance.choice((0,) * 8 + (1, -1)))
    near = chance.random()
    shift = 0.0 if near < 0.7 else chance.uniform(2, 15) / DEGREE
    place = None if near > 0.9 else (lat + shift, lon + shift)
    best = int(float(row["best_death"]))
    killed = None if chance.random() < 0.15 else max(0, best + chance.choice((0, 0, 0, 1, -1, best // 5)))
    kind, group = TYPES.get(row["type_of_violence"][:1], ONE_SIDED)
    if row["type_of_violence"].lower().startswith(("state", "non")):
        kind, group = TYPES["1"]
    sides = []
    for role, name in (("initiator", row["side_a"]), ("target", row["side_b"])):
        vague = chance.random() < 0.2
        party = "armed men" if vague else name
        sides.append(Side(role, "unidentified" if vague else "other", () if vague else (party,), (party,)))
    return EventFacts(
        id=f"{row['id']}-{number}#1",
        report=f"{row['id']}-{number}",
        type=kind,
        group=group,
        status="reported",
        background=False,
        published=(published, published),
        start=said,
        end=said,
        country=row["country"],
        admin1=None,
        precision="exact" if place else None,
        lat=place[0] if place else None,
        lon=place[1] if place else None,
        radius_km=None,
        places=(f"place {lat:.2f} {lon:.2f}",)
        if place and not shift
        else (f"place {number}",)
        if place
        else (),
        sides=tuple(sides),
        killed=None if killed is None else (killed, killed),
        injured=None,
        abducted=None,
        text="",
    )


def records(path, wanted):
    """So many records, of events that follow each other in time, and the event of each."""
    chance = random.Random(1)
    rows = sorted(ged(path), key=lambda r: (float(r[0]["year"]), float(r[0]["month"]), float(r[0]["day"])))
    made, truth = [], {}
    for row, lat, lon in reversed(rows):
        for number in range(chance.randint(1, 5)):
            made.append(told(row, lat, lon, number, chance))
            truth[made[-1].id] = row["id"]
        if len(made) >= wanted:
            break
    return made, truth


def pairs_of(groups):
    return sum(n * (n - 1) // 2 for n in groups)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("ged")
    args.add_argument("--records", type=int, nargs="+", default=[10_000, 100_000])
    args = args.parse_args()
    for wanted in args.records:
        made, truth = records(args.ged, wanted)
        started = time.perf_counter()
        found = score(made)
        scored = time.perf_counter() - started
        groups = clusters({e.id: e.report for e in made}, found)
        seconds = time.perf_counter() - started
        shared = Counter((truth[e], n) for n, group in enumerate(groups) for e in group)
        both = pairs_of(shared.values())
        precision = both / max(pairs_of(len(g) for g in groups), 1)
        members = defaultdict(int)
        for event in truth.values():
            members[event] += 1
        recall = both / max(pairs_of(members.values()), 1)
        mixed = sum(len({truth[e] for e in group}) > 1 for group in groups)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        f1 = 2 * precision * recall / (precision + recall)
        print(
            f"{len(made):7d} records  {seconds:6.1f} s (pairs {scored:.1f} s)  peak {peak:.0f} MB"
            f"  pairwise P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"
            f"  over-merged {mixed} of {len(groups)} ({mixed / len(groups):.1%})"
        )


if __name__ == "__main__":
    main()
