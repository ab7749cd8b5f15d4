"""Trains the extraction and writes its model files: `python -m feedback_nlp.extract.training --upstream DIR`.

The shipped model is trained on the `train_*` files of `data/gold` (`dev` stays unseen), calibrated on
`calibration.jsonl` and judged on `test.jsonl`; `--calibrate` does the latter two alone. `--folds random` or `--folds
authors` cross-validates instead: it makes a model for each fold in the same way, and stores its figures beside the
shipped model, which it leaves as it is; folds that `--only` takes are added to those of the same recipe that are there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import torch

from feedback_nlp.encoder.files import write_manifest
from feedback_nlp.errors import FeedbackNlpError
from feedback_nlp.extract.accuracy import FILE as ACCURACY
from feedback_nlp.extract.accuracy import with_fold, with_test
from feedback_nlp.extract.calibration import FILE as CALIBRATION
from feedback_nlp.extract.calibration import load_calibration
from feedback_nlp.extract.coder import build_coder
from feedback_nlp.extract.evaluation import code_rows
from feedback_nlp.extract.gold_format import CALIBRATION_FILE, TEST_FILE, read_rows
from feedback_nlp.extract.network import MODELS
from feedback_nlp.extract.scoring import Figures, score
from feedback_nlp.extract.themes import load_theme_model
from feedback_nlp.extract.training.calibrate import evidence_of, fitted_calibration
from feedback_nlp.extract.training.crossval import MANIFEST, author_folds, random_folds, trained_fold
from feedback_nlp.extract.training.examples import PHRASES, Row, read_corpus
from feedback_nlp.extract.training.fit import FitSettings
from feedback_nlp.extract.training.trainer import Trainer, read_json, write_json

FOLDS = {"authors": author_folds, "random": random_folds}


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 0, or 2 after printing an error."""
    parser = argparse.ArgumentParser(prog="python -m feedback_nlp.extract.training", description=__doc__)
    parser.add_argument("--upstream", type=Path, help="folder with all-MiniLM-L6-v2; needed to train")
    parser.add_argument("--corpus", type=Path, default=Path("data/gold"), help="folder with the gold testimonials")
    parser.add_argument("--target", type=Path, default=MODELS, help="folder of the model (default: the package)")
    parser.add_argument("--epochs", type=int, default=FitSettings().epochs)
    parser.add_argument("--device", choices=("cpu", "cuda"), default=FitSettings().device, help="where torch computes")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--calibrate", action="store_true", help="only calibrate and judge the model in --target")
    instead.add_argument("--folds", choices=sorted(FOLDS), help="cross-validate instead of training")
    parser.add_argument("--bfloat16", action="store_true", help="compute layers in bfloat16, where the processor does")
    parser.add_argument("--work", type=Path, help="folder that keeps the folds' models; needed with --folds")
    parser.add_argument("--only", type=int, nargs="+", help="take these folds alone, from 1")
    options = parser.parse_args(arguments)
    if options.upstream is None and not options.calibrate:
        parser.error("training needs --upstream, the folder with all-MiniLM-L6-v2")
    if options.only and not options.folds:
        parser.error("--only takes some of the folds of --folds; name those too")
    if options.folds and options.work is None:
        parser.error("--folds needs --work, the folder that keeps the folds' models")
    if options.device == "cuda" and not options.calibrate and not torch.cuda.is_available():
        parser.error("torch finds no GPU here; leave out --device, or install a build of torch for this GPU")
    try:
        if options.folds:
            _cross_validate(options, parser)
        else:
            if not options.calibrate:
                corpus = read_corpus(options.corpus)
                _trainer(corpus, options).train(frozenset(row["id"] for row in corpus["dev"]), options.target)
            _calibrate(options.target, options.corpus)
            tested = _judged(read_rows(options.corpus / TEST_FILE), options.target)
            _store(options.target, lambda known: with_test(known, tested))
    except FeedbackNlpError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    return 0


def _cross_validate(options: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    """Train, calibrate and judge a model for each fold, as the shipped model is; store the figures of each at once."""
    corpus = read_corpus(options.corpus)
    folds = list(FOLDS[options.folds](corpus))
    numbers = options.only or range(1, len(folds) + 1)
    if any(not 1 <= number <= len(folds) for number in numbers):
        parser.error(f"--only takes numbers from 1 to {len(folds)}")
    trainer = _trainer(corpus, options)
    recipe = trainer.digest(frozenset())
    for number in numbers:
        fold = folds[number - 1]
        model = trained_fold(fold, options.work / trainer.digest(fold.test), trainer.train)
        _calibrate(model, options.corpus)
        judged = _judged([row for rows in corpus.values() for row in rows if row["id"] in fold.test], model)
        _store(
            options.target,
            partial(with_fold, figures=judged, kind=options.folds, recipe=recipe, number=number, of=len(folds)),
        )


def _trainer(corpus: dict[str, list[Row]], options: argparse.Namespace) -> Trainer:
    settings = FitSettings(epochs=options.epochs, device=options.device, half=options.bfloat16)
    return Trainer(corpus=corpus, phrases=options.corpus / PHRASES, upstream=options.upstream, settings=settings)


def _calibrate(model: Path, corpus: Path) -> None:
    evidence = evidence_of(read_rows(corpus / CALIBRATION_FILE), model)
    write_json(model / CALIBRATION, read_json(model / CALIBRATION) | fitted_calibration(evidence))
    write_manifest(model, list(read_json(model / MANIFEST)))
    # The model was loaded with the calibration it had before.
    load_calibration.cache_clear()
    load_theme_model.cache_clear()


def _judged(rows: Sequence[Row], model: Path) -> Figures:
    """Return the figures of the model in a folder on testimonials, which it codes as it codes users' texts."""
    return score(rows, code_rows(rows, coder=build_coder(model=model)))


def _store(target: Path, changed: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    write_json(target / ACCURACY, changed(read_json(target / ACCURACY)))
    write_manifest(target, list(read_json(target / MANIFEST)))


if __name__ == "__main__":
    sys.exit(main())
