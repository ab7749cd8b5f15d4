"""Comparing with the 32-bit model."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from feedback_nlp.encoder.compare import cosines, main
from feedback_nlp.encoder.model import load_encoder


def test_missing_upstream(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the upstream weights the command says what to download, and fails."""
    (tmp_path / "texts.txt").write_text("Trees cool streets.\n", encoding="utf-8")
    assert main(["--upstream", str(tmp_path), str(tmp_path / "texts.txt")]) == 2
    assert "model.safetensors is missing" in capsys.readouterr().err


def test_shipped_model_is_near() -> None:
    """The shipped model stays within 0.98 of the 32-bit one (needs UPSTREAM_MINILM, onnx and safetensors)."""
    upstream = os.environ.get("UPSTREAM_MINILM")
    if not upstream:
        pytest.skip("UPSTREAM_MINILM names no folder")
    tokens = load_encoder().tokenize(["Trees cool streets.", "We will copy the plan for hot days next year."])
    assert cosines(Path(upstream), tokens).min() > 0.98
