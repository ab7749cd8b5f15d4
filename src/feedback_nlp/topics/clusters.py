"""Cluster vectors: nearest-neighbour graph, Leiden communities, resolution chosen from the data.

Needs neither scikit-learn nor BERTopic, whose imports take longer than clustering thousands of rows; `LeidenClusterer`
is the same as a scikit-learn estimator.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.errors import ConfigurationError
from feedback_nlp.topics.graph import neighbour_edges, neighbour_graph, spread
from feedback_nlp.topics.neighbours import EXACT_ROWS, nearest, nearest_to
from feedback_nlp.topics.resolution import Candidate, best, candidates, suitable_resolutions
from feedback_nlp.topics.stability import Steadiness
from feedback_nlp.topics.vectors import (
    Floats,
    Ints,
    as_whole_numbers,
    canonical_rows,
    centrality,
    group_sums,
    unit_rows,
)

_FEWEST_TO_SPLIT = 4
_FEWEST_NEIGHBOURS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterSettings:
    """How rows are clustered.

    Attributes:
        neighbours: Neighbours of each row in the graph, at least 2; fewer are taken of few rows.
        resolution: Resolution of the modularity, above 0; None chooses it from the data.
        preferred_resolution: Resolution that is kept, where it is chosen, unless another is clearly better.
        min_resolution: Lowest resolution that is tried, where it is chosen; higher rules out few broad clusters.
        exact_rows: Most rows for which all pairs are compared.
        seed: Seed of everything random.
    """

    neighbours: int = 15
    resolution: float | None = None
    preferred_resolution: float | None = None
    min_resolution: float = 0.0
    exact_rows: int = EXACT_ROWS
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse what is out of range."""
        if self.neighbours < 2 or (self.resolution is not None and self.resolution <= 0):  # noqa: PLR2004
            raise ConfigurationError(
                f"neighbours must be at least 2 and the resolution above 0, got {self.neighbours} and {self.resolution}"
            )

    def tried(self, rows: int) -> tuple[float, ...]:
        """Return the resolutions to try on so many rows, rising."""
        if self.resolution is not None:
            return (self.resolution,)
        preferred = () if self.preferred_resolution is None else (self.preferred_resolution,)
        tried = {*suitable_resolutions(rows), *preferred}
        return tuple(sorted(r for r in tried if r >= self.min_resolution)) or (self.min_resolution,)


@dataclass(frozen=True, slots=True)
class Clusters:
    """Clusters of rows, and what they are worth.

    Attributes:
        labels: Cluster of each row, from 0 by falling size, shape (n,).
        probabilities: How central each row is in its cluster, 0 to 1, shape (n,).
        resolution: Resolution used.
        stability: Share of each cluster's pairs kept under resampling, shape (clusters,), higher is steadier.
        recall: Share of true neighbours in the graph, 1.0 where all pairs were compared.
        candidates: Resolutions tried, with silhouette and modularity of each; none where rows were too few to part.
        distinct: Whole-number directions of the distinct rows, in canonical order.
        distinct_labels: Cluster of each of those.
        neighbours: Neighbours that vote on a new row.
    """

    labels: Ints
    probabilities: Floats
    resolution: float
    stability: NDArray[np.float64]
    recall: float
    candidates: tuple[Candidate, ...]
    distinct: Floats
    distinct_labels: Ints
    neighbours: int

    def joined_by(self, rows: Floats) -> Ints:
        """Return the cluster of new rows, by the similarity-weighted vote of the nearest known rows.

        Args:
            rows: Shape (m, d).
        """
        near, similarities = nearest_to(as_whole_numbers(finite(rows)), self.distinct, self.neighbours)
        votes = np.zeros((len(near), len(self.stability)))
        np.add.at(votes, (np.arange(len(near))[:, None], self.distinct_labels[near]), np.maximum(similarities, 0))
        return np.asarray(votes.argmax(axis=1), dtype=np.int64)


def cluster(rows: Floats, settings: ClusterSettings, *, start: Ints | None = None) -> Clusters:
    """Return the clusters of rows by direction.

    The partition depends on the set of rows alone: not on their order, the number of threads or global random state.
    Rows of equal direction are one node of the graph. No row is without a cluster.

    Args:
        rows: Shape (n, d), n at least 1.
        settings: How rows are clustered.
        start: Clusters to start from, -1 where unknown, shape (n,); the rows may leave them.

    Raises:
        ConfigurationError: If `rows` is no table of finite numbers.
    """
    whole = as_whole_numbers(finite(rows))
    first, position = canonical_rows(whole)
    distinct: Floats = whole[first]
    del whole  # as large as the input, and as what the neighbours need
    known = None if start is None else np.asarray(start, dtype=np.int64)[first]
    tried, recall, chosen = _partition(distinct, settings, known)
    labels = np.zeros(len(first), dtype=np.int64) if chosen is None else chosen[0].labels
    # Communities are numbered by their distinct rows; here every row counts.
    rank = np.argsort(np.argsort(-np.bincount(labels[position]), kind="stable"))
    own: Ints = rank[labels]
    centres = group_sums(unit_rows(distinct), own, len(rank))
    return Clusters(
        labels=own[position],
        probabilities=centrality(distinct, own, centres)[position],
        resolution=(settings.resolution or 1.0) if chosen is None else chosen[0].resolution,
        stability=np.ones(1) if chosen is None else chosen[1].of_each[np.argsort(rank)],
        recall=recall,
        candidates=tuple(tried),
        distinct=distinct,
        distinct_labels=own,
        neighbours=settings.neighbours,
    )


def finite(rows: Floats) -> Floats:
    """Return the rows in single precision.

    Args:
        rows: Shape (n, d), n at least 1.

    Raises:
        ConfigurationError: If they are no table of finite numbers.
    """
    table = np.asarray(rows, dtype=np.float32)
    if table.ndim != 2 or not len(table) or not np.isfinite(table).all():  # noqa: PLR2004
        raise ConfigurationError(
            f"the clusterer needs a table of finite numbers with at least one row, got shape {table.shape}"
        )
    return table


def _partition(
    distinct: Floats, settings: ClusterSettings, known: Ints | None
) -> tuple[list[Candidate], float, tuple[Candidate, Steadiness] | None]:
    """Return what was tried, the recall of the graph, and the choice with its steadiness, None for too few rows."""
    n = len(distinct)
    if n < _FEWEST_TO_SPLIT:
        return [], 1.0, None
    k = min(settings.neighbours, max(_FEWEST_NEIGHBOURS, int(n**0.5)))
    neighbours = nearest(distinct, k, exact_rows=settings.exact_rows, seed=settings.seed)
    edges = neighbour_edges(neighbours)
    graph = neighbour_graph(edges)
    start = None if known is None else spread(edges, known)
    tried = candidates(graph, distinct, seed=settings.seed, resolutions=settings.tried(n), start=start)
    return tried, neighbours.recall, best(tried, graph, seed=settings.seed, preferred=settings.preferred_resolution)
