"""What is worth knowing about a sentence, an event and a report before judging them.

Features are numbers by name: `kill` (words of that concept are there), `T=kill` (in the title), `kill&sport`
(both in one sentence), `victim=army` (the nearest to words of harm are soldiers), `at=lead` (position).
The weights that judge them are in `weights/`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from temoin.coding import concepts, dates
from temoin.coding.concepts import Mention
from temoin.coding.document import Document
from temoin.ontology import TYPES

Features = dict[str, float]

VIOLENT_GROUPS = ("Battles", "Explosions/Remote violence", "Violence against civilians")
# words of these concepts are about victims; the party nearest to them is who was harmed
HARM = frozenset({"kill", "die", "toll", "attack", "ambush", "mine", "shoot"})
# concepts that mean something else together than apart
TOGETHER = (
    ("protest", "kill"),
    ("protest", "die"),
    ("protest", "teargas"),
    ("protest", "riot"),
    ("protest", "arrest"),
    ("mob", "kill"),
    ("grenade", "mine"),
    ("suicide", "mine"),
    ("mine", "die"),
    ("weapons", "mine"),
    ("abduct", "release"),
)
# violence has somebody who does it or suffers it; without, the words are likely a figure of speech
VIOLENCE = frozenset(
    c.concept for c in concepts.CONCEPTS.values() if c.type and TYPES[c.type].group in VIOLENT_GROUPS
)
# "Suicide bombers, mines and drones give the type even when shooting follows"
WEAPONS = frozenset(
    c.concept for c in concepts.CONCEPTS.values() if c.type and TYPES[c.type].group == VIOLENT_GROUPS[1]
)
CROWDS = frozenset({"protest", "riot", "teargas", "strike", "blockade", "mob"})
REACH = 6  # words between harm and whom it was done to
OBJECT_REACH = 3  # a party so soon after the harm is its object
AGENT_REACH = 4  # words between "by" and the agent
OPENING = 2  # first sentences of the body: with the title, where news says what it is about
SCRAP = 5  # a sentence of fewer words, such as a dateline, says nothing of its own
_QUOTES = frozenset('«“"')


@dataclass
class Reading:
    """A document with what its words speak of: on this sentences, events and reports are judged."""

    document: Document

    @cached_property
    def mentions(self) -> list[list[Mention]]:
        """For each sentence, what its words speak of."""
        return [concepts.mentions(self.document, s.index) for s in self.document.sentences]

    @cached_property
    def named(self) -> list[frozenset[str]]:
        """For each sentence, the names of its concepts."""
        return [frozenset(m.concept.concept for m in found) for found in self.mentions]

    @cached_property
    def telling(self) -> list[int]:
        """For each sentence, how many event concepts it has."""
        return [
            len({m.concept.concept for m in found if m.concept.role == "event"}) for found in self.mentions
        ]

    @cached_property
    def times(self) -> list[tuple[str, ...]]:
        """For each sentence, what its time expressions are like."""
        return [_times(self.document, s.index) for s in self.document.sentences]

    @cached_property
    def body_start(self) -> int:
        """Index of the first sentence that is not the title."""
        return sum(s.title for s in self.document.sentences)

    @cached_property
    def opening(self) -> list[int]:
        """The title and the first sentences of the body, datelines and other scraps left out."""
        sentences = self.document.sentences
        body = [s.index for s in sentences[self.body_start :] if len(s.words) >= SCRAP][:OPENING]
        return [*range(self.body_start), *body] or [s.index for s in sentences[:1]]

    @cached_property
    def places(self) -> list[int]:
        """For each sentence, its place in the body, datelines and other scraps at its head not counted."""
        sentences = self.document.sentences
        head = {s.index for s in sentences[self.body_start :][:OPENING] if len(s.words) < SCRAP}
        return [s.index - self.body_start - sum(i < s.index for i in head) for s in sentences]

    @cached_property
    def sentences(self) -> list[Features]:
        """For each sentence, what speaks for and against its telling of what the report is about."""
        return [sentence_features(self, s.index) for s in self.document.sentences]

    @cached_property
    def shares(self) -> Features:
        """How much of the report speaks of each context, and how thick its events stand."""
        size = len(self.named)
        counts = Counter(c for named in self.named for c in named)
        f = {f"share={c}": n / size for c, n in counts.items() if concepts.CONCEPTS[c].role == "context"}
        f["share of events"] = min(sum(self.telling) / size, 3.0) / 3
        return f

    def victims(self, index: int) -> Counter[str]:
        """The party concepts nearest to words of harm, agents ("by gunmen") left out."""
        words = self.document.sentences[index].words
        agents = concepts.agent_words(self.document.language)
        after_agent = {
            j for i, w in enumerate(words) if w.form in agents for j in range(i + 1, i + 1 + AGENT_REACH)
        }
        parties = [
            m for m in self.mentions[index] if m.concept.role == "party" and m.first not in after_agent
        ]
        found: Counter[str] = Counter()
        for harm in self.mentions[index]:
            if harm.concept.concept not in HARM:
                continue
            after = [p for p in parties if 0 <= p.first - harm.last < OBJECT_REACH]
            near = [
                (min(abs(p.first - harm.first), abs(p.first - harm.last + 1)), p) for p in after or parties
            ]
            distance, party = min(near, key=lambda x: x[0], default=(REACH + 1, None))
            if party and distance <= REACH:
                found[party.concept.concept] += 1
        return found


def _times(document: Document, index: int) -> tuple[str, ...]:
    found = dates.expressions(document, index)
    kinds = []
    if any(e.far for e in found):
        kinds.append("far")
    if any(not (e.far or e.since or e.after) for e in found):
        kinds.append("recent")
    if any(e.after for e in found):
        kinds.append("after")
    if any(e.since for e in found):
        kinds.append("since")
    return tuple(kinds)


def sentence_features(reading: Reading, index: int) -> Features:
    """What speaks for and against a sentence telling of the event that the report is about."""
    document, sentence = reading.document, reading.document.sentences[index]
    here, title = reading.named[index], reading.named[0] if reading.body_start else frozenset()
    early = index in reading.opening
    f: Features = {
        "bias": 1.0,
        f"at={_position(reading, index)}": 1.0,
        f"size={_size(len(document.sentences))}": 1.0,
    }
    for concept in here:
        f[concept] = 1.0
        f[f"{concept}|{'early' if early else 'late'}"] = 1.0
        if concept in title:
            f["as title"] = 1.0
            f[f"as title={concept}"] = 1.0
    for concept in title:
        f[f"T={concept}"] = 1.0
    for concept in frozenset().union(*(reading.named[i] for i in reading.opening)):
        f[f"L={concept}"] = 0.5
    for concept in reading.named[index - 1] if index else ():
        f[f"before={concept}"] = 0.5
    for event, context in _pairs(reading, index):
        f[f"{event}&{context}"] = 0.7
    for kind in reading.times[index]:
        f[f"time={kind}"] = 1.0
        f[f"time={kind}|{'early' if early else 'late'}"] = 1.0
    f["digit"] = float(any(c.isdigit() for c in sentence.text))
    f["quoted"] = float(any(c in _QUOTES for c in sentence.text))
    f["question"] = float(sentence.text.endswith("?"))
    f["events"] = min(reading.telling[index], 4) / 4
    f["no event"] = float(not reading.telling[index])
    f["length"] = min(len(sentence.words), 60) / 60
    f |= reading.shares
    return f


def event_features(reading: Reading, indices: Sequence[int]) -> Features:
    """What the sentences of an event say about its type: strongest in the title and the first of them."""
    f: Features = {"bias": 1.0}
    sums: dict[str, float] = {}
    total = 0.0
    for place, index in enumerate(indices):
        title = reading.document.sentences[index].title
        weight = 1.0 if place < 2 or title else 0.6 if place < 4 else 0.3
        total += weight
        here = reading.named[index]
        keys = {*here, *(f"victim={v}" for v in reading.victims(index))}
        keys |= {f"{a}+{b}" for a, b in TOGETHER if a in here and b in here}
        for key in keys:
            f[key] = max(f.get(key, 0.0), weight)
            sums[key] = sums.get(key, 0.0) + weight
    f |= {f"~{key}": value / total for key, value in sums.items()}
    first = frozenset().union(*(reading.named[i] for i in indices[:3]))
    f |= {f"first={weapon}": 1.0 for weapon in first & WEAPONS}
    return f


def report_features(reading: Reading, told: Sequence[float]) -> Features:
    """What speaks for and against the report being about an event; `told`: its sentences' probabilities."""
    document = reading.document
    best = sorted(told, reverse=True)
    opening = [told[i] for i in reading.opening]
    f: Features = {
        "bias": 1.0,
        "best": 3 * best[0],
        "second": 2 * (best[1] if len(best) > 1 else best[0] / 2),
        "sum": min(sum(told), 6.0) / 3,
        "opening best": 3 * max(opening),
        "opening mean": 2 * sum(opening) / len(opening),
        "size": min(len(told), 25) / 25,
        "short": float(len(told) <= 3),
    }
    first = document.sentences[0]
    lead: set[str] = set()
    for index in reading.opening:
        lead |= reading.named[index]
        for kind in reading.times[index]:
            f[f"L:time={kind}"] = 1.0
        for event, context in _pairs(reading, index):
            f[f"L:{event}&{context}"] = 0.7
    for concept in lead:
        f[f"L={concept}"] = 0.7
    for concept in reading.named[0]:
        f[f"T={concept}"] = 0.7
    counts = Counter(c for named in reading.named for c in named)
    for concept, count in counts.items():
        f[f"R={concept}"] = count / len(told)
    f["T question"] = float(first.text.endswith("?"))
    f["T quoted"] = float(any(c in _QUOTES for c in first.text))
    f["T digit"] = float(any(c.isdigit() for c in first.text))
    f["T no event"] = float(not reading.telling[0])
    f["L no event"] = float(not any(reading.telling[i] for i in reading.opening))
    roles = {concepts.CONCEPTS[c].role for c in lead}
    f["L bare violence"] = float("party" not in roles and bool(lead & VIOLENCE) and not lead & CROWDS)
    f["L victims"] = float(any(reading.victims(i) for i in reading.opening))
    return f


def _pairs(reading: Reading, index: int) -> Iterable[tuple[str, str]]:
    """Event concepts of a sentence with its other concepts."""
    roles = {m.concept.concept: m.concept.role for m in reading.mentions[index]}
    others = [c for c, role in roles.items() if role != "event"]
    return ((e, c) for e, role in roles.items() if role == "event" for c in others)


def _position(reading: Reading, index: int) -> str:
    place = reading.places[index]
    return "title" if place < 0 else str(place) if place < 4 else "4-7" if place < 8 else "8+"


def _size(count: int) -> str:
    return "1-3" if count <= 3 else "4-8" if count <= 8 else "9-15" if count <= 15 else "16+"
