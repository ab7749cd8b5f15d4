"""The topic models compared: BERTopic with four ways to cluster the same embeddings."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

METHODS = {
    "feedback-nlp": (),
    "bertopic-default": ("umap", "hdbscan"),
    "kmeans-true-k": (),
    "evoc": ("evoc",),
}
"""Method → modules that it needs beyond the default environment."""


def missing(method: str) -> list[str]:
    """Return the modules that a method needs and that are not installed."""
    return [module for module in METHODS[method] if importlib.util.find_spec(module) is None]


def model_of(method: str, *, classes: int, texts: Sequence[str]) -> Any:
    """Return an unfitted BERTopic.

    Args:
        method: One of `METHODS`.
        classes: True number of classes, for k-means.
        texts: All texts, for the vocabulary of feedback-nlp.
    """
    return _BUILDERS[method](classes, texts)


def _ours(classes: int, texts: Sequence[str]) -> Any:
    from feedback_nlp.topics import LeidenClusterer  # noqa: PLC0415 -- each process loads its own method alone
    from feedback_nlp.topics.bertopic_model import topic_model  # noqa: PLC0415
    from feedback_nlp.topics.words import TermAnalyzer  # noqa: PLC0415

    return topic_model(clusterer=LeidenClusterer(), analyzer=TermAnalyzer().fit(texts))


def _default(classes: int, texts: Sequence[str]) -> Any:
    from bertopic import BERTopic  # noqa: PLC0415

    return BERTopic()


def _kmeans(classes: int, texts: Sequence[str]) -> Any:
    from sklearn.cluster import KMeans  # noqa: PLC0415

    return _with_clusterer(KMeans(classes, n_init=3, random_state=0))


def _evoc(classes: int, texts: Sequence[str]) -> Any:
    import evoc  # noqa: PLC0415

    return _with_clusterer(evoc.EVoC(random_state=0))


def _with_clusterer(clusterer: Any) -> Any:
    from bertopic import BERTopic  # noqa: PLC0415
    from bertopic.dimensionality import BaseDimensionalityReduction  # noqa: PLC0415

    return BERTopic(umap_model=BaseDimensionalityReduction(), hdbscan_model=clusterer)


_BUILDERS: dict[str, Callable[[int, Sequence[str]], Any]] = {
    "feedback-nlp": _ours,
    "bertopic-default": _default,
    "kmeans-true-k": _kmeans,
    "evoc": _evoc,
}


def fitted(
    method: str, texts: Sequence[str], embeddings: np.ndarray, *, classes: int
) -> tuple[list[int], list[list[str]]]:
    """Return the topic of each text and the best words of each topic."""
    model = model_of(method, classes=classes, texts=texts)
    found, _ = model.fit_transform(list(texts), embeddings)
    words = [[word for word, _ in best] for topic, best in sorted(model.get_topics().items()) if topic >= 0]
    return [int(topic) for topic in found], words
