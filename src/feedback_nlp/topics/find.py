"""Find the topics of embedded texts and say what each is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from feedback_nlp.topics.clusters import Clusters, ClusterSettings, cluster
from feedback_nlp.topics.hierarchy import parents
from feedback_nlp.topics.labels import Passage, distinct_labels, quotes
from feedback_nlp.topics.terms import bags, inverse_frequencies, term_weights
from feedback_nlp.topics.vectors import Floats, Ints, as_whole_numbers, centrality, group_sums, membership, unit_rows
from feedback_nlp.topics.words import NOTHING, TermAnalyzer, holds_place_name

KEYWORDS = 10
_QUOTE_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Level:
    """The topics of one level.

    Attributes:
        topic: Topic number of each text, -1 for none, shape (n,).
        centroids: Whole-number mean direction of each topic, shape (topics, d).
        keywords: Terms of each topic, best first.
        labels: Label of each topic.
        stability: Share of each topic's pairs kept under resampling, shape (topics,).
        quotes: Ids of the texts that show each topic best.
    """

    topic: Ints
    centroids: Floats
    keywords: list[list[str]]
    labels: list[str]
    stability: NDArray[np.float64]
    quotes: list[list[str]]


@dataclass(frozen=True, slots=True)
class FoundTopics:
    """What was found about texts.

    Attributes:
        lower: The topics.
        upper: Their parents.
        parent: Parent number of each topic, -1 for none, shape (topics,).
        centrality: Cosine of each text with the centroid of its topic, 0 to 1, shape (n,).
        clusters: The clusters that the topics are.
        analyzer: Splits a text into the terms that topics are named by.
    """

    lower: Level
    upper: Level
    parent: Ints
    centrality: Floats
    clusters: Clusters
    analyzer: TermAnalyzer


def find_topics(
    passages: Sequence[Passage],
    vectors: Floats,
    *,
    settings: ClusterSettings,
    names_to_ignore: Iterable[str] = (),
    start: Ints | None = None,
) -> FoundTopics:
    """Return the topics of texts.

    Args:
        passages: The texts, in canonical order.
        vectors: Vectors of them, shape (n, d); those of whole numbers (`as_whole_numbers`) have exact sums, so that
            neither the order of the texts nor the number of threads can move a centroid.
        settings: How they are clustered.
        names_to_ignore: Names that no keyword may hold.
        start: Topics to start from, -1 where unknown, shape (n,).
    """
    texts = [passage.text for passage in passages]
    analyzer = TermAnalyzer(ignored_names=names_to_ignore).fit(texts)
    clusters = cluster(vectors, settings, start=start)
    topic = clusters.labels
    used = bags(texts, topic, analyzer)
    parent = parents(_centroids(vectors, topic))
    joined = np.flatnonzero(parent >= 0)
    gather = membership(parent[joined], int(parent.max(initial=-1)) + 1)
    sizes = np.bincount(topic)[joined]
    upper_stability = gather @ (sizes * clusters.stability[joined]) / (gather @ sizes)
    rarity = inverse_frequencies(used.counts)
    read = _Reader(passages, vectors, used.terms)
    lower = read.level(topic, term_weights(used.counts, rarity), clusters.stability)
    upper = read.level(parent[topic], term_weights(gather @ used.counts[joined], rarity), upper_stability)
    of_each = centrality(vectors, topic, lower.centroids)
    return FoundTopics(lower, upper, parent, of_each, clusters, analyzer)


class _Reader:
    """Reads off keywords, labels and quotes of the topics of either level."""

    def __init__(self, passages: Sequence[Passage], vectors: Floats, terms: Sequence[str]) -> None:
        self._passages = passages
        self._vectors = vectors
        self._terms = terms
        self._allowed = np.array([passage.quotable for passage in passages], dtype=bool)

    def level(self, topic: Ints, weights: csr_matrix, stability: NDArray[np.float64]) -> Level:
        """Return one level, from the topic of each text and the weights of each topic's terms."""
        keywords = [self._best_terms(weights.indices[a:b], weights.data[a:b]) for a, b in pairwise(weights.indptr)]
        centroids = _centroids(self._vectors, topic)
        rows = np.flatnonzero((topic >= 0) & self._allowed)
        by_topic = rows[np.argsort(topic[rows], kind="stable")]
        ends = np.cumsum(np.bincount(topic[rows], minlength=len(centroids)))
        shown = [
            self._quotes(own, centre) for own, centre in zip(np.split(by_topic, ends)[:-1], centroids, strict=True)
        ]
        return Level(topic, centroids, keywords, distinct_labels(keywords), stability, shown)

    def _best_terms(self, terms: Ints, weights: NDArray[np.float64]) -> list[str]:
        order = np.lexsort((terms, -np.round(weights, 9)))
        ranked = (self._terms[terms[p]] for p in order if weights[p] > 0)
        telling = (term for term in ranked if term != NOTHING and not holds_place_name(term))
        return list(islice(telling, KEYWORDS))

    def _quotes(self, rows: Ints, centroid: Floats) -> list[str]:
        units = unit_rows(self._vectors[rows])
        closeness = units @ unit_rows(centroid[None, :])[0]
        nearest = np.lexsort((rows, -np.round(closeness, 6)))[:_QUOTE_CANDIDATES]
        return quotes([self._passages[row] for row in rows[nearest]], closeness[nearest], units[nearest])


def _centroids(vectors: Floats, topic: Ints) -> Floats:
    """Return the whole-number mean direction of each topic from 0, shape (topics, d)."""
    rows = topic >= 0
    kept = vectors if rows.all() else vectors[rows]
    return as_whole_numbers(group_sums(kept, topic[rows], int(topic.max(initial=-1)) + 1))
