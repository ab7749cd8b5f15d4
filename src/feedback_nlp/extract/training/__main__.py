"""Trains the extraction and writes its model files: `python -m feedback_nlp.extract.training --upstream DIR`.

The shipped model is trained on the `train_*` files of `data/gold`; `dev` stays unseen. `--folds authors` or `--folds
random` cross-validates instead, and stores the figures and the calibration that they give beside the model: first the
folds, then the model, which takes the calibration over.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from feedback_nlp.encoder.files import write_manifest
from feedback_nlp.errors import FeedbackNlpError
from feedback_nlp.extract.calibration import FILE as CALIBRATION
from feedback_nlp.extract.evaluation import CROSS_VALIDATION, figures_as_dict
from feedback_nlp.extract.network import MODELS
from feedback_nlp.extract.scoring import score
from feedback_nlp.extract.training.calibrate import fitted_calibration
from feedback_nlp.extract.training.crossval import (
    MANIFEST,
    PARTS,
    CodedFold,
    Fold,
    author_folds,
    code_fold,
    random_folds,
    trained_fold,
)
from feedback_nlp.extract.training.examples import PHRASES, read_corpus
from feedback_nlp.extract.training.fit import FitSettings
from feedback_nlp.extract.training.trainer import Trainer, read_json, write_json

FOLDS = {"authors": author_folds, "random": random_folds}


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 0, or 2 after printing an error."""
    parser = argparse.ArgumentParser(prog="python -m feedback_nlp.extract.training", description=__doc__)
    parser.add_argument("--upstream", type=Path, required=True, help="folder with all-MiniLM-L6-v2")
    parser.add_argument("--corpus", type=Path, default=Path("data/gold"), help="folder with the gold testimonials")
    parser.add_argument("--target", type=Path, default=MODELS, help="folder of the model (default: the package)")
    parser.add_argument("--epochs", type=int, default=FitSettings().epochs)
    parser.add_argument("--folds", choices=sorted(FOLDS), help="cross-validate instead of training")
    parser.add_argument("--work", type=Path, help="folder that keeps the folds' models; needed with --folds")
    parser.add_argument("--only", type=int, nargs="+", help="take these folds alone, from 1")
    options = parser.parse_args(arguments)
    if options.folds and options.work is None:
        parser.error("--folds needs --work, the folder that keeps the folds' models")
    try:
        corpus = read_corpus(options.corpus)
        folds = list(FOLDS[options.folds](corpus)) if options.folds else []
        if any(not 1 <= number <= len(folds) for number in options.only or ()):
            parser.error(f"--only takes numbers from 1 to {len(folds)}, of the folds of --folds")
        trainer = Trainer(corpus, options.corpus / PHRASES, options.upstream, options.epochs)
        if not folds:
            trainer.train(frozenset(row["id"] for row in corpus["dev"]), options.target)
        else:
            _cross_validate(trainer, folds, options)
    except FeedbackNlpError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    return 0


def _cross_validate(trainer: Trainer, folds: Sequence[Fold], options: argparse.Namespace) -> None:
    """Code folds; store their figures and the calibration that they give beside the model."""
    numbers = options.only or range(1, len(folds) + 1)
    taken = [folds[number - 1] for number in numbers]
    every = [row for rows in trainer.corpus.values() for row in rows]
    coded = []
    for fold in taken:
        model = trained_fold(fold, options.work, trainer.train)
        coded.append(code_fold([row for row in every if row["id"] in fold.test], model))
    before = read_json(options.work / taken[0].name / CALIBRATION)
    fitted = fitted_calibration([fold.evidence for fold in coded])
    coded = [fold.with_theme_bias(fitted["theme_border"]) for fold in coded]
    border = round(before["theme_border"] + fitted["theme_border"], 1)
    write_json(options.target / CALIBRATION, {**before, **fitted, "theme_border": border})
    named = f"{len(folds)} folds" if options.only is None else f"{len(taken)} of {len(folds)} folds"
    name = f"cross-validation, {named} ({options.folds})"
    _store(coded, name, options.target)
    for part, files in PARTS.items():
        ids = {row["id"] for file in files for row in trainer.corpus.get(file, ())}
        told = [fold.only(ids) for fold in coded]
        if any(fold.rows for fold in told):
            _store(told, f"{name}: {part}", options.target)


def _store(coded: Sequence[CodedFold], name: str, target: Path) -> None:
    figures = score([row for fold in coded for row in fold.rows], [row for fold in coded for row in fold.coded])
    result = {"testimonials": figures.testimonials, "figures": figures_as_dict(figures)}
    known = read_json(target / CROSS_VALIDATION)
    write_json(target / CROSS_VALIDATION, {**known, "cross_validation": {**known["cross_validation"], name: result}})
    write_manifest(target, list(read_json(target / MANIFEST)))


if __name__ == "__main__":
    sys.exit(main())
