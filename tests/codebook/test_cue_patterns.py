"""Cue patterns in texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.codebook import CueMatcher


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Retrofitting works", ["Retrofitting"]),
        ("a preretrofit", []),
        ("natural gas and gas", ["gas", "gas"]),
        ("greenhouse gas emissions", []),
        ("one-stop\n shop", ["one-stop\n shop"]),
        ("the citizens’ panel", ["citizens’ panel"]),
        ("GAS", ["GAS"]),
        ("gasoline", []),
        ("", []),
    ],
)
def test_cues_stand_on_word_borders_and_outside_negative_cues(text: str, found: list[str]) -> None:
    """Stems, phrases and case are matched; parts of words and negative cues are not."""
    matcher = CueMatcher(["gas", "retrofit*", "one-stop shop", "citizens' panel"], ["greenhouse gas"])
    assert [text[start:end] for start, end in matcher.spans(text)] == found


def test_no_cues_match_nothing() -> None:
    """A theme without cues is legal."""
    assert list(CueMatcher([]).spans("anything at all")) == []


@given(st.text(max_size=200))
def test_spans_are_inside_the_text_and_in_order(text: str) -> None:
    """Whatever the text, spans are ordered, disjoint and within it."""
    spans = list(CueMatcher(["a*", "the", "1"]).spans(text))
    flat = [offset for span in spans for offset in span]
    assert flat == sorted(flat)
    assert all(0 <= start < end <= len(text) for start, end in spans)
