"""Features of measures and themes that the heads read beside the network's states.

Knows nothing of how marks come about. Training and coding share these functions, so that they cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.extract.lexicon import Marks, theme_columns
from feedback_nlp.extract.words import Words

Floats = NDArray[np.float32]
Pair = tuple[int, int]


def cue_features(words: Words, marks: Marks, spans: Sequence[Pair]) -> Floats:
    """Return logarithmic counts of each mark around each measure.

    Args:
        words: The words.
        marks: Shape (words, marks).
        spans: Word ranges of the measures.

    Returns:
        Array of shape (measures, 4 × marks): before it in its sentence, after it there, in the next sentence, and
        anywhere outside it.
    """
    index, rows = np.arange(len(words)), []
    for first, last in spans:
        sentence = words.sentences[first]
        same = words.sentences == sentence
        where = (
            same & (index < first),
            same & (index >= last),
            words.sentences == sentence + 1,
            (index < first) | (index >= last),
        )
        rows.append(np.concatenate([marks[chosen].sum(axis=0) for chosen in where]))
    counts = np.array(rows, dtype=np.float32).reshape(len(spans), 4 * marks.shape[1])
    return np.log1p(counts)


def theme_features(marks: Marks, spans: Sequence[Pair]) -> Floats:
    """Return what the packaged themes' cues say, shape (24,): counts in the text, in measures, and presence."""
    columns = marks[:, theme_columns()].astype(np.float32)
    inside = np.zeros(len(columns), dtype=bool)
    for first, last in spans:
        inside[first:last] = True
    presence = columns.any(axis=0)
    return np.concatenate([np.log1p(columns.sum(axis=0)), np.log1p(columns[inside].sum(axis=0)), presence]).astype(
        np.float32
    )


def piece_marks(marks: Marks, ranges: NDArray[np.int64], rows: int) -> Floats:
    """Return the marks of each wordpiece row of a text, shape (rows, marks).

    Args:
        marks: Marks of the words, shape (words, marks).
        ranges: First and last-plus-one row of each word.
        rows: Number of rows.
    """
    spread = np.zeros((rows, marks.shape[1]), dtype=np.float32)
    lengths = ranges[:, 1] - ranges[:, 0]
    words = np.repeat(np.arange(len(ranges)), lengths)
    within = np.arange(len(words)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    spread[ranges[words, 0] + within] = marks[words]
    return spread
