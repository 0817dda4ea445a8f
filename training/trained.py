"""Train the model that disposes of what the grammar proposes, from gold records, with one command and a seed.

    python training/trained.py GOLD REPORTS [GOLD REPORTS ...] --score SCORE.py [--seed 1] [--only-fit]

Writes src/temoin/coding/trained/adapter.npz (changes of the encoder and heads) and the tables of
src/temoin/coding/weights/trained/. Five models are trained on four fifths each, so that every report is
scored by one that has not seen it (kept in training/scores/, which `--only-fit` reads again): on those scores
the tables are fitted. The model that is shipped learns from all. About 80 minutes on two cores.
Needs torch and scipy (`pip install torch scipy`).
"""

import argparse
import importlib.util
import os
import pickle
import random
import time

import fit_judge
import numpy as np
import torch
from fit import WEIGHTS, corpus
from fit_judge import FOLDS, SCORES
from labels import Labels, folds
from network import FROZEN, Network, pooled
from torch import nn
from torch.nn import functional as f

from temoin.coding.trained import adapter
from temoin.coding.trained.reader import ROOM, Reader
from temoin.coding.trained.scores import PARTS
from temoin.coding.trained.vocabulary import Vocabulary
from temoin.coding.trained.wheel import Wheel, find
from temoin.coding.trained.windows import windows

EPOCHS = 5
BATCH = 2000  # pieces
LORA_RATE, HEAD_RATE, HEAD_DECAY = 8e-4, 2e-3, 0.01
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


class Text:
    """A window of a report, as the network reads it, with its labels."""

    def __init__(self, wheel, window, cut, labels):
        self.rows = [wheel.special["start"]]
        self.bounds, self.sentences = [], []
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

    def _words(self, cut, labels):
        """For each piece and part 1, 0, or -1 where the records do not say."""
        words = np.full((len(self.rows), len(PARTS)), -1, np.float32)
        for index, (start, end) in zip(self.sentences, self.bounds, strict=True):
            for n, part in enumerate(PARTS):
                if (index, part) in labels.asked:
                    words[start:end, n] = 0
        for _, part, sentence, first, last in labels.words:
            if first is not None and sentence in self.sentences:
                start, _ = self.bounds[self.sentences.index(sentence)]
                for n, piece in enumerate(cut[sentence]):
                    if first < piece.stop and piece.begin < last and words[start + n, PARTS.index(part)] == 0:
                        words[start + n, PARTS.index(part)] = 1
        return torch.from_numpy(words)


class Piece:
    """A piece with its place in the report."""

    def __init__(self, piece, offset):
        self.row, self.begin, self.stop = piece.row, piece.start + offset, piece.end + offset


