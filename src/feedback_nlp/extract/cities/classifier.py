"""Is this stretch used as a city's name? A logistic model over named features.

Knows nothing of texts. The weights stand in `weights.json`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib import resources

from feedback_nlp.extract.cities.features import Features


class NameClassifier:
    """Turns features into the probability that a city is named."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        """Use weights by feature; features without one count nothing."""
        self._weights = dict(weights)

    def probability(self, found: Features) -> float:
        """Return the probability, 0 to 1, that a candidate with these features names a city."""
        value = sum(self._weights.get(name, 0.0) * amount for name, amount in found.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


@cache
def shipped_classifier() -> NameClassifier:
    """Return the classifier with the weights of `weights.json`."""
    text = resources.files(__package__).joinpath("weights.json").read_text(encoding="utf-8")
    return NameClassifier(json.loads(text)["weights"])
