"""Choose the resolution of the communities from the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import igraph
import numpy as np

from feedback_nlp.topics.graph import communities
from feedback_nlp.topics.stability import pairs_kept, resample
from feedback_nlp.topics.vectors import Floats, Ints, unit_rows

RESOLUTIONS = (0.15, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0)
_SILHOUETTE_ROWS = 2_500
_FEWEST_COMMUNITIES = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resolution and what speaks for it.

    Attributes:
        resolution: Resolution of the modularity.
        labels: Community of each node, shape (nodes,).
        silhouette: Mean simplified silhouette, -1 to 1, higher is better separated.
        stability: Mean share of co-assigned pairs kept under resampling, 0 to 1, higher is steadier.
    """

    resolution: float
    labels: Ints
    silhouette: float
    stability: float


def candidates(graph: igraph.Graph, vectors: Floats, *, resolutions: Sequence[float], seed: int) -> list[Candidate]:
    """Return one candidate per resolution.

    Args:
        graph: Neighbour graph.
        vectors: Shape (nodes, d).
        resolutions: Resolutions to try.
        seed: Seed of the communities and of the samples.
    """
    units = unit_rows(vectors)
    samples = resample(graph, seed=seed)
    rows = np.sort(np.random.default_rng(seed).permutation(len(units))[:_SILHOUETTE_ROWS])
    found = []
    for resolution in resolutions:
        labels = communities(graph, resolution, seed=seed)
        kept = pairs_kept(labels, samples, resolution=resolution, seed=seed)
        sizes = np.bincount(labels)
        stability = float(np.average(kept, weights=sizes))
        found.append(Candidate(resolution, labels, silhouette(units, labels, rows), stability))
    return found


def best(found: Sequence[Candidate]) -> Candidate:
    """Return the candidate with the highest product of silhouette and stability that has at least two communities."""
    split = [c for c in found if c.labels.max() + 1 >= _FEWEST_COMMUNITIES] or list(found)
    return max(split, key=lambda c: (c.silhouette * c.stability, -c.resolution))


def silhouette(units: Floats, labels: Ints, rows: Ints) -> float:
    """Return the mean silhouette of some rows, by mean cosine distances to whole communities.

    Rousseeuw (1987), doi:10.1016/0377-0427(87)90125-7. A row alone in its community counts 0.

    Args:
        units: Shape (n, d), rows of unit length.
        labels: Shape (n,), communities from 0.
        rows: Rows to average over.
    """
    sizes = np.bincount(labels)
    if len(sizes) == 1:
        return 0.0
    sums = np.zeros((len(sizes), units.shape[1]), dtype=np.float64)
    np.add.at(sums, labels, units)
    cosines = units[rows] @ sums.T
    own = labels[rows]
    position = np.arange(len(rows))
    inside = 1 - (cosines[position, own] - 1) / np.maximum(sizes[own] - 1, 1)
    outside = 1 - cosines / sizes
    outside[position, own] = np.inf
    nearest = outside.min(axis=1)
    scores = (nearest - inside) / np.maximum(np.maximum(nearest, inside), 1e-9)
    return float(np.where(sizes[own] == 1, 0.0, scores).mean())
