"""Main events that no sentence could tell of: what is lost before anything is judged or parsed.

    python benchmarks/gate.py GOLD.jsonl REPORTS.jsonl

A sentence without a word of an event concept holds no event. A main event is lost when every sentence of its
evidence is such a one. Also prints the share of words that are parsed.
"""

import argparse
import json

from temoin.coding import what
from temoin.coding.document import read
from temoin.coding.features import Reading
from temoin.languages import load
from temoin.model import Report


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def squeeze(text):
    return "".join(c for c in text.lower() if c.isalnum())


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("gold")
    args.add_argument("reports")
    args = args.parse_args()
    golds = {g["id"]: g["events"] for g in lines(args.gold)}
    events = lost = words = parsed = 0
    for r in lines(args.reports):
        report = Report(r["text"], r.get("title") or None, r.get("published") or None, r["id"], r["lang"])
        document = read(report, load(r["lang"]))
        reading = Reading(document)
        for event in (e for e in golds[r["id"]] if e["main"]):
            quotes = [squeeze(q) for q in event["evidence"]]
            told = [
                s.index
                for s in document.sentences
                if any((t := squeeze(s.text)) in q or q in t for q in quotes)
            ]
            events += 1
            if not any(reading.telling[i] for i in told):
                lost += 1
                print(f"lost: {r['id']} {event['key']} {event['evidence'][0][:100]}")
        chosen = {i for draft in what.drafts(document) for i in draft.sentences}
        words += sum(len(s.words) for s in document.sentences)
        parsed += sum(len(document.sentences[i].words) for i in chosen)
    print(f"{lost} of {events} main events lost to the gate; {parsed / words:.0%} of the words parsed")


if __name__ == "__main__":
    main()
