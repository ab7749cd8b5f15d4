"""How near the automatic resolution comes to the best fixed one, on corpora of fewer classes made from a labelled one.

    python -m tests.benchmarks.topic_resolution FILE.csv --text text --label label

`sampled` corpora hold all texts of some classes, drawn at random. `merged` ones hold all texts, with classes joined
until few are left: the nearest first, or at random. Merged corpora have the same rows for every number of classes, so a
partition that knows the rows alone is the same for all of them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.cluster import AgglomerativeClustering
from sklearn.metrics import adjusted_mutual_info_score

from feedback_nlp.encoder import load_sentence_encoder
from feedback_nlp.topics import ClusterSettings, cluster
from tests.benchmarks.labelled_corpus import from_csv

FIXED = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 9.0, 13.0)
CLASSES = (3, 5, 7, 10, 15)
NEAR_ENOUGH = 0.9


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus made from a labelled one.

    Attributes:
        kind: How it was made.
        classes: Number of classes.
        rows: Rows of the whole corpus.
        labels: Class of each of those rows.
    """

    kind: str
    classes: int
    rows: np.ndarray
    labels: np.ndarray


def corpora(labels: np.ndarray, vectors: np.ndarray, *, draws: int, seed: int = 0) -> Iterator[Corpus]:
    """Yield the whole corpus, corpora of sampled classes, and corpora of merged classes.

    Args:
        labels: Class of each row, from 0.
        vectors: Shape (rows, d).
        draws: Corpora of each kind that is drawn at random, for each number of classes.
        seed: Seed of the draws.
    """
    every, classes = np.arange(len(labels)), int(labels.max()) + 1
    yield Corpus("whole", classes, every, labels)
    chance = np.random.default_rng(seed)
    centres = np.array([vectors[labels == label].mean(axis=0) for label in range(classes)])
    for count in (count for count in CLASSES if count < classes):
        for _ in range(draws):
            rows = np.flatnonzero(np.isin(labels, chance.choice(classes, count, replace=False)))
            yield Corpus("sampled", count, rows, labels[rows])
        near = AgglomerativeClustering(n_clusters=count, metric="cosine", linkage="average").fit_predict(centres)
        yield Corpus("merged, nearest first", count, every, near[labels])
        for _ in range(draws):
            group = chance.permutation(np.arange(classes) % count)
            yield Corpus("merged at random", count, every, group[labels])


def partitions(vectors: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return the partition at the automatic resolution, and those at the fixed ones."""
    fixed = [cluster(vectors, ClusterSettings(resolution=resolution)).labels for resolution in FIXED]
    return cluster(vectors, ClusterSettings()).labels, fixed


def measured(labels: np.ndarray, vectors: np.ndarray, *, draws: int) -> pd.DataFrame:
    """Return a row for each corpus: AMI at the automatic resolution and the best AMI at a fixed one."""
    whole = partitions(vectors)
    table = []
    for corpus in corpora(labels, vectors, draws=draws):
        automatic, fixed = whole if len(corpus.rows) == len(labels) else partitions(vectors[corpus.rows])
        best = max(adjusted_mutual_info_score(corpus.labels, found) for found in fixed)
        table.append(
            {
                "kind": corpus.kind,
                "classes": corpus.classes,
                "topics": int(automatic.max()) + 1,
                "automatic": adjusted_mutual_info_score(corpus.labels, automatic),
                "best": best,
            }
        )
    return pd.DataFrame(table)


def summary(table: pd.DataFrame) -> pd.DataFrame:
    """Return, for each kind and number of classes, mean AMI and how many corpora come within 10 % of the best."""
    share = (table["automatic"] / table["best"]).clip(upper=1.0)
    told = table.assign(share=share, near=share >= NEAR_ENOUGH).groupby(["kind", "classes"])
    return told.agg(
        corpora=("near", "size"),
        topics=("topics", "median"),
        automatic=("automatic", "mean"),
        best=("best", "mean"),
        lowest_share=("share", "min"),
        within_a_tenth=("near", "sum"),
    ).reset_index()


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the arguments, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--text", required=True)
    parser.add_argument("--label", required=True)
    parser.add_argument("--draws", type=int, default=16, help="corpora of each random kind and number of classes")
    chosen = parser.parse_args(arguments)
    corpus = from_csv(chosen.file, text=chosen.text, label=chosen.label)
    vectors = load_sentence_encoder("default").sentence_vectors(corpus.texts)
    labels = np.unique(corpus.labels, return_inverse=True)[1]
    table = summary(measured(labels, vectors, draws=chosen.draws))
    sys.stdout.write(table.round(3).to_string(index=False) + "\n")


if __name__ == "__main__":
    main()
