"""Fits the linear models of themes: of words for packaged themes, of likeness for those that nothing was trained on.

Knows nothing of files. scikit-learn is needed here and not when texts are coded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression

from feedback_nlp.codebook import Theme, load_codebook
from feedback_nlp.encoder import Encoder
from feedback_nlp.extract.theme_evidence import cue_counts, theme_likeness
from feedback_nlp.extract.theme_terms import TermModel, terms_of, weighed
from feedback_nlp.extract.words import split_words

Row = dict[str, Any]
Floats = NDArray[np.float32]
FEWEST = 3
"""Texts that a term must stand in to count."""
SHARE = 0.75
"""How much the model of words counts beside the network, in log-odds."""


def likeness_of(rows: Sequence[Row], themes: Sequence[Theme], encoder: Encoder) -> Floats:
    """Return `theme_likeness` of testimonials, shape (testimonials, themes, 6)."""
    descriptions = encoder.sentence_vectors([theme.description for theme in themes])
    likeness = []
    for row in rows:
        phrases = [measure["text"] for measure in row["measures"]]
        vectors = encoder.sentence_vectors([row["text"], *phrases])
        counts = [cue_counts(text, themes) for text in (row["text"], " . ".join(phrases))]
        likeness.append(theme_likeness(vectors[0], vectors[1:], descriptions, *counts))
    return np.array(likeness)


def wanted_themes(rows: Sequence[Row]) -> NDArray[np.bool_]:
    """Return which packaged themes apply, shape (testimonials, themes)."""
    return np.array([[theme in row["themes"] for theme in load_codebook(None).theme_ids] for row in rows])


def row_terms(row: Row) -> list[str]:
    """Return the terms of an annotated testimonial."""
    words = split_words(row["text"])
    return terms_of(words, [words.covering(city["start"], city["end"]) for city in row["cities"]])


def fit_terms(texts: Sequence[Sequence[str]], wanted: NDArray[np.bool_], weights: Floats) -> TermModel:
    """Return a model of the words of texts, scaled to be added to the network's scores.

    Of a theme that all texts have, or none, the words say nothing.

    Args:
        texts: Terms of each text.
        wanted: Which themes apply, shape (texts, themes).
        weights: How much each text counts.
    """
    found = Counter(term for terms in texts for term in set(terms))
    kept = sorted(term for term, count in found.items() if count >= FEWEST)
    index = {term: row for row, term in enumerate(kept)}
    rarity = (np.log((1 + len(texts)) / (1 + np.array([found[term] for term in kept]))) + 1).astype(np.float32)
    rows = [weighed(terms, index, rarity) for terms in texts]
    starts = np.cumsum([0, *(len(known) for known, _ in rows)], dtype=np.int32)
    columns, values = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    matrix = csr_array((values, columns.astype(np.int32), starts), shape=(len(texts), len(kept)))
    coefficients, bias = np.zeros((len(kept), wanted.shape[1])), np.zeros(wanted.shape[1])
    for theme in np.flatnonzero(wanted.any(axis=0) & ~wanted.all(axis=0)):
        model = LogisticRegression(C=10.0, solver="liblinear", max_iter=300)
        model.fit(matrix, wanted[:, theme], sample_weight=weights)
        coefficients[:, theme], bias[theme] = model.coef_[0] * SHARE, model.intercept_[0] * SHARE
    return TermModel(tuple(kept), rarity, coefficients.astype(np.float32), bias.astype(np.float32))


def fit_zero_shot(likeness: Floats, wanted: NDArray[np.bool_]) -> Floats:
    """Return weights and bias by which any theme is judged from cues and description, shape (7,).

    Args:
        likeness: Result of `likeness_of` for the training testimonials.
        wanted: Which themes apply, shape (testimonials, themes).
    """
    model = LogisticRegression(C=1.0, max_iter=1000, class_weight={False: 1.0, True: 2.0})
    model.fit(likeness.reshape(-1, likeness.shape[2]), wanted.reshape(-1))
    return np.concatenate([model.coef_[0], model.intercept_]).astype(np.float32)


def unseen_theme_f1(likeness: Floats, wanted: NDArray[np.bool_]) -> dict[str, float]:
    """Return F1 of each packaged theme when it is judged by weights that were fitted on the others."""
    scores = {}
    for column, theme in enumerate(load_codebook(None).theme_ids):
        others = np.arange(wanted.shape[1]) != column
        weights = fit_zero_shot(likeness[:, others], wanted[:, others])
        found = likeness[:, column] @ weights[:-1] + weights[-1] > 0
        hits = int((found & wanted[:, column]).sum())
        scores[theme] = round(2 * hits / max(1, int(found.sum() + wanted[:, column].sum())), 3)
    return scores
