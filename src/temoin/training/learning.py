"""Make the encoder learn from labelled reports: windows of them, a loss for each head, and a running mean."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as f

from temoin.coding.trained.adapter import Adapter
from temoin.coding.trained.reader import ROOM
from temoin.coding.trained.vocabulary import Piece, Vocabulary
from temoin.coding.trained.wheel import Wheel
from temoin.coding.trained.windows import Window, windows
from temoin.training.corpus import Labelled
from temoin.training.labels import PARTS, Labels
from temoin.training.network import Network, pooled

BATCH = 2000  # pieces
HEAD_DECAY = 0.01
# Of the running mean of all that is learned, which is what is kept, so much stays at each step.
STAYS = 0.98
WARM_UP, LAST = 0.06, 0.03  # share of the steps that the rate rises, and of the rate that is left at the end
# Steps in which the mean forgets sooner, and what a batch's loss is divided by before it is clipped.
EARLY, DAMPED = 10, 4
EMPTY = 0.3  # so many of the windows that tell of nothing are read in an epoch
SCALED_ON = 40  # texts from which the mean and deviation of states are taken
# How much each question counts: telling, recalled, planned; what tells of a main event weighs more.
SENTENCE, MAIN = torch.tensor([1.0, 0.5, 0.3]), 0.7
SENTENCES, TYPED, WORDS, ABOUT, APART, TIES, OPENS = 8, 12, 240, 0.5, 2.0, 6, 6


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the encoder learns, and how fast: epochs, and rates of its changes and of its heads."""

    epochs: int
    changes: float
    heads: float


# From nothing, and from what was learned before.
FROM_NOTHING, GOING_ON = Pace(5, 8e-4, 2e-3), Pace(3, 2e-4, 5e-4)


class Text:
    """A window of a report, as the network reads it, with its labels."""

    def __init__(self, wheel: Wheel, window: Window, cut: Sequence[Sequence[Piece]], labels: Labels) -> None:
        self.rows = [wheel.special["start"]]
        self.bounds: list[tuple[int, int]] = []
        self.sentences: list[int] = []
        for index in window.sentences:
            start = len(self.rows)
            self.rows += [p.row for p in cut[index]]
            if cut[index]:
                self.bounds.append((start, len(self.rows)))
                self.sentences.append(index)
        self.rows.append(wheel.special["end"])
        self.own = torch.tensor([float(i in window.own) for i in self.sentences])
        chosen = self.sentences
        kinds = (labels.telling, labels.recalled, labels.planned)
        self.kinds = torch.from_numpy(np.stack([kind[chosen] for kind in kinds], 1))
        self.types = torch.from_numpy(labels.types[chosen])
        self.is_about = torch.tensor(float(labels.is_about))
        self.events = [labels.events.get(i, set()) for i in chosen]
        self.words = self._words(cut, labels)
        self.tells = bool((labels.telling[chosen] + labels.recalled[chosen]).any())

    def _words(self, cut: Sequence[Sequence[Piece]], labels: Labels) -> Tensor:
        """For each piece and part 1, 0, or -1 where the records do not say."""
        words = np.full((len(self.rows), len(PARTS)), -1, np.float32)
        for index, (start, end) in zip(self.sentences, self.bounds, strict=True):
            for n, part in enumerate(PARTS):
                if (index, part) in labels.asked:
                    words[start:end, n] = 0
        for rest in labels.words:
            if rest.start is None or rest.end is None or rest.sentence not in self.sentences:
                continue
            start, _ = self.bounds[self.sentences.index(rest.sentence)]
            column = PARTS.index(rest.part)
            for n, piece in enumerate(cut[rest.sentence]):
                if rest.start < piece.end and piece.start < rest.end and words[start + n, column] == 0:
                    words[start + n, column] = 1
        return torch.from_numpy(words)


Below: TypeAlias = dict[Text, Tensor]
"""What the layers that stay as they are make of each text."""


