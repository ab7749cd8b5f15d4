"""Folds of the cross-validation, and what is fitted on them."""

from pathlib import Path

import numpy as np
import pytest

from feedback_nlp.errors import ConfigurationError
from feedback_nlp.extract.gold_format import read_rows
from feedback_nlp.extract.training.calibrate import (
    Evidence,
    best_bias,
    fitted_calibration,
    fitted_themes,
    fitted_transfers,
)
from feedback_nlp.extract.training.crossval import (
    Fold,
    author_folds,
    random_folds,
    trained_fold,
)
from feedback_nlp.extract.training.examples import read_corpus
from feedback_nlp.extract.training.material import REFERENCE

GOLD = Path(__file__).parents[2] / "data" / "gold"
EVIDENCE = Evidence(np.array([[0.5, -0.4], [-2.0, 3.0]]), np.array([[1, 1], [0, 1]]) > 0, [])


@pytest.mark.parametrize("folds", [author_folds, random_folds])
def test_each_reference_testimonial_is_tested_once(folds) -> None:
    """Folds are disjoint and cover the reference files."""
    corpus = read_corpus(GOLD)
    tested = [name for fold in folds(corpus) for name in fold.test]
    wanted = [row["id"] for file, rows in corpus.items() if file in REFERENCE for row in rows]
    assert sorted(tested) == sorted(wanted)
    assert all(set(Path(fold.name).parts) == {fold.name} for fold in folds(corpus))


def test_random_folds_do_not_depend_on_the_order_of_files() -> None:
    """The same testimonials give the same folds."""
    corpus = read_corpus(GOLD)
    other = {name: corpus[name][::-1] for name in reversed(list(corpus))}
    assert [fold.test for fold in random_folds(corpus)] == [fold.test for fold in random_folds(other)]


def test_a_fold_is_trained_once(tmp_path: Path) -> None:
    """A model that was finished is used again; one whose list of files is missing is trained again."""
    trained = []

    def train(test: frozenset[str], folder: Path) -> None:
        trained.append(test)
        (folder / "models.json").write_text("{}")

    fold = Fold("random-1", frozenset({"a"}))
    folder = trained_fold(fold, tmp_path, train)
    assert trained_fold(fold, tmp_path, train) == folder
    assert trained == [{"a"}]
    (folder / "models.json").unlink()
    trained_fold(fold, tmp_path, train)
    assert len(trained) == 2


def test_the_best_bias_is_the_smallest_in_the_middle_of_the_best() -> None:
    """Here all biases from 0.5 to 1.5 find everything, and neighbours count, so that no lucky single value wins."""
    assert best_bias(EVIDENCE.themes, EVIDENCE.wanted) == pytest.approx(0.6)


def test_theme_scores_become_the_shares_that_were_right() -> None:
    """Of the scores 2 above the border 3 of 4 apply, of those 2 below 1 of 4; texts not coded say nothing."""
    scores = np.array([[2.0, -2.0]] * 40 + [[-np.inf, -np.inf]])
    wanted = np.array([[True, False]] * 30 + [[False, True]] * 10 + [[False, False]])
    found = fitted_themes(scores, wanted)
    assert found.border == 0.0
    assert 1 / (1 + np.exp(-2.0 * found.scale)) == pytest.approx(0.75, abs=0.01)


def test_calibration_follows_what_was_right() -> None:
    """Decisions that were surer were oftener right: all weights together raise the probability."""
    sure, unsure = (0.95, 0.9, 0.95), (0.5, 0.6, 0.4)
    model = fitted_transfers([(sure, True)] * 8 + [(sure, False)] * 2 + [(unsure, True)] * 3 + [(unsure, False)] * 7)
    assert model.probability(*sure) == pytest.approx(0.8, abs=0.05)
    assert model.probability(*unsure) == pytest.approx(0.3, abs=0.05)


def test_a_calibration_has_the_parts_that_the_coding_reads() -> None:
    """Those of themes and of transfers."""
    rows = [((0.95, 0.9, 0.95), True), ((0.5, 0.6, 0.4), False)]
    fitted = fitted_calibration(Evidence(EVIDENCE.themes, EVIDENCE.wanted, rows))
    assert fitted["themes"]["border"] == pytest.approx(0.6)
    assert set(fitted["transfers"]) == {"intercept", "measure", "source", "rung"}


def test_neither_the_calibration_part_nor_the_test_part_is_trained_on() -> None:
    """Both are there, and their texts are in no other file."""
    corpus = read_corpus(GOLD)
    assert not {"calibration", "test"} & set(corpus)
    kept = {row["text"] for name in ("calibration", "test") for row in read_rows(GOLD / f"{name}.jsonl")}
    assert len(kept) > 800
    assert not kept & {row["text"] for rows in corpus.values() for row in rows}


@pytest.mark.parametrize("rows", [[], [((0.5, 0.5, 0.5), True)]])
def test_calibration_says_what_it_needs(rows) -> None:
    """A model that finds nothing, or is always right, cannot be calibrated, and the error says what to do."""
    with pytest.raises(ConfigurationError, match="train longer or on more testimonials"):
        fitted_transfers(rows)
