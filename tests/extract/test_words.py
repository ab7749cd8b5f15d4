"""Words, sentences and wordpieces."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.extract.words import piece_ranges, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("low-emission zone.", ["low-emission", "zone", "."]),
        ("Umeå's trees", ["umeå's", "trees"]),
        ("(bikes)", ["(", "bikes", ")"]),
        ("30 km/h", ["30", "km", "/", "h"]),
        ("  ", []),
    ],
)
def test_words_keep_hyphens_and_apostrophes_and_set_marks_apart(text: str, words: list[str]) -> None:
    """A word is what the judge of the corpus counts as one; every mark is alone."""
    assert list(split_words(text).lower) == words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", 3),
        ("- one\n- two", 2),
        ("it costs 3.5 million", 1),
        ("we want it. next year maybe", 2),
    ],
)
def test_sentences_break_at_stops_and_lines(text: str, sentences: int) -> None:
    """A stop with a gap is a break, also before lower case, as people type; a stop inside a number is none."""
    assert len(set(split_words(text).sentences.tolist())) == sentences


@given(st.text(max_size=300))
def test_every_word_is_covered_by_itself(text: str) -> None:
    """The words that overlap a word's characters are that word."""
    words = split_words(text)
    for index, (start, end) in enumerate(words.offsets.tolist()):
        assert words.covering(start, end) == (index, index + 1)


def test_piece_ranges_give_each_word_its_wordpieces() -> None:
    """Pieces inside a word belong to it; a word without pieces has an empty range."""
    words = split_words("low-emission zone")
    pieces = np.array([[0, 3], [3, 4], [4, 12]])
    assert piece_ranges(words, pieces).tolist() == [[0, 3], [3, 3]]
