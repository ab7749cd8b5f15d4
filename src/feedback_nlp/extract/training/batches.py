"""Examples side by side as tensors.

Everything of a batch is computed at once: one measure or one text at a time costs more than the arithmetic itself.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
import torch
from torch import Tensor

from feedback_nlp.extract.echoes import with_hidden_sources
from feedback_nlp.extract.features import piece_marks, theme_features
from feedback_nlp.extract.network import distance_buckets
from feedback_nlp.extract.training.examples import Example

LENGTH_NOISE = 20.0

Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Tensors:
    """Tensors that belong together."""

    def to(self, device: torch.device) -> Self:
        """Return the same on a device."""
        return type(self)(*(getattr(self, field.name).to(device) for field in fields(self)))


@dataclass(frozen=True, slots=True)
class Batch(_Tensors):
    """Examples padded to one length.

    Attributes:
        states: Layer-3 states, shape (batch, wordpieces, 384).
        mask: True for wordpieces.
        marks: Marks of the lexicon, shape (batch, wordpieces, marks).
        pieces: First and last-plus-one row of each word, shape (batch, words, 2).
        words: True for words.
        tags: Tag of each word.
        spans: Example, first and last-plus-one word of each measure, shape (measures, 3).
        theme_features: What the themes' cues say, shape (batch, features).
    """

    states: Tensor
    mask: Tensor
    marks: Tensor
    pieces: Tensor
    words: Tensor
    tags: Tensor
    spans: Tensor
    theme_features: Tensor


@dataclass(frozen=True, slots=True)
class Choices(_Tensors):
    """The cities that the measures of a batch may come from; measures whose text names none are left out.

    Attributes:
        spans: Example, first and last-plus-one word of each measure, shape (measures, 3).
        distances: Bucket of the distance of each word to each measure, shape (measures, words).
        several: Whether the text names several candidates, 1 or 0, shape (measures,).
        pointers: Example, first and last-plus-one word of each pointer, shape (pointers, 3).
        pairs: Measure, pointer and choice of each measure and pointer of a text, shape (pairs, 3).
        features: Features of each pair, shape (pairs, features).
        measures: Measure of each choice; a choice is a measure and a candidate, shape (choices,).
        wanted: 1 where the measure comes from the candidate, shape (choices,).
    """

    spans: Tensor
    distances: Tensor
    several: Tensor
    pointers: Tensor
    pairs: Tensor
    features: Tensor
    measures: Tensor
    wanted: Tensor


def padded(examples: Sequence[Example]) -> Batch:
    """Return examples padded to the longest."""
    rows, words = max(len(e.states) for e in examples), max(len(e.words) for e in examples)
    size, marks = len(examples), examples[0].marks.shape[1]
    states = np.zeros((size, rows, examples[0].states.shape[1]), dtype=np.float32)
    mask, inside = np.zeros((size, rows), dtype=bool), np.zeros((size, words), dtype=bool)
    spread = np.zeros((size, rows, marks), dtype=np.float32)
    pieces, tags = np.zeros((size, words, 2), dtype=np.int64), np.zeros((size, words), dtype=np.int64)
    for i, example in enumerate(examples):
        length, count = len(example.states), len(example.words)
        states[i, :length], mask[i, :length] = example.states, True
        spread[i] = piece_marks(example.marks, example.pieces, rows)
        pieces[i, :count], tags[i, :count], inside[i, :count] = example.pieces, example.tags, True
    spans = np.array([(i, *span) for i, e in enumerate(examples) for span in e.spans], dtype=np.int64).reshape(-1, 3)
    cues = np.stack([theme_features(example.marks, example.spans) for example in examples])
    return Batch(*(torch.from_numpy(x) for x in (states, mask, spread, pieces, inside, tags, spans, cues)))


def word_states(states: Tensor, pieces: Tensor) -> Tensor:
    """Return the mean state of the wordpieces of each word, shape (batch, words, 384)."""
    sums = torch.cat([states.new_zeros(len(states), 1, states.shape[2]), states.cumsum(1)], 1)
    at_first, at_last = (
        sums.gather(1, pieces[..., side].unsqueeze(-1).expand(-1, -1, states.shape[2])) for side in (0, 1)
    )
    return (at_last - at_first) / (pieces[..., 1] - pieces[..., 0]).clamp(min=1).unsqueeze(-1)


def echoes_of(examples: Sequence[Example], rows: int, *, hidden: bool) -> tuple[Tensor, Tensor]:
    """Return the echo marks on wordpieces, shape (measures, rows, marks), and the cue features of every measure.

    Args:
        examples: Of which one at least has a measure.
        rows: Wordpiece rows of the batch.
        hidden: Whether the measures' sources are hidden.
    """
    told = [example for example in examples if example.spans]
    marks = [
        piece_marks(one, example.pieces, rows)
        for example in told
        for one in (with_hidden_sources(example.echoes) if hidden else example.echoes)
    ]
    return torch.from_numpy(np.stack(marks)), torch.from_numpy(np.concatenate([example.cues for example in told]))


def choices_of(examples: Sequence[Example]) -> Choices | None:
    """Return the cities that the measures of a batch may come from, None where no text names both."""
    longest = max(len(example.words) for example in examples)
    spans: list[Place] = []
    pointers: list[Place] = []
    pairs: list[Place] = []
    measures: list[int] = []
    distances, several, features, wanted = [], [], [], []
    for i, example in enumerate(examples):
        found = example.candidates.pointers
        if not (example.spans and found):
            continue
        first, count = len(pointers), len(example.candidates.keys)
        pointers += [(i, pointer.first, pointer.last) for pointer in found]
        buckets = distance_buckets(example.spans, len(example.words))
        distances.append(np.pad(buckets, ((0, 0), (0, longest - len(example.words)))))
        for index, span in enumerate(example.spans):
            measure, choice = len(spans), len(measures)
            spans.append((i, *span))
            several.append(float(count > 1))
            pairs += [(measure, first + at, choice + pointer.candidate) for at, pointer in enumerate(found)]
            features.append(example.pairs[index])
            measures += [measure] * count
            wanted.append(example.links[index])
    if not spans:
        return None
    integers = (np.array(table, dtype=np.int64) for table in (spans, pointers, pairs, measures))
    at, points, joined, owners = (torch.from_numpy(table) for table in integers)
    near, described, right = (torch.from_numpy(np.concatenate(table)) for table in (distances, features, wanted))
    return Choices(at, near, torch.tensor(several), points, joined, described, owners, right)


def shuffled(examples: Sequence[Example], size: int, chance: random.Random) -> Iterator[list[Example]]:
    """Yield batches of examples of about one length, in random order."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].states) + chance.random() * LENGTH_NOISE)
    groups = [order[start : start + size] for start in range(0, len(order), size)]
    chance.shuffle(groups)
    for group in groups:
        yield [examples[i] for i in group]