def texts_of(wheel: Wheel, vocabulary: Vocabulary, labelled: Labelled) -> list[Text]:
    """The windows of a report with their labels."""
    document = labelled.reading.document
    document.parse(sorted({i for event, told in labelled.events if event["main"] for i in told}))
    labels = Labels(labelled)
    cut = [
        [Piece(p.row, p.start + s.start, p.end + s.start) for p in vocabulary.cut(s.text)[: ROOM // 2]]
        for s in document.sentences
    ]
    made = (Text(wheel, w, cut, labels) for w in windows(document, [len(p) for p in cut], ROOM))
    return [text for text in made if text.sentences]


def below(wheel: Wheel, texts: Iterable[Text]) -> Below:
    """What the layers that stay as they are make of these texts, worked out once."""
    base = Network(wheel).eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        return {text: base.below(text.rows) for text in texts}


def learn(
    wheel: Wheel,
    texts: Sequence[Text],
    read: Below,
    seed: int,
    start: Adapter | None,
    told: Callable[[float], None],
) -> Network:
    """A network that has learned from these windows, from nothing or from an adapter on.

    `read` holds what `below` makes of the texts; `told` hears what share of the steps is done.
    """
    torch.manual_seed(seed)
    chance = random.Random(seed)
    pace = GOING_ON if start else FROM_NOTHING
    network = Network(wheel, start.arrays if start else None)
    if not start:
        _scale(network, chance.sample(texts, min(SCALED_ON, len(texts))), read)
    changes = [p for p in network.layers.parameters() if p.requires_grad]
    heads = list(network.heads.parameters())
    optimizer = torch.optim.AdamW(
        [
            {"params": changes, "lr": pace.changes, "weight_decay": 0.0},
            {"params": heads, "lr": pace.heads, "weight_decay": HEAD_DECAY},
        ]
    )
    mean = [p.detach().clone() for p in (*changes, *heads)]
    step = 0
    steps = pace.epochs * len(_batches(texts, chance))
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (WARM_UP * steps)) * max(LAST, 1 - step / steps)
    )
    network.train()
    for _ in range(pace.epochs):
        for batch in _batches(texts, chance):
            x, mask = _stacked([read[text] for text in batch])
            with torch.autocast("cpu", torch.bfloat16):
                states = network.above(x, mask)
            wrong = sum(_loss(network, s[: len(t.rows)], t) for s, t in zip(states, batch, strict=True))
            optimizer.zero_grad()
            (wrong / DAMPED).backward()
            nn.utils.clip_grad_norm_([*changes, *heads], 1.0)
            optimizer.step()
            rate.step()
            step += 1
            _follow(mean, (*changes, *heads), min(STAYS, step / (step + EARLY)))
            told(min(1.0, step / steps))
    with torch.no_grad():
        for kept, value in zip(mean, (*changes, *heads), strict=True):
            value.copy_(kept)
    return network


def save(network: Network, texts: Sequence[Text], path: Path) -> None:
    """Write the adapter file; the texts show how high the encoder's inputs run."""
    network.measure([text.rows for text in texts[:: max(1, len(texts) // SCALED_ON)]])
    arrays: dict[str, Any] = dict(network.learned())
    np.savez_compressed(path, **arrays)


def _loss(network: Network, states: Tensor, text: Text) -> Tensor:
    """What the network got wrong about a window."""
    scored = network.heads(states, text.bounds)
    wrong = f.binary_cross_entropy_with_logits(scored.sentences, text.kinds, reduction="none") * SENTENCE
    total = (wrong * text.own[:, None]).sum() / SENTENCES
    weight = (text.types.sum(1) > 0) * text.own * (1 - MAIN + MAIN * text.kinds[:, 0])
    total += (-(text.types * f.log_softmax(scored.types, 1)).sum(1) * weight).sum() / TYPED
    total += ABOUT * f.binary_cross_entropy_with_logits(scored.about, text.is_about)
    main = [i for i, events in enumerate(text.events) if events]
    if len(main) > 1:
        same = torch.tensor([[float(bool(text.events[a] & text.events[b])) for b in main] for a in main])
        weight = (1 - torch.eye(len(main))) * (1 + APART * (1 - same))
        ties = scored.ties[main][:, main]
        wrong = f.binary_cross_entropy_with_logits(ties, same, reduction="none") * weight
        total += wrong.sum() / (len(main) * (len(main) - 1)) * min(len(main), TIES) / TIES
        opens = torch.tensor([float(not same[i, :i].any()) for i in range(1, len(main))])
        opening = scored.opens[main[1:]]
        total += f.binary_cross_entropy_with_logits(opening, opens, reduction="sum") / OPENS
    known = (text.words >= 0).float()
    wrong = f.binary_cross_entropy_with_logits(scored.words, text.words.clamp(min=0), reduction="none")
    return total + (wrong * known).sum() / WORDS


def _follow(mean: Iterable[Tensor], values: Iterable[Tensor], stays: float) -> None:
    """Take a running mean one step further."""
    for kept, value in zip(mean, values, strict=True):
        kept.mul_(stays).add_(value.detach(), alpha=1 - stays)


def _scale(network: Network, texts: Sequence[Text], read: Below) -> None:
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        states = [network.above(read[text][None])[0] for text in texts]
    vectors = [pooled(s, text.bounds) for s, text in zip(states, texts, strict=True)]
    network.heads.scale(torch.cat(states), torch.cat(vectors))


def _batches(texts: Iterable[Text], chance: random.Random) -> list[list[Text]]:
    """Windows of about the same length together; those that tell of nothing now and then."""
    chosen = [text for text in texts if text.tells or chance.random() < EMPTY]
    chosen.sort(key=lambda text: len(text.rows) + 60 * chance.random())
    batches: list[list[Text]] = [[]]
    for text in chosen:
        batch = batches[-1]
        if batch and (len(batch) + 1) * max(len(text.rows), len(batch[-1].rows)) > BATCH:
            batches.append([text])
        else:
            batch.append(text)
    chance.shuffle(batches)
    return [batch for batch in batches if batch]


def _stacked(read: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """The texts as one array, and what hides its empty places."""
    longest = max(len(x) for x in read)
    x = torch.zeros(len(read), longest, read[0].shape[1], dtype=torch.bfloat16)
    mask = torch.zeros(len(read), 1, 1, longest, dtype=torch.bfloat16)
    for n, part in enumerate(read):
        x[n, : len(part)] = part
        mask[n, ..., len(part) :] = -1e4
    return x, mask
