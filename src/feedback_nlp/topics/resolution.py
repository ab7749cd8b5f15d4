"""Choose the resolution of the communities from the data.

Each resolution is scored by `silhouette × (modularity × stability)²`: communities whose members are more like one
another than like the nearest other community, that hold more of the graph's edges than chance would give them, and that
come back when a fifth of the segments is left out. The three err in different directions. Silhouettes rise when
communities are split ever finer, stability is perfect for one community, and modularity, taken at resolution 1 for all,
has its peak at a middling number; the product leaves the extremes out. Scores are smoothed over neighbouring
resolutions, because Leiden and resampling are random.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import igraph
import numpy as np
from numpy.typing import NDArray

from feedback_nlp.topics.graph import WEIGHT, communities
from feedback_nlp.topics.stability import Steadiness, resample, steadiness
from feedback_nlp.topics.vectors import Floats, Ints, unit_rows

RESOLUTIONS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.5, 2.0, 3.0, 4.0)
FEW_RESOLUTIONS = (0.2, 0.4, 0.8, 1.5, 3.0)
_SAMPLES = 3
_LARGE = 200_000
"""From this many nodes on, fewer resolutions are tried and each on one sample: minutes instead of an hour."""
_SILHOUETTE_ROWS = 2_500
_LEAST_SCORE = 1e-9


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resolution and what speaks for it.

    Attributes:
        resolution: Resolution of the modularity that was optimised.
        labels: Community of each node, shape (nodes,).
        silhouette: Mean silhouette, -1 to 1, higher is better separated.
        modularity: Modularity at resolution 1, -0.5 to 1, higher is better connected.
        steadiness: How well the communities survive resampling.
    """

    resolution: float
    labels: Ints
    silhouette: float
    modularity: float
    steadiness: Steadiness

    @property
    def communities(self) -> int:
        """Number of communities."""
        return int(self.labels.max()) + 1

    @property
    def score(self) -> float:
        """`silhouette × (modularity × stability)²`, at least a little above zero, higher is better."""
        held = max(self.modularity, 0.0) * self.steadiness.of_all
        return max(self.silhouette * held**2, _LEAST_SCORE)


def candidates(
    graph: igraph.Graph, vectors: Floats, *, seed: int, resolutions: Sequence[float] | None = None
) -> list[Candidate]:
    """Return one candidate per resolution, by rising resolution.

    Args:
        graph: Neighbour graph.
        vectors: Shape (nodes, d).
        resolutions: Resolutions to try, rising; None for a range that suits the size.
        seed: Seed of the communities and of the samples.
    """
    large = graph.vcount() >= _LARGE
    if resolutions is None:
        resolutions = FEW_RESOLUTIONS if large else RESOLUTIONS
    samples = resample(graph, samples=1 if large else _SAMPLES, seed=seed)
    units = unit_rows(vectors)
    rows = np.sort(np.random.default_rng(seed).permutation(len(units))[:_SILHOUETTE_ROWS])
    found = []
    for resolution in resolutions:
        labels = communities(graph, resolution, seed=seed)
        found.append(
            Candidate(
                resolution=resolution,
                labels=labels,
                silhouette=silhouette(units, labels, rows),
                modularity=float(graph.modularity(labels.tolist(), weights=WEIGHT)),
                steadiness=steadiness(labels, samples, resolution=resolution, seed=seed),
            )
        )
    return found


def best(found: Sequence[Candidate]) -> Candidate:
    """Return the candidate with the highest smoothed score among those with at least two communities.

    Args:
        found: Candidates by rising resolution, at least one.
    """
    split = [candidate for candidate in found if candidate.communities > 1]
    if not split:
        return found[0]
    scores = smoothed(np.log([candidate.score for candidate in split]))
    return split[int(scores.argmax())]


def smoothed(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each value averaged with its neighbours, itself counting twice; ends are repeated."""
    padded = np.pad(values, 1, mode="edge")
    return np.asarray((padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4)


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
