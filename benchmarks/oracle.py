"""Measure one question of the coder alone, with the events themselves given by the gold records.

    python benchmarks/oracle.py GOLD.jsonl REPORTS.jsonl [GOLD REPORTS ...] --score SCORE.py
                                [--ask when where who harm says] [--lang fr|en] [--errors]

Every gold main event becomes a draft: its type, its status, the sentences of its evidence and the triggers
found in them. Each question's module fills its slots, and the slots are compared as `score.py` compares them.
Errors (`--errors`) are printed with the evidence, so that they can be read one by one.
"""

import argparse
import importlib.util
import json
import sys
from collections import defaultdict

from temoin.coding import coder, content
from temoin.coding.document import read
from temoin.coding.draft import Draft
from temoin.languages import load
from temoin.model import Report
from temoin.publishing.records import event_record

SLOTS = {
    "when": ["date"],
    "where": ["place"],
    "who": ["initiator", "target"],
    "harm": ["killed", "injured", "abducted", "civilians_killed"],
    "says": ["according_to"],
}


def load_score(path):
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def drafts(document, events, squeeze):
    """One draft for each gold main event, with the sentences that its evidence covers."""
    made = []
    for event in events:
        quotes = [squeeze(q) for q in event["evidence"]]
        told = [
            s.index
            for s in document.sentences
            if any((t := squeeze(s.text)) in q or q in t for q in quotes) and len(t) > 3
        ]
        triggers = content.triggers_of(document, told, event["type"])
        made.append(Draft(event["type"], triggers, told, event["status"], not event["main"]))
    for draft in made:
        draft.shared = {i for i in draft.sentences if sum(i in other.sentences for other in made) > 1}
    return made


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("files", nargs="+")
    args.add_argument("--score", required=True)
    args.add_argument("--ask", nargs="+", default=list(SLOTS), choices=list(SLOTS))
    args.add_argument("--lang")
    args.add_argument("--errors", action="store_true")
    args = args.parse_args()
    score = load_score(args.score)
    tp, found, wanted = defaultdict(int), defaultdict(int), defaultdict(int)
    asked = {slot for question in args.ask for slot in SLOTS[question]}
    for gold_path, reports_path in zip(args.files[::2], args.files[1::2], strict=True):
        golds = {g["id"]: g["events"] for g in lines(gold_path)}
        for r in lines(reports_path):
            if args.lang and r["lang"] != args.lang:
                continue
            report = Report(r["text"], r.get("title") or None, r.get("published") or None, r["id"], r["lang"])
            document = read(report, load(r["lang"]))
            events = golds[r["id"]]
            made = drafts(document, events, score.squeeze)
            for number, (draft, gold) in enumerate(zip(made, events, strict=True), 1):
                if draft.background:
                    continue
                event = event_record(coder.fill(document, draft, number))
                left = [(s, v) for s, v in score.items(gold, True) if s in asked]
                for slot, _ in left:
                    wanted[slot] += 1
                wrong = []
                for slot, value in score.items(event, False):
                    if slot not in asked:
                        continue
                    found[slot] += 1
                    hit = next(
                        (x for x in left if x[0] == slot and score.equal(slot, x[1], value, gold)), None
                    )
                    if hit:
                        tp[slot] += 1
                        left.remove(hit)
                    else:
                        wrong.append((slot, value))
                if args.errors and (wrong or left):
                    print(
                        f"\n=== {r['id']}#{number} published {report.published} {gold['type']}",
                        file=sys.stderr,
                    )
                    for i in draft.sentences:
                        print("   ", i, document.sentences[i].text[:500], file=sys.stderr)
                    for slot, value in wrong:
                        print("  WRONG ", slot, json.dumps(value, ensure_ascii=False), file=sys.stderr)
                    for slot, value in left:
                        print("  MISSED", slot, json.dumps(value, ensure_ascii=False), file=sys.stderr)
    for slot in sorted(asked):
        r = score.f1(tp[slot], found[slot], wanted[slot])
        print(
            f"{slot:18} P {r['precision']:.3f}  R {r['recall']:.3f}  F1 {r['f1']:.3f}   "
            f"({r['found']} found, {r['gold']} gold)"
        )


if __name__ == "__main__":
    main()
