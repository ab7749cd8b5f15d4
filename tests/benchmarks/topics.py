"""Topics side by side: feedback-nlp, BERTopic's defaults, k-means with the true number of classes, and EVoC.

    python -m tests.benchmarks.topics                                   a synthetic corpus of 20 subjects
    python -m tests.benchmarks.topics FILE.csv --text text --label label

All cluster the same embeddings, each in a fresh process. Methods that are not installed say so; install them with
`pip install umap-learn hdbscan evoc`. `--torch MODEL` adds the time of a sentence-transformers model for embedding.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from feedback_nlp.encoder import load_sentence_encoder
from tests.benchmarks.labelled_corpus import Labelled, from_csv, synthetic
from tests.benchmarks.topic_methods import METHODS, missing
from tests.benchmarks.topic_scores import partition_scores, word_scores


def compare(corpus: Labelled, embeddings: np.ndarray, methods: list[str]) -> pd.DataFrame:
    """Return one row of scores per method.

    Args:
        corpus: Texts and their classes.
        embeddings: Shape (texts, d).
        methods: Names out of `METHODS`.
    """
    with tempfile.TemporaryDirectory() as folder:
        data, vectors = Path(folder, "data.json"), Path(folder, "vectors.npy")
        data.write_text(json.dumps({"texts": corpus.texts, "labels": corpus.labels}), encoding="utf-8")
        np.save(vectors, embeddings)
        return pd.DataFrame([_scored(method, corpus, data, vectors) for method in methods])


def _scored(method: str, corpus: Labelled, data: Path, vectors: Path) -> dict[str, Any]:
    if lacking := missing(method):
        return {"method": method, "note": f"not installed: {', '.join(lacking)}"}
    command = [sys.executable, "-m", "tests.benchmarks.topic_worker", method, str(data), str(vectors)]
    done = subprocess.run([*command, str(time.time())], capture_output=True, text=True, check=False)
    if done.returncode:
        return {"method": method, "note": done.stderr.strip().splitlines()[-1]}
    found = json.loads(done.stdout.splitlines()[-1])
    return {
        "method": method,
        **partition_scores(corpus.labels, found["topics"]),
        **word_scores(corpus.texts, found["words"]),
        "cold s": found["cold"],
        "cold CPU s": found["cpu"],
        "warm s": found["warm"],
        "peak MiB": found["peak"],
        "note": "",
    }


def embedding_seconds(texts: list[str], models: list[str]) -> tuple[np.ndarray, pd.DataFrame]:
    """Return the vectors of the first model, and how long each model took, loading included."""
    rows, first = [], None
    for name in models:
        begun = time.time()
        vectors = load_sentence_encoder(name).sentence_vectors(texts)
        rows.append({"encoder": name, "seconds": time.time() - begun, "texts/s": len(texts) / (time.time() - begun)})
        first = vectors if first is None else first
    assert first is not None
    return first, pd.DataFrame(rows)


def main() -> None:
    """Read the arguments, run the comparison and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("csv", nargs="?", type=Path)
    parser.add_argument("--text", default="text")
    parser.add_argument("--label", default="label")
    parser.add_argument("--rows", type=int, default=None)
    parser.add_argument("--methods", nargs="+", default=list(METHODS), choices=list(METHODS))
    parser.add_argument("--encoder", default="default")
    parser.add_argument("--embeddings", type=Path, help="vectors of all rows as .npy; otherwise they are made")
    parser.add_argument("--torch", help="sentence-transformers model to time against")
    parser.add_argument("--json", type=Path, help="where to write the scores")
    chosen = parser.parse_args()
    if chosen.csv is None:
        corpus = synthetic(chosen.rows or 2000)
    else:
        corpus = from_csv(chosen.csv, text=chosen.text, label=chosen.label, rows=chosen.rows)
    if chosen.embeddings is None:
        models = [chosen.encoder, *([chosen.torch] if chosen.torch else [])]
        vectors, seconds = embedding_seconds(corpus.texts, models)
        sys.stdout.write(seconds.round(1).to_string(index=False) + "\n\n")
    else:
        vectors = np.load(chosen.embeddings)
    table = compare(corpus, vectors, chosen.methods)
    sys.stdout.write(f"{len(corpus.texts)} texts, {len(set(corpus.labels))} classes\n")
    sys.stdout.write(table.round(3).to_string(index=False, na_rep="") + "\n")
    if chosen.json is not None:
        chosen.json.write_text(table.to_json(orient="records", indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
