"""Topics behind BERTopic's interface, without UMAP, HDBSCAN and torch.

Importing BERTopic takes longer than finding the topics of ten thousand texts, so nothing else here imports it: the
tables are made by `find_topics`, and who wants a BERTopic gets one of what was found (`bertopic_of`), or one that finds
the same when it is fitted (`topic_model`).

Grootendorst (2022), BERTopic: Neural topic modeling with a class-based TF-IDF procedure, arXiv:2203.05794.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from bertopic import BERTopic
from bertopic.backend import BaseEmbedder
from bertopic.dimensionality import BaseDimensionalityReduction
from bertopic.vectorizers import ClassTfidfTransformer
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.feature_extraction.text import CountVectorizer

from feedback_nlp.encoder import SentenceEncoder
from feedback_nlp.errors import ConfigurationError
from feedback_nlp.topics.clusters import Clusters
from feedback_nlp.topics.find import KEYWORDS, FoundTopics
from feedback_nlp.topics.vectors import Floats, Ints
from feedback_nlp.topics.words import TermAnalyzer

_TEXT_END = " ."
"""Keeps terms from reaching over from one text into the next when BERTopic joins the texts of a topic."""


class EncoderBackend(BaseEmbedder):  # type: ignore[misc]
    """Lets BERTopic embed new documents with one of this package's encoders."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        """Wrap an encoder."""
        super().__init__(embedding_model=encoder)

    def embed(self, documents: Sequence[str], verbose: bool = False) -> Floats:  # noqa: ARG002
        """Return the vectors of the documents, shape (n, d); `verbose` is BERTopic's and changes nothing."""
        return np.asarray(self.embedding_model.sentence_vectors(list(documents)), dtype=np.float32)


class FoundClusters(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Hands BERTopic clusters that were found before.

    Attributes:
        labels_: Cluster of each row, shape (n,).
        probabilities_: How central each row is in its cluster, 0 to 1, shape (n,).
    """

    def __init__(self, *, found: Clusters) -> None:
        """Store the clusters of the rows that are to come."""
        self.found = found

    def fit(self, X: Floats, y: Ints | None = None) -> Self:  # noqa: ARG002, N803 -- scikit-learn's names
        """Take the clusters as found.

        Args:
            X: The rows that they were found in, shape (n, d).
            y: Nothing that matters.

        Raises:
            ConfigurationError: If there are not as many rows.
        """
        if len(X) != len(self.found.labels):
            raise ConfigurationError(
                f"topics were found in {len(self.found.labels)} texts, got {len(X)}; pass the same"
            )
        self.labels_ = self.found.labels
        self.probabilities_ = self.found.probabilities
        return self

    def predict(self, X: Floats) -> Ints:  # noqa: N803
        """Return the cluster of each row, by the vote of its nearest known rows; shape (m,)."""
        return self.found.joined_by(X)


def topic_model(*, clusterer: ClusterMixin, analyzer: TermAnalyzer, encoder: SentenceEncoder | None = None) -> BERTopic:
    """Return an unfitted BERTopic.

    Args:
        clusterer: Cluster model, such as `LeidenClusterer`.
        analyzer: Gives the terms of a text, fitted on the texts.
        encoder: Embeds documents that come without vectors; None where all come with them.
    """
    return BERTopic(
        language="multilingual",
        embedding_model=None if encoder is None else EncoderBackend(encoder),
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=clusterer,
        vectorizer_model=CountVectorizer(analyzer=analyzer),
        ctfidf_model=ClassTfidfTransformer(),
        top_n_words=KEYWORDS,
        verbose=False,
    )


def bertopic_of(
    found: FoundTopics, texts: Sequence[str], vectors: Floats, *, encoder: SentenceEncoder | None = None
) -> BERTopic:
    """Return a fitted BERTopic with the topics that were found.

    Args:
        found: What was found.
        texts: The texts that it was found in, in the same order.
        vectors: Their vectors, shape (n, d).
        encoder: Embeds documents that come later without vectors.

    Raises:
        ConfigurationError: If there are not as many texts.
    """
    model = topic_model(clusterer=FoundClusters(found=found.clusters), analyzer=found.analyzer, encoder=encoder)
    return model.fit([text + _TEXT_END for text in texts], vectors)
