"""The token-to-vector layer of the pipeline: the encoder's states beside features of the written form.

Knows nothing of training. Importing this module registers the architecture `feedback_nlp.EncoderTok2Vec.v1`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy import registry
from spacy.ml.featureextractor import FeatureExtractor
from spacy.ml.models.tok2vec import MaxoutWindowEncoder
from spacy.tokens import Doc
from thinc.api import HashEmbed, Linear, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array
from thinc.types import Ragged

from feedback_nlp.encoder.model import DIMENSIONS


def encoder_tok2vec(
    *, width: int, embed_width: int, features: list[str], rows: list[int], window_size: int, depth: int
) -> Model[Any, Any]:
    """Return a layer from docs to one vector a token.

    Args:
        width: Numbers in an output vector.
        embed_width: Numbers in the embedding of one feature.
        features: Token attributes to embed, such as `NORM` or `SUFFIX`.
        rows: Rows of the hash table of each feature.
        window_size: Neighbours on each side that a convolution sees.
        depth: Convolutions.
    """
    tables = [HashEmbed(embed_width, size, column=i, seed=i) for i, size in enumerate(rows)]
    written = chain(FeatureExtractor(features), list2ragged(), with_array(concatenate(*tables)))
    read = chain(token_vectors(), with_array(Linear(width, DIMENSIONS)))
    joined = embed_width * len(rows) + width
    mix = with_array(Maxout(width, joined, nP=3, normalize=True, dropout=0.0))
    encode = MaxoutWindowEncoder(width=width, window_size=window_size, maxout_pieces=3, depth=depth)
    model: Model[Any, Any] = chain(concatenate(read, written), mix, ragged2list(), encode)
    model.set_dim("nO", width)
    return model


def token_vectors() -> Model[Any, Any]:
    """Return a layer that hands on `doc._.token_vectors`, the encoder's states of the tokens."""
    return Model("token_vectors", _vectors_forward)


def _vectors_forward(
    model: Model[Any, Any], docs: list[Doc], is_train: bool
) -> tuple[Ragged, Callable[[Any], list[Doc]]]:
    del is_train
    vectors = [np.asarray(doc._.token_vectors, dtype=np.float32).reshape(-1, DIMENSIONS) for doc in docs]
    lengths = model.ops.asarray1i([len(rows) for rows in vectors])
    return Ragged(model.ops.asarray2f(np.concatenate(vectors)), lengths), lambda _gradient: []


registry.architectures.register("feedback_nlp.EncoderTok2Vec.v1", func=encoder_tok2vec)
