"""Stretches of a text that may name a city: names of the gazetteer, and close misspellings.

Knows nothing of context: what a stretch is used for is decided later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feedback_nlp.extract.cities.misspelt import Misspellings
from feedback_nlp.places import Candidate, Gazetteer, Match, fold
from feedback_nlp.places.fold import WORD

_ADMINISTRATION = re.compile(
    r"[-\s–]+(?:alpes[-\s]+)?(?:métropole|metropole|kommune?|kommun|stad|alpes)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """A stretch that may name a city.

    Attributes:
        start: Offset of the first character.
        end: Offset after the last one.
        folded: The name as the gazetteer knows it, folded.
        readings: What the name can mean, best known first.
        misspelt: Whether the text spells the name with a letter wrong.
    """

    start: int
    end: int
    folded: str
    readings: tuple[Candidate, ...]
    misspelt: bool = False


def name_candidates(text: str, gazetteer: Gazetteer, misspellings: Misspellings) -> list[NameCandidate]:
    """Return the stretches that may name a city, from left to right, none overlapping.

    Args:
        text: Any text.
        gazetteer: Where names are looked up.
        misspellings: Names that are recognised with a letter wrong.
    """
    matches = gazetteer.find(text)
    found = [_candidate(text, match, gazetteer) for match in matches]
    taken = [(match.start, match.end) for match in matches]
    found.extend(_misspelt(text, taken, gazetteer, misspellings))
    return sorted(found, key=lambda candidate: candidate.start)


def _candidate(text: str, match: Match, gazetteer: Gazetteer) -> NameCandidate:
    readings = gazetteer.candidates(match.folded)
    end = match.start + _name_length(text[match.start : match.end], readings)
    return NameCandidate(match.start, end, match.folded, readings)


def _name_length(written: str, readings: Sequence[Candidate]) -> int:
    """Length of the name alone, where an alias goes on with `Métropole` or the like."""
    suffix = _ADMINISTRATION.search(written)
    if suffix and suffix.end() == len(written) and fold(written[: suffix.start()]) == fold(readings[0].place.name):
        return suffix.start()
    return len(written)


def _misspelt(
    text: str, taken: list[tuple[int, int]], gazetteer: Gazetteer, misspellings: Misspellings
) -> Iterator[NameCandidate]:
    blocked = {offset for start, end in taken for offset in range(start, end)}
    for word in WORD.finditer(text):
        if word.start() in blocked:
            continue
        intended = misspellings.intended(word.group())
        if intended is not None:
            readings = gazetteer.candidates(intended)
            yield NameCandidate(word.start(), word.end(), intended, readings, misspelt=True)
