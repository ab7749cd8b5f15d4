"""Screen segments before they are clustered: what says nothing, and what says the same again.

A junk segment has too few letters to be about anything and gets no topic. A near-duplicate takes no part in the
clustering either, but later gets the topic of the segment that it repeats.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Indel

from feedback_nlp.topics.vectors import Ints

_FEWEST_LETTERS = 3
_FUZZY_FROM_CHARACTERS = 40
_NEAR = 0.95
_EDGE_WORDS = 4
_LONGEST_BUCKET = 20
_LINKS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Screening:
    """What became of each text.

    Attributes:
        junk: Whether the text says nothing, shape (n,).
        representative: Position of the text that stands for it, its own where it stands for itself, shape (n,).
    """

    junk: np.ndarray[tuple[int], np.dtype[np.bool_]]
    representative: Ints

    @property
    def kept(self) -> Ints:
        """Positions of the texts to cluster, ascending."""
        own = self.representative == np.arange(len(self.representative))
        return np.flatnonzero(own & ~self.junk)

    @property
    def repeats(self) -> Ints:
        """Positions of the near-duplicates, ascending."""
        return np.flatnonzero(self.representative != np.arange(len(self.representative)))


def screen(texts: Sequence[str]) -> Screening:
    """Return what to leave out of the clustering.

    Two texts repeat each other if they have the same words in the same order, or if they are long, share their first
    or last words and are the same but for one character in twenty. The choice of representative depends on the texts
    alone, not on their order: it is the one that comes first in the alphabet.

    Args:
        texts: The segments.
    """
    junk = np.array([letters(text) < _FEWEST_LETTERS for text in texts], dtype=bool)
    representative = np.arange(len(texts), dtype=np.int64)
    by_words: dict[str, int] = {}
    buckets: dict[tuple[str, str], list[int]] = defaultdict(list)
    normal = [_normal(text) for text in texts]
    for position in sorted(np.flatnonzero(~junk).tolist(), key=lambda p: (normal[p], texts[p])):
        known = by_words.get(normal[position])
        if known is None:
            known = _near_duplicate(normal, position, buckets)
            by_words[normal[position]] = known
        representative[position] = known
    return Screening(junk, representative)


def letters(text: str) -> int:
    """Return the number of letters in a text, links and addresses left out."""
    return sum(character.isalpha() for character in _LINKS.sub(" ", text))


def _normal(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def _near_duplicate(normal: Sequence[str], position: int, buckets: dict[tuple[str, str], list[int]]) -> int:
    text = normal[position]
    if len(text) < _FUZZY_FROM_CHARACTERS:
        return position
    words = text.split()
    edges = (("starts", " ".join(words[:_EDGE_WORDS])), ("ends", " ".join(words[-_EDGE_WORDS:])))
    for edge in edges:
        for other in buckets[edge]:
            if Indel.normalized_similarity(text, normal[other], score_cutoff=_NEAR) >= _NEAR:
                return other
    for edge in edges:
        if len(buckets[edge]) < _LONGEST_BUCKET:
            buckets[edge].append(position)
    return position
