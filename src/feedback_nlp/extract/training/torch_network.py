"""The network while it is trained: upper encoder layers, a marked copy of the last two, and heads, in torch.

Knows nothing of texts and files. What runs after training stands in `feedback_nlp.extract.network`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 -- the name everybody uses
from numpy.typing import NDArray
from torch import Tensor, nn

from feedback_nlp.extract.decode import END, FORBIDDEN, TAGS, legal_transitions
from feedback_nlp.records import RUNGS

if TYPE_CHECKING:
    from feedback_nlp.extract.training.batches import Choices

WIDTH, HEADS = 384, 12
FIRST_LAYER, LAYERS = 3, 6
MARKED_LAYERS = 2
KEY, VALUE = 48, 64
UNREACHABLE = -1e5
"""Score of what cannot be; its exponential is 0."""
PARTS = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "mix",
    "attention.output.LayerNorm": "norm",
    "intermediate.dense": "inner",
    "output.dense": "outer",
    "output.LayerNorm": "final_norm",
}
"""Parts of a BERT layer, by their names in its state dictionary."""

Weights = Mapping[str, NDArray[np.float32]]


class Layer(nn.Module):  # type: ignore[misc]
    """One transformer layer of BERT."""

    def __init__(self, weights: Weights, index: int, dropout: float) -> None:
        """Start from a layer of the upstream weights."""
        super().__init__()
        self.dropout = dropout
        for part, name in PARTS.items():
            weight, bias = (
                torch.tensor(weights[f"encoder.layer.{index}.{part}.{kind}"]) for kind in ("weight", "bias")
            )
            norm = part.endswith("LayerNorm")
            module = nn.LayerNorm(WIDTH, eps=1e-12) if norm else nn.Linear(weight.shape[1], weight.shape[0])
            module.weight.data, module.bias.data = weight, bias
            setattr(self, name, module)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return the layer's output; mask is true for wordpieces, shape (batch, wordpieces)."""
        size, length, _ = states.shape
        rate = self.dropout if self.training else 0.0
        query, key, value = (
            part(states).view(size, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :])
        mixed = self.mix(mixed.transpose(1, 2).reshape(size, length, WIDTH))
        states = self.norm(states + F.dropout(mixed, rate, self.training))
        return self.final_norm(states + F.dropout(self.outer(F.gelu(self.inner(states))), rate, self.training))


def two_layers(inputs: int, hidden: int, outputs: int, dropout: float) -> nn.Sequential:
    """Return a perceptron with one hidden layer."""
    return nn.Sequential(nn.Linear(inputs, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, outputs))


