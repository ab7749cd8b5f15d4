"""How good the model is, as the training command stored it beside it: on the test part, and in cross-validation.

Knows nothing of training and of testimonials. Counts are stored, those of each fold by itself: they add up, so that a
cross-validation may be made fold by fold, and its figures are those over all folds that are there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from feedback_nlp.encoder.files import verified_path
from feedback_nlp.extract.network import MODELS
from feedback_nlp.extract.scoring import Figures

FILE = "crossval.json"
TEST_PART = "test part, by authors whose texts were never seen"
"""Name of the figures of the model on `test.jsonl`."""
TEST, FOLDS, TRAINED_ON = "test", "folds", "trained_on"
"""Parts of the file: counts on `test.jsonl`, kind of folds → recipe and counts, hashes of the training texts."""


def stored_accuracy(model: Path = MODELS) -> dict[str, Figures]:
    """Return the stored figures by name: `TEST_PART`, and each kind of cross-validation.

    Args:
        model: Folder of the model.

    Raises:
        ModelFileError: If the file is missing or altered.
    """
    return dict(_named(stored(model)))


def stored(folder: Path = MODELS) -> dict[str, Any]:
    """Return the content of a model's file.

    Args:
        folder: Folder of the model.

    Raises:
        ModelFileError: If the file is missing or altered.
    """
    return dict(json.loads(verified_path(folder, FILE).read_text(encoding="utf-8")))


def of_new_model(content: Mapping[str, Any], recipe: str, trained_on: Iterable[str]) -> dict[str, Any]:
    """Return what is left of a file's content when the model is trained again: the folds of the same recipe.

    Args:
        content: Of the file, empty if there was none.
        recipe: What the model was trained on, and how.
        trained_on: Hashes of the training texts.
    """
    folds = {kind: found for kind, found in content.get(FOLDS, {}).items() if found["recipe"] == recipe}
    return {FOLDS: folds, TRAINED_ON: sorted(trained_on)}


def with_test(content: Mapping[str, Any], figures: Figures) -> dict[str, Any]:
    """Return a file's content with the figures on the test part."""
    return {**content, TEST: asdict(figures)}


def with_fold(
    content: Mapping[str, Any], figures: Figures, *, kind: str, recipe: str, number: int, of: int
) -> dict[str, Any]:
    """Return a file's content with the figures of a fold, beside those of the same recipe that it holds.

    Args:
        content: Of the file.
        figures: Of the fold.
        kind: Kind of folds.
        recipe: What the models were trained on, and how; folds of another recipe are dropped, since figures of
            different models do not add up.
        number: Number of the fold, from 1.
        of: Number of folds in all.
    """
    known = content.get(FOLDS, {})
    before = known[kind]["counts"] if known.get(kind, {}).get("recipe") == recipe else {}
    counts = {**before, str(number): asdict(figures)}
    return {**content, FOLDS: {**known, kind: {"recipe": recipe, "of": of, "counts": counts}}}


def _named(content: Mapping[str, Any]) -> Iterator[tuple[str, Figures]]:
    for kind, folds in sorted(content.get(FOLDS, {}).items()):
        counts = folds["counts"]
        numbers = ", ".join(sorted(counts, key=int))
        which = f"{folds['of']} folds" if len(counts) == folds["of"] else f"folds {numbers} of {folds['of']}"
        first, *others = (Figures.from_counts(found) for found in counts.values())
        yield f"cross-validation, {which} ({kind})", sum(others, first)
    if TEST in content:
        yield TEST_PART, Figures.from_counts(content[TEST])
