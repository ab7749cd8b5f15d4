"""Reading CoNLL-U."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from feedback_nlp.errors import InputFormatError, InputNotFoundError
from feedback_nlp.language.treebank import Sentence, read_treebank
from tests.language.trees import TREEBANK, written


@pytest.fixture
def sentences(tmp_path: Path) -> list[Sentence]:
    """The sentences of the tiny treebank."""
    return read_treebank(written(tmp_path))


def test_text_is_restored(sentences: list[Sentence]) -> None:
    """Forms and spaces give back the text, through contractions and past empty nodes."""
    texts = ["".join(word.form + " " * word.space for word in sentence.words).rstrip() for sentence in sentences]
    assert texts == ["Mayors don't wait.", "(Anna Berg) likes Umeå!", "Buses, trams"]


def test_trees(sentences: list[Sentence]) -> None:
    """Heads are indices in the sentence, and the root is its own head."""
    assert [word.head for word in sentences[0].words] == [3, 3, 3, 3, 3]
    assert [word.dep for word in sentences[2].words] == ["ROOT", "punct", "conj"]


def test_borders(sentences: list[Sentence]) -> None:
    """Documents and paragraphs begin where the comments say."""
    assert [(s.opens_document, s.opens_paragraph) for s in sentences] == [(True, True), (False, False), (True, True)]


def test_names(sentences: list[Sentence]) -> None:
    """The proper nouns of a mention carry its kind; other words carry none."""
    assert [word.entity for word in sentences[1].words] == ["", "PERSON", "PERSON", "", "", "PLACE", ""]


def test_gzip(tmp_path: Path, sentences: list[Sentence]) -> None:
    """A compressed treebank reads the same."""
    path = tmp_path / "tiny.conllu.gz"
    path.write_bytes(gzip.compress(TREEBANK.encode()))
    assert read_treebank(path) == sentences


@pytest.mark.parametrize(
    ("line", "message"),
    [("1\tonly\tfour\tcolumns", "line 1: 4 columns, expected 10"), ("1" + "\t_" * 9, "the head '_' of the word '_'")],
)
def test_broken(tmp_path: Path, line: str, message: str) -> None:
    """What is no CoNLL-U is refused with the place and the reason."""
    path = tmp_path / "broken.conllu"
    path.write_text(line + "\n")
    with pytest.raises(InputFormatError, match=message):
        read_treebank(path)


def test_missing(tmp_path: Path) -> None:
    """A missing file is named."""
    with pytest.raises(InputNotFoundError, match=r"there is no treebank .*none\.conllu"):
        read_treebank(tmp_path / "none.conllu")
