from __future__ import annotations

import numpy as np
import pytest

from tests.benchmarks.labelled_corpus import SUBJECTS, synthetic
from tests.benchmarks.topic_methods import METHODS, fitted, missing
from tests.benchmarks.topic_resolution import corpora, measured, summary
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


def test_corpora_of_fewer_classes() -> None:
    """Sampled ones hold whole classes, merged ones every row; a draw comes back with its seed."""
    labels = np.repeat(np.arange(6), 4)
    vectors = np.eye(6)[labels]
    made = list(corpora(labels, vectors, draws=2))
    kinds = ["sampled", "sampled", "merged, nearest first", "merged at random", "merged at random"]
    expected = [("whole", 6), *((kind, count) for count in (3, 5) for kind in kinds)]
    assert [(corpus.kind, corpus.classes) for corpus in made] == expected
    for corpus in made:
        assert len(set(corpus.labels.tolist())) == corpus.classes
        assert len(corpus.rows) == (4 * corpus.classes if corpus.kind == "sampled" else len(labels))
    again = list(corpora(labels, vectors, draws=2))
    assert all(np.array_equal(one.labels, other.labels) for one, other in zip(made, again, strict=True))


def test_the_automatic_resolution_beside_the_best_fixed_one() -> None:
    """Six far groups are found by both, so that the automatic one is as good as the best."""
    labels = np.repeat(np.arange(6), 40)
    vectors = (np.eye(16)[labels] + np.random.default_rng(0).normal(0, 0.05, (240, 16))).astype(np.float32)
    table = summary(measured(labels, vectors, draws=1)).set_index(["kind", "classes"])
    assert table.loc[("whole", 6), "automatic"] == pytest.approx(1.0)
    assert table.loc[("sampled", 3), "within_a_tenth"] == 1
    assert (table["automatic"] <= table["best"] + 1e-9).all()
