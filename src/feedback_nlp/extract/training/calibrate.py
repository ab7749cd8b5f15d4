"""Fits what turns scores into decisions and probabilities, on testimonials that the model has not seen.

scikit-learn is needed here and not when texts are coded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

from feedback_nlp.errors import ConfigurationError
from feedback_nlp.extract import themes as themes_component
from feedback_nlp.extract.calibration import Calibration, ThemeCalibration, load_theme_calibration, log_odds
from feedback_nlp.extract.coder import Coder, build_coder
from feedback_nlp.extract.gold_format import to_gold
from feedback_nlp.extract.matching import matched_measures, source_key
from feedback_nlp.extract.network import Network, load_network
from feedback_nlp.extract.reading import rung_probabilities, source_scores
from feedback_nlp.extract.training.examples import Row
from feedback_nlp.extract.transfers import chosen_sources
from feedback_nlp.records import RUNGS

Decisions = tuple[float, float, float]
"""Probabilities of a row's measure, source, and stage with status."""
Floats = NDArray[np.float64]

BIASES = tuple(round(step / 10, 1) for step in range(-25, 26))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Scores on testimonials that a model has not seen, and what was right.

    Attributes:
        themes: Score of each theme before calibration, shape (testimonials, themes).
        wanted: Which themes apply, of the same shape.
        transfers: Of each transfer found, the probabilities of its decisions and whether it is right.
    """

    themes: Floats
    wanted: NDArray[np.bool_]
    transfers: list[tuple[Decisions, bool]]


def evidence_of(rows: Sequence[Row], model: Path) -> Evidence:
    """Return the scores that the model in a folder gives to testimonials which it has not seen.

    Args:
        rows: Gold testimonials.
        model: Folder of the model.
    """
    coder = build_coder(model=model)
    docs = list(coder.docs((row["text"], row["learner"]) for row in rows))
    coded = [to_gold(doc, row) for doc, row in zip(docs, rows, strict=True)]
    odds, wanted = theme_evidence(rows, docs, coder)
    themes = load_theme_calibration(model)
    scores = odds / themes.scale - themes.border
    return Evidence(scores, wanted, transfer_evidence(rows, coded, docs, load_network(model)))


def theme_evidence(rows: Sequence[Row], docs: Sequence[Doc], coder: Coder) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the log-odds of themes in each doc and which apply; a doc that cannot be coded has none."""
    component = cast(themes_component.Themes, coder.nlp.get_pipe(themes_component.FACTORY))
    ids = coder.codebook.theme_ids
    found = [component.log_odds(doc) if doc._.readings else {} for doc in docs]
    scores = np.array([[odds.get(theme, -np.inf) for theme in ids] for odds in found])
    return scores, np.array([[theme in row["themes"] for theme in ids] for row in rows])


def transfer_evidence(
    rows: Sequence[Row], coded: Sequence[Row], docs: Sequence[Doc], network: Network
) -> list[tuple[Decisions, bool]]:
    """Return the decisions behind each transfer, and whether source, measure, stage and status are all right.

    Args:
        rows: Gold testimonials.
        coded: The same as coded.
        docs: The docs they were coded from.
        network: The network that coded them.
    """
    table = []
    for gold, found, doc in zip(rows, coded, docs, strict=True):
        gold_of = {j: i for i, (j, _) in matched_measures(gold["measures"], found["measures"], gold["text"]).items()}
        expected = {(source_key(gold, t["source"]), t["measure"]): (t["stage"], t["status"]) for t in gold["transfers"]}
        places = {m.place.city_id: m.place.label for m in doc._.cities if m.place}
        for key, measure, rung, chances in _decisions(doc, network):
            source = source_key(found, places.get(key)) if key else None
            table.append((chances, expected.get((source, gold_of.get(measure, -1))) == rung))
    return table


def fitted_calibration(evidence: Evidence) -> dict[str, Any]:
    """Return the calibration of themes and of transfers that fits the evidence."""
    themes = fitted_themes(evidence.themes, evidence.wanted)
    return {"themes": asdict(themes), "transfers": asdict(fitted_transfers(evidence.transfers))}


def fitted_themes(scores: Floats, wanted: NDArray[np.bool_]) -> ThemeCalibration:
    """Return the border of the highest micro-F1 and the scale by which scores beyond it are probabilities."""
    border = best_bias(scores, wanted)
    above = (scores + border).reshape(-1, 1)
    told = np.isfinite(above[:, 0])
    model = LogisticRegression(C=10.0, fit_intercept=False).fit(above[told], wanted.reshape(-1)[told])
    return ThemeCalibration(border, round(float(model.coef_[0, 0]), 4))


def best_bias(scores: Floats, wanted: NDArray[np.bool_]) -> float:
    """Return the one number that, added to all scores, gives the highest micro-F1; of equal ones the smallest."""
    found = [scores + bias > 0 for bias in BIASES]
    f1 = [2 * (f & wanted).sum() / max(1, f.sum() + wanted.sum()) for f in found]
    smoothed = np.convolve(np.pad(f1, 1, mode="edge"), np.full(3, 1 / 3), mode="valid")
    return min(zip(BIASES, smoothed.round(6), strict=True), key=lambda pair: (-pair[1], abs(pair[0])))[0]


def fitted_transfers(rows: Sequence[tuple[Decisions, bool]]) -> Calibration:
    """Return the logistic model of whether a transfer is right.

    Raises:
        ConfigurationError: If not some are right and some wrong.
    """
    if len({bool(right) for _, right in rows}) < 2:  # noqa: PLR2004
        raise ConfigurationError(
            f"of the model's {len(rows)} transfers some must be right and some wrong to calibrate it; "
            "train longer or on more testimonials"
        )
    table = np.array([[log_odds(chance) for chance in chances] for chances, _ in rows])
    model = LogisticRegression(C=10.0).fit(table, [right for _, right in rows])
    weights = [round(float(weight), 4) for weight in model.coef_[0]]
    return Calibration(round(float(model.intercept_[0]), 4), *weights)


def _decisions(doc: Doc, network: Network) -> Iterator[tuple[str | None, int, tuple[str, str], Decisions]]:
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
