"""The few operations of a neural network that the heads need, in numpy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

Floats = NDArray[np.float32]


def layer_sum(values: Floats, weight: Floats, bias: Floats) -> Floats:
    """Return a linear layer's output; weight has the shape (outputs, inputs)."""
    result: Floats = values @ weight.T + bias
    return result


def gelu(values: Floats) -> Floats:
    """Return the Gaussian error linear unit of each value."""
    result: Floats = (values * 0.5 * (1.0 + erf(values * np.float32(2**-0.5)))).astype(np.float32)
    return result


def softmax(values: Floats, *, axis: int = -1) -> Floats:
    """Return shares that sum to 1 along an axis."""
    powers = np.exp(values - values.max(axis=axis, keepdims=True))
    result: Floats = powers / powers.sum(axis=axis, keepdims=True)
    return result


def attend(
    query: Floats, states: Floats, key: Floats, value: Floats, *, heads: int, bias: Floats | None = None
) -> Floats:
    """Return multi-head attention of a few queries over many states, heads side by side.

    Queries are carried into the space of the states, instead of every state into that of the queries: the same numbers
    at a fraction of the work. A bias of the keys would add the same to all scores of a query and is left out.

    Args:
        query: Shape (n, heads × d).
        states: Shape (m, width).
        key: Weight of the keys, shape (heads × d, width).
        value: Weight of the values, shape (heads × e, width).
        heads: Number of heads.
        bias: Added to the scores, shape (heads, n, m).

    Returns:
        Array of shape (n, heads × e), to which the bias of the values is still to be added.
    """
    count, width = len(query), states.shape[1]
    asked = query.reshape(count, heads, -1).transpose(1, 0, 2)
    carried = asked @ key.reshape(heads, -1, width)
    scores: Floats = np.asarray(carried @ states.T / np.sqrt(asked.shape[2]), dtype=np.float32)
    weights = softmax(scores if bias is None else scores + bias)
    context = (weights @ states) @ value.reshape(heads, -1, width).transpose(0, 2, 1)
    result: Floats = np.asarray(context.transpose(1, 0, 2).reshape(count, -1), dtype=np.float32)
    return result
