"""Keep the vectors of texts, so that a run embeds only texts that no run before has seen.

Vectors are stored as the whole numbers that clustering works on, so that a result is the same with and without cache.
"""

from __future__ import annotations

import hashlib
import uuid
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from feedback_nlp.encoder import SentenceEncoder
from feedback_nlp.topics.vectors import Floats, as_whole_numbers

CACHE_FOLDER = Path(".cache/feedback-nlp")
"""Where the vectors of a project folder are kept; deleting it costs time and no result."""

_KEY_BYTES = 16
_UNREADABLE = (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile)


class EmbeddingCache:
    """A folder of vectors by encoder and text.

    Each call that meets new texts adds one file; a file that is cut short or not ours is left aside as if it were not
    there. Two processes may write at the same time.
    """

    def __init__(self, folder: Path) -> None:
        """Use a folder, made when first written to."""
        self._folder = folder

    def vectors(self, texts: Sequence[str], encoder: SentenceEncoder) -> Floats:
        """Return whole-number vectors of the texts, embedding those that the cache lacks.

        Args:
            texts: The texts.
            encoder: Model that embeds; its `name` is part of the key.

        Returns:
            Shape (number of texts, dimensions), as `as_whole_numbers` gives it.
        """
        folder = self._folder / hashlib.sha256(encoder.name.encode()).hexdigest()[:12]
        keys = [hashlib.blake2b(text.encode(), digest_size=_KEY_BYTES).digest() for text in texts]
        known = _read(folder, wanted=set(keys))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            fresh = embed(list(missing.values()), encoder)
            known |= dict(zip(missing, fresh.astype(np.int16), strict=True))
            _write(folder, list(missing), fresh)
        return np.stack([known[key] for key in keys]).astype(np.float32)


def embed(texts: Sequence[str], encoder: SentenceEncoder) -> Floats:
    """Return whole-number vectors of the texts, each distinct text embedded once.

    Args:
        texts: At least one text.
        encoder: Model that embeds.
    """
    distinct = sorted(set(texts))
    position = {text: number for number, text in enumerate(distinct)}
    whole = as_whole_numbers(encoder.sentence_vectors(distinct))
    return whole[[position[text] for text in texts]]


def _read(folder: Path, *, wanted: set[bytes]) -> dict[bytes, np.ndarray]:
    found: dict[bytes, np.ndarray] = {}
    for path in sorted(folder.glob("*.npz")):
        try:
            with np.load(path) as stored:
                keys, vectors = stored["keys"], stored["vectors"]
        except _UNREADABLE:
            continue
        for row, key in enumerate(map(bytes, keys)):
            if key in wanted and row < len(vectors):
                found[key] = vectors[row]
    return found


def _write(folder: Path, keys: Sequence[bytes], vectors: Floats) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(b"".join(keys)).hexdigest()[:16]
    partial = folder / f".{name}.{uuid.uuid4().hex}.partial"
    packed = np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(len(keys), _KEY_BYTES)
    with partial.open("wb") as file:
        np.savez(file, keys=packed, vectors=vectors.astype(np.int16))
    partial.replace(folder / f"{name}.npz")
