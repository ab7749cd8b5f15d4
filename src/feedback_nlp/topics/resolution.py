"""Choose the resolution of the communities from the data.

Each resolution is scored by `silhouette × (modularity × stability)²`: communities whose members are more like one
another than like the nearest other community, that hold more of the graph's edges than chance would give them, and that
come back when a fifth of the segments is left out. The three err in different directions. Silhouettes rise when
communities are split ever finer, stability is perfect for one community, and modularity, taken at resolution 1 for all,
has its peak at a middling number; the product leaves the extremes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import igraph
import numpy as np

from feedback_nlp.topics.graph import WEIGHT, communities
from feedback_nlp.topics.stability import Steadiness, resample, steadiness
from feedback_nlp.topics.vectors import Floats, Ints, summation, unit_rows

RESOLUTIONS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.5, 2.0, 3.0)
FEW_RESOLUTIONS = (0.2, 0.4, 0.8, 1.5, 3.0)
_FEWEST_SAMPLES = 3
_MOST_SAMPLES = 10
_SAMPLED_NODES = 40_000
_WORTH_A_CHANGE = 2.0
_LARGE = 50_000
"""From this many nodes on, fewer resolutions are tried and each on one sample: minutes instead of an hour."""
_SILHOUETTE_ROWS = 2_500
_LEAST_SCORE = 1e-9
_FEWEST_ROWS = 3
_LEAST_SHARE = 0.002


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
        """`silhouette × (modularity × stability)²`, above zero, higher is better."""
        held = max(self.modularity, 0.0) * self.steadiness.of_all
        return max(self.silhouette * held**2, _LEAST_SCORE)


def candidates(
    graph: igraph.Graph,
    vectors: Floats,
    *,
    seed: int,
    resolutions: Sequence[float] | None = None,
    start: Ints | None = None,
) -> list[Candidate]:
    """Return one candidate per resolution, by rising resolution.

    Args:
        graph: Neighbour graph.
        vectors: Shape (nodes, d).
        resolutions: Resolutions to try, rising; None for `suitable_resolutions`.
        start: Communities to start from, shape (nodes,); None starts with each node alone.
        seed: Seed of the communities and of the samples.
    """
    samples = resample(graph, samples=_samples(graph.vcount()), seed=seed)
    units = unit_rows(vectors)
    rows = np.sort(np.random.default_rng(seed).permutation(len(units))[:_SILHOUETTE_ROWS])
    found = []
    for resolution in suitable_resolutions(graph.vcount()) if resolutions is None else resolutions:
        labels = communities(graph, resolution, seed=seed, start=start)
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


def suitable_resolutions(nodes: int) -> tuple[float, ...]:
    """Return the resolutions to try on a graph of this size, rising."""
    return FEW_RESOLUTIONS if nodes >= _LARGE else RESOLUTIONS


def _samples(nodes: int) -> int:
    if nodes >= _LARGE:
        return 1
    return min(_MOST_SAMPLES, max(_FEWEST_SAMPLES, _SAMPLED_NODES // nodes))


def best(found: Sequence[Candidate], *, preferred: float | None = None) -> Candidate:
    """Return the candidate with the highest score among those with at least two communities.

    Args:
        found: Candidates by rising resolution, at least one.
        preferred: Resolution that is kept unless another one scores twice as high.
    """
    split = [candidate for candidate in found if candidate.communities > 1]
    if not split:
        return found[0]
    return max(split, key=lambda c: c.score * (_WORTH_A_CHANGE if c.resolution == preferred else 1.0))


def silhouette(units: Floats, labels: Ints, rows: Ints) -> float:
    """Return the mean silhouette of some rows, by mean cosine distances to whole communities.

    Rousseeuw (1987), doi:10.1016/0377-0427(87)90125-7. A row alone in its community counts 0, and scraps of communities
    are no neighbours: a few rows apart from all others would make every silhouette look bad.

    Args:
        units: Shape (n, d), rows of unit length.
        labels: Shape (n,), communities from 0.
        rows: Rows to average over.
    """
    sizes = np.bincount(labels)
    if len(sizes) == 1:
        return 0.0
    cosines = units[rows] @ (summation(labels, len(sizes)) @ units).T
    own = labels[rows]
    position = np.arange(len(rows))
    inside = 1 - (cosines[position, own] - 1) / np.maximum(sizes[own] - 1, 1)
    outside = 1 - cosines / sizes
    outside[position, own] = np.inf
    outside[:, sizes < max(_FEWEST_ROWS, _LEAST_SHARE * len(units))] = np.inf
    nearest = outside.min(axis=1)
    judged = np.isfinite(nearest) & (sizes[own] > 1)
    scores = (nearest - inside)[judged] / np.maximum(np.maximum(nearest, inside), 1e-9)[judged]
    return float(scores.sum() / len(rows))
