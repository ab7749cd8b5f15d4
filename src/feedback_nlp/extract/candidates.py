"""Cities that a measure may come from, and every word by which the text points to them.

Knows nothing of the network. A candidate is a city other than the learner's; besides its name, a nationality ("the
Finnish city"), an ordinal ("the second") or "both" point to it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.extract.lexicon import CITY_MARKS, Marks, countries_of, mark_names
from feedback_nlp.extract.words import Words

KINDS = NAME, DEMONYM, ORDINAL, ALL = range(4)
NAMING = frozenset({NAME, DEMONYM})
FIRST = frozenset({"first", "former", "1"})
SECOND = frozenset({"second", "latter", "other", "2"})
EVERY = frozenset({"both", "neither", "together", "two", "each"})
PREPOSITIONS = ("from", "in", "of", "like", "by", "as", "at", "to", "with", "and", "the")
FOLLOWERS = (":", ",", ".", "and", "(", "-")
DISTANCES = (1, 2, 3, 5, 8, 12, 20, 35, 60)
SENTENCES = (-3, -2, -1, 0, 1, 2)

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class NamedCity:
    """A city mention, reduced to what linking needs.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character.
        key: What makes two mentions one city.
        country: ISO 3166-1 alpha-2 code, None if unknown.
        is_learner: Whether it is the learner's own city.
    """

    start: int
    end: int
    key: Hashable
    country: str | None
    is_learner: bool


@dataclass(frozen=True, slots=True)
class Pointer:
    """A word or words that point to a candidate.

    Attributes:
        candidate: Index of the candidate.
        first: First word.
        last: Word after the last.
        kind: NAME, DEMONYM, ORDINAL or ALL.
    """

    candidate: int
    first: int
    last: int
    kind: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of a text.

    Attributes:
        keys: Keys of the candidates in order of first mention.
        pointers: What points to them, by position.
        learner: Word ranges of the learner's own mentions.
    """

    keys: tuple[Hashable, ...]
    pointers: tuple[Pointer, ...]
    learner: tuple[tuple[int, int], ...]

    @property
    def named(self) -> list[tuple[int, int]]:
        """Word ranges of all cities that are named."""
        return [*((pointer.first, pointer.last) for pointer in self.pointers if pointer.kind == NAME), *self.learner]


def find_candidates(words: Words, cities: Iterable[NamedCity]) -> Candidates:
    """Return the candidates of a text and what points to them."""
    ordered = sorted(cities, key=lambda city: city.start)
    sources = [city for city in ordered if not city.is_learner]
    keys = tuple(dict.fromkeys(city.key for city in sources))
    named = [Pointer(keys.index(city.key), *words.covering(city.start, city.end), NAME) for city in sources]
    taken = {index for pointer in named for index in range(pointer.first, pointer.last)}
    learner = tuple(words.covering(city.start, city.end) for city in ordered if city.is_learner)
    countries = [next(c.country for c in sources if c.key == key) for key in keys]
    pointers = [*named]
    for index, word in enumerate(words.lower):
        if index not in taken:
            pointers += _pointers_of(word, index, countries)
    return Candidates(keys, tuple(sorted(pointers, key=lambda p: (p.first, p.candidate))), learner)


def _pointers_of(word: str, index: int, countries: list[str | None]) -> list[Pointer]:
    pointed = countries_of(word)
    found = [Pointer(c, index, index + 1, DEMONYM) for c, country in enumerate(countries) if country in pointed]
    if len(countries) > 1:
        if word in FIRST:
            found.append(Pointer(0, index, index + 1, ORDINAL))
        if word in SECOND:
            found.append(Pointer(1, index, index + 1, ORDINAL))
        if word in EVERY:
            found += [Pointer(c, index, index + 1, ALL) for c in range(len(countries))]
    return found


def mark_cities(marks: Marks, candidates: Candidates) -> Marks:
    """Return marks with the columns of the cities filled."""
    marked = marks.copy()
    names = mark_names()
    source, learner, demonym = (names.index(name) for name in CITY_MARKS)
    for pointer in candidates.pointers:
        if pointer.kind in {NAME, DEMONYM}:
            marked[pointer.first : pointer.last, source if pointer.kind == NAME else demonym] = 1
    for first, last in candidates.learner:
        marked[first:last, learner] = 1
    return marked


def pair_features(words: Words, candidates: Candidates, spans: Sequence[tuple[int, int]]) -> Floats:
    """Return features of every measure × pointer, shape (measures, pointers, features).

    Args:
        words: The words.
        candidates: What points to the candidates.
        spans: Word ranges of the measures, by position.
    """
    rows = [
        [
            [
                float(value)
                for group in (
                    _distance(words, candidates, span, pointer),
                    _order(candidates, span, pointer, rank, len(spans)),
                    _neighbours(words, pointer),
                )
                for value in group
            ]
            for pointer in candidates.pointers
        ]
        for rank, span in enumerate(spans)
    ]
    return np.array(rows, dtype=np.float32).reshape(len(spans), len(candidates.pointers), FEATURES)


def _distance(words: Words, candidates: Candidates, span: tuple[int, int], pointer: Pointer) -> Iterator[float]:
    others = [p for p in candidates.pointers if p.candidate != pointer.candidate and p.kind in NAMING]
    before, inside = pointer.last <= span[0], span[0] <= pointer.first < span[1]
    after = not before and not inside
    gap = span[0] - pointer.last if before else max(0, pointer.first - span[1])
    low, high = (pointer.last, span[0]) if before else (span[1], pointer.first)
    between = sum(low <= p.first < high for p in others)
    own = int(words.sentences[min(span[0], len(words) - 1)])
    apart = int(words.sentences[pointer.first]) - own
    yield from (pointer.kind == kind for kind in KINDS)
    yield from (before and gap >= step for step in DISTANCES)
    yield from (after and gap >= step for step in DISTANCES)
    yield from (before, inside, after)
    yield from (apart == distance for distance in SENTENCES)
    yield from (apart < min(SENTENCES), apart > max(SENTENCES))
    yield from (between == 0, between == 1, between > 1)
    yield any(int(words.sentences[p.first]) == own for p in others)


def _order(
    candidates: Candidates, span: tuple[int, int], pointer: Pointer, rank: int, measures: int
) -> Iterator[float]:
    mine = [p for p in candidates.pointers if p.candidate == pointer.candidate]
    earlier = (p.first for p in candidates.pointers if p.last <= span[0] and p.kind in NAMING)
    total = len(candidates.keys)
    yield from (pointer.first == max(earlier, default=-1), mine[0] is pointer, len(mine) > 1)
    yield from (pointer.candidate == place for place in range(3))
    yield from (total == 1, total == 2, total == 3, total > 3)  # noqa: PLR2004
    yield from (rank == place for place in range(3))
    yield from (measures == 1, measures == 2, pointer.candidate == rank, total == measures)  # noqa: PLR2004


def _neighbours(words: Words, pointer: Pointer) -> Iterator[float]:
    previous = words.lower[pointer.first - 1] if pointer.first else ""
    following = words.lower[pointer.last] if pointer.last < len(words) else ""
    yield pointer.first == 0 or bool(words.sentences[pointer.first - 1] != words.sentences[pointer.first])
    yield from (previous == word for word in PREPOSITIONS)
    yield from (following == mark for mark in FOLLOWERS)


FEATURES = 4 + 2 * len(DISTANCES) + 3 + len(SENTENCES) + 2 + 4 + 3 + 7 + 7 + 1 + len(PREPOSITIONS) + len(FOLLOWERS)
