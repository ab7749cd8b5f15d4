from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.tables import check_table
from feedback_nlp.topics import segment_testimonials


@given(st.lists(st.text(min_size=1, max_size=80), max_size=5, unique=True))
def test_segments_are_stretches_of_their_testimonial(texts: list[str]) -> None:
    """Offsets give back the text of each segment, and the table keeps its contract."""
    frame = pd.DataFrame({"testimonial_id": [f"t{i}" for i in range(len(texts))], "text": texts}, dtype="str")
    segments = check_table(segment_testimonials(frame), "segments")
    for row in segments.itertuples():
        assert texts[int(row.testimonial_id[1:])][row.start : row.end] == row.text


def test_ids_do_not_depend_on_row_order() -> None:
    """The same testimonials in another order have the same segments."""
    frame = pd.DataFrame({"testimonial_id": ["b", "a"], "text": ["One. Two.", "Three."]})
    assert segment_testimonials(frame).equals(segment_testimonials(frame.iloc[::-1]))
    assert segment_testimonials(frame)["text"].tolist() == ["Three.", "One.", "Two."]
