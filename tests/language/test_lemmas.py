"""Lemma tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from feedback_nlp.language.lemmas import LemmaTables
from feedback_nlp.language.treebank import Sentence, Word

PAIRS = [
    ("cities", "city", "NNS"),
    ("parties", "party", "NNS"),
    ("duties", "duty", "NNS"),
    ("trees", "tree", "NNS"),
    ("roofs", "roof", "NNS"),
    ("streets", "street", "NNS"),
    ("children", "child", "NNS"),
    ("planted", "plant", "VBD"),
    ("wanted", "want", "VBD"),
    ("went", "go", "VBD"),
    ("me", "I", "PRP"),
]


@pytest.fixture(scope="module")
def tables() -> LemmaTables:
    """Tables learned from a few words."""
    words = tuple(Word(form, lemma, "X", tag, "", 0, "dep", space=True) for form, lemma, tag in PAIRS)
    tables = LemmaTables()
    tables.learn([Sentence(words, opens_document=True, opens_paragraph=True, has_entities=False)])
    return tables


@pytest.mark.parametrize(("form", "lemma", "tag"), PAIRS)
def test_seen(tables: LemmaTables, form: str, lemma: str, tag: str) -> None:
    """Every form that was learned has its lemma, in capitals too."""
    assert tables.lemma(form, tag) == lemma
    assert tables.lemma(form.upper(), tag) == lemma


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("studies", "NNS", "study"),
        ("Meadows", "NNS", "meadow"),
        ("painted", "VBD", "paint"),
        ("Tree", "NN", "tree"),
        ("Turin", "NNP", "Turin"),
        ("Went", "NNP", "Went"),
        ("\n", "_SP", "\n"),
    ],
)
def test_unseen(tables: LemmaTables, form: str, tag: str, lemma: str) -> None:
    """Unseen words take the change of their ending; names and white space stay as they are."""
    assert tables.lemma(form, tag) == lemma


def test_irregular_forms_alone_are_listed(tables: LemmaTables) -> None:
    """What the endings get right is not stored again."""
    assert "children" in tables.forms["NNS"]
    assert "cities" not in tables.forms["NNS"]


def test_round_trip(tables: LemmaTables, tmp_path: Path) -> None:
    """Tables that are written and read again are the same."""
    tables.to_disk(tmp_path / "lemmas")
    again = LemmaTables().from_disk(tmp_path / "lemmas")
    assert (again.forms, again.endings) == (tables.forms, tables.endings)


def test_component(tables: LemmaTables) -> None:
    """On a doc, lemmas come from forms and tags."""
    doc = Doc(Vocab(), words=["Cities", "planted", "Lime", "trees"], tags=["NNS", "VBD", "NNP", "NNS"])
    assert [token.lemma_ for token in tables(doc)] == ["city", "plant", "Lime", "tree"]
