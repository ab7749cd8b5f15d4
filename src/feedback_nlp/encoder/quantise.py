"""Weights as eight-bit integers.

Knows nothing of graphs. Linear weights use seven of the eight bits: processors without VNNI add pairs of products in 16
bits, which 255 × 127 × 2 overflows and 255 × 63 × 2 does not, so that every processor computes the same integers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LINEAR_LEVELS = 63
EMBEDDING_LEVELS = 127
# Weight of activations against weights in balancing (α of SmoothQuant, Xiao et al. 2023).
BALANCE = 0.75

Floats = NDArray[np.float32]
Bytes = NDArray[np.int8]


def quantise_columns(weight: Floats) -> tuple[Bytes, Floats]:
    """Return int8 levels and a scale for each column of a weight of shape (inputs, outputs)."""
    scales = (np.abs(weight).max(axis=0) / LINEAR_LEVELS).astype(np.float32)
    return np.round(weight / scales).astype(np.int8), scales


def quantise_rows(weight: Floats) -> tuple[Bytes, Floats]:
    """Return int8 levels and a scale for each row, shape (rows, 1), of a table of embeddings."""
    scales = (np.abs(weight).max(axis=1, keepdims=True) / EMBEDDING_LEVELS + 1e-12).astype(np.float32)
    return np.round(weight / scales).astype(np.int8), scales


def balance(gain: Floats, bias: Floats, weight: Floats) -> Floats:
    """Return factors that move outlying channels from the activations into the weights.

    The channels' ranges are read off the layer normalisation that makes them, so no calibration texts are needed.

    Args:
        gain: Gain of the layer normalisation, shape (inputs,).
        bias: Its bias, shape (inputs,).
        weight: Weight of the linear layer that follows, shape (inputs, outputs).

    Returns:
        Positive factors with a geometric mean of 1, shape (inputs,): divide the activations, multiply the weights.
    """
    activations = np.abs(bias) + 3 * np.abs(gain)
    factors = activations**BALANCE / np.abs(weight).max(axis=1) ** (1 - BALANCE)
    result: Floats = (factors / np.exp(np.log(factors).mean())).astype(np.float32)
    return result
