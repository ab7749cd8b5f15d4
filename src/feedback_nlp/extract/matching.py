"""Which coded spans and rows are the gold ones: the rules of the corpus's judge.

Knows nothing of files. Rows are in the format of `data/gold/GUIDELINES.md`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

Row: TypeAlias = Mapping[str, Any]
"""A testimonial in the gold format."""

TOKEN = re.compile(r"\w+(?:['’-]\w+)*")
ARTICLES = frozenset({"a", "an", "the"})
MIN_OVERLAP = 0.5


def span_tokens(text: str, start: int, end: int) -> frozenset[tuple[int, int]]:
    """Return the words inside a span, leading articles left out, as pairs of offsets."""
    found = [match.span() for match in TOKEN.finditer(text) if match.start() >= start and match.end() <= end]
    while found and text[found[0][0] : found[0][1]].lower() in ARTICLES:
        found.pop(0)
    return frozenset(found)


def matched_measures(gold: Sequence[Row], coded: Sequence[Row], text: str) -> dict[int, tuple[int, float]]:
    """Return gold index → coded index and token IoU, one to one, best overlap first, from an IoU of 0.5."""
    pairs = []
    for i, one in enumerate(gold):
        expected = span_tokens(text, one["start"], one["end"])
        for j, other in enumerate(coded):
            found = span_tokens(text, other["start"], other["end"])
            union = len(expected | found)
            overlap = len(expected & found) / union if union else 0.0
            if overlap >= MIN_OVERLAP:
                pairs.append((overlap, i, j))
    matched: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for overlap, i, j in sorted(pairs, reverse=True):
        if i not in matched and j not in taken:
            taken.add(j)
            matched[i] = (j, overlap)
    return matched


def source_key(row: Row, source: str | None) -> int | str | None:
    """Return the GeoNames id behind a transfer's source, else its folded name, None for no source."""
    if source is None:
        return None
    name, _, country = source.rpartition(", ")
    for city in row["cities"]:
        same = city["name"].casefold() == name.casefold() and city["country"] == country
        if same and city.get("geonameid"):
            return int(city["geonameid"])
    return source.casefold()
