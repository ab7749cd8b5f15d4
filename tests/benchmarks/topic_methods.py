"""The topic models compared: this package's topics, and BERTopic with four ways to cluster the same embeddings."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

METHODS = {
    "feedback-nlp": (),
    "feedback-nlp-in-bertopic": (),
    "bertopic-default": ("umap", "hdbscan"),
    "kmeans-true-k": (),
    "evoc": ("evoc",),
}
"""Method → modules that it needs beyond the default environment."""

Found = tuple[list[int], list[list[str]]]
"""The topic of each text, and the best words of each topic."""


def missing(method: str) -> list[str]:
    """Return the modules that a method needs and that are not installed."""
    return [module for module in METHODS[method] if importlib.util.find_spec(module) is None]


def fitted(method: str, texts: Sequence[str], embeddings: np.ndarray, *, classes: int) -> Found:
    """Return what a method finds.

    Args:
        method: One of `METHODS`.
        texts: The texts.
        embeddings: Their vectors, shape (texts, d).
        classes: True number of classes, for k-means.
    """
    if method == "feedback-nlp":
        return _ours(texts, embeddings)
    model = _BUILDERS[method](classes, texts)
    found, _ = model.fit_transform(list(texts), embeddings)
    words = [[word for word, _ in best] for topic, best in sorted(model.get_topics().items()) if topic >= 0]
    return [int(topic) for topic in found], words


def _ours(texts: Sequence[str], embeddings: np.ndarray) -> Found:
    """Return what this package finds, with hierarchy, labels and quotes, which are not asked for here."""
    from feedback_nlp.topics import ClusterSettings, Passage, find_topics  # noqa: PLC0415 -- each process loads its own
    from feedback_nlp.topics.vectors import as_whole_numbers  # noqa: PLC0415

    passages = [Passage(str(number), str(number), text) for number, text in enumerate(texts)]
    found = find_topics(passages, as_whole_numbers(embeddings), settings=ClusterSettings())
    return found.lower.topic.tolist(), found.lower.keywords


def _ours_in_bertopic(classes: int, texts: Sequence[str]) -> Any:
    from feedback_nlp.topics import LeidenClusterer, TermAnalyzer, topic_model  # noqa: PLC0415

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
    "feedback-nlp-in-bertopic": _ours_in_bertopic,
    "bertopic-default": _default,
    "kmeans-true-k": _kmeans,
    "evoc": _evoc,
}
