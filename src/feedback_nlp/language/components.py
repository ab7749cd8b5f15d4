"""The pipeline's own components: token states from the encoder, and sentence starts that the layout decides.

Knows nothing of the trained parts. Importing this module registers `token_encoder` and `layout_breaks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from feedback_nlp.encoder import Encoder, TokenStates, load_encoder
from feedback_nlp.encoder.model import DIMENSIONS
from feedback_nlp.encoder.pooling import range_means
from feedback_nlp.encoder.windows import Floats

_BULLET = re.compile(r"[-–—•●▪◦‣·*+>✓✔➢]|\d{1,2}[.)]?")


class TokenEncoder:
    """Gives each doc the encoder's layer-3 states.

    Assigns `doc._.token_states`, the `TokenStates` of the text, for heads that read wordpieces; and, for layers that
    read tokens, `doc._.token_vectors`, shape (tokens, 384): the mean of the wordpieces of each token, zeros for white
    space. A doc that has them is left as it is.
    """

    def __init__(self, *, encoder: Encoder, vectors: bool = True) -> None:
        """Use a loaded encoder; without `vectors`, only token states are assigned."""
        self._encoder = encoder
        self._vectors = vectors

    def __call__(self, doc: Doc) -> Doc:
        """Encode one doc."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Encode docs in batches of `batch_size`, on the encoder's threads."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            missing = [doc for doc in batch if not self._is_done(doc)]
            self.annotate(missing, self.encode(missing))
            yield from batch

    def encode(self, docs: Sequence[Doc]) -> list[TokenStates]:
        """Return the states of the docs' texts, without touching the docs."""
        return self._encoder.token_states([doc.text for doc in docs])

    def annotate(self, docs: Sequence[Doc], states: Sequence[TokenStates]) -> None:
        """Write states into their docs."""
        for doc, state in zip(docs, states, strict=True):
            doc._.token_states = state
            if self._vectors:
                doc._.token_vectors = token_means(doc, state)

    def _is_done(self, doc: Doc) -> bool:
        return (doc._.token_vectors if self._vectors else doc._.token_states) is not None


def token_means(doc: Doc, states: TokenStates) -> Floats:
    """Return the mean state of the wordpieces that overlap each token.

    Returns:
        Array of shape (tokens, 384); a row of zeros for a token without wordpieces, such as white space.
    """
    if not len(doc) or not len(states.offsets):
        return np.zeros((len(doc), DIMENSIONS), dtype=np.float32)
    starts = np.fromiter((token.idx for token in doc), dtype=np.int64, count=len(doc))
    stops = starts + np.fromiter((len(token) for token in doc), dtype=np.int64, count=len(doc))
    first = np.searchsorted(states.offsets[:, 1], starts, side="right")
    last = np.searchsorted(states.offsets[:, 0], stops, side="left")
    return range_means(states.states, np.stack([first, np.maximum(first, last)], axis=1))


def layout_breaks(doc: Doc) -> Doc:
    """Mark sentence starts where the layout decides.

    One is after a blank line and at a list item on a new line; none is between a list mark and its item. Assigns
    `token.is_sent_start`. A single line break inside a sentence is left to the parser.
    """
    for token, starts in layout_decisions(doc):
        token.is_sent_start = starts
    return doc


def layout_decisions(doc: Doc) -> Iterator[tuple[Token, bool]]:
    """Yield the tokens about which the layout decides, with whether a sentence starts there."""
    for token in doc:
        lines = doc[token.i - 1].text.count("\n") if token.i and doc[token.i - 1].text.isspace() else 0
        is_mark = bool(_BULLET.fullmatch(token.text)) and (lines > 0 or not token.i)
        if not token.text.isspace() and (lines > 1 or (lines and is_mark)):
            yield token, True
        if is_mark and token.i + 1 < len(doc):
            item = doc[token.i + 1]
            yield item, False
            if item.text in {".", ")"} and item.i + 1 < len(doc):
                yield doc[item.i + 1], False


def _make_token_encoder(nlp: Language, name: str, vectors: bool) -> TokenEncoder:
    """Return the component; spaCy calls this with the pipeline and the component's name."""
    del nlp, name
    return TokenEncoder(encoder=load_encoder(), vectors=vectors)


def _make_layout_breaks(nlp: Language, name: str) -> object:
    del nlp, name
    return layout_breaks


for extension in ("token_states", "token_vectors"):
    if not Doc.has_extension(extension):
        Doc.set_extension(extension, default=None)
Language.factory(
    "token_encoder",
    assigns=["doc._.token_vectors", "doc._.token_states"],
    default_config={"vectors": True},
    func=_make_token_encoder,
)
Language.factory("layout_breaks", assigns=["token.is_sent_start"], func=_make_layout_breaks)
