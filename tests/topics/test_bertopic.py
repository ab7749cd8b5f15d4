from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from feedback_nlp import topics
from feedback_nlp.errors import ConfigurationError
from feedback_nlp.topics import (
    ClusterSettings,
    LeidenClusterer,
    Passage,
    TermAnalyzer,
    bertopic_of,
    find_topics,
    topic_model,
)
from feedback_nlp.topics.vectors import as_whole_numbers
from tests.topics.encoders import HashedWords, sentences

TEXTS = sentences(("trams", "heating", "trees", "finance"), 30)
VECTORS = as_whole_numbers(HashedWords().sentence_vectors(TEXTS))


@pytest.fixture(scope="module")
def found() -> object:
    passages = [Passage(f"s{number:03}", f"t{number}", text) for number, text in enumerate(TEXTS)]
    return find_topics(passages, VECTORS, settings=ClusterSettings())


def test_bertopic_has_the_topics_that_were_found(found) -> None:
    """A BERTopic made of what was found has the same partition and, of each topic, the same best words."""
    model = bertopic_of(found, TEXTS, VECTORS)
    assigned = np.array(model.topics_)
    assert adjusted_rand_score(found.lower.topic, assigned) == 1.0
    for topic in set(assigned):
        own = found.lower.topic[assigned == topic][0]
        words = {word for word, _ in model.get_topic(topic)}
        assert set(found.lower.keywords[own][:5]) <= words


def test_bertopic_of_what_was_found_takes_new_texts(found) -> None:
    """New texts are embedded by the encoder and get the topic of the texts that they are like."""
    model = bertopic_of(found, TEXTS, VECTORS, encoder=HashedWords())
    again, _ = model.transform(TEXTS[::7])
    assert adjusted_rand_score(model.topics_[::7], again) == 1.0


def test_bertopic_with_the_cluster_model_finds_the_same(found) -> None:
    """`LeidenClusterer` in the place of HDBSCAN gives the partition that the tables have."""
    model = topic_model(clusterer=LeidenClusterer(), analyzer=TermAnalyzer().fit(TEXTS))
    assigned, probabilities = model.fit_transform(TEXTS, VECTORS)
    assert adjusted_rand_score(found.lower.topic, assigned) == 1.0
    assert probabilities == pytest.approx(found.clusters.probabilities)


def test_other_texts_are_refused(found) -> None:
    """Topics that were found in some texts cannot be laid over others."""
    with pytest.raises(ConfigurationError, match="120 texts, got 119"):
        bertopic_of(found, TEXTS[1:], VECTORS[1:])


def test_finding_topics_loads_no_heavy_package() -> None:
    """Neither BERTopic nor what makes its start slow is imported before it is asked for."""
    code = (
        "import sys; from feedback_nlp.topics import find_topics, model_topics, topics_of_column; "
        "print([name for name in ('bertopic', 'sklearn', 'spacy', 'scipy.stats') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_can_be_loaded() -> None:
    """Each name of `__all__` is where the package says; an unknown one is an error."""
    assert all(getattr(topics, name) is not None for name in topics.__all__)
    assert sorted(topics.__all__) == sorted(topics._HOMES)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        topics.nothing  # noqa: B018
