from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from feedback_nlp.errors import ModelFileError
from feedback_nlp.topics.products import GRAPH, graph, largest_products
from feedback_nlp.topics.vectors import as_whole_numbers


def whole(rows: int, seed: int) -> np.ndarray:
    return as_whole_numbers(np.random.default_rng(seed).normal(size=(rows, 12)).astype(np.float32))


def test_the_largest_products_come_first() -> None:
    """Rows and products are those of the full table, sorted."""
    queries, rows = whole(7, 0), whole(40, 1)
    numbers, products = largest_products(queries, rows, 5)
    table = queries @ rows.T
    assert (numbers == np.argsort(-table, axis=1, kind="stable")[:, :5]).all()
    assert (products == np.take_along_axis(table, numbers, axis=1)).all()


def test_of_equal_products_the_lower_row_comes_first() -> None:
    """Copies of a row are found in their order."""
    rows = np.repeat(whole(3, 0), 4, axis=0)
    numbers, _ = largest_products(rows[:1], rows, 4)
    assert numbers.tolist() == [[0, 1, 2, 3]]


def test_many_queries_are_compared_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few products are held at a time, the result is the same."""
    queries, rows = whole(23, 0), whole(40, 1)
    together = largest_products(queries, rows, 3)
    monkeypatch.setattr("feedback_nlp.topics.products._PRODUCTS_AT_A_TIME", 100)
    monkeypatch.setattr("feedback_nlp.topics.products._FEWEST_QUERIES", 2)
    apart = largest_products(queries, rows, 3)
    assert all((a == b).all() for a, b in zip(together, apart, strict=True))


def test_an_altered_graph_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is not the shipped one is named, with what to do."""
    altered = tmp_path / "products.onnx"
    altered.write_bytes(GRAPH.read_bytes() + b"x")
    monkeypatch.setattr("feedback_nlp.topics.products.GRAPH", altered)
    with pytest.raises(ModelFileError, match="install feedback-nlp again"):
        largest_products(whole(2, 0), whole(3, 1), 1)


def test_the_shipped_graph_is_the_one_that_is_described() -> None:
    """The file holds what `graph` builds."""
    pytest.importorskip("onnx")
    assert GRAPH.read_bytes() == graph()
