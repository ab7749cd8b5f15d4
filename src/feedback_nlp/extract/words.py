"""Words of a text, the wordpieces they are made of, and the sentences they stand in.

Knows nothing of spaCy: spans are decided on these words, so that no punctuation can hang on their edges.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(r"\w+(?:['’\-]\w+)*|[^\w\s]")
BREAK = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W_])|\s*\n\s*")

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """The words and punctuation marks of a text.

    Attributes:
        text: The text.
        offsets: Start and end of each word in characters, shape (n, 2).
        sentences: Index of the sentence that each word stands in, shape (n,), rising from 0.
        lower: The words, case-folded.
    """

    text: str
    offsets: Ints
    sentences: Ints
    lower: tuple[str, ...]

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.lower)

    def is_word(self, index: int) -> bool:
        """Return whether the word at an index is more than a punctuation mark."""
        first = self.lower[index][0]
        return first.isalnum() or first == "_"

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """Return first and last-plus-one index of the words that overlap a stretch of characters."""
        first = int(np.searchsorted(self.offsets[:, 1], start, side="right"))
        last = int(np.searchsorted(self.offsets[:, 0], end, side="left"))
        return first, max(first, last)


def split_words(text: str) -> Words:
    """Return the words of a text."""
    matches = list(WORD.finditer(text))
    offsets = np.array([match.span() for match in matches], dtype=np.int64).reshape(-1, 2)
    breaks = np.array([match.end() for match in BREAK.finditer(text)], dtype=np.int64)
    sentences = np.searchsorted(breaks, offsets[:, 0], side="right").astype(np.int64)
    return Words(text, offsets, sentences, tuple(match.group().casefold() for match in matches))


def piece_ranges(words: Words, pieces: Ints) -> Ints:
    """Return first and last-plus-one wordpiece of each word, shape (n, 2).

    Args:
        words: The words.
        pieces: Character offsets of the wordpieces, shape (m, 2), in order.
    """
    first = np.searchsorted(pieces[:, 1], words.offsets[:, 0], side="right")
    last = np.searchsorted(pieces[:, 0], words.offsets[:, 1], side="left")
    return np.stack([first, np.maximum(first, last)], axis=1).astype(np.int64)
