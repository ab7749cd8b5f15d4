"""Training examples."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from feedback_nlp.language.corpus import LARGEST_GROUP, TreebankCorpus, doc_of, grouped, roughened
from feedback_nlp.language.treebank import Sentence, read_treebank
from tests.language.trees import written


@cache
def tiny_treebank() -> list[Sentence]:
    """The sentences of the tiny treebank."""
    with TemporaryDirectory() as folder:
        return read_treebank(written(Path(folder)))


@pytest.fixture
def sentences() -> list[Sentence]:
    """The sentences of the tiny treebank."""
    return tiny_treebank()


def test_doc_of(sentences: list[Sentence]) -> None:
    """A doc holds the text, the sentences, the trees and the names."""
    doc = doc_of(sentences[:2], vocab=Vocab())
    assert doc.text == "Mayors don't wait. (Anna Berg) likes Umeå! "
    assert [sent.text for sent in doc.sents] == ["Mayors don't wait.", "(Anna Berg) likes Umeå!"]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Anna Berg", "PERSON"), ("Umeå", "PLACE")]
    assert doc[5].head.text == "Anna"


def test_groups_keep_documents_apart(sentences: list[Sentence]) -> None:
    """Groups hold every sentence once, in order, and none crosses a document."""
    for seed in range(20):
        groups = list(grouped(sentences * 9, source=random.Random(seed)))  # noqa: S311
        assert [sentence for group in groups for sentence in group] == sentences * 9
        assert all(not sentence.opens_document for group in groups for sentence in group[1:])
        assert max(map(len, groups)) <= LARGEST_GROUP


@given(st.integers())
def test_roughening_keeps_the_analysis(seed: int) -> None:
    """Whatever is done to the letters, the doc is legal and the remaining words keep tags and heads."""
    group = tiny_treebank()
    rough = roughened(group, source=random.Random(seed))  # noqa: S311
    doc = doc_of(rough, vocab=Vocab())
    assert len(list(doc.sents)) == len(group)
    kept = [token for token in doc if not token.text.isspace()]
    gold = list(doc_of(group, vocab=Vocab()))
    assert len(gold) - len(group) <= len(kept) <= len(gold)
    heads = {token.text.lower(): token.head.text.lower() for token in gold}
    pairs = [(token.text.lower(), token.head.text.lower()) for token in kept]
    assert all(heads[word.replace("umea", "umeå")] == head for word, head in pairs)


def test_corpus_is_repeatable(tmp_path: Path) -> None:
    """Two corpora with one seed give the same examples, encoded; a second pass comes in another order."""
    nlp = spacy.blank("en")
    nlp.add_pipe("token_encoder")
    options = {"paths": [written(tmp_path)] * 4, "variants": 2, "limit": 0, "seed": 3}
    one, other = TreebankCorpus(**options), TreebankCorpus(**options)
    first = [example.reference.text for example in one(nlp)]
    assert first == [example.reference.text for example in other(nlp)]
    again = list(one(nlp))
    assert sorted(first) == sorted(example.reference.text for example in again)
    assert all(np.any(example.predicted._.token_vectors) for example in again)
    assert not any(example.predicted.has_annotation("DEP") for example in again)
