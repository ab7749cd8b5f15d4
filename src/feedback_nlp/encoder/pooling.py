"""Means of stretches of rows: states of words, tokens and spans from those of wordpieces."""

from __future__ import annotations

import numpy as np

from feedback_nlp.encoder.windows import Floats, Ints


def range_means(states: Floats, ranges: Ints) -> Floats:
    """Return the mean row of each range, zeros for an empty one.

    Args:
        states: Shape (n, width).
        ranges: First and last-plus-one row of each range, 0 to n, in any order; shape (m, 2).

    Returns:
        Array of shape (m, width).
    """
    bounds = ranges.reshape(-1, 2)
    lengths = bounds[:, 1] - bounds[:, 0]
    if not len(bounds):
        return np.zeros((0, states.shape[1]), dtype=np.float32)
    # A row of zeros lets ranges end at the last row; every second sum is of what lies between two ranges.
    padded = np.concatenate([states, np.zeros((1, states.shape[1]), dtype=states.dtype)])
    sums = np.add.reduceat(padded, bounds.ravel(), axis=0, dtype=np.float32)[::2]
    sums[lengths <= 0] = 0
    means: Floats = (sums / np.maximum(lengths, 1)[:, None]).astype(np.float32)
    return means
