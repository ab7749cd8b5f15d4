"""Stretches of a text that may name a city: names of the gazetteer, and close misspellings.

Knows nothing of context: what a stretch is used for is decided later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from feedback_nlp.extract.cities.misspelt import Misspellings
from feedback_nlp.places import Candidate, Gazetteer, Kind, Match, demonyms, fold
from feedback_nlp.places.countries import EUROPE
from feedback_nlp.places.fold import WORD
from feedback_nlp.places.gazetteer import LARGE

_ADMINISTRATION = re.compile(
    r"[-\s–]+(?:alpes[-\s]+)?(?:métropole|metropole|kommune?|kommun|stad|alpes)\b", re.IGNORECASE
)
_TOWN = 10_000


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
    matches = [match for match in gazetteer.find(text) if match.folded not in demonyms()]
    found = [_candidate(text, match, gazetteer, misspellings) for match in matches]
    taken = [(match.start, match.end) for match in matches]
    found.extend(_misspelt(text, taken, gazetteer, misspellings))
    return sorted(found, key=lambda candidate: candidate.start)


def _candidate(text: str, match: Match, gazetteer: Gazetteer, misspellings: Misspellings) -> NameCandidate:
    readings = gazetteer.candidates(match.folded)
    written = text[match.start : match.end]
    if not any(_is_likelier_than_misspelling(reading) for reading in readings):
        intended = misspellings.intended(written)
        meant = _meant(gazetteer.candidates(intended)) if intended else ()
        if meant:
            return NameCandidate(match.start, match.end, match.folded, meant + readings, misspelt=True)
    end = match.start + _name_length(written, readings)
    return NameCandidate(match.start, end, match.folded, readings)


def _meant(readings: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The programme's cities of a name; without one, its large cities in Europe, marked as known less surely."""
    stated = tuple(reading for reading in readings if reading.stated)
    large = (
        c for c in readings if c.kind == Kind.PRIMARY and c.place.population >= LARGE and c.place.country in EUROPE
    )
    return stated or tuple(replace(reading, kind=Kind.SHORT) for reading in large)


def _is_likelier_than_misspelling(reading: Candidate) -> bool:
    place = reading.place
    return reading.stated or place.population >= LARGE or (place.country in EUROPE and place.population >= _TOWN)


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
