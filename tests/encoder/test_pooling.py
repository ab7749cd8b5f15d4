"""Means of stretches of rows."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from feedback_nlp.encoder.pooling import range_means

STATES = arrays.arrays(np.float32, st.tuples(st.integers(0, 6), st.just(3)), elements=st.integers(-8, 8))


@given(STATES, st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=5))
def test_means_of_ranges(states: np.ndarray, ranges: list[tuple[int, int]]) -> None:
    """Each range has the mean of its rows, an empty one zeros, in any order."""
    inside = [(min(first, len(states)), min(last, len(states))) for first, last in ranges]
    found = range_means(states, np.array(inside, dtype=np.int64).reshape(-1, 2))
    wanted = [states[first:last].mean(axis=0) if first < last else np.zeros(3) for first, last in inside]
    assert found.shape == (len(ranges), 3)
    assert np.allclose(found, np.array(wanted).reshape(-1, 3), atol=1e-5)
