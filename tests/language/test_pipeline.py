"""The shipped pipeline, and others by name."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from feedback_nlp.errors import ConfigurationError, ModelFileError
from feedback_nlp.language import pipeline
from feedback_nlp.language.pipeline import MODEL, build_nlp

TEXTS = [
    "Anna Berg from Umeå showed us her plan. We will copy it next year.",
    "",
    "we liked the trees\n\n- shade\n- cooler air",
    "🎉🎉",
    "Guimarães did not wait; neither will we.",
]


@cache
def shipped() -> Language:
    """The shipped pipeline."""
    return build_nlp()


@pytest.fixture
def nlp() -> Language:
    """The shipped pipeline."""
    return shipped()


def test_analysis(nlp: Language) -> None:
    """Tags, lemmas, heads and sentences of a plain text are right."""
    doc = nlp("The mayors visited Turin. They were planting young trees there.")
    assert [sent.text for sent in doc.sents] == ["The mayors visited Turin.", "They were planting young trees there."]
    analysis = {token.text: (token.tag_, token.pos_, token.lemma_, token.dep_, token.head.text) for token in doc}
    assert analysis["mayors"] == ("NNS", "NOUN", "mayor", "nsubj", "visited")
    assert analysis["Turin"] == ("NNP", "PROPN", "Turin", "obj", "visited")
    assert analysis["planting"] == ("VBG", "VERB", "plant", "ROOT", "planting")
    assert analysis["trees"] == ("NNS", "NOUN", "tree", "obj", "planting")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("we liked the trees. we will plant some", 2),
        ("Shade\n\nCooler air", 2),
        ("We saw:\n- trees on roofs\n- gardens", 3),
        ("The line was broken\nby the mail program.", 1),
        ("ok", 1),
    ],
)
def test_sentences_of_messy_text(nlp: Language, text: str, count: int) -> None:
    """Sentences are found without capitals and stops, and layout decides where it speaks."""
    assert len([sent for sent in nlp(text).sents if sent.text.strip()]) == count


def test_neighbours_change_nothing(nlp: Language) -> None:
    """In any batch and order, a text gets the same analysis."""
    alone = [nlp(text).to_json() for text in TEXTS]
    for size in (1, 2, 64):
        docs = nlp.pipe(TEXTS[::-1], batch_size=size)
        assert [doc.to_json() for doc in docs][::-1] == alone


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120))
def test_any_text(text: str) -> None:
    """Whatever the text, it is kept as it is, and every token belongs to a sentence."""
    doc = shipped()(text)
    assert doc.text == text
    assert sum(len(sent) for sent in doc.sents) == len(doc)
    assert np.isfinite(doc._.token_vectors).all()


def test_long_text(nlp: Language) -> None:
    """100,000 characters are analysed to the end."""
    doc = nlp(("Our officers visited the depot and took notes. " * 2200)[:100_000])
    assert len(list(doc.sents)) > 2000


def test_round_trip(nlp: Language, tmp_path: Path) -> None:
    """A pipeline that is written and loaded by its folder gives the same analysis."""
    nlp.to_disk(tmp_path / "copy")
    again = build_nlp(str(tmp_path / "copy"))
    assert again(TEXTS[0]).to_json() == nlp(TEXTS[0]).to_json()


def test_altered_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipeline whose files changed does not load."""
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    (folder / "tok2vec" / "model").write_bytes(b"other")
    monkeypatch.setattr(pipeline, "MODEL", folder)
    with pytest.raises(ModelFileError, match=r"tok2vec/model has SHA-256"):
        build_nlp()


def test_unknown_pipeline() -> None:
    """A name that is not installed gives an error with the remedy."""
    with pytest.raises(ConfigurationError, match=r"no spaCy pipeline 'xx_none'; install it, or set extract\.pipeline"):
        build_nlp("xx_none")


def test_pipeline_without_parser(tmp_path: Path) -> None:
    """A pipeline that lacks what extraction needs is refused when it is loaded."""
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ConfigurationError, match="sets no dependencies and no tags; choose another"):
        build_nlp(str(tmp_path / "blank"))


def test_shipped_size() -> None:
    """The pipeline stays small enough to ship."""
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) < 15_000_000
