"""Figures stored beside the model."""

from dataclasses import asdict

import pytest

from feedback_nlp.extract import accuracy
from feedback_nlp.extract.accuracy import TEST_PART, of_new_model, stored_accuracy, with_folds, with_test
from feedback_nlp.extract.scoring import Figures, Score, Share


def figures(hits: int) -> Figures:
    """Return figures of ten testimonials with some hits."""
    score, share = Score(hits, 8, 9), Share(hits, 7)
    return Figures(
        cities=score,
        resolved=share,
        themes=score,
        measures_overlap=score,
        measures_strict=score,
        transfers=score,
        stage=share,
        status=share,
        transfers_full=score,
        testimonials=10,
    )


@pytest.fixture
def named(monkeypatch):
    """Return what reads the figures of a file's content."""

    def read(content):
        monkeypatch.setattr(accuracy, "stored", lambda _: content)
        return stored_accuracy()

    return read


def test_folds_made_on_different_days_add_up(named) -> None:
    """The name says which folds are there, until all are."""
    content = with_folds({}, "random", "recipe", {2: figures(3), 1: figures(1)}, of=3)
    ((name, found),) = named(content).items()
    assert name == "cross-validation, of 3 folds 1, 2 (random)"
    content = with_folds(content, "random", "recipe", {3: figures(2)}, of=3)
    ((name, found),) = named(content).items()
    assert name == "cross-validation, 3 folds (random)"
    assert (found.themes, found.stage, found.testimonials) == (Score(6, 24, 27), Share(6, 21), 30)


def test_a_fold_made_again_counts_once(named) -> None:
    """The later figures hold."""
    content = with_folds({}, "random", "recipe", {1: figures(1)}, of=1)
    content = with_folds(content, "random", "recipe", {1: figures(3)}, of=1)
    assert list(named(content).values()) == [figures(3)]


def test_folds_of_another_recipe_are_dropped(named) -> None:
    """Figures of models that were made in different ways do not add up; other kinds of folds stay."""
    content = with_folds({}, "random", "old", {1: figures(1), 2: figures(1)}, of=2)
    content = with_folds(content, "authors", "old", {1: figures(1), 2: figures(1)}, of=2)
    content = with_folds(content, "random", "new", {1: figures(3)}, of=2)
    assert named(content) == {
        "cross-validation, 2 folds (authors)": figures(1) + figures(1),
        "cross-validation, of 2 folds 1 (random)": figures(3),
    }


def test_a_new_model_keeps_the_folds_of_its_recipe_alone(named) -> None:
    """Figures on the test part were those of the model before."""
    content = with_test(with_folds({}, "random", "old", {1: figures(1)}, of=1), figures(2))
    content = with_folds(content, "authors", "new", {1: figures(3)}, of=1)
    assert named(content)[TEST_PART] == figures(2)
    kept = of_new_model(content, "new", ["b", "a"])
    assert list(named(kept).values()) == [figures(3)]
    assert kept["trained_on"] == ["a", "b"]


def test_counts_come_back_as_they_were() -> None:
    """What is stored is all there is to know."""
    assert Figures.from_counts(asdict(figures(5))) == figures(5)
