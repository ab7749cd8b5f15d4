"""What speaks for a theme that no model was trained on: cues, and likeness to the theme's description.

Knows nothing of the network. Training and coding share these functions.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.codebook import Theme

Floats = NDArray[np.float32]


def cue_counts(text: str, themes: Sequence[Theme]) -> Floats:
    """Return how many different cues of each theme a text has, shape (themes,)."""
    found = [{text[start:end].casefold() for start, end in theme.matcher.spans(text)} for theme in themes]
    return np.array([len(cues) for cues in found], dtype=np.float32)


def theme_likeness(
    vector: Floats, measures: Floats, descriptions: Floats, in_text: Floats, in_measures: Floats
) -> Floats:
    """Return features that mean the same for every theme, shape (themes, 6), for themes without training.

    Args:
        vector: Sentence vector of the text, shape (384,).
        measures: Sentence vectors of its measures, shape (n, 384).
        descriptions: Sentence vectors of the themes' descriptions, shape (themes, 384).
        in_text: Result of `cue_counts` for the text.
        in_measures: The same for its measures.
    """
    return np.stack(
        [
            np.log1p(in_text),
            np.log1p(in_measures),
            in_text > 0,
            descriptions @ vector,
            _nearest(measures, descriptions),
            np.full(len(descriptions), float(len(measures) > 0)),
        ],
        axis=1,
    ).astype(np.float32)


def _nearest(measures: Floats, descriptions: Floats) -> Floats:
    if not len(measures):
        return np.zeros(len(descriptions), dtype=np.float32)
    result: Floats = (measures @ descriptions.T).max(axis=0)
    return result
