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
    forward, backward = _forward(emissions, chain), _backward(emissions, chain)
    total = _log_sum(forward[-1] + chain.ends, axis=0)
    return [
        ScoredSpan(first, last, _probability(emissions, chain, (forward, backward), float(total), first, last))
        for first, last in spans
    ]


def _forward(emissions: Floats, chain: Chain) -> Floats:
    rows = np.empty_like(emissions)
    rows[0] = chain.starts + emissions[0]
    for index in range(1, len(emissions)):
        rows[index] = _log_sum(rows[index - 1][:, None] + chain.transitions, axis=0) + emissions[index]
    return rows


def _backward(emissions: Floats, chain: Chain) -> Floats:
    rows = np.empty_like(emissions)
    rows[-1] = chain.ends
    for index in range(len(emissions) - 2, -1, -1):
        rows[index] = _log_sum(chain.transitions + emissions[index + 1] + rows[index + 1], axis=1)
    return rows


def _probability(
    emissions: Floats, chain: Chain, sums: tuple[Floats, Floats], total: float, first: int, last: int
) -> float:
    forward, backward = sums
    tags = [SINGLE] if last - first == 1 else [BEGIN, *[INSIDE] * (last - first - 2), END]
    score = float(forward[first, tags[0]] + backward[last - 1, tags[-1]])
    for offset in range(1, last - first):
        score += float(chain.transitions[tags[offset - 1], tags[offset]] + emissions[first + offset, tags[offset]])
    return float(np.clip(np.exp(score - total), 0.0, 1.0))


def _log_sum(values: Floats, *, axis: int) -> Floats:
    top = values.max(axis=axis, keepdims=True)
    result: Floats = np.squeeze(top, axis=axis) + np.log(np.exp(values - top).sum(axis=axis))
    return result
