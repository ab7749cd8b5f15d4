"""Codebooks read from YAML."""

from pathlib import Path

import pytest

from feedback_nlp.codebook import load_codebook
from feedback_nlp.errors import ConfigurationError, InputNotFoundError

OWN = """
extends: default
themes:
  - {id: energy, label: Power, description: Electricity and heat., cues: [power*]}
  - {id: noise, label: Noise, description: Quiet streets and noise protection., cues: [noise, quiet*]}
"""


def test_packaged_codebook_has_the_eight_themes() -> None:
    """The default codebook is the one of the gold corpus."""
    assert load_codebook(None).theme_ids == (
        "built-environment",
        "energy",
        "circular-economy",
        "sustainable-mobility",
        "nature-based-solutions",
        "citizen-engagement",
        "financing",
        "governance",
    )


def test_extension_replaces_by_id_and_appends(tmp_path: Path) -> None:
    """A user's theme of the same id replaces the packaged one in place; others follow it."""
    path = tmp_path / "codebook.yaml"
    path.write_text(OWN, encoding="utf-8")
    codebook = load_codebook(path)
    assert codebook.theme_ids == (*load_codebook(None).theme_ids, "noise")
    assert codebook.themes[1].label == "Power"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("themes: []\n", "themes"),
        ("themes: [{id: Noise, label: N, description: d}]\n", "id"),
        ("themes: [{id: a, label: A}]\n", "description"),
        ("themes: [{id: a, label: A, description: d, cue: [x]}]\n", "unknown key 'themes.0.cue'"),
        (
            "themes: [{id: a, label: A, description: d}, {id: a, label: A, description: d}]\n",
            "theme 'a' twice",
        ),
    ],
)
def test_wrong_codebooks_say_what_is_wrong(tmp_path: Path, content: str, message: str) -> None:
    """A wrong key or value is named."""
    path = tmp_path / "codebook.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=message):
        load_codebook(path)


def test_missing_codebook_is_named(tmp_path: Path) -> None:
    """A path that does not exist is an error, not the default."""
    with pytest.raises(InputNotFoundError, match="none.yaml"):
        load_codebook(tmp_path / "none.yaml")
