"""How steady communities are when a part of the segments is left out.

Communities are found again on random parts of the nodes. Of one community, the measure is the share of its pairs that
stay together (after Hennig 2007, Cluster-wise assessment of cluster stability, doi:10.1016/j.csda.2006.11.025); of a
partition, it is the geometric mean of that share over all segments and the adjusted Rand index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import igraph
import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from feedback_nlp.topics.graph import communities
from feedback_nlp.topics.vectors import Ints

SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Sample:
    """A random part of a graph.

    Attributes:
        nodes: Node numbers in the whole graph, ascending.
        graph: The part of the graph on these nodes.
    """

    nodes: Ints
    graph: igraph.Graph


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How well a partition survives.

    Attributes:
        of_each: Share of the pairs of each community that are kept, shape (communities,), 0 to 1.
        of_all: Steadiness of the whole partition, 0 to 1, higher is steadier.
    """

    of_each: NDArray[np.float64]
    of_all: float


def resample(graph: igraph.Graph, *, samples: int, seed: int, share: float = SHARE) -> list[Sample]:
    """Return random parts of the graph.

    Args:
        graph: Neighbour graph.
        samples: How many.
        seed: Seed of the draws.
        share: Share of the nodes in each, 0 to 1.
    """
    rng = np.random.default_rng(seed)
    n = graph.vcount()
    size = max(1, round(share * n))
    draws = [np.sort(rng.choice(n, size, replace=False)) for _ in range(samples)]
    return [Sample(nodes, graph.induced_subgraph(nodes.tolist())) for nodes in draws]


def steadiness(labels: Ints, samples: Sequence[Sample], *, resolution: float, seed: int) -> Steadiness:
    """Return how well a partition survives when communities are found again on parts of the graph.

    Args:
        labels: Communities of the whole graph, from 0, shape (nodes,).
        samples: Parts of the graph, at least one.
        resolution: Resolution at which the communities are found again.
        seed: Seed of the communities on the samples.
    """
    kept = []
    rand = []
    for number, sample in enumerate(samples, start=1):
        again = communities(sample.graph, resolution, seed=seed + number)
        whole = labels[sample.nodes]
        kept.append(pairs_kept(whole, again, communities_of_all=int(labels.max()) + 1))
        rand.append(max(0.0, adjusted_rand_score(whole, again)))
    of_each = np.array([1.0 if np.isnan(row).all() else np.nanmean(row) for row in np.array(kept).T])
    overall = float(np.average(of_each, weights=np.bincount(labels)))
    return Steadiness(of_each, float(np.sqrt(overall * np.mean(rand))))


def pairs_kept(whole: Ints, again: Ints, *, communities_of_all: int) -> NDArray[np.float64]:
    """Return the share of each community's pairs that another partition of the same nodes keeps together.

    Args:
        whole: Communities of the nodes, from 0, shape (n,).
        again: Communities of the other partition, from 0, shape (n,).
        communities_of_all: Number of communities to report.

    Returns:
        Shape (communities_of_all,), 0 to 1, higher is steadier; NaN for a community without a pair.
    """
    _, first, counts = np.unique(whole * (int(again.max()) + 1) + again, return_index=True, return_counts=True)
    together = np.bincount(whole[first], weights=counts * (counts - 1), minlength=communities_of_all)
    sizes = np.bincount(whole, minlength=communities_of_all)
    pairs = sizes * (sizes - 1)
    return np.asarray(np.divide(together, pairs, out=np.full(communities_of_all, np.nan), where=pairs > 0))
