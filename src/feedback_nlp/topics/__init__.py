"""Topics: what people talk about, with names, steadiness and ids that last from run to run.

Knows nothing of files but the cache folder, the previous run's folder and the column it is handed, and nothing of
extraction. `LeidenClusterer` is a cluster model that BERTopic takes in the place of HDBSCAN; `bertopic_of` gives topics
that were found as a fitted BERTopic.

Names are loaded when they are first used: BERTopic and scikit-learn take seconds to import, and only the two that
speak their interfaces need them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedback_nlp.topics.bertopic_model import bertopic_of, topic_model
    from feedback_nlp.topics.clusterer import LeidenClusterer
    from feedback_nlp.topics.clusters import Clusters, ClusterSettings, cluster
    from feedback_nlp.topics.column import ColumnTopics, read_column, topics_of_column
    from feedback_nlp.topics.embedding_cache import CACHE_FOLDER, EmbeddingCache
    from feedback_nlp.topics.find import FoundTopics, find_topics
    from feedback_nlp.topics.labels import Passage
    from feedback_nlp.topics.model import model_topics
    from feedback_nlp.topics.segments import segment_testimonials
    from feedback_nlp.topics.tables import PreviousTopics, ScreeningCounts, TopicTables
    from feedback_nlp.topics.words import TermAnalyzer

_HOMES = {
    "CACHE_FOLDER": "embedding_cache",
    "ClusterSettings": "clusters",
    "Clusters": "clusters",
    "ColumnTopics": "column",
    "FoundTopics": "find",
    "EmbeddingCache": "embedding_cache",
    "LeidenClusterer": "clusterer",
    "Passage": "labels",
    "PreviousTopics": "tables",
    "ScreeningCounts": "tables",
    "TermAnalyzer": "words",
    "TopicTables": "tables",
    "bertopic_of": "bertopic_model",
    "cluster": "clusters",
    "find_topics": "find",
    "model_topics": "model",
    "read_column": "column",
    "segment_testimonials": "segments",
    "topic_model": "bertopic_model",
    "topics_of_column": "column",
}

__all__ = [
    "CACHE_FOLDER",
    "ClusterSettings",
    "Clusters",
    "ColumnTopics",
    "EmbeddingCache",
    "FoundTopics",
    "LeidenClusterer",
    "Passage",
    "PreviousTopics",
    "ScreeningCounts",
    "TermAnalyzer",
    "TopicTables",
    "bertopic_of",
    "cluster",
    "find_topics",
    "model_topics",
    "read_column",
    "segment_testimonials",
    "topic_model",
    "topics_of_column",
]


def __getattr__(name: str) -> Any:
    """Load a public name from the module that defines it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
