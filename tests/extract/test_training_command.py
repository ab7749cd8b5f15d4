"""The training command on a small corpus; skipped without torch, which training alone needs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from feedback_nlp.extract.accuracy import TEST_PART, stored_accuracy
from feedback_nlp.extract.network import MODELS
from feedback_nlp.extract.training import material
from feedback_nlp.extract.training.calibrate import Evidence

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from feedback_nlp.extract.training import __main__ as command  # noqa: E402 -- imports torch
from feedback_nlp.extract.training import trainer as training  # noqa: E402

GOLD = Path(__file__).parents[2] / "data" / "gold"
SIZES = {"dev": 10, "train_a": 10, "train_h": 4, "calibration": 6, "test": 6}
RIGHT, WRONG = ((0.95, 0.9, 0.95), True), ((0.5, 0.6, 0.4), False)
SEEN = Evidence(np.array([[1.5, -0.5]]), np.array([[True, False]]), [RIGHT, WRONG])
"""What a network of one short epoch does not give: transfers, some right and some wrong."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for name, size in SIZES.items():
        lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / f"{name}.jsonl").write_text("".join(lines[:size]), encoding="utf-8")
    phrases = ["phrase,themes", "tool library,energy", "green tape for permits,governance", "nightly bus,mobility"]
    (folder / "phrases.csv").write_text("\n".join([*phrases, ""]), encoding="utf-8")
    return folder


@pytest.fixture
def model(tmp_path) -> Path:
    return Path(shutil.copytree(MODELS, tmp_path / "model"))


@pytest.fixture
def train(monkeypatch, small_upstream, corpus, model, tmp_path):
    """Return what runs the command with small weights."""
    monkeypatch.setattr(training, "check_hash", lambda *_: None)
    monkeypatch.setattr(training, "load_file", lambda _: small_upstream)
    monkeypatch.setattr(material, "PRACTICE", 12)
    monkeypatch.setattr(command, "evidence_of", lambda *_: SEEN)
    places = ["--upstream", str(tmp_path), "--corpus", str(corpus), "--target", str(model), "--epochs", "1"]
    return lambda *options: command.main([*places, *options])


def folds(model: Path) -> dict[str, int]:
    """Return how many testimonials each stored cross-validation has."""
    return {name: found.testimonials for name, found in stored_accuracy(model).items() if name != TEST_PART}


def test_folds_are_judged_beside_a_model_that_stays(train, model, tmp_path):
    """Later folds are added, and a fold whose model is there is judged without another training."""
    work = ("--folds", "random", "--work", str(tmp_path / "work"))
    before = {path.name: path.read_bytes() for path in model.iterdir()}
    assert train(*work, "--only", "2", "1") == 0
    assert folds(model) == {"cross-validation, folds 1, 2 of 5 (random)": 8}
    first, second = sorted((tmp_path / "work").glob("*/random-*"), key=lambda folder: folder.name)
    assert json.loads((first / "calibration.json").read_text(encoding="utf-8"))["themes"]["scale"] > 0
    made = (second / "heads.npz").stat().st_mtime_ns
    assert train(*work, "--only", "2", "3") == 0
    assert folds(model) == {"cross-validation, folds 1, 2, 3 of 5 (random)": 12}
    assert (second / "heads.npz").stat().st_mtime_ns == made
    changed = {path.name for path in model.iterdir() if path.read_bytes() != before[path.name]}
    assert changed == {"crossval.json", "models.json"}


def test_a_model_is_trained_calibrated_and_judged(train, model, corpus):
    """Figures of other models go; the development part is not trained on."""
    assert train() == 0
    assert {name: found.testimonials for name, found in stored_accuracy(model).items()} == {TEST_PART: SIZES["test"]}
    known = json.loads((model / "crossval.json").read_text(encoding="utf-8"))["trained_on"]
    assert len(known) == SIZES["train_a"] + SIZES["train_h"]
    calibration = json.loads((model / "calibration.json").read_text(encoding="utf-8"))
    assert calibration["transfers"]["rung"] > 0


def test_a_model_that_cannot_be_calibrated_is_an_error(train, monkeypatch, capsys):
    """The message says what to do."""
    monkeypatch.setattr(command, "evidence_of", lambda *_: Evidence(SEEN.themes, SEEN.wanted, []))
    assert train("--calibrate") == 2
    assert "train longer or on more testimonials" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--folds", "random", "--work", "w", "--only", "6"], "numbers from 1 to 5"),
        (["--folds", "random"], "--folds needs --work"),
        (["--folds", "random", "--calibrate"], "not allowed with"),
        (["--only", "1"], "name those too"),
    ],
)
def test_options_that_do_not_go_together_are_refused(train, options, told, capsys):
    with pytest.raises(SystemExit, match="2"):
        train(*options)
    assert told in capsys.readouterr().err
