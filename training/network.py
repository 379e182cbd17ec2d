"""The network: a small BERT that also sees how words are written, with heads for names, the main work and relations.

The encoder is that of all-MiniLM-L6-v2 (Reimers and Gurevych, 2019; Wang et al., 2020; Apache-2.0), from whose weights
the training starts. `kg.encoder.heads` computes the relation head in numpy: what changes here changes there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812, the name by which everybody knows it

from kg.encoder.decoding import TAGS
from kg.encoder.heads import AROUND, REACH
from kg.encoder.pairs import FEATURES, POLARITIES, RELATIONS, TYPES
from kg.encoder.pieces import CASES

if TYPE_CHECKING:
    from pathlib import Path

WIDTH, HEADS, INNER, LAYERS, VOCABULARY, POSITIONS = 384, 12, 1536, 6, 30522, 512  # of all-MiniLM-L6-v2
HALF, EMBED, HIDDEN = 160, 16, 256  # of the relation head: of one mention, of a feature, of a pair
QUIET = -4.5  # where the scores of relations start: hardly any pair is related


class Layer(nn.Module):
    """One layer of BERT (Devlin et al., 2019), with dropout behind its feed-forward half alone."""

    def __init__(self) -> None:
        """Make the layer with random weights."""
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Give the states of the next layer.

        Args:
            states: (batch, pieces, WIDTH).
            mask: what is added to the scores of attention, (batch, 1, 1, pieces): far below 0 where nothing stands.
        """
        shape = (*states.shape[:2], HEADS, WIDTH // HEADS)
        query, key, value = (
            f(states).view(shape).transpose(1, 2) for f in (self.query, self.key, self.value)
        )
        scores = query @ key.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + mask.to(query.dtype)
        mixed = (scores.softmax(-1) @ value).transpose(1, 2).reshape(states.shape)
        states = self.norm1(states + self.out(mixed))
        states = self.norm2(states + self.drop(self.down(F.gelu(self.up(states)))))
        return states


class Encoder(nn.Module):
    """From pieces and cases to states and scores of tags."""

    def __init__(self) -> None:
        """Make the encoder with random weights."""
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.cases = nn.Embedding(CASES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(WIDTH, TAGS)
        nn.init.normal_(self.cases.weight, std=0.02)

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Give states (batch, pieces, WIDTH) and tag scores (batch, pieces, TAGS).

        Args:
            ids: numbers of pieces, (batch, pieces).
            cases: how their words are written, (batch, pieces).
            mask: 1 where a piece stands and 0 behind the last, (batch, pieces).
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        states = self.norm(self.words(ids) + self.positions(places) + self.cases(cases))
        states = self.drop(states)
        hidden = (1.0 - mask[:, None, None, :].to(states.dtype)) * -1e4
        for layer in self.layers:
            states = layer(states, hidden)
        return states, self.tags(self.drop(states))


class Relations(nn.Module):
    """Scores mentions for their types and for the main work, and pairs of them for relations and polarities."""

    def __init__(self) -> None:
        """Make the head with random weights; scores start at QUIET."""
        super().__init__()
        self.subject = nn.Linear(2 * WIDTH, HALF)
        self.object = nn.Linear(2 * WIDTH, HALF)
        self.context = nn.Linear(WIDTH, HALF)
        self.embeds = nn.ModuleDict({name: nn.Embedding(size, EMBED) for name, size in FEATURES.items()})
        inputs = 4 * HALF + EMBED * len(FEATURES) + 2
        self.hidden = nn.Linear(inputs, HIDDEN)
        self.out = nn.Linear(HIDDEN, len(RELATIONS))
        self.polarity = nn.Linear(HIDDEN, len(POLARITIES))
        self.focus = nn.Linear(2 * WIDTH, 1)
        self.types1 = nn.Linear(2 * WIDTH, HIDDEN)
        self.types2 = nn.Linear(HIDDEN, len(TYPES))
        self.drop = nn.Dropout(0.2)
        nn.init.constant_(self.out.bias, QUIET)

    def mentions(self, states: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        """Give the vectors of mentions (mentions, 2 * WIDTH) in one window (pieces, WIDTH): first piece and mean."""
        sums = F.pad(states.cumsum(0), (0, 0, 1, 0))
        mean = (sums[ends] - sums[starts]) / (ends - starts)[:, None]
        return torch.cat([states[starts], mean], 1)

    def types(self, mentions: Tensor) -> Tensor:
        """Give scores of types (mentions, TYPES), from the vectors of mentions."""
        scores: Tensor = self.types2(self.drop(F.gelu(self.types1(self.drop(mentions)), approximate="tanh")))
        return scores

    def forward(
        self, states: Tensor, mentions: Tensor, starts: Tensor, ends: Tensor, focus: Tensor,
        subjects: Tensor, objects: Tensor, features: Tensor,
    ) -> tuple[Tensor, Tensor]:  # fmt: skip
        """Give scores (pairs, RELATIONS) and polarity scores (pairs, POLARITIES) of the pairs of one window.

        Args:
            states: (pieces, WIDTH).
            mentions: their vectors, (mentions, 2 * WIDTH).
            starts: first piece of each mention, (mentions,).
            ends: behind its last piece, (mentions,).
            focus: chance of each mention that its entity is the main work, (mentions,).
            subjects: numbers of mentions, (pairs,).
            objects: the same.
            features: numbers of classes, (pairs, FEATURES).
        """
        s, o = self.subject(mentions)[subjects], self.object(mentions)[objects]
        between = _words_between(states, starts, ends, subjects, objects)
        parts = [s, o, s * o, self.context(between)]
        parts += [self.embeds[name](features[:, k]) for k, name in enumerate(FEATURES)]
        parts += [focus[subjects, None], focus[objects, None]]
        inner = F.gelu(self.hidden(self.drop(torch.cat(parts, 1))), approximate="tanh")  # as numpy can
        return self.out(self.drop(inner)), self.polarity(inner)


def _words_between(states: Tensor, starts: Tensor, ends: Tensor, subjects: Tensor, objects: Tensor) -> Tensor:
    """Give the mean state (pairs, WIDTH) between two mentions, or around the subject where they are far apart."""
    low = torch.minimum(ends[subjects], ends[objects])
    high = torch.maximum(starts[subjects], starts[objects])
    near = high - low <= REACH
    low = torch.where(near, low, starts[subjects] - AROUND).clamp(min=0)
    high = torch.where(near, high, ends[subjects] + AROUND).clamp(max=len(states))
    high = torch.maximum(high, low)
    sums = F.pad(states.cumsum(0), (0, 0, 1, 0))
    return (sums[high] - sums[low]) / (high - low).clamp(min=1)[:, None]


_PARTS = {  # of a layer: our names, and those of BERT
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
    "out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
    "down": "output.dense", "norm2": "output.LayerNorm",
}  # fmt: skip


def load_minilm(encoder: Encoder, weights: Path) -> None:
    """Copy the weights of all-MiniLM-L6-v2 into an encoder; what that has not stays random: cases and tags."""
    given = {key.removeprefix("bert."): value for key, value in load_file(weights).items()}
    own: dict[str, Tensor] = {
        "words.weight": given["embeddings.word_embeddings.weight"],
        # Every piece is of the first segment.
        "positions.weight": given["embeddings.position_embeddings.weight"]
        + given["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    for number in range(LAYERS):
        for mine, theirs in _PARTS.items():
            for kind in ("weight", "bias"):
                own[f"layers.{number}.{mine}.{kind}"] = given[f"encoder.layer.{number}.{theirs}.{kind}"]
    missing, unexpected = encoder.load_state_dict(own, strict=False)
    assert not unexpected, unexpected  # noqa: S101, weights of another network are a bug
    assert all(name.startswith(("cases", "tags")) for name in missing), missing  # noqa: S101, as above
