"""Which terms tell a topic from the others: class-based TF-IDF.

Grootendorst (2022), BERTopic: Neural topic modeling with a class-based TF-IDF procedure, arXiv:2203.05794, as BERTopic
computes it by default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from feedback_nlp.topics.vectors import Ints


@dataclass(frozen=True, slots=True)
class Bags:
    """How often each topic uses each term.

    Attributes:
        counts: Shape (topics, terms).
        terms: The terms in alphabetical order.
    """

    counts: csr_matrix
    terms: tuple[str, ...]


def bags(texts: Iterable[str], topic: Ints, analyzer: Callable[[str], list[str]]) -> Bags:
    """Return how often each topic uses each term.

    Args:
        texts: The texts.
        topic: Topic of each, from 0.
        analyzer: Gives the terms of a text.
    """
    column: dict[str, int] = {}
    columns: list[int] = []
    lengths: list[int] = []
    for text in texts:
        found = analyzer(text)
        columns += [column.setdefault(term, len(column)) for term in found]
        lengths.append(len(found))
    terms = sorted(column)
    place = np.empty(len(terms), dtype=np.int64)
    place[[column[term] for term in terms]] = np.arange(len(terms))
    positions = (np.repeat(topic, lengths), place[columns])
    shape = (int(topic.max(initial=-1)) + 1, len(terms))
    return Bags(csr_matrix((np.ones(len(columns)), positions), shape=shape), tuple(terms))


def inverse_frequencies(counts: csr_matrix) -> np.ndarray:
    """Return how rare each term is over all topics, above 0.

    Args:
        counts: Shape (topics, terms), each term used at least once.
    """
    length_of_a_topic = int(counts.sum(axis=1).mean())
    return np.asarray(np.log(1 + length_of_a_topic / np.asarray(counts.sum(axis=0)).ravel()))


def term_weights(counts: csr_matrix, rarity: np.ndarray) -> csr_matrix:
    """Return the c-TF-IDF of terms: their share of a topic's terms times their rarity.

    Args:
        counts: Shape (topics, terms).
        rarity: As `inverse_frequencies` gives it, of these topics or of those that they are made of.
    """
    lengths = np.maximum(np.asarray(counts.sum(axis=1)).ravel(), 1)
    share = counts.data / np.repeat(lengths, np.diff(counts.indptr))
    return csr_matrix((share * rarity[counts.indices], counts.indices, counts.indptr), shape=counts.shape)
