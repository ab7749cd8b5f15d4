"""The clusters of `clusters` as a scikit-learn estimator, which BERTopic takes in the place of HDBSCAN."""

from __future__ import annotations

from typing import Self

from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils.validation import check_is_fitted

from feedback_nlp.topics.clusters import Clusters, ClusterSettings, cluster
from feedback_nlp.topics.neighbours import EXACT_ROWS
from feedback_nlp.topics.vectors import Floats, Ints


class LeidenClusterer(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Clusters rows by direction, as `cluster` does, and leaves no row without a cluster.

    Attributes:
        clusters_: What was found.
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
        """Store the parameters; what they mean is said at `ClusterSettings`.

        Args:
            n_neighbors: Neighbours of each row in the graph.
            resolution: Resolution of the modularity; None chooses it from the data.
            preferred_resolution: Resolution that is kept unless another is clearly better.
            min_resolution: Lowest resolution that is tried.
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
        settings = ClusterSettings(
            neighbours=self.n_neighbors,
            resolution=self.resolution,
            preferred_resolution=self.preferred_resolution,
            min_resolution=self.min_resolution,
            exact_rows=self.exact_rows,
            seed=self.random_state,
        )
        return self._take(cluster(X, settings, start=y))

    def predict(self, X: Floats) -> Ints:  # noqa: N803
        """Return the cluster of each row, by the similarity-weighted vote of its nearest fitted rows.

        Args:
            X: Shape (m, d).
        """
        check_is_fitted(self, "labels_")
        return self.clusters_.joined_by(X)

    def _take(self, found: Clusters) -> Self:
        self.clusters_ = found
        self.labels_ = found.labels
        self.probabilities_ = found.probabilities
        self.resolution_ = found.resolution
        self.stability_ = found.stability
        self.recall_ = found.recall
        self.candidates_ = list(found.candidates)
        return self
