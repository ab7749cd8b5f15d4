"""Sentence encoders by name: ours, the fast static one, or any sentence-transformers model.

Knows nothing of topics. sentence-transformers, and with it torch, is imported only when one of its models is named.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from feedback_nlp.encoder.model import load_encoder
from feedback_nlp.encoder.static import load_static_encoder
from feedback_nlp.encoder.windows import Floats
from feedback_nlp.errors import ConfigurationError, MissingExtraError


class SentenceEncoder(Protocol):
    """Anything that turns texts into vectors."""

    @property
    def name(self) -> str:
        """Name and version of the model; part of the key of cached vectors."""

    def sentence_vectors(self, texts: Sequence[str]) -> Floats:
        """Return vectors of unit length, shape (number of texts, dimensions)."""


class TransformersEncoder:
    """A sentence-transformers model behind the interface of `SentenceEncoder`."""

    def __init__(self, name: str, model: Any) -> None:
        """Wrap a loaded model."""
        self.name = name
        self._model = model

    def sentence_vectors(self, texts: Sequence[str]) -> Floats:
        """Return vectors of unit length, shape (number of texts, dimensions of the model)."""
        vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def load_sentence_encoder(name: str = "default", *, threads: int | None = None) -> SentenceEncoder:
    """Return a sentence encoder by name.

    Args:
        name: `default` for the shipped MiniLM, `fast` for the shipped static vectors, otherwise the name or path of a
            sentence-transformers model.
        threads: For `default`, as in `load_encoder`.

    Raises:
        MissingExtraError: If the name needs sentence-transformers and it is not installed.
        ConfigurationError: If sentence-transformers cannot load a model of that name.
        ModelFileError: If a shipped model file is missing or altered.
    """
    if name == "default":
        return load_encoder(threads=threads)
    if name == "fast":
        return load_static_encoder()
    try:
        library = importlib.import_module("sentence_transformers")
    except ImportError as error:
        raise MissingExtraError(
            f"the encoder {name!r} needs sentence-transformers; install feedback-nlp[models] or use 'default'"
        ) from error
    try:
        model = library.SentenceTransformer(name)
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"sentence-transformers cannot load the encoder {name!r}: {error}") from error
    return TransformersEncoder(name, model)
