"""Makes the vectors of the fast encoder from the default one: `python -m feedback_nlp.encoder.distil`.

Knows nothing of corpora. The recipe is that of model2vec (Tulkens and van Dongen 2024, MIT licence): each wordpiece is
encoded by itself, the vectors are reduced by principal components, and frequent wordpieces, which stand early in the
vocabulary, get less weight (smooth inverse frequency, Arora et al. 2017).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from feedback_nlp.encoder.files import verified_path, write_manifest
from feedback_nlp.encoder.model import MODELS, Encoder, load_encoder
from feedback_nlp.encoder.quantise import quantise_rows
from feedback_nlp.encoder.static import FILE, FOLDER
from feedback_nlp.encoder.windows import Floats, Ints, tokens_of
from feedback_nlp.errors import FeedbackNlpError

DIMENSIONS = 256
SMOOTHING = 5e-5
FIRST_CHARACTER = 999


def distil(target: Path) -> None:
    """Write `vectors.npz` and its hash into a folder."""
    vocabulary = json.loads(verified_path(MODELS, "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    used = np.array(sorted(index for piece, index in vocabulary.items() if not piece.startswith("[")), dtype=np.int64)
    vectors = np.zeros((len(vocabulary), DIMENSIONS), dtype=np.float32)
    vectors[used] = principal_components(piece_vectors(load_encoder(), used), DIMENSIONS) * frequency_weights(used)
    levels, scales = quantise_rows(vectors)
    target.mkdir(parents=True, exist_ok=True)
    np.savez(target / FILE, levels=levels, scales=scales)
    write_manifest(target, [FILE])


def piece_vectors(encoder: Encoder, pieces: Ints) -> Floats:
    """Return the sentence vectors of single wordpieces, shape (number of wordpieces, 384)."""
    return encoder.vectors_of([tokens_of([piece], [(0, 1)]) for piece in pieces.tolist()])


def principal_components(vectors: Floats, dimensions: int) -> Floats:
    """Return centred vectors in their first principal components, shape (rows, dimensions)."""
    centred = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh((centred.T @ centred).astype(np.float64))
    reduced: Floats = (centred @ axes[:, ::-1][:, :dimensions]).astype(np.float32)
    return reduced


def frequency_weights(pieces: Ints) -> Floats:
    """Return weights of wordpieces, shape (n, 1): the later in the vocabulary, the rarer, the higher; at most 1."""
    ranks = np.maximum(pieces - FIRST_CHARACTER, 1)
    shares = 1 / ranks / (1 / np.arange(1, ranks.max() + 1)).sum()
    weights: Floats = (SMOOTHING / (SMOOTHING + shares)).astype(np.float32)[:, None]
    return weights


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 0, or 2 after printing an error."""
    parser = argparse.ArgumentParser(prog="python -m feedback_nlp.encoder.distil", description=__doc__)
    parser.add_argument("--target", type=Path, default=FOLDER, help="folder for the made file (default: the package)")
    options = parser.parse_args(arguments)
    try:
        distil(options.target)
    except FeedbackNlpError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
