"""How steady communities are when a part of the segments is left out.

The measure is the share of pairs of a community that stay together when the communities are found again on a random
part of the nodes (after Hennig 2007, Cluster-wise assessment of cluster stability, doi:10.1016/j.csda.2006.11.025).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import igraph
import numpy as np
from numpy.typing import NDArray

from feedback_nlp.topics.graph import communities
from feedback_nlp.topics.vectors import Ints

SAMPLES = 4
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


def resample(graph: igraph.Graph, *, seed: int, samples: int = SAMPLES, share: float = SHARE) -> list[Sample]:
    """Return random parts of the graph.

    Args:
        graph: Neighbour graph.
        seed: Seed of the draws.
        samples: How many.
        share: Share of the nodes in each, 0 to 1.
    """
    rng = np.random.default_rng(seed)
    n = graph.vcount()
    size = max(1, round(share * n))
    draws = [np.sort(rng.choice(n, size, replace=False)) for _ in range(samples)]
    return [Sample(nodes, graph.induced_subgraph(nodes.tolist())) for nodes in draws]


def pairs_kept(labels: Ints, samples: Sequence[Sample], *, resolution: float, seed: int) -> NDArray[np.float64]:
    """Return for each community the mean share of its pairs that the samples keep together.

    Args:
        labels: Communities of the whole graph, from 0, shape (nodes,).
        samples: Parts of the graph.
        resolution: Resolution at which the communities are found again.
        seed: Seed of the communities on the samples.

    Returns:
        Shape (communities,), 0 to 1, higher is steadier; 1 where a community has no pair in any sample.
    """
    n = int(labels.max()) + 1
    kept = np.zeros(n)
    seen = np.zeros(n)
    for number, sample in enumerate(samples, start=1):
        again = communities(sample.graph, resolution, seed=seed + number)
        whole = labels[sample.nodes]
        _, position, counts = np.unique(whole * (int(again.max()) + 1) + again, return_index=True, return_counts=True)
        together = np.bincount(whole[position], weights=counts * (counts - 1), minlength=n)
        sizes = np.bincount(whole, minlength=n)
        pairs = sizes * (sizes - 1)
        kept += np.divide(together, pairs, out=np.zeros(n), where=pairs > 0)
        seen += pairs > 0
    return np.divide(kept, seen, out=np.ones(n), where=seen > 0)
