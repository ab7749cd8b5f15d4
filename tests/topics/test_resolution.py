from __future__ import annotations

import numpy as np
import pytest

from feedback_nlp.topics.resolution import Candidate, best, silhouette
from feedback_nlp.topics.stability import Steadiness, pairs_kept


def candidate(resolution: float, communities: int, silhouette: float, *, stability: float = 0.8) -> Candidate:
    labels = np.arange(1000) % communities
    steadiness = Steadiness(np.full(communities, stability), stability)
    return Candidate(resolution, labels, silhouette, 0.5, steadiness)


def test_best_is_where_the_product_peaks() -> None:
    """Neither the highest silhouette nor the highest stability alone wins."""
    found = [
        candidate(0.2, 2, 0.1, stability=0.99),
        candidate(0.5, 10, 0.3, stability=0.9),
        candidate(1.0, 12, 0.3, stability=0.9),
        candidate(3.0, 200, 0.32, stability=0.4),
    ]
    assert best(found).resolution in {0.5, 1.0}


def test_one_community_is_chosen_only_where_there_is_no_other() -> None:
    """A graph that falls into one community at low resolutions is split at a higher one."""
    assert best([candidate(0.1, 1, 0.0, stability=1.0), candidate(1.0, 3, 0.01)]).resolution == 1.0
    assert best([candidate(0.1, 1, 0.0), candidate(1.0, 1, 0.0)]).resolution == 0.1


@pytest.mark.parametrize(("other", "chosen"), [(0.25, 0.5), (0.9, 2.0)])
def test_preferred_resolution_stays_unless_another_is_clearly_better(other: float, chosen: float) -> None:
    """A resolution used before is left only for one that scores more than twice as high."""
    found = [candidate(0.5, 10, 0.2), candidate(1.0, 11, 0.2), candidate(2.0, 12, other)]
    assert best(found, preferred=0.5).resolution == chosen
    assert best(found).resolution == 2.0


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
