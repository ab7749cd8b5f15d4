"""An encoder for tests: words hashed into vectors, so that texts with common words are near each other."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from feedback_nlp.topics.words import stop_words

SUBJECTS = {
    "trams": ["tram", "bus", "lane", "ticket", "timetable", "cyclists", "parking", "street"],
    "heating": ["boiler", "radiator", "heat", "pump", "insulation", "attic", "pipes", "gas"],
    "trees": ["oak", "shade", "roots", "park", "meadow", "bees", "soil", "pond"],
    "finance": ["bond", "loan", "budget", "interest", "bank", "fund", "audit", "tax"],
}


class HashedWords:
    """Implements `SentenceEncoder`; counts how many texts it was given."""

    def __init__(self, name: str = "hashed-words-1") -> None:
        """Take a name, which changes all vectors."""
        self.name = name
        self.embedded = 0

    def sentence_vectors(self, texts: Sequence[str]) -> np.ndarray:
        """Return unit vectors, shape (number of texts, 64)."""
        self.embedded += len(texts)
        rows = np.stack([self._vector(text) for text in texts])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)

    def _vector(self, text: str) -> np.ndarray:
        vector = np.full(64, 1e-3)
        for word in text.lower().replace(".", " ").split():
            if word in stop_words():
                continue
            seed = int.from_bytes(hashlib.sha256((self.name + word).encode()).digest()[:4], "big")
            vector += np.random.default_rng(seed).normal(size=64)
        return vector


def sentences(subjects: Sequence[str], each: int, *, seed: int = 0) -> list[str]:
    """Return sentences about subjects, `each` a subject, all different."""
    rng = np.random.default_rng(seed)
    texts = []
    for subject in subjects:
        words = SUBJECTS[subject]
        for number in range(each):
            a, b, c = (words[i] for i in rng.permutation(len(words))[:3])
            note = hashlib.sha256(f"{subject} {seed} {number}".encode()).hexdigest()[:12]
            texts.append(f"The {a} and the {b} with {c} in note {note} of {subject}.")
    return texts
