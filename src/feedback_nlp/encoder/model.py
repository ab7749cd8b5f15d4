"""The encoder: texts in, token states or sentence vectors out.

Knows nothing of who asks. Each window is run by itself, never padded and never beside another text: dynamic
quantisation scales activations by what is in the call, so a batch would let neighbours change a text's vector. Several
windows run at once on threads instead, which is as fast on a CPU.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from feedback_nlp.encoder.files import verified_path
from feedback_nlp.encoder.windows import Floats, Ints, Tokens, tokens_of

MODELS = Path(__file__).parent / "models"
DIMENSIONS = 384
CHUNK = 2048

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class TokenStates:
    """Hidden states after the third layer of a text's wordpieces.

    Attributes:
        tokens: The wordpieces.
        window_states: One array a window, shape (wordpieces of the window + 2, 384), rows of `[CLS]` and `[SEP]`
            included: what the upper layers, or a fine-tuned copy of them, take as input.
    """

    tokens: Tokens
    window_states: tuple[Floats, ...]

    @property
    def offsets(self) -> Ints:
        """Character offsets of the wordpieces, shape (n, 2)."""
        return self.tokens.offsets

    @property
    def states(self) -> Floats:
        """States of the wordpieces, shape (n, 384)."""
        return self.tokens.join(self.window_states)


class Encoder:
    """all-MiniLM-L6-v2 in two halves.

    Results depend on the text alone: not on the texts beside it, their order, or the number of threads.
    """

    name = "all-MiniLM-L6-v2-int8"

    def __init__(self, *, folder: Path, threads: int) -> None:
        """Load the model.

        Args:
            folder: Folder with `lower.onnx`, `upper.onnx`, `tokenizer.json` and their hashes in `models.json`.
            threads: Windows that run at the same time, at least 1.

        Raises:
            ModelFileError: If a file is missing or altered.
        """
        self._threads = threads
        self._lower = open_session(verified_path(folder, "lower.onnx"))
        self._upper = open_session(verified_path(folder, "upper.onnx"))
        self._tokenizer = Tokenizer.from_file(str(verified_path(folder, "tokenizer.json")))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def tokenize(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the wordpieces of each text, whatever its length."""
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [tokens_of(encoding.ids, encoding.offsets) for encoding in encodings]

    def token_states(self, texts: Sequence[str]) -> list[TokenStates]:
        """Return the layer-3 states of each text's wordpieces."""
        return self.parallel(self._lower_states, self.tokenize(texts))

    def sentence_vectors(self, texts: Sequence[str]) -> Floats:
        """Return a vector of unit length for each text.

        Returns:
            Array of shape (number of texts, 384); the dot product of two rows is their cosine similarity.
        """
        vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        for start in range(0, len(texts), CHUNK):
            chunk = self.tokenize(texts[start : start + CHUNK])
            vectors[start : start + len(chunk)] = self.vectors_of(chunk)
        return vectors

    def vectors_of(self, tokens: Sequence[Tokens]) -> Floats:
        """Return a vector of unit length for each sequence of wordpieces, shape (number of sequences, 384)."""
        return np.array(self.parallel(self._sentence_vector, tokens), dtype=np.float32).reshape(-1, DIMENSIONS)

    def parallel(self, function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
        """Return `function` of every item, in order, computed on the encoder's threads."""
        if self._threads == 1 or len(items) == 1:
            return [function(item) for item in items]
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(function, items))

    def vector_of(self, token_states: TokenStates) -> Floats:
        """Return the sentence vector of a text whose token states are known, shape (384,), of unit length."""
        tokens = token_states.tokens
        outputs = [run_window(self._upper, "hidden_states", state) for state in token_states.window_states]
        # Upstream averages over [CLS] and [SEP] too; in a long text every window lends its own.
        total = sum(output[[0, -1]].sum(axis=0) for output in outputs) + tokens.join(outputs).sum(axis=0)
        vector: Floats = (total / np.linalg.norm(total)).astype(np.float32)
        return vector

    def _lower_states(self, tokens: Tokens) -> TokenStates:
        return TokenStates(tokens, tuple(run_window(self._lower, "input_ids", w.ids) for w in tokens.windows))

    def _sentence_vector(self, tokens: Tokens) -> Floats:
        return self.vector_of(self._lower_states(tokens))


def open_session(path: Path) -> ort.InferenceSession:
    """Return an ONNX Runtime session that uses one thread and leaves parallelism to its caller."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # An arena never gives memory back after a long text.
    options.enable_cpu_mem_arena = False
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def run_window(session: ort.InferenceSession, name: str, values: Ints | Floats) -> Floats:
    """Return the first output of a session for one window, without its batch axis.

    Args:
        session: A session with the inputs `name` and `attention_mask`.
        name: Input that takes the values.
        values: Shape (rows,) or (rows, 384).
    """
    mask = np.ones((1, len(values)), dtype=np.int64)
    output: Floats = session.run(None, {name: values[None], "attention_mask": mask})[0][0]
    return output


def load_encoder(*, threads: int | None = None) -> Encoder:
    """Return the shipped encoder; one is kept for each number of threads.

    Args:
        threads: Windows that run at the same time; None for the processors this process may use.

    Raises:
        ModelFileError: If a model file is missing or altered.
    """
    return _cached_encoder(available_processors() if threads is None else max(1, threads))


def available_processors() -> int:
    """Return the number of processors this process may use, where the system says so."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cache
def _cached_encoder(threads: int) -> Encoder:
    return Encoder(folder=MODELS, threads=threads)
