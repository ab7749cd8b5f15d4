"""Trains the extraction and writes its model files: `python -m feedback_nlp.extract.training --upstream DIR`.

The shipped model is trained on the `train_*` files of `data/gold`; `dev` stays unseen. `--folds authors` or `--folds
random` cross-validates instead and stores the figures beside the model.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file

from feedback_nlp.codebook import load_codebook
from feedback_nlp.encoder import load_encoder
from feedback_nlp.encoder.export import UPSTREAM
from feedback_nlp.encoder.files import check_hash, write_manifest
from feedback_nlp.errors import FeedbackNlpError
from feedback_nlp.extract.calibration import FILE as CALIBRATION
from feedback_nlp.extract.evaluation import CROSS_VALIDATION, figures_as_dict, fingerprint
from feedback_nlp.extract.network import MODELS
from feedback_nlp.extract.scoring import score
from feedback_nlp.extract.themes import FILE as THEMES
from feedback_nlp.extract.training.compose import composed
from feedback_nlp.extract.training.crossval import author_folds, cross_validated, random_folds
from feedback_nlp.extract.training.examples import Row, make_examples, read_corpus
from feedback_nlp.extract.training.export import export_network, save_arrays
from feedback_nlp.extract.training.fit import FitSettings, fit
from feedback_nlp.extract.training.theme_fit import fit_themes, theme_table, wanted_themes
from feedback_nlp.extract.training.vary import city_names, varied

VARIANTS = 4
PRACTICE = 1000
SHORTEST, LONGEST = 2, 9
"""Words of the measures that practice testimonials are composed of."""
SEED = 7


class Trainer:
    """Trains on a part of the corpus."""

    def __init__(self, corpus: dict[str, list[Row]], upstream: Path, epochs: int) -> None:
        """Read what every training needs.

        Args:
            corpus: File → testimonials.
            upstream: Folder with the upstream weights of all-MiniLM-L6-v2.
            epochs: Times that every testimonial is seen.

        Raises:
            ModelFileError: If the upstream weights are missing or of another version.
        """
        check_hash(upstream / "model.safetensors", UPSTREAM["model.safetensors"], "download all-MiniLM-L6-v2 there")
        self.upstream = load_file(upstream / "model.safetensors")
        self.corpus, self.epochs, self.encoder = corpus, epochs, load_encoder()
        self.names = city_names()

    def train(self, test: frozenset[str], folder: Path) -> None:
        """Train on the testimonials that are not tested and write the model into a folder."""
        rows = [row for rows in self.corpus.values() for row in rows if row["id"] not in test]
        chance = random.Random(SEED)  # noqa: S311 -- not cryptographic
        variants = [rows, *([varied(row, self.names, chance) for row in rows] for _ in range(VARIANTS))]
        examples = [make_examples(variant, self.encoder) for variant in variants]
        practice = make_examples(self._practice(rows, chance), self.encoder)
        network = fit(examples, practice, self.upstream, FitSettings(epochs=self.epochs), _say)
        stored = _stored()
        names = export_network(network, self.upstream, folder, temperature=stored["temperature"])
        features, likeness = theme_table(rows, load_codebook(None).themes, self.encoder)
        model = fit_themes(features, likeness, wanted_themes(rows), bias=stored["theme_bias"])
        parts = {"weight": model.weight, "bias": model.bias, "mix": model.mix, "unknown": model.unknown}
        save_arrays(folder / THEMES, {name: part.astype(np.float16) for name, part in parts.items()})
        _write(folder / CALIBRATION, stored)
        trained_on = sorted(fingerprint(row["text"]) for row in rows)
        known = json.loads((MODELS / CROSS_VALIDATION).read_text(encoding="utf-8"))
        _write(folder / CROSS_VALIDATION, {**known, "trained_on": trained_on})
        write_manifest(folder, [*names, THEMES, CALIBRATION, CROSS_VALIDATION])

    def _practice(self, rows: Sequence[Row], chance: random.Random) -> list[Row]:
        phrases = sorted({m["text"] for row in rows for m in row["measures"]})
        chosen = [phrase for phrase in phrases if SHORTEST <= len(phrase.split()) <= LONGEST]
        cities = [(name, country) for country in sorted(self.names) for name in self.names[country]]
        return [composed(chosen, cities, chance) for _ in range(PRACTICE)]


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 0, or 2 after printing an error."""
    parser = argparse.ArgumentParser(prog="python -m feedback_nlp.extract.training", description=__doc__)
    parser.add_argument("--upstream", type=Path, required=True, help="folder with all-MiniLM-L6-v2")
    parser.add_argument("--corpus", type=Path, default=Path("data/gold"), help="folder with the gold testimonials")
    parser.add_argument("--target", type=Path, default=MODELS, help="folder of the model (default: the package)")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--folds", choices=("authors", "random"), help="cross-validate instead of training")
    options = parser.parse_args(arguments)
    try:
        corpus = read_corpus(options.corpus)
        trainer = Trainer(corpus, options.upstream, options.epochs)
        if options.folds is None:
            trainer.train(frozenset(row["id"] for row in corpus["dev"]), options.target)
        else:
            _cross_validate(trainer, corpus, options.folds, options.target)
    except FeedbackNlpError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    return 0


def _cross_validate(trainer: Trainer, corpus: dict[str, list[Row]], kind: str, target: Path) -> None:
    folds = list(author_folds(corpus) if kind == "authors" else random_folds(corpus))
    tested = frozenset().union(*(fold.test for fold in folds))
    rows = [row for rows in corpus.values() for row in rows if row["id"] in tested]
    figures = score(rows, cross_validated(corpus, iter(folds), trainer.train))
    path = target / CROSS_VALIDATION
    stored = json.loads(path.read_text(encoding="utf-8"))
    name = f"cross-validation, {len(folds)} folds ({kind})"
    result = {"testimonials": len(rows), "figures": figures_as_dict(figures)}
    _write(path, {**stored, "cross_validation": {**stored["cross_validation"], name: result}})
    manifest = json.loads((target / "models.json").read_text(encoding="utf-8"))
    write_manifest(target, list(manifest))


def _stored() -> dict[str, Any]:
    return dict(json.loads((MODELS / CALIBRATION).read_text(encoding="utf-8")))


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
