"""The fast encoder: one fixed vector a wordpiece, averaged.

Knows nothing of how the vectors were made (`feedback_nlp.encoder.distil`). No neural network runs: about twenty times
the speed of the default encoder, at some cost in quality.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from feedback_nlp.encoder.files import verified_path
from feedback_nlp.encoder.model import MODELS
from feedback_nlp.encoder.windows import Floats

FOLDER = Path(__file__).parent / "static"
FILE = "vectors.npz"
CHUNK = 4096


class StaticEncoder:
    """Averages of wordpiece vectors distilled from all-MiniLM-L6-v2."""

    name = "all-MiniLM-L6-v2-static"

    def __init__(self, *, levels: NDArray[np.int8], scales: Floats, tokenizer: Tokenizer) -> None:
        """Use a table of vectors.

        Args:
            levels: Eight-bit vectors, shape (vocabulary, dimensions).
            scales: What to multiply each row with, shape (vocabulary, 1); it carries the weight of the wordpiece.
            tokenizer: Makes the wordpieces, without padding and truncation.
        """
        self._vectors: Floats = levels.astype(np.float32) * scales
        self._tokenizer = tokenizer

    def sentence_vectors(self, texts: Sequence[str]) -> Floats:
        """Return a vector for each text.

        Returns:
            Array of shape (number of texts, dimensions), rows of unit length; a row of zeros for a text without known
            wordpieces.
        """
        vectors = np.zeros((len(texts), self._vectors.shape[1]), dtype=np.float32)
        for start in range(0, len(texts), CHUNK):
            chunk = texts[start : start + CHUNK]
            encodings = self._tokenizer.encode_batch_fast(list(chunk), add_special_tokens=False)
            for row, encoding in enumerate(encodings, start=start):
                if encoding.ids:
                    vectors[row] = self._vectors[encoding.ids].sum(axis=0)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Floats = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
        return unit


@cache
def load_static_encoder() -> StaticEncoder:
    """Return the shipped fast encoder.

    Raises:
        ModelFileError: If a file is missing or altered.
    """
    tokenizer = Tokenizer.from_file(str(verified_path(MODELS, "tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    with np.load(verified_path(FOLDER, FILE)) as stored:
        return StaticEncoder(levels=stored["levels"], scales=stored["scales"], tokenizer=tokenizer)
