"""What speaks for and against a stretch being used as a city's name, as named numbers.

Knows nothing of weights. Three groups: the name itself, the words beside it, the rest of the text.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feedback_nlp.extract.cities.candidates import NameCandidate
from feedback_nlp.extract.cities.cues import is_cue
from feedback_nlp.extract.cities.tokens import Tokens
from feedback_nlp.places import country_names, demonyms
from feedback_nlp.places.countries import code_in_text
from feedback_nlp.places.lexicon import common_words, first_names, rare_words, surnames

Features = dict[str, float]

_LOCATIVE = frozenset({"in", "from", "near", "around", "outside", "via", "through", "at"})
_OTHER_PREPOSITION = frozenset(
    {"to", "with", "by", "of", "between", "like", "for", "on", "than", "about", "across", "as"}
)
_DETERMINER = frozenset({"a", "an", "the", "this", "that", "our", "their", "his", "her", "my", "your", "its", "each"})
_PRONOUN = frozenset({"i", "we", "you", "he", "she", "they", "it", "to", "will", "can", "would", "should", "may"})
_AND = frozenset({"and", "or", "&", "/", "versus", "vs"})
_HYPHEN = frozenset({"-", "–"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rest of the text and the testimonial say.

    Attributes:
        learner_city: `city_id` of the respondent's own city, None if unknown.
        countries: Countries that the text names, as ISO codes.
        sure_starts: Offsets of candidates that are cities on their own: large, no English word, no person's name.
    """

    learner_city: str | None
    countries: frozenset[str]
    sure_starts: frozenset[int]


def is_sure_name(candidate: NameCandidate) -> bool:
    """Return whether a name is hardly ever anything but a city's: large, no English word, no person's name."""
    word = candidate.folded
    other = common_words() | rare_words() | first_names() | surnames()
    population = max(reading.place.population for reading in candidate.readings)
    return word not in other and word not in country_names() and population >= 50_000  # noqa: PLR2004


def features(tokens: Tokens, candidate: NameCandidate, around: Surroundings) -> Features:
    """Return the features of one candidate.

    Args:
        tokens: Tokens of the text.
        candidate: The stretch in question.
        around: What the rest of the text says.

    Returns:
        Name → value; names that are absent are 0.
    """
    first, last = tokens.span(candidate.start, candidate.end)
    found: Features = {"bias": 1.0}
    found.update(_name_features(tokens, candidate, around, first))
    found.update(dict.fromkeys(_left_features(tokens, first), 1.0))
    found.update(dict.fromkeys(_right_features(tokens, last), 1.0))
    found.update(dict.fromkeys(_list_features(tokens, first, last, around.sure_starts), 1.0))
    return found


def _name_features(tokens: Tokens, candidate: NameCandidate, around: Surroundings, first: int) -> Features:
    word, readings = candidate.folded, candidate.readings
    written = tokens.text[candidate.start : candidate.end]
    initial = tokens.begins_sentence(first)
    population = max(reading.place.population for reading in readings)
    found: Features = {"population": math.log10(population + 10) - 4}
    flags = {
        "lower": written[0].islower(),
        "lower in lower-case text": written[0].islower() and tokens.lower_case_text,
        "capitals": len(written) > 1 and written.isupper(),
        "capitals around": written.isupper() and tokens.shouted_around(first),
        "begins sentence": initial,
        "common": word in common_words(),
        "common begins": word in common_words() and (initial or tokens.shouted_around(first)),
        "rare": word in rare_words(),
        "first name": word in first_names(),
        "surname": word in surnames(),
        "country": word in country_names(),
        "demonym": word in demonyms(),
        "several words": " " in word,
        "short": len(word) <= 3,  # noqa: PLR2004
        "main name": readings[0].kind == 0,
        "short form": readings[0].kind == 2,  # noqa: PLR2004
        "village": population < 5000,  # noqa: PLR2004
        "misspelt": candidate.misspelt,
        "stated": any(reading.stated for reading in readings),
        "learner": any(reading.place.city_id == around.learner_city for reading in readings),
        "country named": any(reading.place.country in around.countries for reading in readings),
    }
    found.update({name: 1.0 for name, holds in flags.items() if holds})
    return found


