"""Hash checks of shipped files."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedback_nlp.encoder.files import recorded_hashes, sha256, verified_path, write_manifest
from feedback_nlp.encoder.model import MODELS, Encoder
from feedback_nlp.errors import ModelFileError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one listed file."""
    (tmp_path / "a.bin").write_bytes(b"weights")
    write_manifest(tmp_path, ["a.bin"])
    return tmp_path


def test_true_file(folder: Path) -> None:
    """A file that is itself is found."""
    assert verified_path(folder, "a.bin") == folder / "a.bin"


def test_altered_file(folder: Path) -> None:
    """One changed byte is an error that names the file and the remedy."""
    (folder / "a.bin").write_bytes(b"weightz")
    with pytest.raises(ModelFileError, match=r"a\.bin has SHA-256 .*, expected .*; reinstall"):
        verified_path(folder, "a.bin")


def test_missing_file(folder: Path) -> None:
    """A listed file that is gone is an error."""
    (folder / "a.bin").unlink()
    with pytest.raises(ModelFileError, match=r"a\.bin is missing"):
        verified_path(folder, "a.bin")


def test_unlisted_file(folder: Path) -> None:
    """A file that the manifest does not name is not used."""
    (folder / "b.bin").write_bytes(b"")
    with pytest.raises(ModelFileError, match=r"does not list b\.bin"):
        verified_path(folder, "b.bin")


@pytest.mark.parametrize("content", ["", "{", None])
def test_broken_manifest(tmp_path: Path, content: str | None) -> None:
    """A manifest that is missing or no JSON is an error."""
    if content is not None:
        (tmp_path / "models.json").write_text(content)
    with pytest.raises(ModelFileError, match=r"models\.json is missing or is not JSON"):
        recorded_hashes(tmp_path)


def test_encoder_refuses_an_altered_model(tmp_path: Path) -> None:
    """The encoder does not start on a model whose bytes changed."""
    for name in ("upper.onnx", "tokenizer.json", "models.json"):
        (tmp_path / name).write_bytes((MODELS / name).read_bytes())
    (tmp_path / "lower.onnx").write_bytes(b"not the model")
    with pytest.raises(ModelFileError, match=r"lower\.onnx"):
        Encoder(folder=tmp_path, threads=1)


def test_shipped_hashes_are_true() -> None:
    """Every shipped file is the one its hash names."""
    assert {name: sha256(MODELS / name) for name in recorded_hashes(MODELS)} == recorded_hashes(MODELS)
