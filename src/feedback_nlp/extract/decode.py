"""From scores of words to spans: the best legal sequence of tags, and how sure it is.

Knows nothing of how the scores came about. Tags are O (outside), B (begins), I (inside), E (ends), S (single word).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

OUTSIDE, BEGIN, INSIDE, END, SINGLE = range(5)
TAGS = 5
FORBIDDEN = -1e4
FOLLOWERS = {
    OUTSIDE: (OUTSIDE, BEGIN, SINGLE),
    BEGIN: (INSIDE, END),
    INSIDE: (INSIDE, END),
    END: (OUTSIDE, BEGIN, SINGLE),
    SINGLE: (OUTSIDE, BEGIN, SINGLE),
}

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Chain:
    """Scores of a linear chain over tags.

    Attributes:
        transitions: Score of each pair of neighbouring tags, shape (5, 5).
        starts: Score of each first tag, shape (5,).
        ends: Score of each last tag, shape (5,).
    """

    transitions: Floats
    starts: Floats
    ends: Floats


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A span of words.

    Attributes:
        first: First word.
        last: Word after the last.
        score: Probability of exactly this span, 0 to 1.
    """

    first: int
    last: int
    score: float


def legal_transitions() -> Floats:
    """Return 0 for pairs of tags that may follow each other and a large negative score for the others."""
    scores = np.full((TAGS, TAGS), FORBIDDEN, dtype=np.float32)
    for tag, followers in FOLLOWERS.items():
        scores[tag, list(followers)] = 0.0
    return scores


def best_tags(emissions: Floats, chain: Chain) -> list[int]:
    """Return the best sequence of tags (Viterbi).

    Args:
        emissions: Scores of the tags of each word, shape (words, 5).
        chain: Scores between words.
    """
    if not len(emissions):
        return []
    score, pointers = chain.starts + emissions[0], []
    for row in emissions[1:]:
        total = score[:, None] + chain.transitions
        pointers.append(total.argmax(axis=0))
        score = total.max(axis=0) + row
    tag = int((score + chain.ends).argmax())
    tags = [tag]
    for pointer in reversed(pointers):
        tag = int(pointer[tag])
        tags.append(tag)
    return tags[::-1]


def spans_of(tags: list[int]) -> list[tuple[int, int]]:
    """Return the spans of a legal sequence of tags."""
    spans, begin = [], 0
    for index, tag in enumerate(tags):
        if tag in {BEGIN, SINGLE}:
            begin = index
        if tag in {END, SINGLE}:
            spans.append((begin, index + 1))
    return spans


def decode(emissions: Floats, chain: Chain) -> list[ScoredSpan]:
    """Return the spans of the best sequence, each with its probability over all sequences."""
    spans = spans_of(best_tags(emissions, chain))
    if not spans:
        return []
    table = _Sums.of(emissions, chain)
    return [ScoredSpan(first, last, table.probability(first, last)) for first, last in spans]


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums over all sequences of tags (forward-backward), scaled at every word so that nothing overflows.

    Attributes:
        emissions: Exponentials of the scores of each word, its largest being 1.
        transitions: Exponentials of the scores between words.
        forward: Share of each tag given the words before, shape (words, 5).
        backward: Sum over what follows each tag, shape (words, 5).
        scales: What the forward sums of each word were divided by.
    """

    emissions: NDArray[np.float64]
    transitions: NDArray[np.float64]
    forward: NDArray[np.float64]
    backward: NDArray[np.float64]
    scales: NDArray[np.float64]

    @classmethod
    def of(cls, scores: Floats, chain: Chain) -> _Sums:
        emissions = np.exp((scores - scores.max(axis=1, keepdims=True)).astype(np.float64))
        transitions = np.exp(chain.transitions.astype(np.float64))
        forward, backward = np.empty_like(emissions), np.empty_like(emissions)
        scales = np.empty(len(emissions))
        row = np.exp(chain.starts.astype(np.float64)) * emissions[0]
        for index in range(len(emissions)):
            if index:
                row = (row @ transitions) * emissions[index]
            scales[index] = row.sum()
            row = row / scales[index]
            forward[index] = row
        row = np.exp(chain.ends.astype(np.float64))
        for index in range(len(emissions) - 1, -1, -1):
            backward[index] = row
            row = transitions @ (row * emissions[index]) / scales[index]
        return cls(emissions, transitions, forward, backward, scales)

    def probability(self, first: int, last: int) -> float:
        """Return the share of all sequences that hold exactly this span."""
        tags = [SINGLE] if last - first == 1 else [BEGIN, *[INSIDE] * (last - first - 2), END]
        share = self.forward[first, tags[0]]
        for index in range(first + 1, last):
            tag = tags[index - first]
            share *= self.transitions[tags[index - first - 1], tag] * self.emissions[index, tag] / self.scales[index]
        total = self.forward[-1] @ self.backward[-1]
        return float(np.clip(share * self.backward[last - 1, tags[-1]] / total, 0.0, 1.0))
