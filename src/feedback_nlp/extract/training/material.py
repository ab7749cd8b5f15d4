"""What the network is shown: testimonials, variants of them, and practice testimonials, as examples.

Knows nothing of torch and of folds.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from feedback_nlp.encoder import load_encoder
from feedback_nlp.extract.training.compose import Phrase, composed
from feedback_nlp.extract.training.examples import SPAN_WEIGHT, Example, Row, make_examples, read_phrases
from feedback_nlp.extract.training.surround import asides, with_adjuncts, with_aside
from feedback_nlp.extract.training.vary import city_names, varied

REFERENCE = frozenset({"dev", *(f"train_{letter}" for letter in "abcdefg")})
"""Files whose authors annotated as they wrote, together with the guidelines; cross-validation tests these."""
VARIANTS = 3
PRACTICE = 500
ROUNDS, HAND = 2, 3
"""How often the phrases are dealt out to practice testimonials, and how many to each, of which it takes some."""
SHORTEST, LONGEST = 2, 9
"""Words of the measures that practice testimonials are composed of."""
SEED = 7
DENSE = frozenset({"train_k", "train_l", "train_m"})
"""Files written to teach stages and links: nearly every clause of theirs names a measure, unlike people's."""
DENSE_WEIGHT, PHRASE_WEIGHT = 0.3, 0.25
ASIDE_SHARE, DENSE_ASIDES = 0.12, 3


class Material:
    """Makes examples; the same testimonials give the same ones."""

    def __init__(self, phrases: Path) -> None:
        """Read the phrases.

        Args:
            phrases: CSV file with the columns phrase and themes (separated by `;`).
        """
        self.phrases: list[Phrase] = read_phrases(phrases)
        self._names, self._encoder = city_names(), load_encoder()

    def examples(self, rows: Sequence[Row]) -> list[list[Example]]:
        """Return testimonials as examples, then variants of them in the same order."""
        chance = random.Random(SEED)  # noqa: S311 -- not cryptographic
        variants = [rows, *(self._varied(rows, chance) for _ in range(VARIANTS))]
        return [make_examples(variant, self._encoder) for variant in variants]

    def practice(self, rows: Sequence[Row]) -> list[Example]:
        """Return composed testimonials as examples: of the measures in the rows, and of phrases with themes."""
        return make_examples(self._composed(rows, random.Random(SEED)), self._encoder)  # noqa: S311 -- not cryptographic

    def _varied(self, rows: Sequence[Row], chance: random.Random) -> list[Row]:
        fillers = asides(rows)
        changed = []
        for row in rows:
            share = ASIDE_SHARE * (DENSE_ASIDES if row[SPAN_WEIGHT] < 1 else 1)
            aside = fillers and row["measures"] and chance.random() < share
            begun = with_aside(row, chance.choice(fillers)) if aside else row
            changed.append(varied(with_adjuncts(begun, chance), self._names, chance))
        return changed

    def _composed(self, rows: Sequence[Row], chance: random.Random) -> list[Row]:
        """Return composed testimonials: of the measures in the rows, and of phrases with themes."""
        texts = sorted({m["text"] for row in rows for m in row["measures"]})
        found: list[Phrase] = [(text, None) for text in texts if SHORTEST <= len(text.split()) <= LONGEST]
        cities = [(name, country) for country in sorted(self._names) for name in self._names[country]]
        made = [{**composed(found, cities, chance), SPAN_WEIGHT: 0.0} for _ in range(PRACTICE)]
        for _ in range(ROUNDS):
            dealt = chance.sample(self.phrases, len(self.phrases))
            for start in range(0, len(dealt) - HAND + 1, HAND):
                row = with_adjuncts(composed(dealt[start : start + HAND], cities, chance), chance)
                made.append({**row, SPAN_WEIGHT: PHRASE_WEIGHT})
        return made
