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
from scipy.sparse import csr_matrix

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
    kept, rand = [], []
    for number, sample in enumerate(samples, start=1):
        again = communities(sample.graph, resolution, seed=seed + number)
        whole = labels[sample.nodes]
        kept.append(pairs_kept(whole, again, communities_of_all=int(labels.max()) + 1))
        rand.append(max(0.0, adjusted_rand_index(whole, again)))
    of_each = np.array([1.0 if np.isnan(row).all() else np.nanmean(row) for row in np.array(kept).T])
    overall = float(np.average(of_each, weights=np.bincount(labels)))
    return Steadiness(of_each, float(np.sqrt(overall * np.mean(rand))))


def adjusted_rand_index(one: Ints, other: Ints) -> float:
    """Return how far two partitions of the same nodes agree about pairs.

    Hubert and Arabie (1985), Comparing partitions, doi:10.1007/BF01908075.

    Args:
        one: Communities of the nodes, from 0, shape (n,).
        other: The same by the other partition.

    Returns:
        1 for equal partitions, around 0 for chance, below 0 for less.
    """
    together, in_one, in_other, of_all = (
        float(_pairs(sizes).sum())
        for sizes in (_overlaps(one, other).data, np.bincount(one), np.bincount(other), np.array([len(one)]))
    )
    by_chance = in_one * in_other / max(of_all, 1.0)
    most = (in_one + in_other) / 2
    return 1.0 if most == by_chance else (together - by_chance) / (most - by_chance)


def pairs_kept(whole: Ints, again: Ints, *, communities_of_all: int) -> NDArray[np.float64]:
    """Return the share of each community's pairs that another partition of the same nodes keeps together.

    Args:
        whole: Communities of the nodes, from 0, shape (n,).
        again: Communities of the other partition, from 0, shape (n,).
        communities_of_all: Number of communities to report.

    Returns:
        Shape (communities_of_all,), 0 to 1, higher is steadier; NaN for a community without a pair.
    """
    overlaps = _overlaps(whole, again)
    together = np.bincount(
        np.repeat(np.arange(overlaps.shape[0]), np.diff(overlaps.indptr)),
        weights=_pairs(overlaps.data),
        minlength=communities_of_all,
    )
    pairs = _pairs(np.bincount(whole, minlength=communities_of_all))
    return np.asarray(np.divide(together, pairs, out=np.full(communities_of_all, np.nan), where=pairs > 0))


def _overlaps(one: Ints, other: Ints) -> csr_matrix:
    """Return how many nodes each community of one partition shares with each of the other."""
    overlaps = csr_matrix((np.ones(len(one), dtype=np.int64), (one, other)))
    overlaps.sum_duplicates()
    return overlaps


def _pairs(sizes: Ints) -> Ints:
    """Return twice the number of pairs in groups of these sizes."""
    return sizes * (sizes - 1)