def _left_features(tokens: Tokens, first: int) -> Iterator[str]:
    word, before = tokens.word(first - 1), tokens.word(first - 2)
    if word == "of":
        head = f"{tokens.word(first - 3)} {before}"
        if is_cue(before, "frame") or is_cue(head, "frame"):
            yield "frame of"
        elif is_cue(before, "borrowed"):
            yield "borrowed of"
    if word in _LOCATIVE:
        yield "after locative"
    elif word in _OTHER_PREPOSITION:
        yield "after preposition"
    elif word in _DETERMINER:
        yield "after determiner"
    if word in _PRONOUN:
        yield "after pronoun"
    if is_cue(word, "visit") or (word in _LOCATIVE | _OTHER_PREPOSITION and is_cue(before, "visit")):
        yield "after visit"
    if is_cue(word, "title") or (word == "." and is_cue(before, "title")):
        yield "after title"
    if word in first_names() and tokens.is_capitalised(first - 1):
        yield "after first name"
    if tokens.is_capitalised(first - 1) and not tokens.begins_sentence(first - 1) and word not in demonyms():
        yield "after capital"
    if word in _HYPHEN:
        yield "after hyphen"
    if word in {"'", "’"} and tokens.ends[first - 1] == tokens.starts[first]:
        yield "after apostrophe"
    if word in demonyms():
        yield "after demonym"
    if is_cue(word, "frame") or word == "downtown":
        yield "after frame"
    if word in {"street", "via", "rue", "rua", "calle", "piazza", "plaza", "place", "strada", "ulica", "avenue", "st"}:
        yield "after street"


def _right_features(tokens: Tokens, last: int) -> Iterator[str]:
    word, after = tokens.word(last + 1), tokens.word(last + 2)
    capital = tokens.is_capitalised(last + 1)
    possessive = word in {"'s", "’s"}
    if possessive:
        yield "before possessive"
    if word in {"'", "’"}:
        yield "before apostrophe"
    position = last + 2 if possessive else last + 1
    yield from _noun_features(tokens, position, possessive=possessive)
    if is_cue(word, "speech"):
        yield "before speech"
    if word in {",", "("} and (after in country_names() or code_in_text(tokens.written(last + 2))):
        yield "before country"
    if capital and not possessive:
        yield "before capital"
        if word in surnames():
            yield "before surname"
    if word in _HYPHEN and tokens.starts[last + 1] == tokens.ends[last]:
        yield "before hyphen capital" if tokens.is_capitalised(last + 2) else "before hyphen"
    if word == ":":
        yield "before colon"
    if word in {"has", "have", "is", "was", "showed", "uses", "does", "did", "had", "are", "explained", "presented"}:
        yield "before city verb"


def _noun_features(tokens: Tokens, position: int, *, possessive: bool) -> Iterator[str]:
    word = tokens.word(position)
    pair = f"{word} {tokens.word(position + 1)}"
    own = " of it" if possessive else ""
    capital = " capital" if tokens.is_capitalised(position) else ""
    for cue_class in ("administration", "organisation", "region", "company"):
        if is_cue(word, cue_class) or is_cue(pair, cue_class):
            yield f"before {cue_class}{capital}{own}"
    for offset in (1, 2):
        farther = tokens.word(position + offset)
        if tokens.is_capitalised(position) and tokens.is_capitalised(position + offset):
            if is_cue(farther, "organisation") or is_cue(farther, "region"):
                yield f"farther organisation{own}"
                break
            if is_cue(farther, "administration"):
                yield f"farther administration{own}"
                break


def _list_features(tokens: Tokens, first: int, last: int, sure_starts: frozenset[int]) -> Iterator[str]:
    for step, edge in ((-1, first), (1, last)):
        link = tokens.word(edge + step)
        if link not in _AND and link != ",":
            continue
        neighbour = edge + 2 * step
        if link == "," and tokens.word(neighbour) in _AND:
            neighbour += step
        near = range(neighbour, neighbour + 3) if step > 0 else range(neighbour - 2, neighbour + 1)
        if any(0 <= i < len(tokens.starts) and tokens.starts[i] in sure_starts for i in near):
            yield "in list after" if step < 0 else "in list before"


def surroundings(candidates: Sequence[NameCandidate], tokens: Tokens, learner_city: str | None) -> Surroundings:
    """Return what the rest of the text says.

    Args:
        candidates: All stretches of the text that may name a city.
        tokens: Tokens of the text.
        learner_city: `city_id` of the respondent's own city, None if unknown.
    """
    sure = frozenset(
        c.start for c in candidates if is_sure_name(c) and tokens.text[c.start].isupper() and not c.misspelt
    )
    return Surroundings(learner_city, frozenset(countries_in(tokens)), sure)


def countries_in(tokens: Tokens) -> Iterator[str]:
    """Yield the ISO codes of the countries that a text names by name, adjective or code."""
    for index, word in enumerate(tokens.folded):
        pair = f"{word} {tokens.word(index + 1)}"
        if not tokens.is_capitalised(index):
            continue
        code = country_names().get(pair) or country_names().get(word) or demonyms().get(word)
        code = code or code_in_text(tokens.written(index))
        if code:
            yield code
