"""Examples side by side as tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from feedback_nlp.extract.echoes import echo_cues, echo_marks
from feedback_nlp.extract.features import cue_features, piece_marks
from feedback_nlp.extract.training.examples import Example

LENGTH_NOISE = 20.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples padded to one length.

    Attributes:
        states: Layer-3 states, shape (batch, wordpieces, 384).
        mask: True for wordpieces.
        marks: Marks of the lexicon, shape (batch, wordpieces, marks).
        pieces: First and last-plus-one row of each word, shape (batch, words, 2).
        words: True for words.
        tags: Tag of each word.
    """

    states: Tensor
    mask: Tensor
    marks: Tensor
    pieces: Tensor
    words: Tensor
    tags: Tensor


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
    return Batch(*(torch.from_numpy(x) for x in (states, mask, spread, pieces, inside, tags)))


def word_states(states: Tensor, pieces: Tensor) -> Tensor:
    """Return the mean state of the wordpieces of each word, shape (batch, words, 384)."""
    sums = torch.cat([states.new_zeros(len(states), 1, states.shape[2]), states.cumsum(1)], 1)
    at_first, at_last = (
        sums.gather(1, pieces[..., side].unsqueeze(-1).expand(-1, -1, states.shape[2])) for side in (0, 1)
    )
    return (at_last - at_first) / (pieces[..., 1] - pieces[..., 0]).clamp(min=1).unsqueeze(-1)


def measures_of(
    examples: Sequence[Example], rows: int, sources: Sequence[list[set[int]]]
) -> tuple[Tensor, Tensor, Tensor]:
    """Return for every measure of a batch its example, its echo marks on wordpieces, and its cue features."""
    owners: list[int] = []
    marks, cues = [], []
    for i, (example, linked) in enumerate(zip(examples, sources, strict=True)):
        if not example.spans:
            continue
        echoes = echo_marks(example.words, example.candidates, example.spans, linked)
        owners += [i] * len(example.spans)
        marks += [piece_marks(one, example.pieces, rows) for one in echoes]
        around = cue_features(example.words, example.marks, example.spans)
        cues.append(np.concatenate([around, echo_cues(example.marks, echoes)], axis=1))
    return torch.tensor(owners), torch.from_numpy(np.stack(marks)), torch.from_numpy(np.concatenate(cues))


def shuffled(examples: Sequence[Example], size: int, chance: random.Random) -> Iterator[list[Example]]:
    """Yield batches of examples of about one length, in random order."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].states) + chance.random() * LENGTH_NOISE)
    groups = [order[start : start + size] for start in range(0, len(order), size)]
    chance.shuffle(groups)
    for group in groups:
        yield [examples[i] for i in group]
