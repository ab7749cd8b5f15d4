"""Tags to spans."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from feedback_nlp.extract.decode import (
    BEGIN,
    END,
    FOLLOWERS,
    FORBIDDEN,
    INSIDE,
    OUTSIDE,
    SINGLE,
    Chain,
    best_tags,
    decode,
    legal_transitions,
    spans_of,
)

FIRST = np.array([0, 0, FORBIDDEN, FORBIDDEN, 0], dtype=np.float32)
LAST = np.array([0, FORBIDDEN, FORBIDDEN, 0, 0], dtype=np.float32)
CHAIN = Chain(legal_transitions(), FIRST, LAST)


def test_spans_of_tags() -> None:
    """A span goes from B to E, or is one S."""
    assert spans_of([OUTSIDE, BEGIN, INSIDE, END, SINGLE, OUTSIDE]) == [(1, 4), (4, 5)]


def test_no_words_have_no_spans() -> None:
    """An empty text is legal."""
    assert decode(np.zeros((0, 5), dtype=np.float32), CHAIN) == []


def _score(emissions: np.ndarray, tags: tuple[int, ...]) -> float:
    between = sum(float(CHAIN.transitions[a, b]) for a, b in itertools.pairwise(tags))
    return float(FIRST[tags[0]] + LAST[tags[-1]] + between + sum(emissions[i, t] for i, t in enumerate(tags)))


@settings(max_examples=40, deadline=None)
@given(arrays(np.float32, st.tuples(st.integers(1, 5), st.just(5)), elements=st.floats(-3, 3, width=16)))
def test_best_tags_are_legal_and_best(emissions: np.ndarray) -> None:
    """No sequence of tags scores higher, and every pair of neighbours is legal."""
    tags = tuple(best_tags(emissions, CHAIN))
    assert all(b in FOLLOWERS[a] for a, b in itertools.pairwise(tags))
    best = max(_score(emissions, other) for other in itertools.product(range(5), repeat=len(emissions)))
    assert np.isclose(_score(emissions, tags), best, atol=1e-3)


@settings(max_examples=40, deadline=None)
@given(arrays(np.float32, st.tuples(st.integers(1, 5), st.just(5)), elements=st.floats(-3, 3, width=16)))
def test_span_scores_are_probabilities_over_all_sequences(emissions: np.ndarray) -> None:
    """A span's score is the share of all sequences, weighted, that hold exactly this span."""
    sequences = list(itertools.product(range(5), repeat=len(emissions)))
    weights = np.exp([_score(emissions, tags) for tags in sequences])
    for span in decode(emissions, CHAIN):
        holds = [(span.first, span.last) in spans_of(list(tags)) for tags in sequences]
        legal = weights * (weights > np.exp(FORBIDDEN / 2))
        assert np.isclose(span.score, (legal * holds).sum() / legal.sum(), atol=1e-3)
