"""Where a text comes back to a measure: echoes of its words, ordinals, its source, and the clauses they stand in.

Knows nothing of the network, which reads these marks to find out what became of each measure: "The Belgian fund … The
second idea … That fund was adopted in May".
"""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.extract.candidates import Candidates
from feedback_nlp.extract.lexicon import Marks
from feedback_nlp.extract.stems import LIGHT, STOP_WORDS, stem
from feedback_nlp.extract.words import Words

ECHO_MARKS = (
    "this",
    "other",
    "echo",
    "echo of other",
    "ordinal",
    "ordinal of other",
    "source",
    "source of other",
    "sentence of this",
    "sentence of echo",
    "sentence of other",
    "clause of this",
    "clause of other",
    "all",
)
BORDERS = frozenset({",", ";", ":", ".", "!", "?", "(", ")", "-", "–", "—", "but", "while", "whereas", "and"})
ORDINALS = {"first": 0, "former": 0, "1": 0, "second": 1, "2": 1, "third": 2, "3": 2, "fourth": 3, "4": 3}
LAST = frozenset({"latter", "last"})
ALL = frozenset({"both", "all", "neither", "none", "everything", "them", "these", "two", "three"})
SHORTEST_ECHO = 4

Pair = tuple[int, int]


def echo_marks(
    words: Words, candidates: Candidates, spans: Sequence[Pair], sources: Sequence[Set[int]]
) -> NDArray[np.uint8]:
    """Return for each measure what each word is to it, shape (measures, words, marks).

    Args:
        words: The words.
        candidates: What points to cities.
        spans: Word ranges of the measures, by position.
        sources: Candidates that each measure comes from.
    """
    marks = np.zeros((len(spans), len(words), len(ECHO_MARKS)), dtype=np.uint8)
    if not spans:
        return marks
    stems = [_stems(words, span) for span in spans]
    outside = np.ones(len(words), dtype=bool)
    for first, last in spans:
        outside[first:last] = False
    said = [stem(word) if len(word) >= SHORTEST_ECHO else "" for word in words.lower]
    clauses = _clauses(words)
    for index, span in enumerate(spans):
        mine, rest = stems[index], set().union(*(s for i, s in enumerate(stems) if i != index))
        row = marks[index]
        row[span[0] : span[1], 0] = 1
        row[~outside, 1] = 1
        row[span[0] : span[1], 1] = 0
        for position in np.flatnonzero(outside).tolist():
            word = words.lower[position]
            row[position, 2] = said[position] in mine - rest
            row[position, 3] = said[position] in rest - mine
            rank = _rank(word, len(spans))
            row[position, 4] = rank == index
            row[position, 5] = rank is not None and rank != index
            row[position, 13] = word in ALL
        for pointer in candidates.pointers:
            row[pointer.first : pointer.last, 6 if pointer.candidate in sources[index] else 7] = 1
        _spread(row, words.sentences, clauses)
    return marks


def with_hidden_sources(echoes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the marks as if no measure were linked: every city is the source of others."""
    source, other = ECHO_MARKS.index("source"), ECHO_MARKS.index("source of other")
    hidden = echoes.copy()
    hidden[..., other] |= hidden[..., source]
    hidden[..., source] = 0
    return hidden


def _spread(row: NDArray[np.uint8], sentences: NDArray[np.int64], clauses: NDArray[np.int64]) -> None:
    this, other = row[:, 0] > 0, (row[:, 1] | row[:, 3] | row[:, 5]) > 0
    echo = (row[:, 2] | row[:, 4]) > 0
    for column, units, chosen in (
        (8, sentences, this),
        (9, sentences, echo),
        (10, sentences, other),
        (11, clauses, this | echo),
        (12, clauses, other),
    ):
        row[:, column] = np.isin(units, units[chosen])


def _stems(words: Words, span: Pair) -> set[str]:
    inside = words.lower[span[0] : span[1]]
    return {stem(w) for w in inside if len(w) >= SHORTEST_ECHO and w not in STOP_WORDS and w not in LIGHT}


def _clauses(words: Words) -> NDArray[np.int64]:
    borders = np.array([word in BORDERS for word in words.lower], dtype=np.int64)
    return np.cumsum(borders) + np.cumsum(np.diff(words.sentences, prepend=0) > 0)


def _rank(word: str, measures: int) -> int | None:
    if measures <= 1:
        return None
    return measures - 1 if word in LAST else ORDINALS.get(word)


def echo_cues(marks: Marks, echoes: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return logarithmic counts of the lexicon's marks in clauses and sentences that come back to each measure.

    Args:
        marks: Marks of the lexicon, shape (words, marks).
        echoes: Marks of `echo_marks`, shape (measures, words, marks).

    Returns:
        Array of shape (measures, 2 × marks).
    """
    clause = (echoes[:, :, 11] > echoes[:, :, 0]).astype(np.float32)
    sentence = ((echoes[:, :, 9] > 0) & (echoes[:, :, 0] == 0)).astype(np.float32)
    counted = np.concatenate([clause @ marks, sentence @ marks], axis=1)
    result: NDArray[np.float32] = np.log1p(counted).astype(np.float32)
    return result
