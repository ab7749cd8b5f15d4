"""Vectors whose dot products come out the same on every machine.

Sums of floating-point products depend on the order in which a BLAS adds them up, and that order changes with the
number of threads and the processor. Vectors are therefore rounded to whole numbers small enough for every partial sum
of a dot product to be a whole number below 2**24, which single precision holds exactly. The rounding moves a cosine by
about 1e-4.
"""

from __future__ import annotations

import hashlib
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats: TypeAlias = NDArray[np.floating[Any]]
Ints: TypeAlias = NDArray[np.int64]

_EXACT_BELOW = 2**24
_UNIT_NORM_TOLERANCE = 1e-12


def length_of_unit(dimensions: int) -> int:
    """Return the whole number that a vector of length one is scaled to, for this many dimensions."""
    return int(_EXACT_BELOW**0.5 - dimensions**0.5 / 2)


def as_whole_numbers(vectors: Floats) -> Floats:
    """Return the directions of the vectors, rounded to whole numbers.

    Args:
        vectors: Shape (n, d), any length; a zero vector stays zero.

    Returns:
        Shape (n, d), single precision, holding whole numbers; the dot product of two rows divided by the square of
        `length_of_unit(d)` is their cosine.
    """
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled = vectors * (length_of_unit(vectors.shape[1]) / np.maximum(norms, _UNIT_NORM_TOLERANCE))
    return np.ascontiguousarray(np.rint(scaled), dtype=np.float32)


def canonical_rows(whole: Floats) -> tuple[Ints, Ints]:
    """Return the distinct rows in an order that depends on their content alone.

    Args:
        whole: Shape (n, d), whole numbers.

    Returns:
        Row numbers of the first copy of each distinct row, in canonical order, and for each of the n rows the position
        of its content in that order.
    """
    rows = np.ascontiguousarray(whole.astype(np.int16))
    digests = [hashlib.blake2b(row.tobytes(), digest_size=8).digest() for row in rows]
    keys = np.array([int.from_bytes(digest, "big") for digest in digests], dtype=np.uint64)
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return first.astype(np.int64), inverse.astype(np.int64).ravel()


def summation(group: Ints, groups: int) -> csr_matrix:
    """Return the matrix that sums rows by group.

    Args:
        group: Group of each row, from 0, shape (n,).
        groups: Number of groups.

    Returns:
        Sparse, shape (groups, n), double precision.
    """
    n = len(group)
    return csr_matrix((np.ones(n), (group, np.arange(n))), shape=(groups, n))


def unit_rows(vectors: Floats) -> Floats:
    """Return the rows scaled to length one; zero rows stay zero."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, _UNIT_NORM_TOLERANCE), dtype=np.float32)
