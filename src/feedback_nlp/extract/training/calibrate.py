"""Fits the calibration of transfers on testimonials that the model has not seen.

Knows nothing of files. scikit-learn is needed here and not when texts are coded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

from feedback_nlp.extract.calibration import Calibration, log_odds
from feedback_nlp.extract.coder import Coder
from feedback_nlp.extract.gold_format import to_gold
from feedback_nlp.extract.matching import matched_measures, source_key
from feedback_nlp.extract.network import RUNGS, Network
from feedback_nlp.extract.reading import rung_probabilities, source_scores
from feedback_nlp.extract.training.examples import Row
from feedback_nlp.extract.transfers import chosen_sources

Decisions = tuple[float, float, float]
"""Probabilities of a row's measure, source, and stage with status."""


def decisions(doc: Doc, network: Network) -> Iterator[tuple[str | None, int, tuple[str, str], Decisions]]:
    """Yield source key, measure, rung and the probabilities of the decisions behind each transfer of a doc."""
    first = 0
    for section in doc._.readings:
        spans = [(span.first, span.last) for span in section.spans]
        chosen = [chosen_sources(row) for row in source_scores(section.reading, network, spans)]
        linked = [{column for column, _ in row if column is not None} for row in chosen]
        rungs = rung_probabilities(section.reading, network, spans, linked)
        for index, span in enumerate(section.spans):
            best = int(rungs[index].argmax())
            for column, certainty in chosen[index]:
                key = None if column is None else str(section.reading.candidates.keys[column])
                yield key, first + index, RUNGS[best], (span.score, certainty, float(rungs[index][best]))
        first += len(spans)


def fit_calibration(
    rows: Sequence[Row], coder: Coder, network: Network
) -> tuple[Calibration, list[tuple[float, bool]]]:
    """Return the calibration, and each row's probability under it with whether the row is right.

    Args:
        rows: Gold testimonials that neither the network nor its heads were trained on.
        coder: The extraction with that network.
        network: The network.
    """
    table: list[list[float]] = []
    right: list[bool] = []
    docs = coder.docs((row["text"], row["learner"]) for row in rows)
    for gold, doc in zip(rows, docs, strict=True):
        coded = to_gold(doc, gold)
        gold_of = {j: i for i, (j, _) in matched_measures(gold["measures"], coded["measures"], gold["text"]).items()}
        expected = {(source_key(gold, t["source"]), t["measure"]): (t["stage"], t["status"]) for t in gold["transfers"]}
        places = {m.place.city_id: m.place.label for m in doc._.cities if m.place}
        for key, measure, rung, chances in decisions(doc, network):
            source = source_key(coded, places.get(key)) if key else None
            table.append([log_odds(chance) for chance in chances])
            right.append(expected.get((source, gold_of.get(measure, -1))) == rung)
    model = LogisticRegression(C=10.0).fit(np.array(table), right)
    weights = [round(float(weight), 4) for weight in model.coef_[0]]
    calibration = Calibration(round(float(model.intercept_[0]), 4), *weights)
    shares = model.predict_proba(np.array(table))[:, 1]
    return calibration, list(zip(shares.tolist(), right, strict=True))
