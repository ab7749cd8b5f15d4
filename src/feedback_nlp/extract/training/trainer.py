"""From the corpus to the files of a model: the testimonials, their variants, practice, network, theme models.

Knows nothing of folds and of the command line.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file

from feedback_nlp.codebook import load_codebook
from feedback_nlp.encoder import load_encoder
from feedback_nlp.encoder.export import UPSTREAM
from feedback_nlp.encoder.files import check_hash, write_manifest
from feedback_nlp.extract.accuracy import FILE as ACCURACY
from feedback_nlp.extract.accuracy import of_new_model
from feedback_nlp.extract.calibration import FILE as CALIBRATION
from feedback_nlp.extract.evaluation import fingerprint
from feedback_nlp.extract.network import MODELS
from feedback_nlp.extract.theme_terms import TermModel, terms_of
from feedback_nlp.extract.themes import FILE as THEMES
from feedback_nlp.extract.training.examples import SPAN_WEIGHT, Row
from feedback_nlp.extract.training.export import export_network, save_arrays
from feedback_nlp.extract.training.fit import FitSettings, Source, fit, new_network
from feedback_nlp.extract.training.material import DENSE, DENSE_WEIGHT, REFERENCE, Material
from feedback_nlp.extract.training.theme_fit import (
    fit_terms,
    fit_zero_shot,
    likeness_of,
    row_terms,
    unseen_theme_f1,
    wanted_themes,
)
from feedback_nlp.extract.words import split_words

TERM_WEIGHTS = (1.0, 3.0, 0.5)
"""How much further testimonials, reference testimonials and phrases count for the words of themes."""
COMPOSED = 1200
"""Practice testimonials in each epoch."""


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
        self.material = Material(phrases)

    def train(self, test: frozenset[str], folder: Path) -> None:
        """Train on the testimonials that are not tested and write the model into a folder."""
        rows = self._rows(test)
        themes = load_codebook(None).themes
        network = new_network(self.upstream, themes=len(themes), seed=self.settings.seed)
        sources = [Source(self.material.examples(rows)), Source([self.material.practice(rows)], COMPOSED)]
        fit(network, sources, self.settings, _say)
        stored = read_json(MODELS / CALIBRATION)
        names = export_network(network, self.upstream, folder, temperature=stored["temperature"])
        likeness, wanted = likeness_of(rows, themes, self.encoder), wanted_themes(rows)
        unknown = fit_zero_shot(likeness, wanted)
        _say(f"themes judged by weights fitted on the others, F1: {unseen_theme_f1(likeness, wanted)}")
        save_arrays(folder / THEMES, {"unknown": unknown.astype(np.float16), **self._terms(rows, test).arrays()})
        write_json(folder / CALIBRATION, stored)
        trained_on = [fingerprint(row["text"]) for row in rows]
        known = read_json(folder / ACCURACY) if (folder / ACCURACY).is_file() else {}
        write_json(folder / ACCURACY, of_new_model(known, self.digest(frozenset()), trained_on))
        write_manifest(folder, [*names, THEMES, CALIBRATION, ACCURACY])

    def digest(self, test: frozenset[str]) -> str:
        """Return 12 hexadecimal digits of settings, phrases and testimonials that are not tested.

        Code is left out, and so is the device, which changes chance and not the recipe.
        """
        settings = {name: value for name, value in asdict(self.settings).items() if name != "device"}
        recipe = [settings, COMPOSED, TERM_WEIGHTS, self.material.phrases]
        return fingerprint(json.dumps([recipe, self._rows(test)], sort_keys=True))

    def _rows(self, test: frozenset[str]) -> list[Row]:
        return [
            {**row, SPAN_WEIGHT: DENSE_WEIGHT if file in DENSE else 1.0}
            for file, rows in self.corpus.items()
            for row in rows
            if row["id"] not in test
        ]

    def _terms(self, rows: Sequence[Row], test: frozenset[str]) -> TermModel:
        """Return the model of themes' words; a reference testimonial counts more than another, a phrase less."""
        reference = {row["id"] for file in REFERENCE for row in self.corpus.get(file, ())} - test
        phrases = [(phrase, themes) for phrase, themes in self.material.phrases if themes is not None]
        texts = [row_terms(row) for row in rows] + [terms_of(split_words(phrase), ()) for phrase, _ in phrases]
        wanted = wanted_themes([*rows, *({"themes": themes} for _, themes in phrases)])
        weights = [TERM_WEIGHTS[row["id"] in reference] for row in rows] + [TERM_WEIGHTS[2]] * len(phrases)
        return fit_terms(texts, wanted, np.array(weights, dtype=np.float32))


def read_json(path: Path) -> dict[str, Any]:
    """Return the mapping in a JSON file."""
    return dict(json.loads(path.read_text(encoding="utf-8")))


def write_json(path: Path, content: Any) -> None:
    """Write a JSON file with sorted keys."""
    path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
