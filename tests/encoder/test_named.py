"""Encoders by name."""

from __future__ import annotations

import sys

import pytest

from feedback_nlp.encoder import load_encoder, load_sentence_encoder
from feedback_nlp.encoder.named import TransformersEncoder
from feedback_nlp.errors import MissingExtraError


def test_default_is_ours() -> None:
    """`default` is the shipped encoder itself."""
    assert load_sentence_encoder("default", threads=2) is load_encoder(threads=2)


def test_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without sentence-transformers, another model's name gives an error that names the extra."""
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(MissingExtraError, match=r"'other' needs sentence-transformers; install feedback-nlp\[models\]"):
        load_sentence_encoder("other")


def test_wrapped_model_is_normalised() -> None:
    """A wrapped model is asked for unit vectors and gives 32-bit floats."""

    class Model:
        def encode(self, texts: list[str], *, normalize_embeddings: bool, show_progress_bar: bool) -> list[list[float]]:
            assert normalize_embeddings
            assert not show_progress_bar
            return [[1.0, 0.0] for _ in texts]

    vectors = TransformersEncoder("x", Model()).sentence_vectors(["a", "b"])
    assert vectors.shape == (2, 2)
    assert str(vectors.dtype) == "float32"
