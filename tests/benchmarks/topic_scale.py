"""How topics grow with the data: time, memory and the recall of the neighbour graph.

    python -m tests.benchmarks.topic_scale texts 100000      synthetic texts, from text to tables, embedding included
    python -m tests.benchmarks.topic_scale vectors 1000000   synthetic vectors, clustering alone

Both run in the process that is asked, so the peak is that of the whole work.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Sequence

import numpy as np

from feedback_nlp.encoder import SentenceEncoder, load_sentence_encoder
from feedback_nlp.settings import TopicSettings
from feedback_nlp.topics import ClusterSettings, cluster, topics_of_column
from tests.benchmarks.labelled_corpus import long_texts, mixture
from tests.benchmarks.topic_scores import partition_scores


class TimedEncoder:
    """An encoder that says how long it took."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        """Wrap an encoder."""
        self._encoder = encoder
        self.name = encoder.name
        self.seconds = 0.0
        self.texts = 0

    def sentence_vectors(self, texts: Sequence[str]) -> np.ndarray:
        """Return what the encoder returns."""
        begun = time.perf_counter()
        vectors = self._encoder.sentence_vectors(texts)
        self.seconds += time.perf_counter() - begun
        self.texts += len(texts)
        return vectors


def texts(rows: int) -> None:
    """Print what topics of synthetic texts take."""
    corpus = long_texts(rows)
    begun = time.perf_counter()
    encoder = TimedEncoder(load_sentence_encoder("default"))
    found = topics_of_column(corpus.texts, encoder=encoder, settings=TopicSettings())
    seconds = time.perf_counter() - begun
    numbers = found.assignments["topic_id"].astype("category").cat.codes.tolist()
    _say(f"{rows} texts, {len(set(corpus.texts))} distinct, {found.screening.near_duplicates} of them near-duplicates")
    _say(f"embedding {encoder.texts} texts {encoder.seconds:.0f} s, the rest {seconds - encoder.seconds:.0f} s")
    _say_scores(corpus.labels, numbers)


def vectors(rows: int) -> None:
    """Print what clustering synthetic vectors takes."""
    table, labels = mixture(rows)
    begun = time.perf_counter()
    found = cluster(table, ClusterSettings())
    _say(f"{rows} vectors: {time.perf_counter() - begun:.0f} s, recall of the graph {found.recall:.3f}")
    _say_scores(labels.tolist(), found.labels.tolist())


def _say_scores(labels: Sequence[object], found: Sequence[int]) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    _say(f"processor time {time.process_time():.0f} s, peak {peak:.2f} GiB, input included")
    scores = partition_scores([str(label) for label in labels], found)
    _say(f"AMI {scores['AMI']:.3f}, ARI {scores['ARI']:.3f}, {scores['topics']} topics of {len(set(labels))} classes")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["texts", "vectors"])
    parser.add_argument("rows", type=int)
    chosen = parser.parse_args()
    {"texts": texts, "vectors": vectors}[chosen.what](chosen.rows)


if __name__ == "__main__":
    main()
