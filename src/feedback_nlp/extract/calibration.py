"""From the models' scores to probabilities, fitted on testimonials that they have not seen.

Knows nothing of the network. The parameters are in `models/calibration.json`, written by the training command.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from feedback_nlp.encoder.files import verified_path
from feedback_nlp.extract.network import MODELS

FILE = "calibration.json"
SMALLEST = 1e-4


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model over the log-odds of the three decisions behind a row (Platt scaling).

    Attributes:
        intercept: Log-odds of a row all of whose decisions are at even odds.
        measure: Weight of the log-odds of the measure's span.
        source: Weight of the log-odds of its source.
        rung: Weight of the log-odds of its stage and status.
    """

    intercept: float
    measure: float
    source: float
    rung: float

    def probability(self, measure: float, source: float, rung: float) -> float:
        """Return the probability that measure, source, stage and status are all right, 0 to 1."""
        total = self.intercept + sum(
            weight * log_odds(share)
            for weight, share in ((self.measure, measure), (self.source, source), (self.rung, rung))
        )
        return 1.0 / (1.0 + math.exp(-total))


@dataclass(frozen=True, slots=True)
class ThemeCalibration:
    """How scores of packaged themes become log-odds.

    Attributes:
        border: Added to a score; above 0 a theme applies.
        scale: Log-odds of a score 1 above the border.
    """

    border: float
    scale: float


def log_odds(share: float) -> float:
    """Return the log-odds of a probability, held away from 0 and 1."""
    kept = min(max(share, SMALLEST), 1.0 - SMALLEST)
    return math.log(kept / (1.0 - kept))


@cache
def load_calibration(folder: Path = MODELS) -> Calibration:
    """Return the shipped calibration.

    Raises:
        ModelFileError: If the file is missing or altered.
    """
    return Calibration(**_stored(folder)["transfers"])


def load_theme_calibration(folder: Path = MODELS) -> ThemeCalibration:
    """Return the shipped calibration of packaged themes.

    Raises:
        ModelFileError: If the file is missing or altered.
    """
    return ThemeCalibration(**_stored(folder)["themes"])


def _stored(folder: Path) -> dict[str, Any]:
    return dict(json.loads(verified_path(folder, FILE).read_text(encoding="utf-8")))
