"""The words of a text that can name a topic: no stop words, no names of places or people.

Knows nothing of clusters. `TermAnalyzer` is what a scikit-learn vectorizer takes as `analyzer`.
"""

from feedback_nlp.topics.words.analyzer import NOTHING, TermAnalyzer
from feedback_nlp.topics.words.place_names import holds_place_name
from feedback_nlp.topics.words.stop_words import stop_words

__all__ = ["NOTHING", "TermAnalyzer", "holds_place_name", "stop_words"]
