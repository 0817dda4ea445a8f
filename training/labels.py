"""What the records of a report teach: labels of its sentences and of their words.

Each value of a gold event is looked for in the sentences of its evidence: a party, a place or a source by its
names, a date and a count by what reads to the same value. What is not found there is left out of the loss.
"""

import random
import re
import unicodedata
from collections import defaultdict

import numpy as np
from fit_judge import FOLDS

from temoin.coding import dates
from temoin.coding.statements import statements_in
from temoin.coding.trained.scores import PARTS
from temoin.ontology import TYPES

COUNTS = ("killed", "injured", "abducted", "civilians_killed")
ASKED, IGNORED = 0, -1
# A name of fewer letters is found anywhere.
SHORTEST = 2
# What joins the places of a record.
PLACES = re.compile(r"\s*[,;/(]| et | and ")


def folds(reports, seed):
    """A fold for each report id; reports of one incident are in the same."""
    of_incident, group = defaultdict(list), {id_: {id_} for id_, _, _ in reports}
    for id_, _, events in reports:
        for event, _ in events:
            of_incident[event.get("incident", id_)].append(id_)
    for first, *others in of_incident.values():
        for other in others:
            if group[other] is not group[first]:
                group[first] |= group[other]
                for member in group[other]:
                    group[member] = group[first]
    groups = sorted({min(g): sorted(g) for g in group.values()}.values(), key=lambda g: (-len(g), g))
    several, single = [g for g in groups if len(g) > 1], [g for g in groups if len(g) == 1]
    random.Random(seed).shuffle(single)
    sizes, found = [0] * FOLDS, {}
    for members in several + single:
        fold = sizes.index(min(sizes))
        sizes[fold] += len(members)
        found |= dict.fromkeys(members, fold)
    return found


class Labels:
    """What a report's records say of each of its sentences."""

    def __init__(self, document, events):
        size = len(document.sentences)
        self.telling, self.recalled, self.planned = np.zeros((3, size), np.float32)
        self.types = np.zeros((size, len(TYPES)), np.float32)
        self.events = defaultdict(set)  # the main events that a sentence tells of
        self.is_about = any(event["main"] for event, _ in events)
        for number, (event, told) in enumerate(events):
            for index in told:
                self._add(number, event, index)
        self.types /= np.maximum(self.types.sum(axis=1, keepdims=True), 1e-9)
        self.words = list(aligned(document, events))
        self.asked = asked(events, self.words)

    def _add(self, number, event, index):
        if event["main"]:
            self.telling[index] = 1
            self.events[index].add(number)
            self.planned[index] = max(self.planned[index], event["status"] == "planned")
        else:
            self.recalled[index] = 1
        if event["main"] or not self.telling[index]:
            others = [t for t in event["alt_types"] if t in TYPES]
            types = list(TYPES)
            self.types[index, types.index(event["type"])] += 0.75 if others else 1.0
            for other in others:
                self.types[index, types.index(other)] += 0.25 / len(others)


def aligned(document, events):
    """(event, part, sentence, start, end) of the words that a value rests on; start None: not found."""
    for number, (event, told) in enumerate(events):
        if not event["main"] or not told:
            continue
        for part, spans in _wanted(document, event, told):
            if not spans:
                yield number, part, told[0], None, None
            for sentence, start, end in spans:
                yield number, part, sentence, start, end


def asked(events, words):
    """The (sentence, part) pairs of which the records say everything."""
    lost = {(number, part) for number, part, _, start, _ in words if start is None}
    return {
        (index, part)
        for number, (event, told) in enumerate(events)
        if event["main"]
        for index in told
        for part in PARTS
        if (number, part) not in lost
    }


def _wanted(document, event, told):
    """For each value of an event its part and the words found for it."""
    for role in ("initiator", "target"):
        for party in event[role]:
            yield role, _named(document, told, party["names"])
    if event["place"]:
        name = event["place"]["name"]
        yield "place", _named(document, told, [name, *PLACES.split(name)])
    for source in event["according_to"]:
        yield "source", _named(document, told, source.split("|"))
    if event["date"]:
        yield (
            "time",
            [
                (i, e.span.start, e.span.end)
                for i in told
                for e in dates.expressions(document, i)
                if e.period
                and (e.period.first.isoformat(), e.period.last.isoformat())
                == (event["date"]["start"], event["date"]["end"])
            ],
        )
    elif not document.report.published:
        yield "time", []  # the record is silent because nobody can say
    for effect in COUNTS:
        if event[effect]:
            yield effect, list(_counted(document, told, effect, event[effect]))


def _counted(document, told, effect, count):
    civilians = effect == "civilians_killed"
    for index in told:
        words = document.sentences[index].words
        for said in statements_in(document, index):
            if said.effect != ("killed" if civilians else effect):
                continue
            if civilians and said.side not in ("civilians", None):
                continue
            if (said.count.low, said.count.high) == (count["low"], count["high"]):
                yield index, words[said.first].start, words[said.last - 1].end


def _named(document, told, names):
    """Where these sentences have one of the names, without regard to case and accents."""
    plain = {"".join(c for c, _ in _letters(name)).strip() for name in names}
    found = []
    for index in told:
        sentence = document.sentences[index]
        letters = list(_letters(sentence.text))
        text = "".join(c for c, _ in letters)
        for name in sorted(n for n in plain if len(n) >= SHORTEST):
            for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                start, end = letters[m.start()][1], letters[m.end() - 1][1] + 1
                found.append((index, sentence.start + start, sentence.start + end))
    return found


def _letters(text):
    """The letters of a text without case and accents, each with its position."""
    for position, character in enumerate(text.replace("’", "'")):
        for part in unicodedata.normalize("NFKD", character.lower()):
            if not unicodedata.combining(part):
                yield part, position
