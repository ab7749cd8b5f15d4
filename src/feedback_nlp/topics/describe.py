"""Find the topics of embedded segments and say what each is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd
from bertopic import BERTopic
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer

from feedback_nlp.topics.bertopic_model import KEYWORDS, topic_model
from feedback_nlp.topics.clusterer import LeidenClusterer
from feedback_nlp.topics.hierarchy import parents
from feedback_nlp.topics.labels import distinct_labels, quotes
from feedback_nlp.topics.vectors import Floats, Ints, as_whole_numbers, summation, unit_rows
from feedback_nlp.topics.words import NOTHING, TermAnalyzer, holds_place_name

_TEXT_END = " ."
"""Keeps terms from reaching over from one text into the next when BERTopic joins the texts of a topic."""
_QUOTE_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Level:
    """The topics of one level.

    Attributes:
        topic: Topic number of each segment, -1 for none, shape (n,).
        centroids: Whole-number mean direction of each topic, shape (topics, d).
        keywords: Terms of each topic, best first.
        labels: Label of each topic.
        stability: Share of each topic's pairs kept under resampling, shape (topics,).
        quotes: Ids of the segments that show each topic best.
    """

    topic: Ints
    centroids: Floats
    keywords: list[list[str]]
    labels: list[str]
    stability: NDArray[np.float64]
    quotes: list[list[str]]


@dataclass(frozen=True, slots=True)
class Described:
    """What was found about segments.

    Attributes:
        lower: The topics.
        upper: Their parents.
        parent: Parent number of each topic, -1 for none, shape (topics,).
        centrality: Cosine of each segment with the centroid of its topic, 0 to 1, shape (n,).
    """

    lower: Level
    upper: Level
    parent: Ints
    centrality: Floats


def describe(
    segments: pd.DataFrame,
    vectors: Floats,
    *,
    clusterer: LeidenClusterer,
    names_to_ignore: Iterable[str],
    quotable: Collection[str] | None,
    start: Ints | None = None,
) -> Described:
    """Return the topics of segments.

    Args:
        segments: `segment_id`, `testimonial_id`, `text`, in canonical order.
        vectors: Whole-number vectors of them, shape (n, d).
        clusterer: Unfitted cluster model.
        names_to_ignore: Names that no keyword may hold.
        quotable: Ids of the testimonials that may be quoted; None allows all.
        start: Topics to start from, -1 where unknown, shape (n,).
    """
    texts = [text + _TEXT_END for text in segments["text"]]
    analyzer = TermAnalyzer(ignored_names=names_to_ignore).fit(texts)
    model = topic_model(clusterer=clusterer, analyzer=analyzer)
    model.fit_transform(texts, vectors, y=start)
    # BERTopic renumbers clusters; the clusterer's own numbers depend on content alone.
    topic = clusterer.labels_
    lower_bags = _bags(model.vectorizer_model, texts, topic)
    parent = parents(_centroids(vectors, topic))
    joined = np.flatnonzero(parent >= 0)
    gather = summation(parent[joined], int(parent.max(initial=-1)) + 1)
    sizes = np.bincount(topic)[joined]
    upper_bags = gather @ lower_bags[joined]
    upper_stability = gather @ (sizes * clusterer.stability_[joined]) / (gather @ sizes)
    read = _Reader(segments, vectors, model, quotable)
    lower = read.level(topic, lower_bags, clusterer.stability_)
    upper = read.level(parent[topic], upper_bags, upper_stability)
    cosines = (unit_rows(vectors) * unit_rows(lower.centroids)[topic]).sum(axis=1)
    return Described(lower, upper, parent, np.clip(cosines, 0, 1))


class _Reader:
    """Reads off what the fitted model says of topics of either level."""

    def __init__(
        self, segments: pd.DataFrame, vectors: Floats, model: BERTopic, quotable: Collection[str] | None
    ) -> None:
        self._segments = segments
        self._vectors = vectors
        self._model = model
        self._terms = model.vectorizer_model.get_feature_names_out()
        self._allowed = np.ones(len(segments), dtype=bool)
        if quotable is not None:
            self._allowed = segments["testimonial_id"].isin(quotable).to_numpy()

    def level(self, topic: Ints, bags: csr_matrix, stability: NDArray[np.float64]) -> Level:
        """Return one level, from the topic of each segment and the term counts of each topic."""
        keywords = [self._best_terms(row) for row in self._model.ctfidf_model.transform(bags)] if bags.shape[0] else []
        centroids = _centroids(self._vectors, topic)
        shown = [self._quotes(np.flatnonzero((topic == n) & self._allowed), c) for n, c in enumerate(centroids)]
        return Level(topic, centroids, keywords, distinct_labels(keywords), stability, shown)

    def _best_terms(self, weights: csr_matrix) -> list[str]:
        order = np.lexsort((weights.indices, -np.round(weights.data, 9)))
        ranked = [self._terms[weights.indices[p]] for p in order if weights.data[p] > 0]
        telling = (term for term in ranked if term != NOTHING and not holds_place_name(term))
        return list(islice(telling, KEYWORDS))

    def _quotes(self, rows: Ints, centroid: Floats) -> list[str]:
        units = unit_rows(self._vectors[rows])
        closeness = units @ unit_rows(centroid[None, :])[0]
        nearest = rows[np.lexsort((rows, -np.round(closeness, 6)))[:_QUOTE_CANDIDATES]]
        position = np.searchsorted(rows, nearest)
        return quotes(self._segments.iloc[nearest], closeness[position], units[position])


def _bags(vectorizer: CountVectorizer, texts: Sequence[str], topic: Ints) -> csr_matrix:
    """Return how often each topic uses each term, shape (topics, terms)."""
    return csr_matrix(summation(topic, int(topic.max()) + 1) @ vectorizer.transform(texts))


def _centroids(vectors: Floats, topic: Ints) -> Floats:
    """Return the whole-number mean direction of each topic from 0, shape (topics, d)."""
    rows = topic >= 0
    gather = summation(topic[rows], int(topic.max(initial=-1)) + 1)
    return as_whole_numbers(gather @ vectors[rows])
