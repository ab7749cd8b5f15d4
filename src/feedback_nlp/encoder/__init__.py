"""The sentence encoder: token states for extraction, sentence vectors for topics.

Knows nothing of testimonials, spaCy or topics. The model is all-MiniLM-L6-v2, cut after its third layer into two int8
ONNX files that are shipped and hash-checked; `python -m feedback_nlp.encoder.export` makes them from the upstream
weights.
"""

from feedback_nlp.encoder.model import Encoder, TokenStates, load_encoder
from feedback_nlp.encoder.named import SentenceEncoder, load_sentence_encoder
from feedback_nlp.encoder.windows import Tokens, Window

__all__ = ["Encoder", "SentenceEncoder", "TokenStates", "Tokens", "Window", "load_encoder", "load_sentence_encoder"]
