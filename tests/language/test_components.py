"""The pipeline's own components, on docs built by hand."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from feedback_nlp.encoder import load_encoder
from feedback_nlp.encoder.model import TokenStates
from feedback_nlp.encoder.windows import tokens_of
from feedback_nlp.language.components import TokenEncoder, layout_decisions, token_means
from feedback_nlp.language.layers import encoder_tok2vec


@pytest.fixture(scope="module")
def component() -> TokenEncoder:
    """The component over the shipped encoder."""
    return TokenEncoder(encoder=load_encoder(threads=2))


def states(offsets: list[tuple[int, int]]) -> TokenStates:
    """States in which row i, `[CLS]` being row 0, is filled with i."""
    rows = np.repeat(np.arange(len(offsets) + 2, dtype=np.float32)[:, None], 384, axis=1)
    return TokenStates(tokens_of([7] * len(offsets), offsets), (rows,))


@pytest.mark.parametrize(
    ("words", "spaces", "offsets", "means"),
    [
        (["trees", "grow"], [True, False], [(0, 5), (6, 10)], [1, 2]),
        (["biodiverse"], [False], [(0, 3), (3, 7), (7, 10)], [2]),
        (["can", "not"], [False, False], [(0, 6)], [1, 1]),
        (["a", "\n\n", "b"], [False, False, False], [(0, 1), (3, 4)], [1, 0, 2]),
        (["a", "\x00", "b"], [False, False, False], [(0, 1), (2, 3)], [1, 0, 2]),
        ([], [], [], []),
    ],
)
def test_token_means(words: list[str], spaces: list[bool], offsets: list[tuple[int, int]], means: list[float]) -> None:
    """A token has the mean of the wordpieces it overlaps, and zeros if there are none."""
    vectors = token_means(Doc(Vocab(), words=words, spaces=spaces), states(offsets))
    assert vectors.shape == (len(words), 384)
    assert vectors[:, 0].tolist() == means


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_encoded(text: str) -> None:
    """Whatever the text, each token has a row, and each ASCII word a row that is not zero."""
    doc = TokenEncoder(encoder=load_encoder(threads=2))(spacy.blank("en").make_doc(text))
    assert doc._.token_vectors.shape == (len(doc), 384)
    assert all(doc._.token_vectors[token.i].any() for token in doc if token.is_ascii and token.is_alpha)


def test_batches_change_nothing(component: TokenEncoder) -> None:
    """A doc has the same vectors whatever is beside it."""
    nlp = spacy.blank("en")
    texts = ["Trees cool streets.", "", "A plan for heat and for rain.", "ok 🎉"]
    together = list(component.pipe(map(nlp.make_doc, texts), batch_size=3))
    for text, doc in zip(texts, together, strict=True):
        assert np.array_equal(component(nlp.make_doc(text))._.token_vectors, doc._.token_vectors)


def test_encoded_docs_are_left_alone(component: TokenEncoder) -> None:
    """A doc that has vectors keeps them."""
    doc = Doc(Vocab(), words=["tree"])
    doc._.token_vectors = np.ones((1, 384), dtype=np.float32)
    assert component(doc)._.token_vectors.all()
    assert doc._.token_states is None


@pytest.mark.parametrize(
    ("words", "decisions"),
    [
        (["a", "\n\n", "b"], {2: True}),
        (["a", "\n", "b"], {}),
        (["a", "\n", "-", "b"], {2: True, 3: False}),
        (["a", "\n", "2", ".", "b"], {2: True, 3: False, 4: False}),
        (["-", "b"], {1: False}),
        (["a", " ", "-", "b"], {}),
        (["a", "\n\n"], {}),
        (["\n\n", "a"], {1: True}),
        (["a", "\n", "-"], {2: True}),
        ([], {}),
    ],
)
def test_layout(words: list[str], decisions: dict[int, bool]) -> None:
    """Blank lines and list items start sentences, list marks belong to their items; single breaks decide nothing."""
    found = {token.i: starts for token, starts in layout_decisions(Doc(Vocab(), words=words))}
    assert found == decisions


def test_layer_shapes() -> None:
    """The layer gives one vector a token and takes gradients of that shape."""
    nlp = spacy.blank("en")
    docs = list(TokenEncoder(encoder=load_encoder(threads=2)).pipe([nlp("Trees grow."), nlp("Yes")]))
    layer = encoder_tok2vec(
        width=8, embed_width=4, features=["NORM", "SHAPE"], rows=[50, 50], window_size=1, depth=1
    ).initialize(X=docs)
    outputs, backprop = layer.begin_update(docs)
    assert [output.shape for output in outputs] == [(3, 8), (1, 8)]
    assert backprop(outputs) == []
