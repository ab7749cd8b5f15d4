"""Cross-validation: how good the extraction is on testimonials, and on authors, that it has not seen.

Knows nothing of the final model. Folds are of the reference testimonials; all further testimonials are in each fold's
training, and the test part judges how texts of authors are coded that no model has seen. Every fold is coded by the
exported eight-bit files and with found cities, exactly as users' texts are. Folds are kept in a folder, so that an
interrupted cross-validation goes on where it stopped, and so that folds can be trained side by side.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from feedback_nlp.extract.training.examples import Row
from feedback_nlp.extract.training.material import REFERENCE

MANIFEST = "models.json"
AUTHOR_FOLDS = (("train_c", "train_g", "dev"), ("train_a", "train_e"), ("train_b", "train_f"), ("train_d",))
RANDOM_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Fold:
    """A part of the corpus to be coded by a model trained on the rest.

    Attributes:
        name: Name of the fold, fit for a folder.
        test: Ids of the testimonials that are coded.
    """

    name: str
    test: frozenset[str]


def author_folds(corpus: Mapping[str, Sequence[Row]]) -> Iterator[Fold]:
    """Yield folds of the reference testimonials that keep an author's file together."""
    for files in AUTHOR_FOLDS:
        yield Fold("+".join(files), frozenset(row["id"] for file in files for row in corpus[file]))


def random_folds(corpus: Mapping[str, Sequence[Row]], *, seed: int = 0) -> Iterator[Fold]:
    """Yield five random folds of the reference testimonials."""
    ids = sorted(row["id"] for file, rows in corpus.items() if file in REFERENCE for row in rows)
    random.Random(seed).shuffle(ids)  # noqa: S311 -- not cryptographic
    for number in range(RANDOM_FOLDS):
        yield Fold(f"random-{number + 1}", frozenset(ids[number::RANDOM_FOLDS]))


def trained_fold(fold: Fold, work: Path, train: Callable[[frozenset[str], Path], None]) -> Path:
    """Return the folder of a fold's model, which is trained unless it is there.

    Args:
        fold: The fold.
        work: Folder with a folder for each fold.
        train: Trains on the testimonials whose ids are not given and writes the model into a folder, its list of files
            last.
    """
    folder = work / fold.name
    if not (folder / MANIFEST).is_file():
        folder.mkdir(parents=True, exist_ok=True)
        train(fold.test, folder)
    return folder
