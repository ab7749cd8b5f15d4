"""Tokens."""

from __future__ import annotations

import pytest
import spacy

from feedback_nlp.language.tokens import adapt_tokenizer


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Great!!", ["Great", "!!"]),
        ("What?!", ["What", "?!"]),
        ("***note***", ["***", "note", "***"]),
        ("----", ["----"]),
        ("trees, hedges, etc. grow", ["trees", ",", "hedges", ",", "etc.", "grow"]),
        ("by e-mail.", ["by", "e-mail", "."]),
        ("Fine! (yes)", ["Fine", "!", "(", "yes", ")"]),
        ("car-free", ["car", "-", "free"]),
        ("don't", ["do", "n't"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    """Runs of a mark stay whole, and what was split before is split as before."""
    nlp = spacy.blank("en")
    adapt_tokenizer(nlp)
    assert [token.text for token in nlp(text)] == tokens
