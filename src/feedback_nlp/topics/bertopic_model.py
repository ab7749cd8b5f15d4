"""BERTopic with this package's cluster model, vocabulary and encoder, and without UMAP, HDBSCAN and torch.

Grootendorst (2022), BERTopic: Neural topic modeling with a class-based TF-IDF procedure, arXiv:2203.05794.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from bertopic import BERTopic
from bertopic.backend import BaseEmbedder
from bertopic.dimensionality import BaseDimensionalityReduction
from bertopic.vectorizers import ClassTfidfTransformer
from sklearn.feature_extraction.text import CountVectorizer

from feedback_nlp.encoder import SentenceEncoder
from feedback_nlp.topics.clusterer import LeidenClusterer
from feedback_nlp.topics.vectors import Floats
from feedback_nlp.topics.words import TermAnalyzer

KEYWORDS = 10


class EncoderBackend(BaseEmbedder):  # type: ignore[misc]
    """Lets BERTopic embed new documents with one of this package's encoders."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        """Wrap an encoder."""
        super().__init__(embedding_model=encoder)

    def embed(self, documents: Sequence[str], verbose: bool = False) -> Floats:  # noqa: ARG002
        """Return the vectors of the documents, shape (n, d); `verbose` is BERTopic's and changes nothing."""
        return np.asarray(self.embedding_model.sentence_vectors(list(documents)), dtype=np.float32)


def topic_model(
    *, clusterer: LeidenClusterer, analyzer: TermAnalyzer, encoder: SentenceEncoder | None = None
) -> BERTopic:
    """Return an unfitted BERTopic.

    Args:
        clusterer: Cluster model.
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
