"""The encoder on real texts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_nlp.encoder import Encoder, load_encoder

TEXTS = [
    "We will start a forest inventory next spring.",
    "ok",
    "The heat plan came from Ghent, and our mayor liked it at once.",
    "",
    "🎉🎉",
    "Bike lanes first, buses later. " * 60,
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The shipped encoder."""
    return load_encoder(threads=2)


def test_vectors_do_not_depend_on_order_or_threads(encoder: Encoder) -> None:
    """Other neighbours, another order and another number of threads give the same bytes."""
    together = encoder.sentence_vectors(TEXTS)
    reverse = load_encoder(threads=1).sentence_vectors(TEXTS[::-1])[::-1]
    alone = np.concatenate([encoder.sentence_vectors([text]) for text in TEXTS])
    assert together.tobytes() == reverse.tobytes() == alone.tobytes()


def test_vectors_have_unit_length(encoder: Encoder) -> None:
    """Every text has a vector of length 1, an empty one and a long one too."""
    vectors = encoder.sentence_vectors(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts(encoder: Encoder) -> None:
    """No text gives no row."""
    assert encoder.sentence_vectors([]).shape == (0, 384)
    assert encoder.token_states([]) == []


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("planting trees in streets", "urban greening with street trees", "filling in a tax form"),
        ("the bus was late again", "public transport is unreliable", "a recipe for plum jam"),
    ],
)
def test_meaning(encoder: Encoder, text: str, near: str, far: str) -> None:
    """Texts that mean the same are nearer than texts that do not."""
    vectors = encoder.sentence_vectors([text, near, far])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_offsets_law(text: str) -> None:
    """Offsets grow, stay within the text, and cover every letter and digit of the Latin script."""
    offsets = load_encoder(threads=2).tokenize([text])[0].offsets
    assert (offsets[:, 0] <= offsets[:, 1]).all()
    assert (np.diff(offsets[:, 0]) >= 0).all()
    covered = {at for start, stop in offsets.tolist() for at in range(start, stop)}
    assert covered <= set(range(len(text)))
    assert all(at in covered for at, char in enumerate(text) if char.isascii() and char.isalnum())


def test_long_text(encoder: Encoder) -> None:
    """A text of 100,000 characters has a state for every wordpiece."""
    text = ("Our officers visited the depot and took notes. " * 2200)[:100_000]
    (states,) = encoder.token_states([text])
    assert states.states.shape == (len(states.offsets), 384)
    assert states.offsets[-1, 1] >= len(text.rstrip()) - 1
    assert np.isfinite(states.states).all()


def test_short_text_is_one_window_of_the_long_scheme(encoder: Encoder) -> None:
    """Window states have two rows more than wordpieces, for the special tokens."""
    (states,) = encoder.token_states([TEXTS[0]])
    assert [rows.shape for rows in states.window_states] == [(len(states.offsets) + 2, 384)]
