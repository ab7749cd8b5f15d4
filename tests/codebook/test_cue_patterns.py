"""Cue patterns in texts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.codebook import CueMatcher, compile_cues


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


_CUES = ["heat", "heat pump*", "heat*", "heating network*", "e-bike*", "bike", "30 km/h", "citizens' panel*", "(co2)"]
_WORDS = ["heat", "heats", "pump", "pumps", "heating", "network", "e-bike", "bikes", "30", "km/h", "citizens’", "panel"]


@given(st.lists(st.sampled_from([*_WORDS, "(CO2)", "-", "."]), max_size=12), st.sampled_from([" ", "\n", ""]))
def test_cues_together_match_where_one_of_them_does(words: list[str], between: str) -> None:
    """One expression for all cues finds its first match where the first match of a single cue starts."""
    text = between.join(words)
    alone = [match.start() for cue in _CUES if (match := _found(cue, text))]
    together = next(CueMatcher(_CUES).spans(text), None)
    assert (None if together is None else together[0]) == min(alone, default=None)


def _found(cue: str, text: str) -> re.Match[str] | None:
    pattern = compile_cues([cue])
    assert pattern is not None
    return pattern.search(text)
