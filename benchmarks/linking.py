"""Join truth events and measure how well: B-cubed, pairwise, over-merged incidents.

    python benchmarks/linking.py GOLD.jsonl REPORTS.jsonl [GOLD REPORTS ...]
                                 [--facts INCIDENT_FACTS.tsv] [--errors]

Gold events are linked as they are, so that linking is measured alone. `--facts` takes a table of what reports
of known incidents claim, a row a report.
"""

import argparse
import csv
import json
import re
import sys
import time
from collections import defaultdict

from temoin.knowledge.parties import names
from temoin.languages import words
from temoin.linking.clusters import clusters
from temoin.linking.facts import from_record
from temoin.linking.pairs import score
from temoin.linking.texts import vectors
from temoin.ontology import TYPES


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def party_id(called):
    """The registry's id of the first name that it knows."""
    for name in called:
        found = words(name)
        for match in names().find([w.form for w in found]):
            written = [n for n in match.entry if n.written_in(tuple(found[match.first : match.last]))]
            if written:
                return written[0].party.id
    return None


def actor(role, kind, called):
    return {
        "role": role,
        "name": called[0] if called else "",
        "text": "",
        "aliases": called[1:],
        "kind": kind,
        "id": party_id(called),
    }


def record(report, key, event):
    """A gold event in the form of a coded one."""
    place = event.get("place")
    return {
        "id": f"{report}#{key}",
        "type": event["type"],
        "group": TYPES[event["type"]].group,
        "status": event["status"],
        "background": not event["main"],
        "date": event.get("date"),
        "place": place and {"precision": None, "radius_km": None, "text": "", "aliases": [], **place},
        "actors": [
            actor(role, a["kind"], a["names"])
            for role in ("initiator", "target")
            for a in event.get(role, [])
        ],
        "totals": {effect: event.get(effect) for effect in ("killed", "injured", "abducted")},
        "evidence": [{"text": t} for t in event["evidence"]],
    }


def gold_events(gold, reports):
    """The facts of every gold event, and the incident of each."""
    published = {r["id"]: r.get("published") for r in lines(reports)}
    facts, truth = [], {}
    for line in lines(gold):
        for event in line["events"]:
            made = record(line["id"], event["key"], event)
            facts.append(from_record(made, {"id": line["id"], "published": published[line["id"]]}))
            truth[made["id"]] = event["incident"]
    return facts, truth


_DAYS = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:\.\.(\d\d))?")
_PLACE_NOISE = re.compile(r"^(near|village of|road|axis|between) |\(.*?\)")


def table_events(path):
    """The facts of a table's rows: dates, places, parties and tolls as far as its short notes are plain."""
    facts, truth = [], {}
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    for n, row in enumerate(rows):
        days = [f"{y}-{m}-{d}" for y, m, d, _ in _DAYS.findall(row["event_date"])]
        days += [f"{y}-{m}-{last}" for y, m, _, last in _DAYS.findall(row["event_date"]) if last]
        published = re.match(r"\d{4}-\d\d", row["pub"])
        killed = [int(x) for x in re.findall(r"\d+", row["killed"].split(";")[0])]
        places = [_PLACE_NOISE.sub("", p).strip() for p in row["place_as_reported"].split(";")]
        parties = [(r, row[c]) for r, c in (("initiator", "actor_a"), ("target", "actor_b"))]
        event = {
            "id": f"facts-{n}#1",
            "type": row["event_type"],
            "group": "Violence against civilians" if "civilians" in row["victims"] else "Battles",
            "status": "reported",
            "background": False,
            "date": {"start": min(days), "end": max(days)} if days else None,
            "place": {"name": places[0], "text": "", "aliases": places[1:], "country": row["cc"]},
            "actors": [
                actor(role, "other", [name.strip()])
                for role, cell in parties
                for name in re.split(r"[;/(),]", cell)
                if name.strip() not in ("", "-", "none")
            ],
            "totals": {"killed": {"low": min(killed), "high": max(killed)} if killed else None},
            "evidence": [],
        }
        report = {"id": f"facts-{n}", "published": published and published[0]}
        facts.append(from_record(event, report))
        truth[event["id"]] = row["incident"]
    return facts, truth


def b_cubed(truth, found):
    """Precision, recall and F1 of B-cubed (Bagga and Baldwin 1998) over events mapped to their clusters."""
    members, ours = defaultdict(set), defaultdict(set)
    for event in truth:
        members[truth[event]].add(event)
        ours[found[event]].add(event)
    shared = [len(members[truth[e]] & ours[found[e]]) for e in truth]
    precision = sum(s / len(ours[found[e]]) for s, e in zip(shared, truth, strict=True)) / len(truth)
    recall = sum(s / len(members[truth[e]]) for s, e in zip(shared, truth, strict=True)) / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def measure(label, facts, truth, errors):
    started = time.perf_counter()
    pairs = score(facts, vectors=vectors(facts))
    groups = clusters({f.id: f.report for f in facts}, pairs)
    seconds = time.perf_counter() - started
    found = {event: group[0] for group in groups for event in group}
    precision, recall, f1 = b_cubed(truth, found)
    mixed = [g for g in groups if len({truth[e] for e in g}) > 1]
    print(
        f"{label:40s} events {len(facts):5d}  incidents {len(groups):5d}  B3 P {precision:.3f} R {recall:.3f}"
        f" F1 {f1:.3f}  over-merged {len(mixed)} ({len(mixed) / len(groups):.1%})  {seconds:.1f} s"
    )
    for group in mixed if errors else ():
        print("  joined:", *(f"{e} ({truth[e]})" for e in group), file=sys.stderr)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("files", nargs="*")
    args.add_argument("--facts")
    args.add_argument("--errors", action="store_true")
    args = args.parse_args()
    for gold, reports in zip(args.files[::2], args.files[1::2], strict=True):
        measure(gold, *gold_events(gold, reports), args.errors)
    if args.facts:
        measure(args.facts, *table_events(args.facts), args.errors)


if __name__ == "__main__":
    main()
