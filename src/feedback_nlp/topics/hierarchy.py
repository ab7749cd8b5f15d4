"""Put topics under a few broader ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import cut_tree, ward
from scipy.spatial.distance import pdist, squareform

from feedback_nlp.topics.vectors import Floats, Ints, group_sums, unit_rows

_FEWEST_TOPICS = 6
_FEWEST_PARENTS = 2
_MOST_PARENTS = 12
_LEAST_DISTANCE = 1e-12


def parents(centroids: Floats) -> Ints:
    """Return the parent of each topic.

    Topics are joined by Ward's linkage of their unit directions, which keeps parents of even breadth; the number of
    parents is the one with the highest silhouette among those that leave about two to five topics a parent.

    Args:
        centroids: Mean directions of the topics, shape (topics, d), largest topic first.

    Returns:
        Parent number from 0, shape (topics,); -1 for a topic without a parent: where there are fewer than six topics,
        or where it would be its parent's only one.
    """
    n = len(centroids)
    if n < _FEWEST_TOPICS:
        return np.full(n, -1, dtype=np.int64)
    units = np.round(unit_rows(centroids).astype(np.float64), 6)
    most = min(_MOST_PARENTS, n // 2)
    fewest = max(_FEWEST_PARENTS, min(most, n // 5))
    distances = pdist(units)
    options = cut_tree(ward(distances), n_clusters=range(fewest, most + 1)).T
    of_each = squareform(distances)
    labels = max(options, key=lambda found: _silhouette(of_each, found))
    parent = np.where(np.bincount(labels)[labels] > 1, labels, -1)
    numbers = {int(label): number for number, label in enumerate(dict.fromkeys(parent[parent >= 0].tolist()))}
    return np.array([numbers.get(int(label), -1) for label in parent], dtype=np.int64)


def _silhouette(distances: NDArray[np.float64], labels: Ints) -> float:
    """Return the mean silhouette, -1 to 1; one that is alone in its group counts 0.

    Rousseeuw (1987), doi:10.1016/0377-0427(87)90125-7.

    Args:
        distances: Of each to each, shape (n, n).
        labels: Group of each, from 0, at least two groups, shape (n,).
    """
    sizes = np.bincount(labels)
    means = group_sums(distances, labels, len(sizes)).T
    position = np.arange(len(labels))
    inside = means[position, labels] / np.maximum(sizes[labels] - 1, 1)
    outside = means / sizes
    outside[position, labels] = np.inf
    nearest = outside.min(axis=1)
    scores = (nearest - inside) / np.maximum(np.maximum(nearest, inside), _LEAST_DISTANCE)
    return float(np.where(sizes[labels] > 1, scores, 0.0).mean())
