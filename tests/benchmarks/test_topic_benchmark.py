from __future__ import annotations

import numpy as np
import pytest

from tests.benchmarks.labelled_corpus import SUBJECTS, synthetic
from tests.benchmarks.topic_methods import METHODS, fitted, missing
from tests.benchmarks.topic_scores import partition_scores, word_scores
from tests.topics.encoders import HashedWords


def test_synthetic_corpus_is_labelled_and_repeatable() -> None:
    """Every subject occurs equally often, and a seed gives the same texts."""
    corpus = synthetic(200)
    assert {corpus.labels.count(subject) for subject in SUBJECTS} == {10}
    assert synthetic(200) == corpus
    assert synthetic(200, seed=1).texts != corpus.texts


def test_partition_scores() -> None:
    """True classes score 1; outliers are counted and are no topic."""
    scores = partition_scores(["a", "a", "b", "b"], [0, 0, 1, 1])
    assert scores == {"AMI": pytest.approx(1.0), "ARI": 1.0, "outliers": 0.0, "topics": 2}
    assert partition_scores(["a", "a", "b", "b"], [-1, 0, 0, 0])["outliers"] == 0.25


def test_word_scores() -> None:
    """Words that always meet have NPMI 1, words that never meet -1; repeats lower the diversity."""
    texts = ["heat pump", "heat pump", "tram bus", "tree"]
    assert word_scores(texts, [["heat", "pump"]]) == {"NPMI": pytest.approx(1.0), "diversity": 1.0}
    assert word_scores(texts, [["heat", "tree"], ["heat", "bus"]]) == {"NPMI": pytest.approx(-1.0), "diversity": 0.75}


def test_our_method_finds_the_subjects() -> None:
    """The method of this package gives back most of the synthetic subjects."""
    corpus = synthetic(400)
    vectors = HashedWords().sentence_vectors(corpus.texts)
    found, words = fitted("feedback-nlp", corpus.texts, vectors, classes=len(SUBJECTS))
    assert partition_scores(corpus.labels, found)["AMI"] > 0.7
    assert len(words) == len(set(found))
    assert np.min(found) >= 0


@pytest.mark.parametrize("method", sorted(METHODS))
def test_missing_modules_are_named(method: str) -> None:
    """What is not installed is reported by name."""
    assert set(missing(method)) <= set(METHODS[method])
