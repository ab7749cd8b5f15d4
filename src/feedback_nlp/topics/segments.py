"""Cut testimonials into the sentence-level units that topics are made of."""

from __future__ import annotations

import pandas as pd

from feedback_nlp.language import split_sentences
from feedback_nlp.records import content_id
from feedback_nlp.tables import conform


def segment_testimonials(testimonials: pd.DataFrame) -> pd.DataFrame:
    """Return the table `segments`: one row per sentence of each testimonial.

    Args:
        testimonials: Columns `testimonial_id` and `text`.

    Returns:
        Table `segments`, with `screened` empty. Ids are made of the testimonial's id, the text and its offsets.
    """
    texts = testimonials["text"].tolist()
    ids = testimonials["testimonial_id"].tolist()
    rows = [
        (content_id("s", testimonial_id, start, text[start:end]), testimonial_id, start, end, text[start:end])
        for testimonial_id, text, sentences in zip(ids, texts, split_sentences(texts), strict=True)
        for start, end in sentences
    ]
    frame = pd.DataFrame(rows, columns=["segment_id", "testimonial_id", "start", "end", "text"])
    return conform(frame, "segments")
