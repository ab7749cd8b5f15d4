"""Topics: what people talk about, with names, steadiness and ids that last from run to run.

Knows nothing of files but the cache folder, the previous run's folder and the column it is handed, and nothing of
extraction. `LeidenClusterer` is a cluster model that BERTopic takes in the place of HDBSCAN.
"""

from feedback_nlp.topics.clusterer import LeidenClusterer
from feedback_nlp.topics.column import ColumnTopics, read_column, topics_of_column
from feedback_nlp.topics.embedding_cache import CACHE_FOLDER, EmbeddingCache
from feedback_nlp.topics.model import model_topics
from feedback_nlp.topics.segments import segment_testimonials
from feedback_nlp.topics.tables import PreviousTopics, ScreeningCounts, TopicTables

__all__ = [
    "CACHE_FOLDER",
    "ColumnTopics",
    "EmbeddingCache",
    "LeidenClusterer",
    "PreviousTopics",
    "ScreeningCounts",
    "TopicTables",
    "model_topics",
    "read_column",
    "segment_testimonials",
    "topics_of_column",
]
