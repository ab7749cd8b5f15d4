from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from feedback_nlp.errors import ConfigurationError
from feedback_nlp.topics import LeidenClusterer


def blobs(
    sizes: list[int], *, seed: int = 0, noise: float = 0.6, dimensions: int = 32
) -> tuple[np.ndarray, np.ndarray]:
    """Return directions around random centres, and the centre of each."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(len(sizes), dimensions))
    labels = np.repeat(np.arange(len(sizes)), sizes)
    return (centres[labels] + noise * rng.normal(size=(len(labels), dimensions))).astype(np.float32), labels


@pytest.mark.parametrize("sizes", [[40, 40], [60, 30, 20, 80, 50], [30] * 12])
def test_true_groups_are_found_without_being_told_their_number(sizes: list[int]) -> None:
    """Well separated groups of different sizes come back, whatever their number."""
    rows, labels = blobs(sizes)
    assert adjusted_rand_score(labels, LeidenClusterer().fit_predict(rows)) > 0.95


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 7, 12, 30])
def test_few_rows_have_a_cluster_each(n: int) -> None:
    """A handful of rows is clustered, and none is left out."""
    rows, _ = blobs([n])
    model = LeidenClusterer().fit(rows)
    assert model.labels_.shape == (n,)
    assert (model.labels_ >= 0).all()
    assert len(model.stability_) == model.labels_.max() + 1
    assert ((model.probabilities_ >= 0) & (model.probabilities_ <= 1)).all()


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(range(60)))
def test_order_of_rows_does_not_matter(order: list[int]) -> None:
    """The same rows in another order have the same labels."""
    rows, _ = blobs([20, 25, 15], noise=1.5)
    labels = LeidenClusterer().fit_predict(rows)
    assert (LeidenClusterer().fit_predict(rows[order]) == labels[order]).all()


def test_threads_and_global_random_state_do_not_matter() -> None:
    """One thread or two, and whatever the global generators were, the result is the same and they stay untouched."""
    rows, _ = blobs([200, 150, 90], noise=1.5)
    results = []
    for threads, seed in ((1, 1), (2, 2)):
        random.seed(seed)
        expected = random.Random(seed).random()  # noqa: S311
        with threadpool_limits(threads):
            results.append(LeidenClusterer().fit_predict(rows))
        assert random.random() == expected  # noqa: S311
    assert (results[0] == results[1]).all()


def test_copies_of_a_row_share_its_cluster() -> None:
    """Rows of one direction are together, even where they outnumber all neighbours."""
    rows, _ = blobs([30, 30], noise=1.5)
    copied = np.concatenate([rows, np.repeat(rows[:1] * 3, 50, axis=0)])
    labels = LeidenClusterer().fit_predict(copied)
    assert set(labels[60:]) == {labels[0]}


def test_largest_cluster_is_number_zero() -> None:
    """Clusters are numbered by falling size."""
    rows, _ = blobs([20, 70, 40])
    sizes = np.bincount(LeidenClusterer().fit_predict(rows))
    assert list(sizes) == sorted(sizes, reverse=True)


def test_new_rows_join_the_cluster_they_are_nearest_to() -> None:
    """Prediction gives rows of a group the cluster of that group."""
    rows, labels = blobs([60, 60, 60])
    model = LeidenClusterer().fit(rows[::2])
    assert adjusted_rand_score(labels[1::2], model.predict(rows[1::2])) > 0.95
    assert (model.predict(rows[::2]) == model.labels_).all()


def test_known_clusters_are_continued() -> None:
    """Clustering that starts from a partition changes it less than clustering that starts anew."""
    rows, _ = blobs([120, 120, 120], noise=3.0)
    before = LeidenClusterer(resolution=1.0, random_state=1).fit_predict(rows[:300])
    known = np.concatenate([before, np.full(60, -1)])
    continued = LeidenClusterer(resolution=1.0, random_state=2).fit(rows, known).labels_[:300]
    anew = LeidenClusterer(resolution=1.0, random_state=2).fit_predict(rows)[:300]
    assert adjusted_rand_score(before, continued) > adjusted_rand_score(before, anew)


def test_estimator_can_be_cloned() -> None:
    """Parameters survive scikit-learn's clone."""
    model = LeidenClusterer(n_neighbors=7, resolution=2.0, random_state=3)
    assert clone(model).get_params() == model.get_params()


@pytest.mark.parametrize(
    ("rows", "parameters"),
    [
        (np.zeros((0, 4)), {}),
        (np.zeros(4), {}),
        (np.full((3, 2), np.nan), {}),
        (np.ones((3, 2)), {"n_neighbors": 1}),
        (np.ones((3, 2)), {"resolution": 0.0}),
    ],
)
def test_unusable_input_is_refused(rows: np.ndarray, parameters: dict[str, float]) -> None:
    """Empty, flat and non-finite input and impossible parameters are named in the error."""
    with pytest.raises(ConfigurationError):
        LeidenClusterer(**parameters).fit(rows)
