from __future__ import annotations

import numpy as np
import pytest
from bertopic.vectorizers import ClassTfidfTransformer

from feedback_nlp.topics.hierarchy import parents
from feedback_nlp.topics.labels import Passage, distinct_labels, label_of, quotes
from feedback_nlp.topics.plane import places_on_plane
from feedback_nlp.topics.terms import bags, inverse_frequencies, term_weights


@pytest.mark.parametrize(
    ("terms", "label"),
    [
        (["heat", "pump", "heat pump", "boiler", "gas", "grid"], "Heat pump, boiler, gas"),
        (["tram"], "Tram"),
        ([], "Other"),
        (["NECP", "plan"], "NECP, plan"),
        (["a very long term that fills the label", "another long one"], "A very long term that fills the label"),
        (["parking", "parking street", "street parking"], "Parking street"),
    ],
)
def test_label_of_terms(terms: list[str], label: str) -> None:
    """A label holds up to three terms that say different things, pairs before their words."""
    assert label_of(terms) == label


def test_labels_differ() -> None:
    """Topics with equal best terms get different labels."""
    labels = distinct_labels([["a1", "b1", "c1", "d1"], ["a1", "b1", "c1", "e1"], ["a1", "b1", "c1"], [], []])
    assert labels == ["A1, b1, c1", "A1, b1, c1, e1", "A1, b1, c1 (2)", "Other", "Other (2)"]


def test_quotes_are_central_readable_and_of_different_people() -> None:
    """Scraps and second sentences of one testimonial come after whole sentences of others."""
    sentence = "The city council bought two electric buses for line four."
    said = [
        ("s1", "t1", sentence),
        ("s2", "t1", sentence),
        ("s3", "t2", sentence),
        ("s4", "t3", "Buses."),
        ("s5", "t4", sentence),
    ]
    passages = [Passage(*parts) for parts in said]
    vectors = np.eye(5) * 0.2 + 0.9
    chosen = quotes(passages, np.array([0.9, 0.89, 0.8, 0.95, 0.7]), vectors / np.linalg.norm(vectors, axis=1)[:, None])
    assert chosen == ["s1", "s3", "s5"]


def test_parents_join_related_topics() -> None:
    """Topics in two bundles of directions get two parents; few topics get none."""
    rng = np.random.default_rng(0)
    centres = np.repeat(np.eye(2, 12), 5, axis=0) + 0.2 * rng.normal(size=(10, 12))
    found = parents(centres)
    assert len(set(found[:5])) == 1
    assert len(set(found[5:])) == 1
    assert found[0] != found[5]
    assert (parents(centres[:5]) == -1).all()


def test_parent_numbers_have_no_gap_and_no_only_child() -> None:
    """Parents are numbered from 0 and have at least two topics each."""
    centres = np.random.default_rng(1).normal(size=(23, 16))
    found = parents(centres)
    counts = np.bincount(found[found >= 0])
    assert (counts >= 2).all()


def test_terms_are_weighed_as_bertopic_does() -> None:
    """The weights are those of BERTopic's c-TF-IDF on the same counts, and terms are in alphabetical order."""
    texts = ["tram bus tram", "bus oak", "", "oak oak pond tram"]
    used = bags(texts, np.array([1, 0, 2, 0]), str.split)
    assert used.terms == ("bus", "oak", "pond", "tram")
    assert used.counts.toarray().tolist() == [[1, 3, 1, 1], [1, 0, 0, 2], [0, 0, 0, 0]]
    theirs = ClassTfidfTransformer().fit_transform(used.counts.copy())
    ours = term_weights(used.counts, inverse_frequencies(used.counts))
    assert ours.toarray() == pytest.approx(theirs.toarray())


def test_plane_sets_topics_apart() -> None:
    """Topics lie apart on the plane, and the plane does not depend on the order of segments."""
    rng = np.random.default_rng(0)
    topic = np.repeat([0, 1, 2], 30)
    rows = np.eye(3, 20)[topic] + 0.1 * rng.normal(size=(90, 20))
    places = places_on_plane(rows, topic)
    centres = np.stack([places[topic == number].mean(axis=0) for number in range(3)])
    gaps = np.linalg.norm(centres[:, None] - centres[None], axis=2)[np.triu_indices(3, 1)]
    assert gaps.min() > 4 * places[topic == 0].std()
    order = rng.permutation(90)
    assert places_on_plane(rows[order], topic[order]) == pytest.approx(places[order], abs=2e-3)
