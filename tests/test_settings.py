from __future__ import annotations

from pathlib import Path

import pytest

from feedback_nlp.errors import ConfigurationError, InputNotFoundError
from feedback_nlp.settings import Settings, load_settings


def load(folder: Path, content: str | bytes) -> Settings:
    """Write a settings file and load it."""
    path = folder / "feedback-nlp.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return load_settings(path)


def test_defaults() -> None:
    """Without a file every setting has its default."""
    assert load_settings(None) == Settings()


def test_a_file_sets_what_it_names(tmp_path: Path) -> None:
    """Named settings change, the others keep their defaults."""
    loaded = load(tmp_path, "ingest:\n  columns: {text: Comment}\n  min_words: 5\ntopics: {resolution: 1.5}\n")
    assert loaded.ingest.columns == {"text": "Comment"}
    assert (loaded.ingest.min_words, loaded.topics.resolution) == (5, 1.5)
    assert loaded.extract == Settings().extract


def test_an_empty_file_is_the_default(tmp_path: Path) -> None:
    """A file without content changes nothing."""
    assert load(tmp_path, "# nothing yet\n") == Settings()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("ingst: {}\n", "unknown key 'ingst'"),
        ("ingest: {colums: {}}\n", "unknown key 'ingest.colums'"),
        ("ingest: {min_words: 0}\n", "got 0"),
        ("ingest: {min_words: many}\n", "got 'many'"),
        ("ingest: {columns: {tekst: Comment}}\n", "ingest.columns.tekst"),
        ("extract: {min_city_score: 1.5}\n", "got 1.5"),
        ("topics: 7\n", "topics must be a mapping with keys such as"),
        ("- a\n- b\n", "must be a mapping"),
        ("a: [\n", "not valid YAML"),
        (b"\xff\xfe\x00", "not valid YAML"),
    ],
)
def test_wrong_files(tmp_path: Path, content: str | bytes, told: str) -> None:
    """A wrong key or value is told in one line with the file, the key and the value."""
    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path, content)
    message = str(caught.value)
    assert told in message
    assert "feedback-nlp.yaml" in message
    assert "\n" not in message


def test_missing_file(tmp_path: Path) -> None:
    """A file that does not exist is told as such."""
    with pytest.raises(InputNotFoundError, match="there is no file"):
        load_settings(tmp_path / "gone.yaml")