class TorchNetwork(nn.Module):  # type: ignore[misc]
    """Layers and heads with the shapes that `feedback_nlp.extract.network` reads.

    Attributes:
        half: Whether the layers compute in bfloat16 while they are trained; their weights stay in single precision.
    """

    half: bool

    def __init__(
        self, weights: Weights, *, marks: int, echoes: int, pair_features: int, themes: int, dropout: float = 0.1
    ) -> None:
        """Start from the upstream encoder.

        Args:
            weights: State dictionary of all-MiniLM-L6-v2.
            marks: Marks of the lexicon.
            echoes: Marks of `ECHO_MARKS`.
            pair_features: Features of a measure and a pointer.
            themes: Packaged themes.
            dropout: Rate in the layers, and rate at which whole wordpieces are hidden.
        """
        super().__init__()
        self.hide = dropout
        self.half = False
        self.layers = nn.ModuleList(Layer(weights, i, dropout) for i in range(FIRST_LAYER, LAYERS))
        self.last = nn.ModuleList(Layer(weights, i, dropout) for i in range(LAYERS - MARKED_LAYERS, LAYERS))
        self.marks, self.echoes = (nn.Linear(count, WIDTH, bias=False) for count in (marks, echoes))
        for table in (self.marks, self.echoes):
            nn.init.normal_(table.weight, std=0.02)
        self._add_tagger()
        self._add_linker(pair_features)
        self._add_ladder(marks)
        self._add_themes(themes)

    def _add_tagger(self) -> None:
        self.emit = two_layers(WIDTH, 128, TAGS, 0.2)
        self.transitions = nn.Parameter(torch.zeros(TAGS, TAGS))
        self.starts, self.ends = (nn.Parameter(torch.zeros(TAGS)) for _ in range(2))
        self.register_buffer("legal", torch.tensor(legal_transitions()))
        first, last = torch.zeros(TAGS), torch.zeros(TAGS)
        first[[2, END]], last[[1, 2]] = FORBIDDEN, FORBIDDEN
        self.register_buffer("legal_first", first)
        self.register_buffer("legal_last", last)

    def _add_linker(self, pair_features: int) -> None:
        self.span_query, self.span_key = nn.Linear(3 * WIDTH, 4 * KEY), nn.Linear(WIDTH, 4 * KEY)
        self.span_value, self.span_distance = nn.Linear(WIDTH, 4 * VALUE), nn.Embedding(32, 4)
        nn.init.zeros_(self.span_distance.weight)
        self.link_measure = nn.Linear(3 * WIDTH + 4 * VALUE, 128)
        self.link_pointer, self.link_features = nn.Linear(WIDTH, 128), nn.Linear(pair_features, 128)
        self.link_hidden, self.link_score = nn.Linear(256, 64), nn.Linear(64, 1)
        self.no_source = two_layers(WIDTH + 4 * VALUE + 2, 64, 1, 0.2)

    def _add_ladder(self, marks: int) -> None:
        self.rung_query, self.rung_key, self.rung_value = (nn.Linear(WIDTH, 4 * KEY) for _ in range(3))
        self.rung = two_layers(2 * WIDTH + 4 * KEY, 192, len(RUNGS), 0.3)
        self.cues = nn.Linear(marks * 6, len(RUNGS), bias=False)
        nn.init.zeros_(self.cues.weight)

    def _add_themes(self, themes: int) -> None:
        self.theme_query = nn.Parameter(torch.randn(themes, WIDTH) * 0.05)
        self.theme_value, self.theme_measure = (nn.Parameter(torch.zeros(themes, WIDTH)) for _ in range(2))
        self.theme_cues = nn.Parameter(torch.zeros(themes, 3 * themes))
        self.theme_cls = nn.Linear(WIDTH, themes)
        nn.init.constant_(self.theme_cls.bias, -1.0)

    def encode(self, states: Tensor, mask: Tensor, marks: Tensor) -> tuple[Tensor, Tensor]:
        """Return middle and last states, shape (batch, wordpieces, 384) each."""
        values = states + self.marks(marks)
        if self.training:
            values = values * (torch.rand(values.shape[:2], device=values.device) > self.hide).unsqueeze(-1)
        middle = values
        for index, layer in enumerate(self.layers):
            if index == LAYERS - FIRST_LAYER - MARKED_LAYERS:
                middle = values
            values = self._through(layer, values, mask)
        return middle, values

    def _through(self, layer: Layer, values: Tensor, mask: Tensor) -> Tensor:
        with torch.autocast(values.device.type, torch.bfloat16, enabled=self.training and self.half):
            result: Tensor = layer(values, mask)
        return result.float()

    def chain_loss(self, emissions: Tensor, tags: Tensor, words: Tensor) -> Tensor:
        """Return the negative log-likelihood of tags under the chain, shape (batch,); `words` is false for padding."""
        between, first, last = (
            self.transitions + self.legal,
            self.starts + self.legal_first,
            self.ends + self.legal_last,
        )
        start = first + emissions[:, 0]
        moves = between[tags[:, :-1], tags[:, 1:]] + emissions[:, 1:].gather(2, tags[:, 1:, None]).squeeze(2)
        final = tags.gather(1, (words.sum(1) - 1).clamp(min=0)[:, None]).squeeze(1)
        gold = start.gather(1, tags[:, :1]).squeeze(1) + (moves * words[:, 1:]).sum(1) + last[final]
        unit = torch.full_like(between, UNREACHABLE).fill_diagonal_(0.0)
        steps = torch.where(words[:, 1:, None, None], between + emissions[:, 1:, None, :], unit)
        # The product of the steps is taken pair by pair, which needs log2(words) operations in the place of words.
        while steps.shape[1] > 1:
            if steps.shape[1] % 2:
                steps = torch.cat([steps, unit.expand(len(steps), 1, TAGS, TAGS)], 1)
            steps = torch.logsumexp(steps[:, 0::2].unsqueeze(-1) + steps[:, 1::2].unsqueeze(-3), -2)
        total = torch.logsumexp(start.unsqueeze(2) + steps[:, 0], 1) if steps.shape[1] else start
        return torch.logsumexp(total + last, 1) - gold

    def links(self, words: Tensor, inside: Tensor, choices: Choices) -> tuple[Tensor, Tensor]:
        """Return scores of the choices, shape (choices,), and of no source, shape (measures,).

        Args:
            words: Last states of the words, shape (batch, words, 384).
            inside: False for padding, shape (batch, words).
            choices: The cities that measures may come from.
        """
        spans, texts = choices.spans, choices.spans[:, 0]
        mean = span_means(words, spans)
        edges = torch.cat([mean, words[texts, spans[:, 1]], words[texts, spans[:, 2] - 1]], 1)
        query = self.span_query(edges).view(-1, 4, KEY)
        key = self.span_key(words).view(*words.shape[:2], 4, KEY)[texts]
        value = self.span_value(words).view(*words.shape[:2], 4, VALUE)[texts]
        near = self.span_distance(choices.distances).permute(0, 2, 1)
        scores = torch.einsum("mhd,mwhd->mhw", query, key) / math.sqrt(KEY) + near
        shares = scores.masked_fill(~inside[texts].unsqueeze(1), UNREACHABLE).softmax(-1)
        context = torch.einsum("mhw,mwhd->mhd", shares, value).reshape(len(spans), -1)
        measure, pointer, choice = choices.pairs.unbind(1)
        measured = self.link_measure(torch.cat([edges, context], 1))[measure]
        pointed = self.link_pointer(span_means(words, choices.pointers))[pointer]
        joined = torch.cat([measured + pointed + self.link_features(choices.features), measured * pointed], 1)
        hidden = F.gelu(self.link_hidden(F.dropout(F.gelu(joined), 0.2, self.training)))
        found = grouped_logsumexp(self.link_score(hidden).squeeze(1), choice, len(choices.measures))
        flags = torch.stack([torch.ones_like(choices.several), choices.several], 1)
        return found, self.no_source(torch.cat([mean, context, flags], 1)).squeeze(1)

    def rungs(self, middle: Tensor, mask: Tensor, echoes: Tensor, cues: Tensor) -> Tensor:
        """Return scores of `RUNGS`, shape (measures, 10); every measure has its own copy of its text's states."""
        values = middle + self.echoes(echoes)
        for layer in self.last:
            values = self._through(layer, values, mask)
        inside = echoes[..., 0].to(values.dtype)
        mean = (values * inside.unsqueeze(-1)).sum(1) / inside.sum(1, keepdim=True).clamp(min=1)
        query, key, value = (
            part(x).view(len(mean), -1, 4, KEY).transpose(1, 2)
            for part, x in ((self.rung_query, mean), (self.rung_key, values), (self.rung_value, values))
        )
        context = F.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :])
        joined = torch.cat([values[:, 0], mean, context.transpose(1, 2).reshape(len(mean), -1)], 1)
        return self.rung(joined) + self.cues(cues)

    def themes(self, words: Tensor, inside: Tensor, cls: Tensor, spans: Tensor, features: Tensor) -> Tensor:
        """Return scores of the packaged themes, shape (batch, themes).

        Args:
            words: Last states of the words, shape (batch, words, 384).
            inside: False for padding, shape (batch, words).
            cls: Last states of `[CLS]`, shape (batch, 384).
            spans: Example, first and last-plus-one word of each measure, shape (measures, 3).
            features: Shape (batch, features).
        """
        weights = (words @ self.theme_query.T / 4).masked_fill(~inside.unsqueeze(2), UNREACHABLE).softmax(1)
        pooled = weights.transpose(1, 2) @ words
        scores = (pooled * self.theme_value).sum(2) + self.theme_cls(cls) + features @ self.theme_cues.T
        if not len(spans):
            return scores
        said = span_means(words, spans) @ self.theme_measure.T
        owners = spans[:, :1].expand_as(said)
        best = scores.new_full(scores.shape, UNREACHABLE).scatter_reduce(0, owners, said, "amax")
        return scores + torch.where(best > UNREACHABLE, best, 0.0)


def span_means(words: Tensor, spans: Tensor) -> Tensor:
    """Return the mean state of each range of words, shape (ranges, 384).

    Args:
        words: Shape (batch, words, 384).
        spans: Example, first and last-plus-one word of each range, shape (ranges, 3).
    """
    sums = torch.cat([words.new_zeros(len(words), 1, words.shape[2]), words.cumsum(1)], 1)
    texts, first, last = spans.unbind(1)
    return (sums[texts, last] - sums[texts, first]) / (last - first).unsqueeze(1)


def grouped_logsumexp(values: Tensor, groups: Tensor, count: int) -> Tensor:
    """Return the logarithm of the sum of exponentials of each group of values, shape (count,).

    Args:
        values: Shape (n,).
        groups: Group of each value, from 0 to `count` - 1; every group has one at least.
        count: Number of groups.
    """
    top = values.new_full((count,), UNREACHABLE).scatter_reduce(0, groups, values.detach(), "amax")
    return values.new_zeros(count).index_add(0, groups, (values - top[groups]).exp()).log() + top
