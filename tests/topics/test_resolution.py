from __future__ import annotations

import igraph
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from feedback_nlp.topics import resolution
from feedback_nlp.topics.resolution import Candidate, best, silhouette
from feedback_nlp.topics.stability import adjusted_rand_index, pairs_kept


def ring(groups: int, size: int) -> igraph.Graph:
    """Return a graph of complete groups, each joined to the next by one edge."""
    graph = igraph.Graph(groups * size)
    inside = [(g * size + a, g * size + b) for g in range(groups) for a in range(size) for b in range(a)]
    between = [(g * size, ((g + 1) % groups) * size + 1) for g in range(groups)]
    graph.add_edges(inside + between)
    graph.es["weight"] = 1.0
    return graph


def candidate(resolution: float, labels: np.ndarray, *, silhouette: float, modularity: float = 0.5) -> Candidate:
    return Candidate(resolution, labels, silhouette, modularity)


GRAPH = ring(8, 10)
TRUE = np.repeat(np.arange(8), 10)
SPLIT = np.repeat(np.arange(16), 5)
ONE = np.zeros(80, dtype=np.int64)


def test_steady_communities_win_over_a_slightly_better_silhouette() -> None:
    """Halves of complete groups do not come back under resampling, so the whole groups win."""
    found = [candidate(0.5, TRUE, silhouette=0.3), candidate(0.6, SPLIT, silhouette=0.33)]
    chosen, steady = best(found, GRAPH, seed=0)
    assert chosen.resolution == 0.5
    assert steady.of_all > 0.9
    assert len(steady.of_each) == 8


def test_one_community_is_chosen_only_where_there_is_no_other() -> None:
    """A graph that falls into one community at low resolutions is split at a higher one."""
    one, split = candidate(0.1, ONE, silhouette=0.0), candidate(1.0, TRUE, silhouette=0.01)
    assert best([one, split], GRAPH, seed=0)[0].resolution == 1.0
    assert best([one, candidate(1.0, ONE, silhouette=0.0)], GRAPH, seed=0)[0].resolution == 0.1


@pytest.mark.parametrize(("worth_splitting", "chosen"), [(81, 0.5), (80, 1.0)])
def test_the_finest_of_about_as_good_is_chosen_on_large_graphs_alone(
    monkeypatch: pytest.MonkeyPatch, worth_splitting: int, chosen: float
) -> None:
    """The same communities, so as steady, with nearly the same silhouette: a small graph keeps the better."""
    monkeypatch.setattr(resolution, "_WORTH_SPLITTING", worth_splitting)
    found = [candidate(0.5, TRUE, silhouette=0.30), candidate(1.0, TRUE, silhouette=0.29)]
    assert best(found, GRAPH, seed=0)[0].resolution == chosen


@pytest.mark.parametrize(("other", "chosen"), [(0.25, 0.5), (0.9, 1.0)])
def test_preferred_resolution_stays_unless_another_is_clearly_better(other: float, chosen: float) -> None:
    """A resolution used before is left only for one that scores more than twice as high."""
    found = [candidate(0.5, TRUE, silhouette=0.2), candidate(1.0, TRUE, silhouette=other)]
    assert best(found, GRAPH, seed=0, preferred=0.5)[0].resolution == chosen
    assert best(found, GRAPH, seed=0)[0].resolution == 1.0


def test_silhouette_tells_good_from_bad_labels() -> None:
    """Two opposite bundles of directions have a silhouette near 1 by their own labels and below 0 by mixed ones."""
    rng = np.random.default_rng(0)
    centres = np.repeat([[1.0, 0.0], [-1.0, 0.0]], 20, axis=0) + rng.normal(scale=0.05, size=(40, 2))
    units = centres / np.linalg.norm(centres, axis=1, keepdims=True)
    true = np.repeat([0, 1], 20)
    assert silhouette(units, true, np.arange(40)) > 0.9
    assert silhouette(units, np.arange(40) % 2, np.arange(40)) < 0.1
    assert silhouette(units, np.zeros(40, dtype=np.int64), np.arange(40)) == 0.0


def test_scraps_do_not_spoil_the_silhouette() -> None:
    """A row that sits apart between two bundles is no neighbour to be near to."""
    rng = np.random.default_rng(0)
    rows = np.repeat([[1.0, 0.3], [1.0, -0.3]], 20, axis=0) + rng.normal(scale=0.02, size=(40, 2))
    rows[0] = [1.0, 0.25]
    units = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    labels = np.repeat([0, 1], 20)
    labels[0] = 2
    assert silhouette(units, labels, np.arange(40)) > 0.8


@pytest.mark.parametrize(
    ("again", "kept"),
    [([0, 0, 0, 1, 1, 1], [1.0, 1.0]), ([0, 0, 1, 2, 2, 2], [1 / 3, 1.0]), ([0, 1, 2, 3, 4, 5], [0.0, 0.0])],
)
def test_share_of_pairs_kept(again: list[int], kept: list[float]) -> None:
    """A community that falls apart keeps the pairs that are still together."""
    whole = np.array([0, 0, 0, 1, 1, 1])
    assert pairs_kept(whole, np.array(again), communities_of_all=2) == pytest.approx(kept)


def test_community_without_pairs_says_nothing() -> None:
    """A community of one has no pair that could be kept."""
    shares = pairs_kept(np.array([0, 0, 1]), np.array([0, 0, 1]), communities_of_all=2)
    assert shares[0] == 1.0
    assert np.isnan(shares[1])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=30))
def test_agreement_is_the_adjusted_rand_index(pairs: list[tuple[int, int]]) -> None:
    """Agreement of two partitions is what scikit-learn says, for equal, trivial and unlike ones."""
    one, other = np.array(pairs, dtype=np.int64).T
    assert adjusted_rand_index(one, other) == pytest.approx(adjusted_rand_score(one, other))
