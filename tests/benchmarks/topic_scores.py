"""Scores of a topic model against true classes, and of its words against the texts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

WORDS = 10
_WORD = r"(?u)\b\w[\w'’-]+\b"


def partition_scores(labels: Sequence[str], found: Sequence[int]) -> dict[str, float]:
    """Return AMI, ARI (both 1 at best, 0 for chance), outlier share and number of topics; outliers are one group."""
    topics = np.asarray(found)
    return {
        "AMI": float(adjusted_mutual_info_score(labels, topics)),
        "ARI": float(adjusted_rand_score(labels, topics)),
        "outliers": float((topics < 0).mean()),
        "topics": len(set(topics[topics >= 0].tolist())),
    }


def word_scores(texts: Sequence[str], topics: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return mean NPMI of the topics' word pairs over the texts (-1 to 1) and the share of words that are no repeats.

    Bouma (2009), Normalized (pointwise) mutual information in collocation extraction. Words of several parts are left
    out of the NPMI.
    """
    top = [[word for word in words if word][:WORDS] for words in topics]
    every = [word for words in top for word in words]
    single = sorted({word for word in every if " " not in word})
    if not single:
        return {"NPMI": float("nan"), "diversity": float("nan")}
    vectorizer = CountVectorizer(vocabulary=single, binary=True, lowercase=False, token_pattern=_WORD)
    counts = vectorizer.transform([f"{text} {text.lower()}" for text in texts])
    together = (counts.T @ counts).toarray() / len(texts)
    place = {word: number for number, word in enumerate(single)}
    means = [_mean_npmi([place[word] for word in words if word in place], together) for words in top]
    return {"NPMI": float(np.nanmean(means)), "diversity": len(set(every)) / max(len(every), 1)}


def _mean_npmi(words: Sequence[int], together: np.ndarray) -> float:
    values = []
    for a, b in combinations(words, 2):
        pa, pb, pab = together[a, a], together[b, b], together[a, b]
        if pa and pb:
            values.append(-1.0 if pab == 0 else 1.0 if pab == 1 else np.log(pab / (pa * pb)) / -np.log(pab))
    return float(np.mean(values)) if values else float("nan")
