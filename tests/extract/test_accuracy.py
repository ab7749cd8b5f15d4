"""Figures stored beside the model."""

from dataclasses import asdict

import pytest

from feedback_nlp.extract import accuracy
from feedback_nlp.extract.accuracy import TEST_PART, of_new_model, stored_accuracy, with_fold, with_test
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


def fold(content, kind: str, recipe: str, number: int, hits: int, *, of: int):
    """Return a file's content with the figures of a fold."""
    return with_fold(content, figures(hits), kind=kind, recipe=recipe, number=number, of=of)


@pytest.fixture
def named(monkeypatch):
    """Return what reads the figures of a file's content."""

    def read(content):
        monkeypatch.setattr(accuracy, "stored", lambda _: content)
        return stored_accuracy()

    return read


def test_folds_made_on_different_days_add_up(named) -> None:
    """The name says which folds are there, until all are."""
    content = fold(fold({}, "random", "recipe", 2, 3, of=3), "random", "recipe", 1, 1, of=3)
    ((name, found),) = named(content).items()
    assert name == "cross-validation, folds 1, 2 of 3 (random)"
    content = fold(content, "random", "recipe", 3, 2, of=3)
    ((name, found),) = named(content).items()
    assert name == "cross-validation, 3 folds (random)"
    assert (found.themes, found.stage, found.testimonials) == (Score(6, 24, 27), Share(6, 21), 30)


def test_a_fold_made_again_counts_once(named) -> None:
    """The later figures hold."""
    content = fold({}, "random", "recipe", 1, 1, of=1)
    content = fold(content, "random", "recipe", 1, 3, of=1)
    assert list(named(content).values()) == [figures(3)]


def test_folds_of_another_recipe_are_dropped(named) -> None:
    """Figures of models that were made in different ways do not add up; other kinds of folds stay."""
    content = fold({}, "random", "old", 1, 1, of=2)
    content = fold(fold(content, "authors", "old", 1, 1, of=2), "authors", "old", 2, 1, of=2)
    content = fold(content, "random", "new", 1, 3, of=2)
    assert named(content) == {
        "cross-validation, 2 folds (authors)": figures(1) + figures(1),
        "cross-validation, folds 1 of 2 (random)": figures(3),
    }


def test_a_new_model_keeps_the_folds_of_its_recipe_alone(named) -> None:
    """Figures on the test part were those of the model before."""
    content = with_test(fold({}, "random", "old", 1, 1, of=1), figures(2))
    content = fold(content, "authors", "new", 1, 3, of=1)
    assert named(content)[TEST_PART] == figures(2)
    kept = of_new_model(content, "new", ["b", "a"])
    assert list(named(kept).values()) == [figures(3)]
    assert kept["trained_on"] == ["a", "b"]


def test_counts_come_back_as_they_were() -> None:
    """What is stored is all there is to know."""
    assert Figures.from_counts(asdict(figures(5))) == figures(5)
