"""Is this stretch used as a city's name? A logistic model over named features and the encoder's states.

Knows nothing of texts. The states of the name and of the wordpieces on its two sides carry what the sentence is about;
the features carry what is known of the name. `names.npz` holds the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.encoder import TokenStates
from feedback_nlp.errors import ModelFileError
from feedback_nlp.extract.cities.features import Features

Floats = NDArray[np.float32]
WEIGHTS = Path(__file__).parent / "names.npz"
_LIMIT = 30.0


class Stretch(Protocol):
    """Anything with offsets into a text."""

    @property
    def start(self) -> int:
        """Offset of the first character."""

    @property
    def end(self) -> int:
        """Offset after the last character."""


def context_vectors(states: TokenStates, stretches: Sequence[Stretch]) -> Floats:
    """Return the encoder's view of stretches: mean state inside, state before, state after.

    Args:
        states: States of the text's wordpieces, shape (pieces, width).
        stretches: Offsets into the text.

    Returns:
        Shape (stretches, 3 × width); zeros where there is no wordpiece.
    """
    offsets, vectors = states.offsets, states.states
    width = vectors.shape[1]
    found = np.zeros((len(stretches), 3 * width), dtype=np.float32)
    for row, stretch in enumerate(stretches):
        first = int(np.searchsorted(offsets[:, 1], stretch.start, side="right"))
        last = int(np.searchsorted(offsets[:, 0], stretch.end, side="left"))
        if last > first:
            found[row, :width] = vectors[first:last].mean(axis=0)
        if first > 0:
            found[row, width : 2 * width] = vectors[first - 1]
        if last < len(vectors):
            found[row, 2 * width :] = vectors[last]
    return found


@dataclass(frozen=True, slots=True)
class NameClassifier:
    """Turns features and states into the probability that a city is named.

    Attributes:
        features: Feature → weight; features without one count nothing.
        states: Shape (3 × width,), weights of a context vector.
        offset: What is added to every sum.
    """

    features: dict[str, float]
    states: Floats
    offset: float

    def probabilities(self, described: Sequence[Features], vectors: Floats) -> list[float]:
        """Return the probability, 0 to 1, that each candidate names a city.

        Args:
            described: Features of each candidate.
            vectors: Context vector of each candidate, shape (candidates, 3 × width).
        """
        sums = vectors @ self.states + self.offset
        for row, found in enumerate(described):
            sums[row] += sum(self.features.get(name, 0.0) * amount for name, amount in found.items())
        shares: list[float] = (1 / (1 + np.exp(-np.clip(sums, -_LIMIT, _LIMIT)))).tolist()
        return shares


@cache
def shipped_classifier() -> NameClassifier:
    """Return the classifier with the weights of `names.npz`.

    Raises:
        ModelFileError: If the file is missing or damaged.
    """
    try:
        with np.load(WEIGHTS, allow_pickle=False) as file:
            names, weights = file["features"].tolist(), file["weights"].tolist()
            return NameClassifier(dict(zip(names, weights, strict=True)), file["states"], float(file["offset"]))
    except (OSError, ValueError, KeyError) as e:
        raise ModelFileError(f"{WEIGHTS} holds no weights: {e}; reinstall the package or train them anew") from e
