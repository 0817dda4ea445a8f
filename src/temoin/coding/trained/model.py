"""A trained model: what reads, what judges, and how sure the claims are. It lies in a folder of its own."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

from temoin.coding import judgement, what
from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.coding.features import Reading
from temoin.coding.judgement import Judgement
from temoin.coding.trained import adapter
from temoin.coding.trained.confidence import with_confidence
from temoin.coding.trained.features import View
from temoin.coding.trained.judge import QUIET, Judge, chance_of
from temoin.coding.trained.reader import Reader
from temoin.coding.trained.wheel import EncoderMissingError
from temoin.model import Event

# The files of a model's folder: what the encoder has learned, and beside it tables of weights.
ADAPTER, CLAIMS = "adapter.npz", "claims"
JUDGEMENTS = tuple(f.name for f in fields(Judge))
# The model that comes with this release.
RELEASE = Path(__file__).with_name("release")


@dataclass(frozen=True)
class Model:
    """The encoder with what it learned, the judge of its scores, and the weights of claims' confidence."""

    reader: Reader
    judge: Judge
    claims: Judgement

    @property
    def name(self) -> str:
        """What a record calls the model that coded it."""
        return self.reader.name

    def drafts(self, document: Document) -> list[Draft]:
        """The events of a report. The encoder does not read one that its beginning shows to be quiet."""
        reading = Reading(document)
        chance = chance_of(reading)
        if chance < QUIET or not self.judge.is_promising(chance, self.reader.glimpse(document)):
            return what.Judge().drafts(reading)
        return self.judge.drafts(View(reading, self.reader.scores(document)))

    def with_confidence(self, event: Event) -> Event:
        """The event, its claims with how sure they are where that is known."""
        if event.confidence is None:
            return event
        return replace(event, claims=tuple(with_confidence(event.claims, event.confidence, self.claims)))


@cache
def load(folder: Path = RELEASE) -> Model:
    """The model in a folder.

    Raises `EncoderMissingError` where the encoder is not installed, `OSError` where a file of the folder is
    missing, `ValueError` where one is no such file.
    """
    judge = Judge(*(judgement.read(folder / f"{name}.tsv") for name in JUDGEMENTS))
    reader = Reader(adapter.read(folder / ADAPTER))
    return Model(reader, judge, judgement.read(folder / f"{CLAIMS}.tsv"))


def default() -> Model | None:
    """The model that comes with this release; None where the encoder is not installed."""
    try:
        return load()
    except EncoderMissingError:
        return None
