"""What can be coded."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_nlp.extract.screen import not_coded
from feedback_nlp.extract.sections import LONGEST, sections


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Lahti showed us how to restore peat fields.", None),
        ("Gent: tile-whipping contest. Both. Next year.", None),
        ("parking fee by car length want!!", None),
        ("Wir haben von Lahti gelernt, wie man Moore wieder vernässt.", "language"),
        ("Hemos aprendido mucho de Valencia y queremos copiarlo en nuestra ciudad.", "language"),
        ("Nous avons appris de Grenoble comment impliquer les habitants du quartier.", "language"),
        ("", "no-words"),
        (" \x00\x07\n ", "no-words"),
        ("🌳🌳 👍", "no-words"),
        ("12 345", "no-words"),
    ],
)
def test_only_english_words_are_coded(text: str, reason: str | None) -> None:
    """Short and broken English passes; other languages and texts without words are refused with a reason."""
    assert not_coded(text) == reason


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 40), st.integers(0, 200))
def test_sections_cover_the_text_in_order(sentences: int, words: int) -> None:
    """Sections follow each other without gap, and a short text is one."""
    text = f"{'We saw trees. ' * words}\n" * sentences
    found = list(sections(text))
    assert found[0][0] == 0
    assert found[-1][1] == len(text)
    assert all(one[1] == other[0] for one, other in pairwise(found))
    assert len(text) > LONGEST or len(found) == 1