def texts_of(wheel, vocabulary, document, events):
    """The windows of a report with their labels."""
    document.parse(sorted({i for event, told in events if event["main"] for i in told}))
    labels = Labels(document, events)
    cut = [[Piece(p, s.start) for p in vocabulary.cut(s.text)[: ROOM // 2]] for s in document.sentences]
    made = (Text(wheel, w, cut, labels) for w in windows(document, [len(p) for p in cut], ROOM))
    return [text for text in made if text.sentences]


def loss(network, states, text):
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


def learn(wheel, texts, below, seed, log):
    """A network that has learned from these windows; `below` holds what the lower layers make of each."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    network = Network(wheel)
    _scale(network, chance.sample(texts, min(SCALED_ON, len(texts))), below)
    changes = [p for p in network.layers.parameters() if p.requires_grad]
    heads = list(network.heads.parameters())
    optimizer = torch.optim.AdamW(
        [
            {"params": changes, "lr": LORA_RATE, "weight_decay": 0.0},
            {"params": heads, "lr": HEAD_RATE, "weight_decay": HEAD_DECAY},
        ]
    )
    mean = [p.detach().clone() for p in (*changes, *heads)]
    step = 0
    steps = EPOCHS * len(_batches(texts, chance))
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (WARM_UP * steps)) * max(LAST, 1 - step / steps)
    )
    network.train()
    for epoch in range(EPOCHS):
        started, total = time.monotonic(), 0.0
        for batch in _batches(texts, chance):
            x, mask = _stacked([below[text] for text in batch])
            with torch.autocast("cpu", torch.bfloat16):
                states = network.above(x, mask)
            wrong = sum(loss(network, s[: len(t.rows)], t) for s, t in zip(states, batch, strict=True))
            optimizer.zero_grad()
            (wrong / DAMPED).backward()
            nn.utils.clip_grad_norm_([*changes, *heads], 1.0)
            optimizer.step()
            rate.step()
            step += 1
            _follow(mean, (*changes, *heads), min(STAYS, step / (step + EARLY)))
            total += float(wrong.detach())
        log(f"  epoch {epoch + 1}: loss {total / len(texts):.3f}, {time.monotonic() - started:.0f} s")
    with torch.no_grad():
        for kept, value in zip(mean, (*changes, *heads), strict=True):
            value.copy_(kept)
    return network


def _follow(mean, values, stays):
    """Take a running mean one step further."""
    for kept, value in zip(mean, values, strict=True):
        kept.mul_(stays).add_(value.detach(), alpha=1 - stays)


def _scale(network, texts, below):
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        states = [network.above(below[text][None])[0] for text in texts]
    vectors = [pooled(s, text.bounds) for s, text in zip(states, texts, strict=True)]
    network.heads.scale(torch.cat(states), torch.cat(vectors))


def _batches(texts, chance):
    """Windows of about the same length together; those that tell of nothing now and then."""
    chosen = [text for text in texts if text.tells or chance.random() < EMPTY]
    chosen.sort(key=lambda text: len(text.rows) + 60 * chance.random())
    batches, batch = [], []
    for text in chosen:
        if batch and (len(batch) + 1) * max(len(text.rows), len(batch[-1].rows)) > BATCH:
            batches.append(batch)
            batch = []
        batch.append(text)
    batches.append(batch)
    chance.shuffle(batches)
    return batches


def _stacked(below):
    longest = max(len(x) for x in below)
    x = torch.zeros(len(below), longest, below[0].shape[1], dtype=torch.bfloat16)
    mask = torch.zeros(len(below), 1, 1, longest, dtype=torch.bfloat16)
    for n, part in enumerate(below):
        x[n, : len(part)] = part
        mask[n, ..., len(part) :] = -1e4
    return x, mask


def save(network, texts, path):
    """Write the adapter file; the texts show how high the encoder's inputs run."""
    network.measure([text.rows for text in texts[:: max(1, len(texts) // SCALED_ON)]])
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(path, **network.learned())


def score_all(reports, seed, log):
    """Learn without each fold and keep the scores of its reports; then learn from all, which is shipped."""
    wheel = Wheel(find())
    vocabulary = Vocabulary(wheel)
    texts = {id_: texts_of(wheel, vocabulary, reading.document, events) for id_, reading, events in reports}
    base = Network(wheel).eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        below = {text: base.below(text.rows) for made in texts.values() for text in made}
    fold_of = folds(reports, seed)
    log(f"{len(reports)} reports, {len(below)} windows; layers below {FROZEN} read")
    for fold in range(FOLDS):
        log(f"without fold {fold + 1}")
        rest = [text for id_, made in texts.items() if fold_of[id_] != fold for text in made]
        path = SCORES / f"fold{fold}.npz"
        save(learn(wheel, rest, below, seed + fold, log), rest, path)
        reader = Reader(adapter.read(path))
        scores = {i: reader.scores(r.document) for i, r, _ in reports if fold_of[i] == fold}
        path.with_suffix(".pickle").write_bytes(pickle.dumps(scores))
    log("all")
    every = [text for made in texts.values() for text in made]
    save(learn(wheel, every, below, seed + FOLDS, log), every, adapter.PATH)


def write(name, weights):
    folder = WEIGHTS / "trained"
    folder.mkdir(exist_ok=True)
    with open(folder / f"{name}.tsv", "w", encoding="utf-8") as file:
        file.write("# Written by training/trained.py; weights in logits.\nfeature\toutcome\tweight\n")
        file.writelines(f"{w.feature}\t{w.outcome}\t{w.weight}\n" for w in weights)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("files", nargs="+", help="GOLD REPORTS, and further pairs")
    args.add_argument("--score", required=True)
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--threads", type=int, default=os.cpu_count())
    args.add_argument("--only-fit", action="store_true", help="the models have been trained before")
    args = args.parse_args()
    torch.set_num_threads(args.threads)
    spec = importlib.util.spec_from_file_location("score", args.score)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    pairs = zip(args.files[::2], args.files[1::2], strict=True)
    reports = [r for pair in pairs for r in corpus(*pair) if r[1].document.sentences]
    if not args.only_fit:
        score_all(reports, args.seed, lambda line: print(line, flush=True))
    examples = fit_judge.scored(reports)
    for name, weights in fit_judge.train(examples, score).items():
        write(name, weights)
    coded = [(e, fit_judge.coded(e, judge)) for e, judge in fit_judge.judged(examples, score)]
    write("claims", fit_judge.confidence(coded, score))
    print_figures(coded, score)


def print_figures(coded, score):
    """How well the coder does on reports that neither the model nor the judge had seen."""
    golds = [{"id": e.id, "events": [event for event, _ in e.events]} for e, _ in coded]
    result, _ = score.score(golds, [{"report": {"id": e.id}, "events": events} for e, events in coded])
    print(
        f"out of fold: record F1 {result['record']['f1']}, events F1 {result['events']['f1']}, "
        f"false alarms {result['false_alarms']} of {result['quiet_reports']}"
    )


if __name__ == "__main__":
    main()
