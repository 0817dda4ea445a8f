"""Measure who did what to whom on MUC-4: role fillers by document, CEAF-REE.

    python benchmarks/muc4.py DEV.json [--errors] [--grammar | --model FOLDER]

MUC-4 (1992) is English and in lower case, on Latin America. The measure is that of GRIT (Du, Rush and Cardie
2021, "GRIT: Generative Role-filler Transformers"): all templates of a document are one, the entities of a
role are matched one to one, and a predicted entity is right where its mentions are all among those of the
gold entity. temoin has no such roles as weapons and things hit: they count as missed in `all`, and `people`
leaves them out. Sentences are begun with a capital, names are left as they are. `benchmarks/muc4_records.py`
lets a model learn from such documents first. GRIT's own figure, on the test part of 200 other documents and
after training on 1,300 such documents, is 54.5.
"""

import argparse
import json
import re
import string
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from temoin import Event, Report
from temoin.batch import code, code_by_grammar
from temoin.knowledge.parties import registry

PEOPLE = ("PerpInd", "PerpOrg", "Victim")
THINGS = ("Target", "Weapon")
Entities = dict[str, list[set[str]]]
_BEGINNING = re.compile(r"(?:^|[.!?]\"?\s+)\"?[a-z]")
_ARTICLES = re.compile(r"\b(a|an|the)\b")


def begun(text: str) -> str:
    """The text with a capital at the beginning of each sentence, at the same length."""
    return _BEGINNING.sub(lambda m: m.group().upper(), text)


def normal(mention: str) -> str:
    """The mention as GRIT's scorer compares it: no articles, no punctuation, one space."""
    bare = mention.lower().translate(str.maketrans("", "", string.punctuation))
    return " ".join(_ARTICLES.sub(" ", bare).split())


def gold(templates: list[dict[str, Any]]) -> Entities:
    """The entities of each role, over all templates of a document."""
    found: Entities = {role: [] for role in (*PEOPLE, *THINGS)}
    for template in templates:
        for role in found:
            for entity in template[role]:
                mentions = {normal(text) for text, _ in entity}
                if mentions not in found[role]:
                    found[role].append(mentions)
    return found


def told(events: tuple[Event, ...]) -> Entities:
    """The parties of all events as MUC-4's roles: who is in the registry is an organisation."""
    found: Entities = {role: [] for role in (*PEOPLE, *THINGS)}
    for event in events:
        for actor in event.actors:
            if actor.role.startswith("initiator"):
                role = "PerpOrg" if actor.id in registry() else "PerpInd"
            elif actor.role.startswith("target"):
                role = "Victim"
            else:
                continue
            mention = {normal(actor.span.text if actor.span else actor.name)}
            if mention not in found[role]:
                found[role].append(mention)
    return found


def matched(truth: list[set[str]], guess: list[set[str]]) -> int:
    """How many entities match one to one."""
    if not truth or not guess:
        return 0
    fits = np.array([[g <= t for g in guess] for t in truth], dtype=float)
    return int(fits[linear_sum_assignment(-fits)].sum())


def documents(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--grammar", action="store_true", help="without the trained model")
    parser.add_argument("--model", type=Path, help="a model that `temoin train` made")
    options = parser.parse_args()
    coder = code_by_grammar if options.grammar else partial(code, model=options.model)
    counts = {role: np.zeros(3, dtype=int) for role in (*PEOPLE, *THINGS)}
    number = 0
    for document in documents(options.file):
        number += 1
        truth = gold(document["templates"])
        report = Report(text=begun(document["doctext"]), id=document["docid"], language="en")
        guess = told(coder(report).events)
        for role, row in counts.items():
            row += matched(truth[role], guess[role]), len(guess[role]), len(truth[role])
            if options.errors and (truth[role] or guess[role]) and role in PEOPLE:
                print(document["docid"], role, truth[role], "<>", guess[role])
    for name, roles in (*((r, (r,)) for r in counts), ("people", PEOPLE), ("all", (*PEOPLE, *THINGS))):
        right, given, wanted = sum(counts[role] for role in roles)
        print(f"{name:8} P {right / max(given, 1):.3f} R {right / max(wanted, 1):.3f} ", end="")
        print(f"F1 {2 * right / max(given + wanted, 1):.3f}  ({right} right, {given} told, {wanted} there)")
    print(f"{number} documents; GRIT, trained, on other documents: all 0.545")


if __name__ == "__main__":
    main()
