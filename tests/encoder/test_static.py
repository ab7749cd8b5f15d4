"""The fast encoder."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_nlp.encoder import load_sentence_encoder
from feedback_nlp.encoder.distil import frequency_weights, principal_components
from feedback_nlp.encoder.files import recorded_hashes, sha256
from feedback_nlp.encoder.static import FOLDER


def test_shipped_hash_is_true() -> None:
    """The shipped vectors are those that the hash names."""
    assert {name: sha256(FOLDER / name) for name in recorded_hashes(FOLDER)} == recorded_hashes(FOLDER)


def test_meaning() -> None:
    """A paraphrase is nearer than another subject."""
    texts = ["planting trees along streets", "street trees were planted", "filling in a tax form"]
    vectors = load_sentence_encoder("fast").sentence_vectors(texts)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6))
def test_law(texts: list[str]) -> None:
    """Every text has a row of length 1, or of zeros; neighbours do not matter."""
    encoder = load_sentence_encoder("fast")
    vectors = encoder.sentence_vectors(texts)
    assert vectors.shape == (len(texts), 256)
    lengths = np.linalg.norm(vectors, axis=1)
    assert all(length == pytest.approx(1, abs=1e-4) or length == 0 for length in lengths)
    assert encoder.sentence_vectors(texts[::-1])[::-1].tobytes() == vectors.tobytes()


@pytest.mark.parametrize("text", ["", " ", "\u200b"])
def test_nothing_to_encode(text: str) -> None:
    """A text without wordpieces has a row of zeros."""
    assert not load_sentence_encoder("fast").sentence_vectors([text]).any()


def test_rare_pieces_weigh_more() -> None:
    """Weights rise along the vocabulary and stay within 0 and 1."""
    weights = frequency_weights(np.array([5, 1000, 2000, 30000]))[:, 0]
    assert (np.diff(weights) >= 0).all()
    assert 0 < weights[0] < weights[-1] < 1


def test_principal_components() -> None:
    """The first component carries the widest direction, and all of them carry the distances."""
    vectors = np.random.default_rng(0).normal(size=(50, 4)).astype(np.float32) * np.float32([1, 9, 1, 1])
    reduced = principal_components(vectors, 4)
    assert reduced.var(axis=0).argmax() == 0
    np.testing.assert_allclose(
        np.linalg.norm(reduced[0] - reduced[1]), np.linalg.norm(vectors[0] - vectors[1]), rtol=1e-4
    )
