"""Long texts in parts that the network can judge at once.

Knows nothing of the network. Testimonials are one section; reports and transcripts are cut between sentences.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedback_nlp.language import split_sentences

LONGEST = 4000
"""Characters of a section at most, unless a single sentence is longer."""


def sections(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each section of a text, in characters, together covering it."""
    if len(text) <= LONGEST:
        yield 0, len(text)
        return
    start = end = 0
    for _, stop in next(split_sentences([text])):
        if stop - start > LONGEST and end > start:
            yield start, end
            start = end
        end = stop
    yield start, len(text)
