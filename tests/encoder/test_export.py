"""Making the encoder from upstream weights."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from feedback_nlp.encoder.export import main
from feedback_nlp.encoder.files import recorded_hashes
from feedback_nlp.encoder.model import MODELS
from feedback_nlp.encoder.quantise import LINEAR_LEVELS, balance, quantise_columns, quantise_rows


def test_missing_upstream(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the upstream weights the command says what to download, and fails."""
    assert main(["--upstream", str(tmp_path)]) == 2
    assert "model.safetensors is missing; download sentence-transformers" in capsys.readouterr().err


def test_wrong_upstream(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Other weights than the expected ones are refused."""
    (tmp_path / "model.safetensors").write_bytes(b"other")
    assert main(["--upstream", str(tmp_path)]) == 2
    assert "expected 53aa51172d14" in capsys.readouterr().err


def test_export_is_reproducible(tmp_path: Path) -> None:
    """The export gives the shipped bytes (needs UPSTREAM_MINILM, onnx and safetensors)."""
    upstream = os.environ.get("UPSTREAM_MINILM")
    if not upstream:
        pytest.skip("UPSTREAM_MINILM names no folder")
    assert main(["--upstream", upstream, "--target", str(tmp_path)]) == 0
    assert recorded_hashes(tmp_path) == recorded_hashes(MODELS)


def test_columns_round_trip() -> None:
    """Levels times scales is the weight to half a level, and levels stay in seven bits."""
    weight = np.random.default_rng(0).normal(size=(8, 5)).astype(np.float32)
    levels, scales = quantise_columns(weight)
    assert np.abs(levels).max() == LINEAR_LEVELS
    assert (np.abs(levels * scales - weight) <= scales / 2 + 1e-6).all()


def test_rows_of_zeros() -> None:
    """A row of zeros stays one."""
    levels, scales = quantise_rows(np.zeros((2, 3), dtype=np.float32))
    assert not levels.any()
    assert np.isfinite(scales).all()


def test_balance_moves_outliers() -> None:
    """A channel with a large range gets the largest factor, and the factors cancel on the whole."""
    gain = np.array([1, 1, 10], dtype=np.float32)
    factors = balance(gain, np.zeros(3, dtype=np.float32), np.ones((3, 2), dtype=np.float32))
    assert factors.argmax() == 2
    np.testing.assert_allclose(np.log(factors).mean(), 0, atol=1e-6)
