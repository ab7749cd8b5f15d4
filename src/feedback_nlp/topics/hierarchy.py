"""Put topics under a few broader ones."""

from __future__ import annotations

import numpy as np
from sklearn.cluster import AgglomerativeClustering
from sklearn.metrics import silhouette_score

from feedback_nlp.topics.vectors import Floats, Ints, unit_rows

_FEWEST_TOPICS = 6
_FEWEST_PARENTS = 2
_MOST_PARENTS = 12


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
    options = [_joined(units, count) for count in range(fewest, most + 1)]
    labels = max(options, key=lambda found: silhouette_score(units, found))
    parent = np.where(np.bincount(labels)[labels] > 1, labels, -1)
    numbers = {int(label): number for number, label in enumerate(dict.fromkeys(parent[parent >= 0].tolist()))}
    return np.array([numbers.get(int(label), -1) for label in parent], dtype=np.int64)


def _joined(units: Floats, count: int) -> Ints:
    model = AgglomerativeClustering(n_clusters=count, linkage="ward")
    return np.asarray(model.fit_predict(units), dtype=np.int64)
