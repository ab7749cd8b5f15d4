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
from feedback_nlp.topics.vectors import Floats, Ints, group_sums, unit_rows

RESOLUTIONS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.5, 2.0, 3.0)
FEW_RESOLUTIONS = (0.2, 0.4, 0.8, 1.5, 3.0)
_FEWEST_SAMPLES = 2
_MOST_SAMPLES = 10
_SAMPLED_NODES = 30_000
_WORTH_A_CHANGE = 2.0
_AS_GOOD = 0.95
"""Scores differ by as much between two seeds. Of candidates as good as the best the finest is taken: what is split too
far stands together in the upper level, what is merged cannot be told apart."""
_WORTH_SPLITTING = 5_000
"""Nodes from which that is done; with fewer the highest comes nearer to the best that is possible (decision 0041)."""
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
    """

    resolution: float
    labels: Ints
    silhouette: float
    modularity: float

    @property
    def communities(self) -> int:
        """Number of communities."""
        return int(self.labels.max()) + 1

    @property
    def promise(self) -> float:
        """`silhouette × modularity²`, above zero: the score that it has if it is perfectly steady."""
        return max(self.silhouette * max(self.modularity, 0.0) ** 2, _LEAST_SCORE)


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
    units = unit_rows(vectors)
    rows = np.sort(np.random.default_rng(seed).permutation(len(units))[:_SILHOUETTE_ROWS])
    found = []
    for resolution in suitable_resolutions(graph.vcount()) if resolutions is None else resolutions:
        labels = communities(graph, resolution, seed=seed, start=start)
        modularity = float(graph.modularity(labels.tolist(), weights=WEIGHT))
        found.append(Candidate(resolution, labels, silhouette(units, labels, rows), modularity))
    return found


def best(
    found: Sequence[Candidate], graph: igraph.Graph, *, seed: int, preferred: float | None = None
) -> tuple[Candidate, Steadiness]:
    """Return the candidate that scores highest, and its steadiness; one community is no candidate.

    On large graphs it is the finest of those that score about as high.

    Steadiness takes the time, so it is measured from the best silhouette and modularity downwards, until the rest would
    lose even if perfectly steady.

    Args:
        found: Candidates, at least one.
        graph: The graph that they are of.
        seed: Seed of the samples and of the communities on them.
        preferred: Resolution that is kept unless another one scores twice as high.
    """
    samples = resample(graph, samples=_samples(graph.vcount()), seed=seed)
    split = [candidate for candidate in found if candidate.communities > 1] or list(found[:1])
    bounds = [c.promise * (_WORTH_A_CHANGE if c.resolution == preferred else 1.0) for c in split]
    scored: list[tuple[float, Candidate, Steadiness]] = []
    as_good = _AS_GOOD if graph.vcount() >= _WORTH_SPLITTING else 1.0
    highest = -1.0
    for position in sorted(range(len(split)), key=lambda p: (-bounds[p], split[p].resolution)):
        if bounds[position] < highest * as_good:
            break
        candidate = split[position]
        steady = steadiness(candidate.labels, samples, resolution=candidate.resolution, seed=seed)
        scored.append((bounds[position] * steady.of_all**2, candidate, steady))
        highest = max(highest, scored[-1][0])
    ties = [(candidate, steady) for score, candidate, steady in scored if score >= highest * as_good]
    return max(ties, key=lambda tie: tie[0].resolution)


def suitable_resolutions(nodes: int) -> tuple[float, ...]:
    """Return the resolutions to try on a graph of this size, rising."""
    return FEW_RESOLUTIONS if nodes >= _LARGE else RESOLUTIONS


def _samples(nodes: int) -> int:
    if nodes >= _LARGE:
        return 1
    return min(_MOST_SAMPLES, max(_FEWEST_SAMPLES, _SAMPLED_NODES // nodes))


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
    cosines = units[rows] @ group_sums(units, labels, len(sizes)).T
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
