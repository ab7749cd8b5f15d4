"""The cluster model: nearest-neighbour graph, Leiden communities, resolution chosen from the data.

A scikit-learn estimator that BERTopic takes in the place of HDBSCAN. It leaves no row without a cluster.
"""

from __future__ import annotations

from typing import Self

import numpy as np
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils.validation import check_is_fitted

from feedback_nlp.errors import ConfigurationError
from feedback_nlp.topics.graph import neighbour_graph, spread
from feedback_nlp.topics.neighbours import EXACT_ROWS, nearest, nearest_to
from feedback_nlp.topics.resolution import Candidate, best, candidates, suitable_resolutions
from feedback_nlp.topics.stability import Steadiness
from feedback_nlp.topics.vectors import Floats, Ints, as_whole_numbers, canonical_rows, summation, unit_rows

_FEWEST_TO_SPLIT = 4
_FEWEST_NEIGHBOURS = 3


class LeidenClusterer(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Clusters rows by direction.

    The partition depends on the set of rows alone: not on their order, the number of threads or global random state.
    Rows of equal direction are one node of the graph.

    Attributes:
        labels_: Cluster of each row, from 0 by falling size, shape (n,).
        probabilities_: How central each row is in its cluster, 0 to 1, shape (n,).
        resolution_: Resolution used.
        stability_: Share of each cluster's pairs kept under resampling, shape (clusters,), higher is steadier.
        recall_: Share of true neighbours in the graph, 1.0 where all pairs were compared.
        candidates_: Resolutions tried, with silhouette and modularity of each; empty where rows were too few to part.
    """

    def __init__(
        self,
        *,
        n_neighbors: int = 15,
        resolution: float | None = None,
        preferred_resolution: float | None = None,
        min_resolution: float = 0.0,
        exact_rows: int = EXACT_ROWS,
        random_state: int = 0,
    ) -> None:
        """Store the parameters.

        Args:
            n_neighbors: Neighbours of each row in the graph, at least 2; fewer are taken of few rows.
            resolution: Resolution of the modularity, above 0; None chooses it from the data.
            preferred_resolution: Resolution that is kept, where it is chosen, unless another is clearly better.
            min_resolution: Lowest resolution that is tried, where it is chosen; higher rules out few broad clusters.
            exact_rows: Most rows for which all pairs are compared.
            random_state: Seed of everything random.
        """
        self.n_neighbors = n_neighbors
        self.resolution = resolution
        self.preferred_resolution = preferred_resolution
        self.min_resolution = min_resolution
        self.exact_rows = exact_rows
        self.random_state = random_state

    def fit(self, X: Floats, y: Ints | None = None) -> Self:  # noqa: N803 -- scikit-learn's names
        """Cluster the rows.

        Args:
            X: Shape (n, d), n at least 1.
            y: Clusters to start from, -1 where unknown, shape (n,); the rows may leave them. BERTopic hands on its own
                `y`, so that topics of an earlier run can be continued.

        Raises:
            ConfigurationError: If `X` is no table of finite numbers or a parameter is out of range.
        """
        whole = as_whole_numbers(self._checked(X))
        first, position = canonical_rows(whole)
        self._rows: Floats = whole[first]
        chosen = self._cluster(self._rows, None if y is None else np.asarray(y, dtype=np.int64)[first])
        labels = np.zeros(len(first), dtype=np.int64) if chosen is None else chosen[0].labels
        # Communities are numbered by their distinct rows; here every row counts.
        rank = np.argsort(np.argsort(-np.bincount(labels[position]), kind="stable"))
        self._row_labels: Ints = rank[labels]
        self.labels_ = self._row_labels[position]
        self.resolution_ = (self.resolution or 1.0) if chosen is None else chosen[0].resolution
        self.stability_ = np.ones(1) if chosen is None else chosen[1].of_each[np.argsort(rank)]
        self.probabilities_ = self._centrality()[position]
        return self

    def predict(self, X: Floats) -> Ints:  # noqa: N803
        """Return the cluster of each row, by the similarity-weighted vote of its nearest fitted rows.

        Args:
            X: Shape (m, d).
        """
        check_is_fitted(self, "labels_")
        near, similarities = nearest_to(as_whole_numbers(self._checked(X)), self._rows, self.n_neighbors)
        votes = np.zeros((len(near), int(self._row_labels.max()) + 1))
        np.add.at(votes, (np.arange(len(near))[:, None], self._row_labels[near]), np.maximum(similarities, 0))
        return np.asarray(votes.argmax(axis=1), dtype=np.int64)

    def _cluster(self, rows: Floats, known: Ints | None) -> tuple[Candidate, Steadiness] | None:
        """Return the chosen partition of distinct rows and its steadiness, None where there are too few to part."""
        self.candidates_: list[Candidate] = []
        self.recall_ = 1.0
        if len(rows) < _FEWEST_TO_SPLIT:
            return None
        k = min(self.n_neighbors, max(_FEWEST_NEIGHBOURS, int(len(rows) ** 0.5)))
        neighbours = nearest(rows, k, exact_rows=self.exact_rows, seed=self.random_state)
        self.recall_ = neighbours.recall
        graph = neighbour_graph(neighbours)
        start = None if known is None else spread(graph, known)
        self.candidates_ = candidates(
            graph, rows, seed=self.random_state, resolutions=self._resolutions(len(rows)), start=start
        )
        return best(self.candidates_, graph, seed=self.random_state, preferred=self.preferred_resolution)

    def _resolutions(self, rows: int) -> tuple[float, ...]:
        if self.resolution is not None:
            return (self.resolution,)
        preferred = () if self.preferred_resolution is None else (self.preferred_resolution,)
        tried = {*suitable_resolutions(rows), *preferred}
        return tuple(sorted(r for r in tried if r >= self.min_resolution)) or (self.min_resolution,)

    def _centrality(self) -> Floats:
        """Return the cosine of each distinct row with the mean direction of its cluster, negative ones as 0."""
        units = unit_rows(self._rows)
        centres = summation(self._row_labels, int(self._row_labels.max()) + 1) @ units
        cosines = (units * unit_rows(centres)[self._row_labels]).sum(axis=1)
        return np.asarray(np.clip(cosines, 0.0, 1.0))

    def _checked(self, X: Floats) -> Floats:  # noqa: N803
        rows = np.asarray(X, dtype=np.float32)
        if rows.ndim != 2 or not len(rows) or not np.isfinite(rows).all():  # noqa: PLR2004
            raise ConfigurationError(
                f"the clusterer needs a table of finite numbers with at least one row, got shape {rows.shape}"
            )
        if self.n_neighbors < 2 or (self.resolution is not None and self.resolution <= 0):  # noqa: PLR2004
            raise ConfigurationError(
                f"n_neighbors must be at least 2 and resolution above 0, got {self.n_neighbors} and {self.resolution}"
            )
        return rows
