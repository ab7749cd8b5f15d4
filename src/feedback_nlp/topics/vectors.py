"""Vectors whose dot products come out the same on every machine.

Sums of floating-point products depend on the order in which a BLAS adds them up, and that order changes with the
number of threads and the processor. Vectors are therefore rounded to whole numbers small enough for every partial sum
of a dot product to be a whole number below 2**24, which single precision holds exactly. The rounding moves a cosine by
about 1e-4.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats: TypeAlias = NDArray[np.floating[Any]]
Ints: TypeAlias = NDArray[np.int64]

_EXACT_BELOW = 2**24
_UNIT_NORM_TOLERANCE = 1e-12
_ROWS_AT_A_TIME = 50_000


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
    whole = np.empty(vectors.shape, dtype=np.float32)
    for stretch in _stretches(len(vectors)):
        norms = np.linalg.norm(vectors[stretch], axis=1, keepdims=True)
        scaled = vectors[stretch] * (length_of_unit(vectors.shape[1]) / np.maximum(norms, _UNIT_NORM_TOLERANCE))
        np.rint(scaled, out=whole[stretch], casting="same_kind")
    return whole


def canonical_rows(whole: Floats) -> tuple[Ints, Ints]:
    """Return the distinct rows in an order that depends on their content alone.

    Args:
        whole: Shape (n, d), whole numbers.

    Returns:
        Row numbers of the first copy of each distinct row, in canonical order, and for each of the n rows the position
        of its content in that order.
    """
    digests = b"".join(
        hashlib.blake2b(row, digest_size=8).digest()
        for stretch in _stretches(len(whole))
        for row in np.ascontiguousarray(whole[stretch].astype(np.int16))
    )
    keys = np.frombuffer(digests, dtype=">u8").astype(np.uint64)
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return first.astype(np.int64), inverse.astype(np.int64).ravel()


def group_sums(values: Floats, group: Ints, groups: int) -> NDArray[np.float64]:
    """Return the sum of the rows of each group.

    Args:
        values: Shape (n, d).
        group: Group of each row, from 0, shape (n,).
        groups: Number of groups.

    Returns:
        Shape (groups, d), double precision, in which sums of whole numbers are exact.
    """
    sums = np.zeros((groups, values.shape[1]))
    by_group = np.argsort(group, kind="stable")
    ends = np.cumsum(np.bincount(group, minlength=groups))
    for number, rows in enumerate(np.split(by_group, ends[:-1])):
        # Rows of a group are added one after the other, so that memory is taken for no more than a stretch of them.
        for stretch in _stretches(len(rows)):
            sums[number] += values[rows[stretch]].sum(axis=0, dtype=np.float64)
    return sums


def membership(group: Ints, groups: int) -> csr_matrix:
    """Return which group each row is in; a product with it sums rows by group.

    Args:
        group: Group of each row, from 0, shape (n,).
        groups: Number of groups.

    Returns:
        Sparse, shape (groups, n), double precision.
    """
    n = len(group)
    return csr_matrix((np.ones(n), (group, np.arange(n))), shape=(groups, n))


def centrality(rows: Floats, group: Ints, centres: Floats) -> Floats:
    """Return the cosine of each row with the centre of its group, negative ones as 0.

    Args:
        rows: Shape (n, d), any length.
        group: Group of each row, from 0, shape (n,).
        centres: Centre of each group, any length, shape (groups, d).

    Returns:
        Shape (n,), 0 to 1.
    """
    units = unit_rows(centres)
    cosines = np.empty(len(rows), dtype=np.float32)
    for stretch in _stretches(len(rows)):
        cosines[stretch] = (unit_rows(rows[stretch]) * units[group[stretch]]).sum(axis=1)
    return np.clip(cosines, 0.0, 1.0)


def unit_rows(vectors: Floats) -> Floats:
    """Return the rows scaled to length one; zero rows stay zero."""
    units = np.empty(vectors.shape, dtype=np.float32)
    for stretch in _stretches(len(vectors)):
        norms = np.linalg.norm(vectors[stretch], axis=1, keepdims=True)
        np.divide(vectors[stretch], np.maximum(norms, _UNIT_NORM_TOLERANCE), out=units[stretch], casting="same_kind")
    return units


def _stretches(rows: int) -> Iterator[slice]:
    """Return the rows a stretch at a time, so that what is computed on the way takes little memory."""
    return (slice(begin, begin + _ROWS_AT_A_TIME) for begin in range(0, rows, _ROWS_AT_A_TIME))
