"""From the corpus to the files of a model: the testimonials, their variants, practice, network, theme models.

Knows nothing of folds and of the command line.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file

from feedback_nlp.codebook import load_codebook
from feedback_nlp.encoder import load_encoder
from feedback_nlp.encoder.export import UPSTREAM
from feedback_nlp.encoder.files import check_hash, write_manifest
from feedback_nlp.extract.calibration import FILE as CALIBRATION
from feedback_nlp.extract.evaluation import CROSS_VALIDATION, fingerprint
from feedback_nlp.extract.network import MODELS
from feedback_nlp.extract.themes import FILE as THEMES
from feedback_nlp.extract.training.compose import Phrase, composed
from feedback_nlp.extract.training.examples import SPAN_WEIGHT, Row, make_examples, read_phrases
from feedback_nlp.extract.training.export import export_network, save_arrays
from feedback_nlp.extract.training.fit import FitSettings, fit
from feedback_nlp.extract.training.surround import asides, with_adjuncts, with_aside
from feedback_nlp.extract.training.theme_fit import fit_zero_shot, likeness_of, unseen_theme_f1, wanted_themes
from feedback_nlp.extract.training.vary import city_names, varied

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


class Trainer:
    """Trains on a part of the corpus."""

    def __init__(self, *, corpus: dict[str, list[Row]], phrases: Path, upstream: Path, settings: FitSettings) -> None:
        """Read what every training needs.

        Args:
            corpus: File → testimonials.
            phrases: CSV file with the columns phrase and themes (separated by `;`).
            upstream: Folder with the upstream weights of all-MiniLM-L6-v2.
            settings: How the network is fitted.

        Raises:
            ModelFileError: If the upstream weights are missing or of another version.
        """
        check_hash(upstream / "model.safetensors", UPSTREAM["model.safetensors"], "download all-MiniLM-L6-v2 there")
        self.upstream = load_file(upstream / "model.safetensors")
        self.corpus, self.settings, self.encoder = corpus, settings, load_encoder()
        self.names = city_names()
        self.phrases: list[Phrase] = read_phrases(phrases)

    def train(self, test: frozenset[str], folder: Path) -> None:
        """Train on the testimonials that are not tested and write the model into a folder."""
        rows = [
            {**row, SPAN_WEIGHT: DENSE_WEIGHT if file in DENSE else 1.0}
            for file, rows in self.corpus.items()
            for row in rows
            if row["id"] not in test
        ]
        chance = random.Random(SEED)  # noqa: S311 -- not cryptographic
        variants = [rows, *(self._varied(rows, chance) for _ in range(VARIANTS))]
        examples = [make_examples(variant, self.encoder) for variant in variants]
        practice = make_examples(self._practice(rows, chance), self.encoder)
        network = fit(examples, practice, self.upstream, self.settings, _say)
        stored = read_json(MODELS / CALIBRATION)
        names = export_network(network, self.upstream, folder, temperature=stored["temperature"])
        likeness = likeness_of(rows, load_codebook(None).themes, self.encoder)
        wanted = wanted_themes(rows)
        unknown = fit_zero_shot(likeness, wanted)
        _say(f"themes judged by weights fitted on the others, F1: {unseen_theme_f1(likeness, wanted)}")
        save_arrays(folder / THEMES, {"unknown": unknown.astype(np.float16)})
        write_json(folder / CALIBRATION, stored)
        trained_on = sorted(fingerprint(row["text"]) for row in rows)
        known = read_json(MODELS / CROSS_VALIDATION)
        write_json(folder / CROSS_VALIDATION, {**known, "trained_on": trained_on})
        write_manifest(folder, [*names, THEMES, CALIBRATION, CROSS_VALIDATION])

    def _varied(self, rows: Sequence[Row], chance: random.Random) -> list[Row]:
        fillers = asides(rows)
        changed = []
        for row in rows:
            share = ASIDE_SHARE * (DENSE_ASIDES if row[SPAN_WEIGHT] < 1 else 1)
            begun = with_aside(row, chance.choice(fillers)) if row["measures"] and chance.random() < share else row
            changed.append(varied(with_adjuncts(begun, chance), self.names, chance))
        return changed

    def _practice(self, rows: Sequence[Row], chance: random.Random) -> list[Row]:
        """Return composed testimonials: of the measures in the rows, and of phrases with themes."""
        texts = sorted({m["text"] for row in rows for m in row["measures"]})
        found: list[Phrase] = [(text, None) for text in texts if SHORTEST <= len(text.split()) <= LONGEST]
        cities = [(name, country) for country in sorted(self.names) for name in self.names[country]]
        made = [{**composed(found, cities, chance), SPAN_WEIGHT: 0.0} for _ in range(PRACTICE)]
        for _ in range(ROUNDS):
            dealt = chance.sample(self.phrases, len(self.phrases))
            for start in range(0, len(dealt) - HAND + 1, HAND):
                row = with_adjuncts(composed(dealt[start : start + HAND], cities, chance), chance)
                made.append({**row, SPAN_WEIGHT: PHRASE_WEIGHT})
        return made


def read_json(path: Path) -> dict[str, Any]:
    """Return the mapping in a JSON file."""
    return dict(json.loads(path.read_text(encoding="utf-8")))


def write_json(path: Path, content: Any) -> None:
    """Write a JSON file with sorted keys."""
    path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
