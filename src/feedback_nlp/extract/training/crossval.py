"""Cross-validation: how good the extraction is on testimonials, and on authors, that it has not seen.

Knows nothing of the final model. Every fold is coded by the exported eight-bit files and with found cities, exactly as
users' texts are. Folds are kept in a folder, so that an interrupted cross-validation goes on where it stopped, and so
that folds can be trained side by side.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from feedback_nlp.extract.coder import build_coder
from feedback_nlp.extract.evaluation import code_rows
from feedback_nlp.extract.training.examples import Row

MANIFEST = "models.json"
TRAINING_ONLY = frozenset(f"train_{letter}" for letter in "hijklm")
ORDINARY = tuple(
    tuple(f"train_{pair}" for pair in pairs.split())
    for pairs in ("aa ab ad ae af ag ah", "ba bb bc bd be bg bh", "ca cb cc ce cf ch")
)
"""Files of ordinary answers, in the three rounds in which they were written."""
KINDS = (tuple(f"train_d{letter}" for letter in "abcdfgh"),)
"""Files that are a kind of text each: interviews, reports, logs and the like."""
MANNER = (tuple(f"train_e{letter}" for letter in "abdefgh"), tuple(f"train_f{letter}" for letter in "acdef"))
"""Files in the manner of `train_a` … `train_g`, by others, in the two rounds in which they were written."""
AUTHOR_FOLDS = (
    ("train_c", "train_g", "dev"),
    ("train_a", "train_e"),
    ("train_b", "train_f"),
    ("train_d",),
    ("train_n", "train_o", "train_p"),
    ("train_q", "train_r", "train_s"),
    *ORDINARY,
    *KINDS,
    *MANNER,
)
RANDOM_FOLDS = 5
_NAMED_FILES = 3
PARTS = {
    "train_a … train_g and dev": frozenset({"dev", *(f"train_{letter}" for letter in "abcdefg")}),
    "train_n … train_s": frozenset(f"train_{letter}" for letter in "nopqrs"),
    "train_aa … train_ch": frozenset(chain(*ORDINARY)),
    "train_da … train_dh": frozenset(chain(*KINDS)),
    "train_ea … train_ff": frozenset(chain(*MANNER)),
}
"""Files whose figures are told apart: annotated while they were written; written first and annotated by others, with
unusual contents, with ordinary ones, of a kind each, and in the manner of the first."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A part of the corpus to be coded by a model trained on the rest.

    Attributes:
        name: Name of the fold, fit for a folder.
        test: Ids of the testimonials that are coded.
    """

    name: str
    test: frozenset[str]


@dataclass(frozen=True, slots=True)
class CodedFold:
    """The tested testimonials of a fold.

    Attributes:
        rows: As annotated.
        coded: As the fold's model coded them, in the same order.
    """

    rows: list[Row]
    coded: list[Row]

    def only(self, ids: Container[str]) -> CodedFold:
        """Return the fold reduced to testimonials of these ids."""
        kept = [(row, coded) for row, coded in zip(self.rows, self.coded, strict=True) if row["id"] in ids]
        return CodedFold([row for row, _ in kept], [coded for _, coded in kept])


def author_folds(corpus: Mapping[str, Sequence[Row]]) -> Iterator[Fold]:
    """Yield folds that keep an author's file together."""
    for files in AUTHOR_FOLDS:
        name = "+".join(files) if len(files) <= _NAMED_FILES else f"{files[0]}+to+{files[-1]}"
        yield Fold(name, frozenset(row["id"] for file in files for row in corpus[file]))


def random_folds(corpus: Mapping[str, Sequence[Row]], *, seed: int = 0) -> Iterator[Fold]:
    """Yield five random folds of the testimonials that may be tested on."""
    ids = sorted(row["id"] for file, rows in corpus.items() if file not in TRAINING_ONLY for row in rows)
    random.Random(seed).shuffle(ids)  # noqa: S311 -- not cryptographic
    for number in range(RANDOM_FOLDS):
        yield Fold(f"random-{number + 1}", frozenset(ids[number::RANDOM_FOLDS]))


def code_fold(rows: Sequence[Row], model: Path) -> CodedFold:
    """Return testimonials coded by the model in a folder, as users' texts are."""
    return CodedFold(list(rows), code_rows(rows, coder=build_coder(model=model)))


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
