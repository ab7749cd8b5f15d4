"""`python -m feedback_nlp.extract.cities.training --gold DIR --treebanks DIR [--programme FILE] [--errors]`.

Reads coded testimonials (`*.jsonl`) and treebanks (`gum_train`, `ewt_train`), writes `names.npz` into the package's
source folder and prints the figures of a cross-validation that keeps a file's testimonials together.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

import numpy as np

from feedback_nlp.encoder import load_encoder
from feedback_nlp.encoder.files import write_manifest
from feedback_nlp.extract.cities.classifier import WEIGHTS, NameClassifier
from feedback_nlp.extract.cities.component import city_recogniser
from feedback_nlp.extract.cities.training.examples import Example, gold_examples, respelt, treebank_examples
from feedback_nlp.extract.cities.training.learn import Rows, crossed, design, rows_of, train
from feedback_nlp.extract.cities.training.written import Writer
from feedback_nlp.extract.gold_format import training_files
from feedback_nlp.places import Gazetteer, load_gazetteer
from feedback_nlp.programme import Programme, load_programme

_COPIES, _FOLDS, _SEED = 12, 4, 5
_RESPELT = {
    "gold": (0.3, 0.1),
    "gum": (0.1, 0.12),
    "ewt": (0.0, 0.06),
    "written city": (0.05, 0.05),
    "written organisation": (0.0, 0.05),
}
"""Share of the examples of a source that are repeated in small letters, and in capitals."""


def collect(gold: Path, treebanks: Path, gazetteer: Gazetteer, programme: Programme) -> list[Example]:
    """Return all examples, respelt ones included, in a fixed order."""
    stated = [(city.name, city.country) for city in programme.cities]
    examples = list(gold_examples(gold))
    for name in ("gum", "ewt"):
        examples.extend(treebank_examples(treebanks / f"{name}_train.conllu.gz", gazetteer, name))
    examples.extend(Writer(gazetteer, stated, seed=_SEED).examples(_COPIES))
    draw = random.Random(_SEED)  # noqa: S311 -- sampling, not secrets
    again = []
    for example in examples:
        lower, upper = _RESPELT.get(example.source, (0.0, 0.0))
        if draw.random() < lower:
            again.append(respelt(example, upper=False))
        if draw.random() < upper:
            again.append(respelt(example, upper=True))
    return examples + again


def report(rows: Rows, verdicts: dict[int, bool], *, errors: bool) -> str:
    """Return precision, recall and F1 over the candidates of the gold texts, with the wrong ones if wanted."""
    lines = [f"cross-validated on gold, files kept together: {_score(rows, verdicts)}"]
    for group in sorted({str(rows.groups[i]) for i in verdicts}):
        inside = {i: verdict for i, verdict in verdicts.items() if rows.groups[i] == group}
        lines.append(f"  {group}: {_score(rows, inside)}")
    if errors:
        wrong = (i for i, verdict in sorted(verdicts.items()) if verdict != bool(rows.labels[i]))
        lines += [f"{'missed' if rows.labels[i] else 'extra'}\t{rows.shown[i]}" for i in wrong]
    return "\n".join(lines) + "\n"


def _score(rows: Rows, verdicts: dict[int, bool]) -> str:
    hits = sum(verdict and rows.labels[i] == 1 for i, verdict in verdicts.items())
    said, true = sum(verdicts.values()), int(sum(rows.labels[i] for i in verdicts))
    return f"P {hits / said:.4f} R {hits / true:.4f} F1 {2 * hits / (said + true):.4f} n {true}"


def save(classifier: NameClassifier, path: Path) -> None:
    """Write a classifier's weights; equal weights give equal bytes."""
    np.savez(
        path,
        features=np.array(list(classifier.features)),
        weights=np.array(list(classifier.features.values()), dtype=np.float32),
        states=classifier.states.astype(np.float32),
        offset=np.float64(round(classifier.offset, 5)),
    )


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m feedback_nlp.extract.cities.training", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--programme", type=Path, default=None)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    programme = load_programme(options.programme)
    plain, full = load_gazetteer(), load_gazetteer(extra=programme.cities)
    bare, stated = city_recogniser(plain, []), city_recogniser(full, list(programme.cities))
    examples = collect(options.gold, options.treebanks, plain, programme)
    rows = rows_of(examples, bare=bare, stated=stated, encoder=load_encoder())
    made = design(rows)
    files = [path.stem for path in training_files(options.gold)]
    verdicts = dict(crossed(made, rows, [files[i::_FOLDS] for i in range(_FOLDS)]))
    sys.stdout.write(report(rows, verdicts, errors=options.errors))
    save(made.classifier(train(made, rows, np.ones(len(rows.labels), dtype=np.bool_))), WEIGHTS)
    write_manifest(WEIGHTS.parent, [WEIGHTS.name])
    sys.stdout.write(f"{WEIGHTS}: {WEIGHTS.stat().st_size:,} bytes from {len(rows.labels):,} candidates\n")


if __name__ == "__main__":
    main()
