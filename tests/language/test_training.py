"""Training, on a handful of sentences."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from spacy.language import Language

from feedback_nlp.encoder.files import recorded_hashes, sha256
from feedback_nlp.errors import InputNotFoundError
from feedback_nlp.language.evaluate import evaluate, main
from feedback_nlp.language.pipeline import build_nlp
from feedback_nlp.language.training import train_pipeline
from feedback_nlp.language.treebank import read_treebank
from tests.language.trees import TREEBANK

SHORT = {
    "training.max_steps": 24,
    "training.eval_frequency": 24,
    "training.dropout": 0.0,
    "training.optimizer.learn_rate.warmup_steps": 2,
    "components.parser.min_action_freq": 1,
    "components.tok2vec.model.width": 16,
}


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline trained on the tiny treebank; its log is beside it."""
    folder = tmp_path_factory.mktemp("training")
    for part in ("train", "dev"):
        (folder / f"tiny_{part}.conllu").write_text(TREEBANK * 3, encoding="utf-8")
    train_pipeline(folder, folder / "model", overrides=SHORT, log=io.StringIO())
    return folder


def test_it_learns(trained: Path) -> None:
    """A few steps on three sentences are enough to know their tags by heart."""
    nlp = build_nlp(str(trained / "model"))
    figures = evaluate(nlp, read_treebank(trained / "tiny_dev.conllu"), own_tokens=False)
    assert figures["tags"] > 80
    assert figures["lemmas"] == 100
    assert set(figures) >= {"UAS", "LAS", "sentences F", "names F", "features"}


def test_written_with_hashes_and_without_paths(trained: Path) -> None:
    """Every file of the model is hashed, and none tells where the treebanks were."""
    model = trained / "model"
    files = {path.relative_to(model).as_posix(): path for path in model.rglob("*") if path.is_file()}
    del files["models.json"]
    assert recorded_hashes(model) == {name: sha256(path) for name, path in files.items()}
    assert not any(str(trained).encode() in path.read_bytes() for path in files.values())


def test_repeatable(trained: Path, tmp_path: Path) -> None:
    """Training again gives the same bytes."""
    train_pipeline(trained, tmp_path / "again", overrides=SHORT, log=io.StringIO())
    assert recorded_hashes(tmp_path / "again") == recorded_hashes(trained / "model")


def test_no_treebanks(tmp_path: Path) -> None:
    """A folder without treebanks is named."""
    with pytest.raises(InputNotFoundError, match=r"holds no \*_train\.conllu\.gz"):
        train_pipeline(tmp_path, tmp_path / "model")


def test_evaluate_command(trained: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints a line for own and one for given tokens."""
    arguments = ["--treebank", str(trained / "tiny_dev.conllu"), "--pipeline", str(trained / "model")]
    assert main(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    assert ['"tokens": "own"' in line for line in lines] == [True, False]


def test_evaluate_command_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing pipeline is an error of one line."""
    assert main(["--treebank", str(tmp_path / "none.conllu"), "--pipeline", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_pipeline_type(trained: Path) -> None:
    """What is trained is a spaCy pipeline with the documented parts."""
    nlp = build_nlp(str(trained / "model"))
    assert isinstance(nlp, Language)
    assert nlp.pipe_names[0] == "token_encoder"
