"""Cue patterns: words and phrases with stems, as one regular expression.

Knows nothing of themes. A cue is written in lower case; `*` ends a stem ("retrofit*"), a space stands for any white
space; case and typographic apostrophes in the text do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


def cue_expression(cue: str) -> str:
    """Return the regular expression of one cue, without word borders."""
    parts = (re.escape(part).replace(r"\*", r"\w*").replace("'", "['’]") for part in cue.casefold().split())
    return r"\s+".join(parts)


def compile_cues(cues: Iterable[str]) -> re.Pattern[str] | None:
    """Return one expression for all cues, longest first, or None where there is none."""
    ordered = sorted(set(cues), key=lambda cue: (-len(cue), cue))
    if not ordered:
        return None
    joined = "|".join(cue_expression(cue) for cue in ordered)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


class CueMatcher:
    """Finds cues in a text, except where a negative cue stands."""

    def __init__(self, cues: Iterable[str], negative_cues: Iterable[str] = ()) -> None:
        """Compile the cues.

        Args:
            cues: What counts.
            negative_cues: Phrases inside which a cue does not count.
        """
        self._positive = compile_cues(cues)
        self._negative = compile_cues(negative_cues)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of every cue, left to right."""
        if self._positive is None:
            return
        blocked = [] if self._negative is None else [match.span() for match in self._negative.finditer(text)]
        for match in self._positive.finditer(text):
            start, end = match.span()
            if not any(start < block_end and block_start < end for block_start, block_end in blocked):
                yield start, end
