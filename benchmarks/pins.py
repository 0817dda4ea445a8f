"""How far from the truth are the coordinates that the coder gives, and what time do they take?

    python benchmarks/pins.py GOLD.jsonl REPORTS.jsonl [GOLD REPORTS ...] [--wrong]

Counted are the events found for which both the gold record and the coder give coordinates. `--wrong` lists
those more than 25 km apart. The time is that of placing the events and, inside it, of choosing among
namesakes, as shares of all coding. Add the gazetteer of the countries first (`temoin gazetteer add`).
"""

import argparse
import json
import time

from temoin.coding import coder, position, where
from temoin.earth import distance
from temoin.evaluation.matching import pair_up
from temoin.model import Report
from temoin.publishing import report_record

NEAR_KM, FAR_KM = 25, 100


class Timed:
    """A function with the seconds spent in it."""

    def __init__(self, work):
        self.work, self.seconds = work, 0.0

    def __call__(self, *args, **options):
        """What the function gives."""
        start = time.perf_counter()
        try:
            return self.work(*args, **options)
        finally:
            self.seconds += time.perf_counter() - start


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def point(place):
    return (place["lat"], place["lon"]) if place and place.get("lat") is not None else None


def pairs(gold_path, reports_path, code):
    """The gold place and the coder's place of each main event that was found."""
    golds = {g["id"]: g["events"] for g in lines(gold_path)}
    for r in lines(reports_path):
        report = Report(r["text"], r.get("title") or None, r.get("published") or None, r["id"], r["lang"])
        events = report_record(code(report, r["lang"]))["events"]
        for i, j in pair_up(golds[r["id"]], events):
            gold, event = golds[r["id"]][i], events[j]
            if gold.get("main", True) and not event["background"]:
                yield event["id"], gold.get("place"), event["place"]


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("files", nargs="+")
    args.add_argument("--wrong", action="store_true")
    args = args.parse_args()
    distances, wanted = [], 0
    code, where.place_of = Timed(coder.code), Timed(where.place_of)
    position.resolve = Timed(position.resolve)
    for gold_path, reports_path in zip(args.files[::2], args.files[1::2], strict=True):
        for name, gold, place in pairs(gold_path, reports_path, code):
            there, here = point(gold), point(place)
            wanted += there is not None
            if not (there and here):
                continue
            distances.append(distance(there, here))
            if args.wrong and distances[-1] > NEAR_KM:
                print(
                    f"{distances[-1]:6.0f} km  {name}  {place['name']} ({place['precision']},"
                    f" {place['country']})  gold: {gold['name']} ({gold['country']})"
                )
    near, far = (sum(d <= NEAR_KM for d in distances), sum(d > FAR_KM for d in distances))
    print(
        f"{wanted} places with gold coordinates, {len(distances)} given coordinates: "
        f"{near / len(distances):.1%} within {NEAR_KM} km, {far / len(distances):.1%} beyond {FAR_KM} km"
        if distances
        else f"{wanted} places with gold coordinates, none given any"
    )
    placing, resolving, coding = where.place_of.seconds, position.resolve.seconds, code.seconds
    print(
        f"of {coding:.1f} s of coding, placing the events takes {placing:.1f} s, {placing / coding:.1%};",
        end=" ",
    )
    print(f"of this choosing among namesakes {resolving:.1f} s, {resolving / coding:.1%}")


if __name__ == "__main__":
    main()
