from __future__ import annotations

import numpy as np
import pytest

from feedback_nlp.topics.neighbours import nearest, nearest_to
from feedback_nlp.topics.vectors import as_whole_numbers, canonical_rows, length_of_unit


def vectors(n: int, dimensions: int = 24) -> np.ndarray:
    return as_whole_numbers(np.random.default_rng(0).normal(size=(n, dimensions)).astype(np.float32))


def test_neighbours_are_those_of_the_full_comparison() -> None:
    """The nearest rows are the ones with the highest cosine, itself left out, nearest first."""
    whole = vectors(200)
    products = whole @ whole.T
    np.fill_diagonal(products, -np.inf)
    found = nearest(whole, 5)
    assert (found.indices == np.argsort(-products, axis=1, kind="stable")[:, :5]).all()
    assert (np.diff(found.similarities, axis=1) <= 0).all()
    assert found.recall == 1.0


def test_approximate_neighbours_say_how_good_they_are() -> None:
    """Beyond the exact limit the recall is measured and nearly all neighbours are found."""
    whole = vectors(3000)
    exact, approximate = nearest(whole, 10), nearest(whole, 10, exact_rows=100)
    hits = [len(set(a) & set(b)) for a, b in zip(exact.indices, approximate.indices, strict=True)]
    assert 0.5 < approximate.recall <= 1.0
    assert approximate.recall == pytest.approx(np.mean(hits) / 10, abs=0.03)
    assert (approximate.indices != np.arange(3000)[:, None]).all()


def test_no_more_neighbours_than_other_rows() -> None:
    """Three rows have two neighbours each, however many are asked for."""
    assert nearest(vectors(3), 15).indices.shape == (3, 2)


def test_queries_find_themselves_first() -> None:
    """A row asked for among all rows is its own nearest."""
    whole = vectors(50)
    indices, similarities = nearest_to(whole[:10], whole, 3)
    assert (indices[:, 0] == np.arange(10)).all()
    assert similarities[:, 0] == pytest.approx(np.ones(10), abs=1e-3)


@pytest.mark.parametrize("dimensions", [2, 384, 768, 1024])
def test_dot_products_are_exact(dimensions: int) -> None:
    """Single-precision dot products of whole-number rows equal those in integers."""
    whole = vectors(40, dimensions)
    assert (whole @ whole.T == whole.astype(np.int64) @ whole.astype(np.int64).T).all()
    assert np.linalg.norm(whole, axis=1).max() ** 2 <= 2**24
    assert np.linalg.norm(whole, axis=1) == pytest.approx(length_of_unit(dimensions), rel=0.01)


def test_canonical_order_depends_on_content() -> None:
    """Shuffled and repeated rows have the same distinct rows in the same order."""
    whole = vectors(30)
    order = np.random.default_rng(1).permutation(np.repeat(np.arange(30), 2))
    first, _ = canonical_rows(whole)
    again, position = canonical_rows(whole[order])
    assert (whole[first] == whole[order][again]).all()
    assert (whole[order][again][position] == whole[order]).all()
