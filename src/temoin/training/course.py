"""From labelled reports to a trained model in a folder, and how well it does on reports that it has not seen.

Five models learn from four fifths of the reports each, so that every report is scored by one that has not
seen it: on those scores the tables are fitted and measured. Then one model learns from all.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from temoin.coding import coder
from temoin.coding.judgement import Weight
from temoin.coding.trained import adapter
from temoin.coding.trained.adapter import Adapter
from temoin.coding.trained.model import ADAPTER, CLAIMS, RELEASE, Model
from temoin.coding.trained.reader import Reader
from temoin.coding.trained.vocabulary import Vocabulary
from temoin.coding.trained.wheel import Wheel, find
from temoin.evaluation import Evaluation, score
from temoin.evaluation.values import Record
from temoin.languages import read_table
from temoin.publishing.records import event_record
from temoin.training import tables
from temoin.training.corpus import Labelled
from temoin.training.tables import NAMES, Priors, Scored, Tables
from temoin.training.weights import as_prior

if TYPE_CHECKING:
    from temoin.training.learning import Text
    from temoin.training.network import Network

FOLDS = 5
# From fewer reports nothing can be learned that holds.
LEAST = 25
CARD = "card.json"


@dataclass(frozen=True, slots=True)
class Stage:
    """What is being done: on which of how many, and what share of it is done."""

    name: Literal["measure", "read", "learn", "weigh"]
    number: int = 1
    of: int = 1
    done: float = 0.0


Told = Callable[[Stage], None]
"""Hears how far the work is."""


@dataclass(frozen=True, slots=True)
class Gain:
    """How well the model did before and does after learning, each on reports that it had not seen."""

    before: Evaluation
    after: Evaluation

    @property
    def is_better(self) -> bool:
        """Whether more of the records is found."""
        return self.after.record.f1 > self.before.record.f1


def train(reports: Sequence[Labelled], model: Model, folder: Path, seed: int, told: Told) -> Gain:
    """Let the model that comes with this release go on learning from these reports, and write it to a folder.

    The folder is there when all is done, or not at all. Raises `ImportError` without torch, `FileExistsError`
    where the folder is there before, `OSError` where it cannot be made.
    """
    from temoin.training import learning  # torch, which the coder does without

    if folder.exists():
        raise FileExistsError(folder)
    told(Stage("measure"))
    before = measured(reports, (_coded(report, model) for report in reports))
    start = adapter.read(RELEASE / ADAPTER)
    course = Course(reports, start, seed, told)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".temoin-", dir=folder.parent) as scratch:
        made = Path(scratch) / "model"
        made.mkdir()
        scored = list(course.out_of_fold(Path(scratch)))
        learning.save(*course.whole(), made / ADAPTER)
        told(Stage("weigh"))
        found, after = fitted(scored, release_priors())
        write(found, made)
        gain = Gain(before, after)
        _write_card(made, gain, start, seed)
        made.rename(folder)
    return gain


class Course:
    """The models that learn from some reports, from nothing or from an adapter on."""

    def __init__(self, reports: Sequence[Labelled], start: Adapter | None, seed: int, told: Told) -> None:
        from temoin.training import learning

        self._learning, self._start, self._seed, self._told = learning, start, seed, told
        told(Stage("read"))
        self._wheel = Wheel(find())
        vocabulary = Vocabulary(self._wheel)
        self._reports = {r.id: r for r in reports}
        self._texts = {r.id: learning.texts_of(self._wheel, vocabulary, r) for r in reports}
        self._below = learning.below(self._wheel, (text for made in self._texts.values() for text in made))
        self._fold_of = folds(reports, seed)

    def out_of_fold(self, folder: Path) -> Iterator[Scored]:
        """Each report with its scores by a model that has not seen it; adapters are left in the folder."""
        for fold in range(FOLDS):
            path = folder / f"fold{fold}.npz"
            self._learning.save(*self._learned(fold), path)
            reader = Reader(adapter.read(path), keep=False)
            for id_, report in self._reports.items():
                if self._fold_of[id_] == fold:
                    document = report.reading.document
                    yield Scored(report, reader.scores(document), reader.glimpse(document), fold)

    def whole(self) -> tuple[Network, Sequence[Text]]:
        """The model that learns from all reports, and the texts it learned from."""
        return self._learned(FOLDS)

    def _learned(self, fold: int) -> tuple[Network, Sequence[Text]]:
        rest = [t for id_, made in self._texts.items() if self._fold_of[id_] != fold for t in made]

        def told(done: float) -> None:
            self._told(Stage("learn", fold + 1, FOLDS + 1, done))

        seed = self._seed + fold
        return self._learning.learn(self._wheel, rest, self._below, seed, self._start, told), rest


def fitted(scored: Sequence[Scored], priors: Priors) -> tuple[Tables, Evaluation]:
    """The tables fitted on these scores, and how well they do on reports that had no part in them."""
    found = tables.train(scored, priors)
    coded = list(tables.coded_out_of_fold(scored, priors))
    found[CLAIMS] = tables.confidence(coded, priors)
    return found, measured([e.labelled for e, _ in coded], (events for _, events in coded))


def measured(reports: Sequence[Labelled], coded: Iterable[list[Record]]) -> Evaluation:
    """How near coded events come to the records of these reports."""
    lines = ({"report": {"id": r.id}, "events": events} for r, events in zip(reports, coded, strict=True))
    return score((r.gold for r in reports), lines)


def folds(reports: Iterable[Labelled], seed: int) -> dict[str, int]:
    """A fold for each report id; reports of one incident are in the same."""
    group: dict[str, set[str]] = {}
    of_incident: dict[str, str] = {}
    for report in reports:
        group[report.id] = {report.id}
        for event, _ in report.events:
            other = of_incident.setdefault(event.get("incident", report.id), report.id)
            if group[other] is not group[report.id]:
                group[report.id] |= group[other]
                for member in group[report.id]:
                    group[member] = group[report.id]
    groups = sorted({min(g): sorted(g) for g in group.values()}.values(), key=lambda g: (-len(g), g))
    several, single = [g for g in groups if len(g) > 1], [g for g in groups if len(g) == 1]
    random.Random(seed).shuffle(single)
    sizes, found = [0] * FOLDS, dict[str, int]()
    for members in several + single:
        fold = sizes.index(min(sizes))
        sizes[fold] += len(members)
        found |= dict.fromkeys(members, fold)
    return found


def _coded(report: Labelled, model: Model) -> list[Record]:
    """The events of a report as a model codes it."""
    document = report.reading.document
    return [event_record(event) for event in coder.events_of(document, model.drafts(document))]


def release_priors() -> Priors:
    """The weights of this release, as what is held before a user's records are seen."""
    return {name: as_prior(read_table(RELEASE / f"{name}.tsv", Weight)) for name in NAMES}


def write(found: Tables, folder: Path) -> None:
    """Write the tables into a model's folder."""
    for name, weights in found.items():
        with (folder / f"{name}.tsv").open("w", encoding="utf-8") as file:
            file.write("# Written by temoin.training; weights in logits.\nfeature\toutcome\tweight\n")
            file.writelines(f"{w.feature}\t{w.outcome}\t{w.weight}\n" for w in weights)


def _write_card(folder: Path, gain: Gain, start: Adapter, seed: int) -> None:
    """Say beside the model what it learned from and how well it does."""
    card = {
        "made": datetime.now(UTC).date().isoformat(),
        "learned_on_from": start.digest[:8],
        "seed": seed,
        "before": gain.before.as_dict(),
        "after": gain.after.as_dict(),
    }
    (folder / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
