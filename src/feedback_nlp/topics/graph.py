"""The neighbour graph of the vectors, and its communities by the Leiden algorithm.

Traag, Waltman and van Eck (2019), From Louvain to Leiden: guaranteeing well-connected communities,
doi:10.1038/s41598-019-41695-z; objective: modularity with a resolution (Reichardt and Bornholdt 2006).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import RLock

import igraph
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from feedback_nlp.topics.neighbours import Neighbours
from feedback_nlp.topics.vectors import Ints

WEIGHT = "weight"
_LEAST_WEIGHT = 1e-3
_ITERATIONS = 2
"""More improve a partition little: on 13,083 texts the objective rises by 0.001."""
_igraph_generator = RLock()


@dataclass(frozen=True, slots=True)
class Edges:
    """The undirected edges that join each row with its neighbours.

    Attributes:
        ends: Lower and higher node of each edge, ascending, shape (edges, 2).
        weights: Cosine of the ends, at least a little above zero, shape (edges,).
        nodes: Number of nodes.
    """

    ends: Ints
    weights: NDArray[np.float64]
    nodes: int


def neighbour_edges(neighbours: Neighbours) -> Edges:
    """Return the edges between each row and its neighbours; either end may be the one that counts the other."""
    n, k = neighbours.indices.shape
    source = np.repeat(np.arange(n, dtype=np.int64), k)
    target = neighbours.indices.ravel()
    pairs = np.minimum(source, target) * n + np.maximum(source, target)
    distinct, first = np.unique(pairs, return_index=True)
    weights = np.maximum(neighbours.similarities.ravel()[first].astype(np.float64), _LEAST_WEIGHT)
    return Edges(np.column_stack([distinct // n, distinct % n]), weights, n)


def neighbour_graph(edges: Edges) -> igraph.Graph:
    """Return the undirected graph of the edges."""
    graph = igraph.Graph(n=edges.nodes, edges=edges.ends)
    graph.es[WEIGHT] = edges.weights
    return graph


def communities(graph: igraph.Graph, resolution: float, *, seed: int, start: Ints | None = None) -> Ints:
    """Return the community of each node.

    Args:
        graph: Graph with the edge attribute `weight`.
        resolution: Resolution of the modularity; higher gives more and smaller communities.
        seed: Seed of the node order in which Leiden moves nodes.
        start: Communities to start from, shape (nodes,); None starts with each node alone.

    Returns:
        Community numbers from 0, shape (nodes,), numbered by falling size, ties by first node.
    """
    with _seeded_igraph(seed):
        # What `Graph` returns instead counts its clusters in Python, which takes as long as a tenth of finding them.
        membership, _ = igraph.GraphBase.community_leiden(
            graph,
            edge_weights=WEIGHT,
            resolution=resolution,
            normalize_resolution=True,
            n_iterations=_ITERATIONS,
            initial_membership=None if start is None else start.tolist(),
        )
    return renumbered(np.asarray(membership, dtype=np.int64))


def spread(edges: Edges, known: Ints) -> Ints:
    """Return communities to start from, given those of some nodes.

    Args:
        edges: Edges of the graph.
        known: Community of each node, -1 where unknown, shape (nodes,).

    Returns:
        Communities from 0; an unknown node joins the known community that most of its edges lead to, or is alone.
    """
    n = len(known)
    both = np.concatenate([edges.ends, edges.ends[:, ::-1]])
    votes = np.concatenate([edges.weights, edges.weights])
    useful = (known[both[:, 0]] < 0) & (known[both[:, 1]] >= 0)
    shape = (n, int(known.max(initial=0)) + 1)
    table = csr_matrix((votes[useful], (both[useful, 0], known[both[useful, 1]])), shape=shape)
    voted = np.asarray(table.argmax(axis=1)).ravel()
    heard = np.diff(table.indptr) > 0
    filled = np.where((known < 0) & heard, voted, known)
    alone = filled < 0
    filled[alone] = shape[1] + np.arange(int(alone.sum()))
    return renumbered(filled)


def renumbered(labels: Ints) -> Ints:
    """Return the labels numbered from 0 by falling size, ties by first occurrence."""
    _, first, inverse, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return rank[inverse]


@contextmanager
def _seeded_igraph(seed: int) -> Iterator[None]:
    """Give igraph a generator of its own, so that the global one is neither read nor moved."""
    with _igraph_generator:
        igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 -- not for cryptography
        try:
            yield
        finally:
            igraph.set_random_number_generator(random)
