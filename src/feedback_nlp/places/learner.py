"""Reading a place that somebody states in free form, such as a respondent's own city.

Knows nothing of running text: the whole string is about one place. Where no place fits, name and country are kept as
stated.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from feedback_nlp.places.countries import country_code
from feedback_nlp.places.fold import fold
from feedback_nlp.places.gazetteer import LARGE, Candidate, Gazetteer
from feedback_nlp.places.names import Kind
from feedback_nlp.records import Place

_BEFORE = re.compile(
    r"^(?:the\s+)?(?:(?:municipality|city|town|commune|village|metropolis|metropolitan (?:city|area)|capital|council|"
    r"city council|town council)\s+of|c\.?m\.?(?:\s+(?:de|do|da))?|câmara municipal\s+(?:de|do|da|dos|das)|"
    r"município\s+(?:de|do|da)|municipio\s+d[ei]|ayuntamiento\s+de|ajuntament\s+de|concello\s+de|comune\s+di|citt[aà]\s+di|"
    r"ville\s+de|mairie\s+de|métropole\s+de|stadt|landeshauptstadt|hansestadt|gemeente|kommune|prim[aă]ria|"
    r"municipiul|ora[sș]ul|comuna|urząd miasta|miasto|gmina|město|mesto|grad|općina|opština|občina|dimos|"
    r"municipality|city|town)\s+(?=\S)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s+(?:municipality|city council|city hall|town council|city administration|municipal council|council|city|town|"
    r"kommune|kommun|stad|vald|linn|novads|savivaldybė|belediyesi|önkormányzata?|métropole|metropole)$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*[,;|()\[\]\n]\s*|\s*/\s*|\s+[-–—]\s+")
_MIN_FUZZY_LETTERS = 5
_MIN_FUZZY_POPULATION = 5_000
_DOMINANT = 5
_SCORES = {Kind.PRIMARY: 1.0, Kind.SHORT: 0.9, Kind.ALTERNATE: 0.95}
_FUZZY_SCORE = 0.75
_COUNTRY_ONLY_SCORE = 0.4
_DETERMINERS = frozenset({"our", "my", "the", "this", "a", "your"})
_PART_OF = {"AX": "FI", "FO": "DK", "GL": "DK", "SJ": "NO", "RE": "FR", "GP": "FR", "MQ": "FR", "GF": "FR", "PR": "US"}
"""Codes of territories whose inhabitants may state the country instead."""


@dataclass(frozen=True, slots=True)
class PlaceGuess:
    """What a stated place is taken to be.

    Attributes:
        place: The place, None where none fits.
        name: The city's name: the place's, or as stated.
        country: ISO 3166-1 alpha-2 code, None where none is stated and no place fits.
        score: Confidence that `place` is meant, 0 to 1, higher is surer; below 0.5 without a place.
    """

    place: Place | None
    name: str
    country: str | None
    score: float


def resolve_place(stated: str, gazetteer: Gazetteer) -> PlaceGuess:
    """Read a place in free form: `Valongo, Portugal`, `Municipality of Trușeni (MD)`, `Wien/Vienna`, `CM Guimarães`.

    Args:
        stated: The place as somebody wrote it.
        gazetteer: Where names are looked up.

    Returns:
        The likeliest place; without one, the name without `municipality of` and the like, and the stated country.
    """
    whole = stated.strip(" .,;\t\n")
    parts = [part for part in _SEPARATOR.split(whole) if part]
    names, country = _names_and_country(parts)
    named = list(dict.fromkeys(form for name in [whole, *names] for form in _without_frame(name)))
    found = [(form, c) for form in named for c in gazetteer.candidates(form)]
    if country is not None:
        found = [(form, c) for form, c in found if country in {c.place.country, _PART_OF.get(c.place.country)}]
    if found:
        return _best(found, country=country)
    if country is None and country_code(whole) is not None:
        return PlaceGuess(None, whole, country_code(whole), 0.0)
    shown = _without_frame(names[0])[-1] if names and len(names[0]) > 1 else whole
    close = _misspelt(shown, country, gazetteer) if country else None
    if close is not None:
        return PlaceGuess(close, close.name, close.country, _FUZZY_SCORE)
    return PlaceGuess(None, shown, country, _COUNTRY_ONLY_SCORE if country and names else 0.0)


def _names_and_country(parts: list[str]) -> tuple[list[str], str | None]:
    """Split a place's parts; the last part that is a country is the country, unless it is all there is."""
    for i in range(len(parts) - 1, 0, -1):
        code = country_code(parts[i])
        if code is not None:
            return parts[:i] + parts[i + 1 :], code
    words = parts[0].split() if len(parts) == 1 else []
    for cut in range(1, len(words)):
        code = country_code(" ".join(words[cut:]))
        if code is not None and len(" ".join(words[cut:])) > 1:
            return [" ".join(words[:cut])], code
    return parts, None


def _without_frame(name: str) -> list[str]:
    forms = [name]
    for pattern in (_BEFORE, _AFTER, _BEFORE, _AFTER):
        bare = pattern.sub("", forms[-1]).strip()
        if bare and bare != forms[-1] and bare.lower() not in _DETERMINERS:
            forms.append(bare)
    return forms


def _best(found: list[tuple[str, Candidate]], *, country: str | None) -> PlaceGuess:
    votes = Counter(city_id for city_id, _ in {(c.place.city_id, fold(form)) for form, c in found})
    distinct = {candidate.place.city_id: candidate for _, candidate in reversed(found)}
    ranked = sorted(
        distinct.values(),
        key=lambda c: (not c.stated, -votes[c.place.city_id], c.kind, -c.place.population, c.place.city_id),
    )
    first = ranked[0]
    score = _SCORES[first.kind]
    rivals = [c for c in ranked[1:] if c.kind == first.kind]
    if country is None and not first.stated and rivals:
        dominant = first.place.population >= _DOMINANT * max(c.place.population for c in rivals)
        score = min(score, 0.8 if dominant else 0.6)
    return PlaceGuess(first.place, first.place.name, first.place.country, score)


@lru_cache(maxsize=4096)
def _misspelt(name: str, country: str, gazetteer: Gazetteer) -> Place | None:
    """The largest place of a country whose name differs in one letter."""
    folded = fold(name)
    is_another_city = any(c.place.population >= LARGE and c.kind == Kind.PRIMARY for c in gazetteer.candidates(folded))
    if len(folded) < _MIN_FUZZY_LETTERS or is_another_city:
        return None
    places = [
        candidate.place
        for form in one_letter_off(folded)
        for candidate in gazetteer.candidates(form)
        if candidate.place.country == country and candidate.place.population >= _MIN_FUZZY_POPULATION
    ]
    return max(places, key=lambda place: (place.population, place.city_id), default=None)


def one_letter_off(word: str) -> Iterator[str]:
    """Yield every spelling that is one deletion, swap, replacement or insertion away from a folded name."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters if letter != tail[0])
        if len(tail) > 1 and tail[0] != tail[1]:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in letters)
