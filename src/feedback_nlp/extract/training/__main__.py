"""Trains the extraction and writes its model files: `python -m feedback_nlp.extract.training --upstream DIR`.

The shipped model is trained on the `train_*` files of `data/gold` (`dev` stays unseen), calibrated on
`calibration.jsonl` and judged on `test.jsonl`; `--calibrate` does the latter two alone. `--folds random` or `--folds
authors` cross-validates instead and stores the figures beside the model: each fold is calibrated on `calibration.jsonl`
and the other folds, the model on all of these.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from feedback_nlp.encoder.files import write_manifest
from feedback_nlp.errors import FeedbackNlpError
from feedback_nlp.extract.calibration import FILE as CALIBRATION
from feedback_nlp.extract.calibration import load_calibration
from feedback_nlp.extract.evaluation import CROSS_VALIDATION, TEST_PART, figures_as_dict
from feedback_nlp.extract.gold_format import CALIBRATION_FILE, TEST_FILE, read_rows
from feedback_nlp.extract.network import MODELS
from feedback_nlp.extract.scoring import score
from feedback_nlp.extract.themes import load_theme_model
from feedback_nlp.extract.training.calibrate import Evidence, evidence_of, fitted_calibration
from feedback_nlp.extract.training.crossval import (
    MANIFEST,
    CodedFold,
    author_folds,
    code_fold,
    random_folds,
    trained_fold,
)
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
    parser.add_argument("--calibrate", action="store_true", help="only calibrate the model in --target")
    parser.add_argument("--folds", choices=sorted(FOLDS), help="cross-validate instead of training")
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
        folds = [] if options.calibrate else _train(options, parser)
        known = evidence_of(read_rows(options.corpus / CALIBRATION_FILE), options.target)
        if folds:
            _judge_folds(folds, known, options)
        _calibrate(options.target, [known, *(fold.evidence for fold in folds)])
        tested = code_fold(read_rows(options.corpus / TEST_FILE), options.target)
        _store([tested], TEST_PART, options.target)
    except FeedbackNlpError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    return 0


@dataclass(frozen=True, slots=True)
class _Scored:
    """A fold's testimonials, the folder of its model, and the scores that the model gives them."""

    rows: list[Row]
    model: Path
    evidence: Evidence


def _train(options: argparse.Namespace, parser: argparse.ArgumentParser) -> list[_Scored]:
    """Train the model, or the models of folds; return the folds."""
    corpus = read_corpus(options.corpus)
    folds = list(FOLDS[options.folds](corpus)) if options.folds else []
    if any(not 1 <= number <= len(folds) for number in options.only or ()):
        parser.error(f"--only takes numbers from 1 to {len(folds)}")
    trainer = Trainer(
        corpus=corpus,
        phrases=options.corpus / PHRASES,
        upstream=options.upstream,
        settings=FitSettings(epochs=options.epochs, device=options.device, half=options.bfloat16),
    )
    if not folds:
        trainer.train(frozenset(row["id"] for row in corpus["dev"]), options.target)
    every = [row for rows in corpus.values() for row in rows]
    scored = []
    for number in options.only or range(1, len(folds) + 1):
        fold = folds[number - 1]
        model = trained_fold(fold, options.work / trainer.digest(fold.test), trainer.train)
        rows = [row for row in every if row["id"] in fold.test]
        scored.append(_Scored(rows, model, evidence_of(rows, model)))
    return scored


def _judge_folds(folds: Sequence[_Scored], known: Evidence, options: argparse.Namespace) -> None:
    """Code folds, each calibrated on the other evidence, and store their figures beside the model."""
    coded = []
    for fold in folds:
        _calibrate(fold.model, [known, *(other.evidence for other in folds if other is not fold)])
        coded.append(code_fold(fold.rows, fold.model))
    named = f"{len(folds)} folds" if options.only is None else f"{len(folds)} of the folds"
    _store(coded, f"cross-validation, {named} ({options.folds})", options.target)


def _calibrate(model: Path, evidence: Sequence[Evidence]) -> None:
    write_json(model / CALIBRATION, read_json(model / CALIBRATION) | fitted_calibration(evidence))
    write_manifest(model, list(read_json(model / MANIFEST)))
    # The model was loaded with the calibration it had before.
    load_calibration.cache_clear()
    load_theme_model.cache_clear()


def _store(coded: Sequence[CodedFold], name: str, target: Path) -> None:
    figures = score([row for fold in coded for row in fold.rows], [row for fold in coded for row in fold.coded])
    result = {"testimonials": figures.testimonials, "figures": figures_as_dict(figures)}
    known = read_json(target / CROSS_VALIDATION)
    write_json(target / CROSS_VALIDATION, {**known, "cross_validation": {**known["cross_validation"], name: result}})
    write_manifest(target, list(read_json(target / MANIFEST)))


if __name__ == "__main__":
    sys.exit(main())
