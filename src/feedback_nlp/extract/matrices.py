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


def attend(query: Floats, key: Floats, value: Floats, *, heads: int, bias: Floats | None = None) -> Floats:
    """Return multi-head attention of queries over keys, heads side by side.

    Args:
        query: Shape (n, heads × d).
        key: Shape (m, heads × d).
        value: Shape (m, heads × e).
        heads: Number of heads.
        bias: Added to the scores, shape (n, heads, m).

    Returns:
        Array of shape (n, heads × e).
    """
    split_query, split_key, split_value = (x.reshape(len(x), heads, -1) for x in (query, key, value))
    scores = np.einsum("nhd,mhd->nhm", split_query, split_key) / np.sqrt(split_query.shape[2], dtype=np.float32)
    weights = softmax(scores if bias is None else scores + bias)
    result: Floats = np.einsum("nhm,mhe->nhe", weights, split_value).reshape(len(query), -1)
    return result
