"""Find the nearest neighbours of every vector: all pairs where that is affordable, else through a faiss index.

Works on the whole-number vectors of `vectors`, so that the neighbours are the same whatever the thread count.
"""

from __future__ import annotations

from dataclasses import dataclass

import faiss
import numpy as np

from feedback_nlp.topics.vectors import Floats, Ints, as_whole_numbers, group_sums, length_of_unit

EXACT_ROWS = 40_000
"""Up to here all pairs are compared (a minute on two cores); beyond, the inverted file is several times faster."""

_RECALL_SAMPLE = 500
_TRAINING_ROWS_PER_CELL = 40
_CELL_ROUNDS = 4
_PROBES = 32
"""Cells looked into for each row; a share of them would make the cost grow with the square of the rows."""
_FARTHEST = -2.0


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
        found = _search(_all_pairs(whole), whole, every, k)
        return Neighbours(*found, recall=1.0)
    indices, similarities = _search(_inverted_file(whole, seed), whole, every, k)
    sample = np.sort(np.random.default_rng(seed).choice(len(whole), _RECALL_SAMPLE, replace=False))
    true, _ = _search(_all_pairs(whole), whole[sample], sample, k)
    hits = [len(np.intersect1d(a, b)) for a, b in zip(true, indices[sample], strict=True)]
    return Neighbours(indices, similarities, recall=float(np.mean(hits) / k))


def nearest_to(queries: Floats, whole: Floats, k: int) -> tuple[Ints, Floats]:
    """Return the k rows nearest to each query, with their cosines.

    Args:
        queries: Shape (m, d), whole numbers.
        whole: Shape (n, d), whole numbers.
        k: Neighbours wanted; at most n are returned.
    """
    similarities, indices = _all_pairs(whole).search(queries, min(k, len(whole)))
    return indices.astype(np.int64), _cosines(similarities, whole.shape[1])


def _all_pairs(whole: Floats) -> faiss.Index:
    index = faiss.IndexFlatIP(whole.shape[1])
    index.add(whole)
    return index


def _inverted_file(whole: Floats, seed: int) -> faiss.Index:
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


def _search(index: faiss.Index, queries: Floats, rows: Ints, k: int) -> tuple[Ints, Floats]:
    """Return the k nearest other rows of each query.

    Args:
        index: Index of all rows.
        queries: Shape (m, d).
        rows: Row number of each query.
        k: Neighbours wanted.
    """
    similarities, indices = index.search(queries, k + 1)
    missing = indices < 0
    similarities[missing] = _FARTHEST * length_of_unit(queries.shape[1]) ** 2
    indices = np.where(missing, rows[:, None], indices)
    itself = indices == rows[:, None]
    # Sorting the row itself behind all others drops it, and with it the places that an inverted file left open.
    order = np.argsort(itself, axis=1, kind="stable")[:, :k]
    near = np.take_along_axis(indices, order, axis=1).astype(np.int64)
    return near, _cosines(np.take_along_axis(similarities, order, axis=1), queries.shape[1])


def _cosines(products: Floats, dimensions: int) -> Floats:
    return (products / np.float32(length_of_unit(dimensions) ** 2)).astype(np.float32)
