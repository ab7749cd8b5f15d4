"""What speaks for and against a stretch being used as a city's name, as named numbers.

Knows nothing of weights. Four groups: the name itself, the words beside it, the list it is in, the rest of the text.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from feedback_nlp.extract.cities.candidates import NameCandidate
from feedback_nlp.extract.cities.context import country_at, left_features, right_features
from feedback_nlp.extract.cities.tokens import Tokens
from feedback_nlp.places import Kind, country_names, demonyms
from feedback_nlp.places.lexicon import common_words, first_names, rare_words, region_names, surnames

Features = dict[str, float]

_AND = frozenset({"and", "or", "&", "/", "+"})
_PERSON = frozenset({"after title", "after first name", "before surname", "before initial"})
_CITY = frozenset({"after locative", "begins with locative", "frame of", "before country", "after visit"})
_LARGE, _VILLAGE, _SHORT = 50_000, 5_000, 3
_CLEAR = 8_000
_TYPICAL_LOG_POPULATION = 4.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rest of the testimonial says.

    Attributes:
        learner_city: `city_id` of the respondent's own city, None if unknown.
        countries: Countries that the text names, as ISO codes.
        sure_starts: Offsets of candidates that are cities on their own: large, no English word, no person's name.
    """

    learner_city: str | None
    countries: frozenset[str]
    sure_starts: frozenset[int]


def describe(tokens: Tokens, candidates: Sequence[NameCandidate], learner_city: str | None) -> list[Features]:
    """Return the features of all candidates of a text.

    Args:
        tokens: Tokens of the text.
        candidates: The stretches in question.
        learner_city: `city_id` of the respondent's own city, None if unknown.

    Returns:
        For each candidate a mapping from feature to value; features that are absent are 0.
    """
    around = _surroundings(candidates, tokens, learner_city)
    spans = [tokens.span(candidate.start, candidate.end) for candidate in candidates]
    beside = [
        {*left_features(tokens, first), *right_features(tokens, last), *_list_features(tokens, first, last, around)}
        for first, last in spans
    ]
    described = []
    for i, (candidate, (first, _)) in enumerate(zip(candidates, spans, strict=True)):
        others = [beside[j] for j, other in enumerate(candidates) if j != i and other.folded == candidate.folded]
        found: Features = {"bias": 1.0, **_population(candidate)}
        flags = {*_name_flags(tokens, candidate, around, first), *beside[i], *_elsewhere(others)}
        found.update(dict.fromkeys(sorted(flags | set(_pairs(flags))), 1.0))
        described.append(found)
    return described


def _surroundings(candidates: Sequence[NameCandidate], tokens: Tokens, learner_city: str | None) -> Surroundings:
    sure = frozenset(c.start for c in candidates if _is_sure(c) and tokens.text[c.start].isupper() and not c.misspelt)
    return Surroundings(learner_city, frozenset(countries_in(tokens)), sure)


def countries_in(tokens: Tokens) -> Iterator[str]:
    """Yield the ISO codes of the countries that a text names by name, adjective, code or region."""
    for index, word in enumerate(tokens.folded):
        if not tokens.is_capitalised(index):
            continue
        code = country_at(tokens, index) or demonyms().get(word)
        if code:
            yield code


def _is_sure(candidate: NameCandidate) -> bool:
    word = candidate.folded
    if word in _other_meanings():
        return False
    return _largest(candidate) >= (_LARGE if word in surnames() else _CLEAR)


@cache
def _other_meanings() -> frozenset[str]:
    return common_words() | rare_words() | first_names() | region_names() | country_names().keys()


def _largest(candidate: NameCandidate) -> int:
    return max(reading.place.population for reading in candidate.readings)


def _population(candidate: NameCandidate) -> Features:
    return {"population": math.log10(_largest(candidate) + 10) - _TYPICAL_LOG_POPULATION}


def _name_flags(tokens: Tokens, candidate: NameCandidate, around: Surroundings, first: int) -> Iterator[str]:
    word, readings = candidate.folded, candidate.readings
    written = tokens.text[candidate.start : candidate.end]
    initial = tokens.begins_sentence(first)
    shouted = written.isupper() and tokens.shouted_around(first)
    lower = written[0].islower()
    flags = (
        ("lower", lower),
        ("lower in lower-case text", lower and tokens.lower_case_text),
        ("capitals", len(written) > 1 and written.isupper()),
        ("capitals around", shouted),
        ("begins sentence", initial),
        ("title case", tokens.title_case_around(first)),
        ("common", word in common_words()),
        ("common begins", word in common_words() and (initial or shouted)),
        ("rare", word in rare_words()),
        ("rare begins", word in rare_words() and (initial or shouted)),
        ("first name", word in first_names()),
        ("surname", word in surnames()),
        ("region name", word in region_names()),
        ("country", word in country_names()),
        ("demonym", word in demonyms()),
        ("several words", " " in word),
        ("short", len(word) <= _SHORT),
        ("alternate name", readings[0].kind == Kind.ALTERNATE),
        ("short form", readings[0].kind == Kind.SHORT),
        ("village", _largest(candidate) < _VILLAGE),
        ("misspelt", candidate.misspelt),
        ("stated", any(reading.stated for reading in readings)),
        ("learner", any(reading.place.city_id == around.learner_city for reading in readings)),
        ("country named", any(reading.place.country in around.countries for reading in readings)),
    )
    yield from (name for name, holds in flags if holds)


def _list_features(tokens: Tokens, first: int, last: int, around: Surroundings) -> Iterator[str]:
    for step, edge in ((-1, first), (1, last)):
        link = tokens.word(edge + step)
        if link not in _AND and link != ",":
            continue
        neighbour = edge + 2 * step
        if link == "," and tokens.word(neighbour) in _AND:
            neighbour += step
        near = range(neighbour, neighbour + 3) if step > 0 else range(neighbour - 2, neighbour + 1)
        if any(0 <= i < len(tokens.starts) and tokens.starts[i] in around.sure_starts for i in near):
            yield "in list after" if step < 0 else "in list before"
        elif link != "," and tokens.word(neighbour) in first_names() and tokens.is_capitalised(neighbour):
            yield "listed with first name"


def _elsewhere(others: Sequence[set[str]]) -> Iterator[str]:
    if any(_PERSON & flags for flags in others):
        yield "person elsewhere"
    if any(_CITY & flags for flags in others):
        yield "city elsewhere"
    if others:
        yield "named again"


def _pairs(flags: set[str]) -> Iterator[str]:
    """Combinations that mean more than their parts."""
    for left, right in (
        ("first name", "before speech"),
        ("first name", "before city verb"),
        ("first name", "after locative"),
        ("first name", "after comma"),
        ("first name", "before possessive"),
        ("surname", "before speech"),
        ("surname", "begins sentence"),
        ("common begins", "before city verb"),
        ("common begins", "before no noun"),
        ("common", "after locative"),
        ("common", "after the"),
        ("after the", "before no noun"),
        ("after the", "before administration"),
        ("after the", "before capital"),
        ("common", "in list after"),
        ("common", "before country"),
        ("village", "after locative"),
        ("common begins", "before possessive"),
        ("common begins", "in list before"),
        ("common begins", "before administration"),
        ("common begins", "before colon"),
        ("common begins", "stated"),
        ("title case", "common"),
        ("first name", "before matter"),
        ("first name", "before administration"),
        ("capitals around", "common"),
        ("common", "before administration"),
        ("common", "before matter"),
        ("common", "after preposition"),
        ("after prefix", "after capital"),
        ("surname", "after locative"),
    ):
        if left in flags and right in flags:
            yield f"{left} + {right}"
