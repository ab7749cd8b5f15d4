"""The trained network: a copy of the encoder's upper layers, fine-tuned, and small heads on top of it.

Knows nothing of spaCy and tables. The layers are ONNX files, the heads are plain matrices; how they are trained stands
in `feedback_nlp.extract.training`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.encoder.files import verified_path
from feedback_nlp.encoder.model import open_session
from feedback_nlp.encoder.pooling import range_means
from feedback_nlp.extract.decode import Chain
from feedback_nlp.extract.echoes import ECHO_MARKS
from feedback_nlp.extract.matrices import attend, gelu, layer_sum, softmax

MODELS = Path(__file__).parent / "models"
HEADS = "heads.npz"
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layers:
    """States of a window of wordpieces.

    Attributes:
        middle: After the first upper layer, shape (rows, 384); what the layers that are told the measure read.
        last: After the third upper layer, shape (rows, 384).
    """

    middle: Floats
    last: Floats


class Network:
    """Layers and heads; every method is a function of its arguments."""

    def __init__(self, folder: Path = MODELS) -> None:
        """Load the model.

        Args:
            folder: Folder with `shared.onnx`, `marked.onnx`, `heads.npz` and their hashes in `models.json`.

        Raises:
            ModelFileError: If a file is missing or altered.
        """
        self._shared = open_session(verified_path(folder, "shared.onnx"))
        self._marked = open_session(verified_path(folder, "marked.onnx"))
        self._heads = _read_heads(verified_path(folder, HEADS))
        parts = (self._heads[f"chain.{name}"] for name in ("transitions", "starts", "ends"))
        self.chain = Chain(*parts)

    def layers(self, states: Floats, marks: Floats) -> Layers:
        """Return states of a window from the encoder's layer-3 states.

        Args:
            states: Shape (rows, 384), rows of `[CLS]` and `[SEP]` included.
            marks: What the lexicon says of each wordpiece, shape (rows, marks).
        """
        values = (states + marks @ self._heads["marks"])[None].astype(np.float32)
        mask = np.ones((1, len(states)), dtype=np.int64)
        middle, last = self._shared.run(["middle", "last"], {"hidden_states": values, "attention_mask": mask})
        return Layers(middle[0], last[0])

    def emissions(self, words: Floats) -> Floats:
        """Return scores of the tags of each word, shape (words, 5)."""
        return self._two("emit", words)

    def links(
        self, words: Floats, spans: Sequence[Pair], pointers: Sequence[Pair], features: Floats, candidates: int
    ) -> tuple[Floats, Floats]:
        """Return how well each measure goes with each pointer, and with no source at all.

        Args:
            words: Last states of the words.
            spans: Word ranges of the measures.
            pointers: Word ranges of what points to a city.
            features: Features of each measure and pointer, shape (measures, pointers, features).
            candidates: Number of cities that a measure may come from.

        Returns:
            Arrays of shape (measures, pointers) and (measures,); higher is likelier.
        """
        edges, context = _edges(words, spans), self._context(words, spans)
        measured = self._one("link.measure", np.concatenate([edges, context], axis=1))[:, None]
        pointed = self._one("link.pointer", means(words, pointers))[None]
        joined = np.concatenate([measured + pointed + self._one("link.features", features), measured * pointed], axis=2)
        hidden = gelu(self._one("link.hidden", gelu(joined)))
        flags = np.tile(np.array([candidates > 0, candidates > 1], dtype=np.float32), (len(spans), 1))
        alone = np.concatenate([edges[:, : words.shape[1]], context, flags], axis=1)
        return self._one("link.score", hidden)[..., 0], self._two("null", alone)[:, 0]

    def rungs(self, middle: Floats, echoes: Floats, cues: Floats) -> Floats:
        """Return the probability of each of `RUNGS` for one measure, shape (10,).

        Args:
            middle: Middle states of the window, shape (rows, 384).
            echoes: What each row is to the measure, shape (rows, marks of `ECHO_MARKS`).
            cues: Cue features of the measure, shape (features,).
        """
        states = (middle + echoes @ self._heads["echoes"])[None].astype(np.float32)
        mask = np.ones((1, len(middle)), dtype=np.int64)
        marked = self._marked.run(["last"], {"hidden_states": states, "attention_mask": mask})[0][0]
        inside = (echoes[:, ECHO_MARKS.index("this")] > 0).astype(np.float32)[None]
        mean = (inside @ marked / max(float(inside.sum()), 1.0)).astype(np.float32)
        context = self._attend("rung", self._one("rung.query", mean), marked)
        joined = np.concatenate([marked[:1], mean, context], axis=1)
        scores = self._two("rung", joined)[0] + cues @ self._heads["cues"]
        scaled: Floats = np.asarray(scores / self._heads["rung.temperature"], dtype=np.float32)
        return softmax(scaled)

    def themes(self, words: Floats, cls: Floats, spans: Sequence[Pair], features: Floats) -> Floats:
        """Return the score of each packaged theme, shape (8,); above 0 is likelier than not."""
        heads = self._heads
        attention: Floats = np.asarray(words @ heads["theme.query"].T / 4, dtype=np.float32)
        weights = softmax(attention, axis=0)
        pooled = weights.T @ words
        scores = (
            (pooled * heads["theme.value"]).sum(axis=1) + self._one("theme.cls", cls) + heads["theme.cues"] @ features
        )
        if spans:
            scores = scores + (means(words, spans) @ heads["theme.measure"].T).max(axis=0)
        result: Floats = scores
        return result

    def _context(self, words: Floats, spans: Sequence[Pair]) -> Floats:
        distances = self._heads["span.distance"][distance_buckets(spans, len(words))]
        return self._attend("span", self._one("span.query", _edges(words, spans)), words, np.moveaxis(distances, 2, 0))

    def _attend(self, name: str, query: Floats, states: Floats, bias: Floats | None = None) -> Floats:
        key, value = self._heads[f"{name}.key.weight"], self._heads[f"{name}.value.weight"]
        context = attend(query, states, key, value, heads=4, bias=bias)
        result: Floats = context + self._heads[f"{name}.value.bias"]
        return result

    def _one(self, name: str, values: Floats) -> Floats:
        return layer_sum(values, self._heads[f"{name}.weight"], self._heads[f"{name}.bias"])

    def _two(self, name: str, values: Floats) -> Floats:
        return self._one(f"{name}.out", gelu(self._one(f"{name}.in", values)))


def means(states: Floats, ranges: Sequence[Pair]) -> Floats:
    """Return the mean state of each range of rows, zeros for an empty range; shape (ranges, width)."""
    return range_means(states, np.asarray(ranges, dtype=np.int64))


def distance_buckets(spans: Sequence[Pair], length: int) -> Ints:
    """Return a bucket of the distance, logarithmic and signed, of each word to each span; shape (spans, words)."""
    bounds, index = np.asarray(spans, dtype=np.int64).reshape(-1, 2), np.arange(length)[None]
    first, last = bounds[:, :1], bounds[:, 1:]
    distance = np.where(index < first, index - first, np.where(index >= last, index - last + 1, 0))
    steps = np.minimum(15, np.round(np.log2(1 + np.abs(distance)) * 2.4))
    result: Ints = (np.sign(distance) * steps + 15).astype(np.int64)
    return result


def _edges(words: Floats, spans: Sequence[Pair]) -> Floats:
    bounds = np.asarray(spans, dtype=np.int64).reshape(-1, 2)
    return np.concatenate([means(words, spans), words[bounds[:, 0]], words[bounds[:, 1] - 1]], axis=1)


def _read_heads(path: Path) -> dict[str, Floats]:
    with np.load(path) as stored:
        levels = {name: stored[name] for name in stored.files}
    heads = {}
    for name, value in levels.items():
        if not name.endswith(".scale"):
            scale = levels.get(f"{name}.scale")
            heads[name] = value.astype(np.float32) if scale is None else value.astype(np.float32) * scale
    return heads


@cache
def load_network(folder: Path = MODELS) -> Network:
    """Return a network, the shipped one unless another folder is named; loaded once in a process."""
    return Network(folder)
