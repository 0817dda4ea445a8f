"""MUC-4's templates as gold records: `temoin train` learns from them, and benchmarks/muc4.py measures.

    python benchmarks/muc4_records.py TRAIN.json --first 250 -o FOLDER
    temoin train FOLDER/gold.jsonl FOLDER/reports.jsonl -o FOLDER/model
    python benchmarks/muc4.py DEV.json --model FOLDER/model

The sentences that hold a filler of a template are taken for those that tell of its event. A document without
templates is a quiet report.
"""

import argparse
import json
from pathlib import Path

from muc4 import begun
from temoin.coding.document import read
from temoin.languages import load
from temoin.model import Report

ROLES = {"PerpInd": "initiator", "PerpOrg": "initiator", "Victim": "target"}
TYPES = {
    "attack": "Attack",
    "bombing": "Remote explosive/landmine/IED",
    "kidnapping": "Abduction/forced disappearance",
    "arson": "Looting/property destruction",
    "robbery": "Looting/property destruction",
    "forced work stoppage": "Other",
}


def record(document):
    """The gold record of a document; a template without fillers tells of no sentence and is left out."""
    text = begun(document["doctext"])
    sentences = read(Report(text, id=document["docid"]), load("en")).sentences
    events = []
    for number, template in enumerate(document["templates"]):
        entities = [(role, entity) for role, of in template.items() if isinstance(of, list) for entity in of]
        starts = [start for _, entity in entities for _, start in entity]
        told = [s for s in sentences if any(s.start <= start < s.end for start in starts)]
        event = {
            "key": str(number),
            "type": TYPES[template["incident_type"]],
            "evidence": [s.text for s in told],
            "initiator": [],
            "target": [],
        }
        for role, entity in entities:
            if role in ROLES:
                event[ROLES[role]].append({"kind": "other", "names": [name for name, _ in entity]})
        if told:
            events.append(event)
    return {"id": document["docid"], "events": events}


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("file", type=Path)
    args.add_argument("--first", type=int, help="so many documents only")
    args.add_argument("-o", "--output", type=Path, required=True)
    args = args.parse_args()
    args.output.mkdir(parents=True, exist_ok=True)
    lines = args.file.read_text(encoding="utf-8").splitlines()[: args.first]
    with (
        (args.output / "gold.jsonl").open("w", encoding="utf-8") as gold,
        (args.output / "reports.jsonl").open("w", encoding="utf-8") as reports,
    ):
        for document in map(json.loads, lines):
            report = {"id": document["docid"], "text": begun(document["doctext"]), "language": "en"}
            print(json.dumps(record(document)), file=gold)
            print(json.dumps(report), file=reports)


if __name__ == "__main__":
    main()
