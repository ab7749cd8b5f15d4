"""Packaged themes by their words: a linear model of stems and of pairs of them, which is added to the network's scores.

Knows nothing of the network, which generalises from what words mean; this model knows what single words spoke for in
training. Training and coding share these functions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.extract.stems import STOP_WORDS, stem
from feedback_nlp.extract.words import Words

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class TermModel:
    """Weights of terms.

    Attributes:
        terms: The terms that count, sorted.
        rarity: Inverse document frequency of each, shape (terms,).
        weights: What each says of each theme, shape (terms, themes).
        bias: Log-odds of each theme where no term is known, shape (themes,).
    """

    terms: tuple[str, ...]
    rarity: Floats
    weights: Floats
    bias: Floats

    def scores(self, terms: Sequence[str]) -> Floats:
        """Return log-odds of the themes of a text that has these terms, shape (themes,)."""
        known, values = weighed(terms, self.index, self.rarity)
        result: Floats = values @ self.weights[known] + self.bias
        return result

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Row of each term."""
        return {term: row for row, term in enumerate(self.terms)}

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the model as arrays to store, in half precision."""
        numbers = {"rarity": self.rarity, "weights": self.weights, "bias": self.bias}
        halves = {f"terms.{name}": values.astype(np.float16) for name, values in numbers.items()}
        return {"terms": np.frombuffer("\n".join(self.terms).encode("utf-8"), dtype=np.uint8), **halves}

    @classmethod
    def from_arrays(cls, stored: Mapping[str, NDArray[Any]]) -> Self:
        """Return the model whose `arrays` were stored."""
        terms = tuple(stored["terms"].tobytes().decode("utf-8").split("\n"))
        rarity, weights, bias = (stored[f"terms.{name}"].astype(np.float32) for name in ("rarity", "weights", "bias"))
        return cls(terms, rarity, weights, bias)


def terms_of(words: Words, names: Iterable[tuple[int, int]]) -> list[str]:
    """Return the terms of a text in order: stems of its content words, and pairs of neighbours.

    Args:
        words: The words of the text.
        names: Word ranges of the cities named in it, which say nothing of themes.
    """
    named = {index for first, last in names for index in range(first, last)}
    terms: list[str] = []
    before: str | None = None
    for index, word in enumerate(words.lower):
        if index in named or not words.is_word(index):
            before = None
        elif word not in STOP_WORDS:
            said = stem(word)
            terms += [said] if before is None else [said, f"{before} {said}"]
            before = said
    return terms


def weighed(terms: Sequence[str], index: Mapping[str, int], rarity: Floats) -> tuple[Ints, Floats]:
    """Return rows and weights (TF-IDF, of length 1) of the known terms of a text.

    Args:
        terms: Result of `terms_of`.
        index: Term → row.
        rarity: Inverse document frequency of each row.
    """
    counts = Counter(index[term] for term in terms if term in index)
    rows = np.array(sorted(counts), dtype=np.int64)
    said = np.array([counts[row] for row in rows.tolist()], dtype=np.float32)
    values = (1 + np.log(said)) * rarity[rows]
    result: Floats = values / max(float(np.linalg.norm(values)), 1e-6)
    return rows, result
