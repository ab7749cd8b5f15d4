"""Cross-validation: how good the extraction is on testimonials, and on authors, that it has not seen.

Knows nothing of the final model. Every fold is coded by the exported eight-bit files and with found cities, exactly as
users' texts are.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from feedback_nlp.codebook import load_codebook
from feedback_nlp.extract.coder import build_coder
from feedback_nlp.extract.evaluation import code_rows
from feedback_nlp.extract.training.examples import Row
from feedback_nlp.places import load_gazetteer
from feedback_nlp.programme import Programme
from feedback_nlp.settings import ExtractSettings

TRAINING_ONLY = frozenset(f"train_{letter}" for letter in "hijklm")
AUTHOR_FOLDS = (("train_c", "train_g", "dev"), ("train_a", "train_e"), ("train_b", "train_f"), ("train_d",))
RANDOM_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Fold:
    """A part of the corpus to be coded by a model trained on the rest.

    Attributes:
        name: Name of the fold.
        test: Ids of the testimonials that are coded.
    """

    name: str
    test: frozenset[str]


def author_folds(corpus: Mapping[str, Sequence[Row]]) -> Iterator[Fold]:
    """Yield folds that keep an author's file together."""
    for files in AUTHOR_FOLDS:
        yield Fold("+".join(files), frozenset(row["id"] for file in files for row in corpus[file]))


def random_folds(corpus: Mapping[str, Sequence[Row]], *, seed: int = 0) -> Iterator[Fold]:
    """Yield five random folds of the testimonials that may be tested on."""
    ids = sorted(row["id"] for file, rows in corpus.items() if file not in TRAINING_ONLY for row in rows)
    random.Random(seed).shuffle(ids)  # noqa: S311 -- not cryptographic
    for number in range(RANDOM_FOLDS):
        yield Fold(f"random {number + 1}", frozenset(ids[number::RANDOM_FOLDS]))


def coded_by(model: Path, rows: Sequence[Row]) -> list[Row]:
    """Return testimonials coded by a model in a folder, as users' texts are."""
    coder = build_coder(
        codebook=load_codebook(None),
        programme=Programme(),
        gazetteer=load_gazetteer(),
        settings=ExtractSettings(),
        model=model,
    )
    return code_rows(rows, coder=coder)


def cross_validated(
    corpus: Mapping[str, Sequence[Row]],
    folds: Iterator[Fold],
    train: Callable[[frozenset[str], Path], None],
) -> list[Row]:
    """Return the tested testimonials, each coded by the model of its fold.

    Args:
        corpus: File → testimonials.
        folds: What is tested in turn.
        train: Trains on the testimonials whose ids are not given and writes the model into a folder.
    """
    coded: list[Row] = []
    for fold in folds:
        rows = [row for file in corpus.values() for row in file if row["id"] in fold.test]
        with tempfile.TemporaryDirectory() as folder:
            train(fold.test, Path(folder))
            coded += coded_by(Path(folder), rows)
    return coded


def best_threshold(scores: Sequence[float], right: Sequence[bool], missed: int) -> float:
    """Return the threshold on scores with the highest F1.

    Args:
        scores: Scores of all candidates.
        right: Which of them are right.
        missed: Number of right ones that are no candidates.
    """
    order = np.argsort(-np.asarray(scores), kind="stable")
    hits = np.cumsum(np.asarray(right)[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + hits[-1] + missed)
    return float(np.asarray(scores)[order][int(f1.argmax())])
