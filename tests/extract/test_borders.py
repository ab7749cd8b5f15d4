"""Borders of measures after decoding."""

import textwrap
from types import SimpleNamespace

import numpy as np
import pytest

from feedback_nlp.extract.borders import (
    hedged_gerunds,
    is_wrapped,
    joined_gerunds,
    list_marks,
    new_lines,
    parallel_gerunds,
    trimmed,
)
from feedback_nlp.extract.decode import BEGIN, END, INSIDE, Chain, legal_transitions
from feedback_nlp.extract.reading import measure_spans
from feedback_nlp.extract.words import split_words


@pytest.mark.parametrize(
    ("span", "kept"),
    [
        ("the rain gardens.", "rain gardens"),
        ("Sharing strategies for greening school yards", "greening school yards"),
        ("technical solutions for testing street closures", "testing street closures"),
        ("approach to mapping roofs", "mapping roofs"),
        ("the idea of lending tools", "lending tools"),
        ("how to plant trees", "plant trees"),
        ("solutions for streets", "solutions for streets"),
        ("strategy for heat", "strategy for heat"),
        ("sharing tools", "sharing tools"),
        ("idea box for pupils", "idea box for pupils"),
        ("proposed solar film behind windows", "solar film behind windows"),
        ("explained the take-back of boards", "take-back of boards"),
        ("explain targets to apprentices", "explain targets to apprentices"),
        ("has a tool library", "tool library"),
        ("open data in one table, so that firms can use it", "open data in one table"),
        ("lends scaffolds in order to have roofs mended", "lends scaffolds"),
        ("‘Metro minuto’ map of walks", "‘ Metro minuto ’ map of walks"),
        ("”map of walks", "map of walks"),
        ("!!", ""),
        ("the", ""),
    ],
)
def test_articles_marks_and_hedges_are_left_out(span: str, kept: str) -> None:
    """What the guidelines leave out goes; a noun that names the measure itself stays."""
    words = split_words(span)
    first, last = trimmed(words, 0, len(words))
    assert " ".join(span[start:end] for start, end in words.offsets[first:last].tolist()) == kept


@pytest.mark.parametrize(
    ("text", "measure", "likely"),
    [
        ("mapping bogs and restoring streams shows value", "mapping bogs", ["restoring"]),
        ("mapping bogs, restoring streams", "mapping bogs", ["restoring"]),
        ("mapping bogs, and restoring streams", "mapping bogs", ["restoring"]),
        ("mapping bogs shows restoring", "mapping bogs", []),
        ("rain gardens and restoring streams", "rain gardens", []),
        ("mapping bogs and streams", "mapping bogs", []),
        ("mapping bogs", "mapping bogs", []),
    ],
)
def test_a_parallel_gerund_is_likely_a_measure(text: str, measure: str, likely: list[str]) -> None:
    """Only the same form behind "and" or a comma counts."""
    words = split_words(text)
    found = parallel_gerunds(words, [words.covering(0, len(measure))])
    assert [words.lower[index] for index in found] == likely


@pytest.mark.parametrize(
    ("measure", "split"),
    [
        ("mapping roofs and replanting hedges", ["and", "replanting"]),
        ("greening school yards or opening them", []),
        ("lending tools and teaching", []),
        ("cooling with fountains or misting lines", []),
        ("tools for mending and painting walls", []),
        ("mending", []),
    ],
)
def test_two_gerunds_with_objects_are_likely_two_measures(measure: str, split: list[str]) -> None:
    """Only where both of them name what they act on."""
    words = split_words(measure)
    found = joined_gerunds(words, [words.covering(0, len(measure))])
    assert [words.lower[index] for pair in found for index in pair] == split


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("We liked sharing solutions for testing street closures", ["sharing", "testing"]),
        ("their approach to the mapping of bogs", ["approach", "mapping"]),
        ("solutions for streets", []),
        ("testing solutions", []),
        ("an idea of", []),
        ("", []),
    ],
)
def test_a_gerund_behind_a_hedge_is_likely_a_measure(text: str, likely: list[str]) -> None:
    """A hedge, from its first word, leads to the action that it hedges."""
    words = split_words(text)
    assert [words.lower[index] for pair in hedged_gerunds(words) for index in pair] == likely


@pytest.mark.parametrize(
    ("text", "marks"),
    [("- heat plan\n- bus lane", [3]), ("heat plan\n\n* bus (new)", [2]), ("heat plan - bus\nlane", []), ("", [])],
)
def test_marks_of_list_items_on_new_lines(text: str, marks: list[int]) -> None:
    """A mark counts where it opens a line after the first; within a line it may be a dash."""
    assert list(list_marks(split_words(text))) == marks


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("heat plan\nReaction: none\n14.00 bus lane", [2, 5]),
        ("kerb stones from old\nstreets", []),
        ("Turku\n- heat plan", []),
        ("", []),
    ],
)
def test_lines_that_begin_anew(text: str, opening: list[int]) -> None:
    """A capital or a digit opens a line; wrapped lines go on in small letters, and list marks are told apart."""
    assert list(new_lines(split_words(text))) == opening


FLOWING = (
    "What we took home from Lahti is the habit of planting 300 trees a year along the school roads and of exchanging "
    "old street lamps for LED lamps that are dimmed at night."
)


@pytest.mark.parametrize("width", range(50, 80))
def test_lines_wrapped_at_a_width_go_on(width: int) -> None:
    """Numbers and acronyms that happen to begin such a line do not end a measure."""
    text = textwrap.fill(FLOWING, width)
    assert is_wrapped(text)
    assert list(new_lines(split_words(text))) == []


def test_no_measure_reaches_into_a_line_that_begins_anew() -> None:
    """Even where the network would have one measure over both lines, which it has where they are one line."""

    class Eager:
        chain = Chain(legal_transitions(), np.zeros(5, np.float32), np.zeros(5, np.float32))

        def emissions(self, states: np.ndarray) -> np.ndarray:
            scores = np.zeros((len(states), 5), np.float32)
            scores[1:4, [BEGIN, INSIDE, END]] = np.eye(3, dtype=np.float32) * 4
            return scores

    def spans(text: str) -> list[tuple[int, int]]:
        words = split_words(text)
        states = np.zeros((len(words), 384), np.float32)
        reading = SimpleNamespace(words=words, word_states=states)
        return [(span.first, span.last) for span in measure_spans(reading, Eager())]

    assert (1, 4) in spans("See heat storage Feasible here")
    assert all(last <= 3 for _, last in spans("See heat storage\nFeasible here"))
