"""Find the nearest neighbours of every vector: all pairs where that is affordable, else through a faiss index.

Works on the whole-number vectors of `vectors`, so that the neighbours are the same whatever the thread count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from feedback_nlp.topics.products import largest_products
from feedback_nlp.topics.vectors import Floats, Ints, as_whole_numbers, group_sums, length_of_unit

if TYPE_CHECKING:
    import faiss

EXACT_ROWS = 40_000
"""Up to here all pairs are compared (ten seconds on two cores); beyond, the inverted file is faster."""

_RECALL_SAMPLE = 500
_TRAINING_ROWS_PER_CELL = 40
_CELL_ROUNDS = 4
_PROBES = 32
"""Cells looked into for each row; a share of them would make the cost grow with the square of the rows."""
_LEAST_PRODUCT = -2.0 * 2**24
"""Less than any dot product of whole-number rows."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest other rows of every row.

    Attributes:
        indices: Shape (n, k), row numbers, nearest first.
        similarities: Shape (n, k), cosines, -1 to 1, higher is nearer.
        recall: Share of the true neighbours found, measured on a sample of rows; 1.0 where all pairs were compared.
    """

    indices: Ints
    similarities: Floats
    recall: float


def nearest(whole: Floats, k: int, *, exact_rows: int = EXACT_ROWS, seed: int = 0) -> Neighbours:
    """Return the k nearest other rows of every row.

    Args:
        whole: Shape (n, d), distinct rows of whole numbers from `as_whole_numbers`.
        k: Neighbours wanted; at most n - 1 are returned.
        exact_rows: Largest n for which all pairs are compared.
        seed: Seed of the cells and of the recall sample.
    """
    k = min(k, len(whole) - 1)
    every = np.arange(len(whole))
    if len(whole) <= exact_rows:
        found = _others(*largest_products(whole, whole, k + 1), every)
        return Neighbours(found[0], _cosines(found[1], whole.shape[1]), recall=1.0)
    products, numbers = _inverted_file(whole, seed).search(whole, k + 1)
    indices, largest = _others(numbers, products, every)
    similarities = _cosines(largest, whole.shape[1])
    sample = np.sort(np.random.default_rng(seed).choice(len(whole), _RECALL_SAMPLE, replace=False))
    true, _ = _others(*largest_products(whole[sample], whole, k + 1), sample)
    hits = [len(np.intersect1d(a, b)) for a, b in zip(true, indices[sample], strict=True)]
    return Neighbours(indices, similarities, recall=float(np.mean(hits) / k))


def nearest_to(queries: Floats, whole: Floats, k: int) -> tuple[Ints, Floats]:
    """Return the k rows nearest to each query, with their cosines.

    Args:
        queries: Shape (m, d), whole numbers.
        whole: Shape (n, d), whole numbers.
        k: Neighbours wanted; at most n are returned.
    """
    indices, products = largest_products(queries, whole, min(k, len(whole)))
    return indices, _cosines(products, whole.shape[1])


def _inverted_file(whole: Floats, seed: int) -> faiss.Index:
    import faiss  # noqa: PLC0415 -- its import takes a quarter of a second, and few corpora are as large

    n, dimensions = whole.shape
    cells = int(4 * n**0.5)
    quantizer = faiss.IndexFlatIP(dimensions)
    quantizer.add(_cell_centres(whole, cells, seed))
    index = faiss.IndexIVFFlat(quantizer, dimensions, cells, faiss.METRIC_INNER_PRODUCT)
    index.train(whole[:1])
    index.nprobe = min(cells, _PROBES)
    index.add(whole)
    return index


def _cell_centres(whole: Floats, cells: int, seed: int) -> Floats:
    """Return centres by a few rounds of spherical k-means in whole numbers, exact whatever the thread count."""
    rng = np.random.default_rng(seed)
    rows = np.sort(rng.choice(len(whole), min(len(whole), cells * _TRAINING_ROWS_PER_CELL), replace=False))
    training = whole[rows]
    centres = training[np.sort(rng.choice(len(training), cells, replace=False))]
    for _ in range(_CELL_ROUNDS):
        owner, _ = nearest_to(training, centres, 1)
        sums = group_sums(training, owner[:, 0], cells)
        occupied = np.bincount(owner[:, 0], minlength=cells) > 0
        centres = np.where(occupied[:, None], as_whole_numbers(sums), centres).astype(np.float32)
    return np.ascontiguousarray(centres)


def _others(indices: Ints, products: Floats, rows: Ints) -> tuple[Ints, Floats]:
    """Return what was found for each row without the row itself, nearest first.

    Args:
        indices: Rows found for each row, -1 for a place that an inverted file left open, shape (m, k + 1).
        products: Their dot products, shape (m, k + 1).
        rows: Row number of each of the m rows.
    """
    missing = indices < 0
    products = np.where(missing, np.float32(_LEAST_PRODUCT), products)
    indices = np.where(missing, rows[:, None], indices)
    # Sorting the row itself behind all others drops it, and with it the places that were left open.
    order = np.argsort(indices == rows[:, None], axis=1, kind="stable")[:, :-1]
    return np.take_along_axis(indices, order, axis=1).astype(np.int64), np.take_along_axis(products, order, axis=1)


def _cosines(products: Floats, dimensions: int) -> Floats:
    return (products / np.float32(length_of_unit(dimensions) ** 2)).astype(np.float32)
