"""Topics behind BERTopic's interface, without UMAP, HDBSCAN and torch.

Importing BERTopic and what it brings takes seconds, so nothing else in this package imports it: the
tables are made by `find_topics`, and who wants a BERTopic gets one of what was found (`bertopic_of`), or one that finds
the same when it is fitted (`topic_model`).

Grootendorst (2022), BERTopic: Neural topic modeling with a class-based TF-IDF procedure, arXiv:2203.05794.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from bertopic import BERTopic
from bertopic.backend import BaseEmbedder
from bertopic.cluster import BaseCluster
from bertopic.dimensionality import BaseDimensionalityReduction
from bertopic.vectorizers import ClassTfidfTransformer
from sklearn.base import ClusterMixin
from sklearn.feature_extraction.text import CountVectorizer

from feedback_nlp.encoder import SentenceEncoder
from feedback_nlp.errors import ConfigurationError
from feedback_nlp.topics.find import KEYWORDS, FoundTopics
from feedback_nlp.topics.vectors import Floats
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


def topic_model(
    *, clusterer: ClusterMixin | BaseCluster, analyzer: TermAnalyzer, encoder: SentenceEncoder | None = None
) -> BERTopic:
    """Return an unfitted BERTopic.

    BERTopic 0.17.4 refuses to `transform` with a cluster model that is neither HDBSCAN nor its own `BaseCluster` unless
    the package hdbscan is installed; `bertopic_of` gives a model that does without.

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

    It is what BERTopic calls manual topic modelling: the topics are handed over, their words and representative texts
    are its own, and new texts get the topic whose mean vector is nearest.

    Args:
        found: What was found.
        texts: The texts that it was found in, in the same order.
        vectors: Their vectors, shape (n, d).
        encoder: Embeds documents that come later without vectors.

    Raises:
        ConfigurationError: If there are not as many texts.
    """
    topic = found.lower.topic
    if len(texts) != len(topic):
        raise ConfigurationError(f"topics were found in {len(topic)} texts, got {len(texts)}; pass the same texts")
    model = topic_model(clusterer=BaseCluster(), analyzer=found.analyzer, encoder=encoder)
    return model.fit([text + _TEXT_END for text in texts], vectors, y=topic)
