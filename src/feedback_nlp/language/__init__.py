"""English analysed: sentences everywhere, and a spaCy pipeline where it is asked for.

Knows nothing of testimonials. Importing this package imports no spaCy; `feedback_nlp.language.pipeline` does.
"""

from feedback_nlp.language.sentences import split_sentences

__all__ = ["split_sentences"]
