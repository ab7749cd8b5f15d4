"""Which terms are names of places: they say where, not what about.

Used on the best terms of topics only: the gazetteer is loaded when a term with a capital first has to be looked up.
"""

from __future__ import annotations

from functools import cache

from feedback_nlp.places import Gazetteer, Kind, country_names, fold, load_gazetteer

_LEAST_POPULATION = 50_000


def holds_place_name(term: str) -> bool:
    """Return whether a term, or a word of it, is the name of a country or of a larger city.

    A city's name must have a capital, so that `reading` and `nice` are words.

    Args:
        term: A term as it is mostly written.
    """
    return any(_is_place(part) for part in {term, *term.split()})


@cache
def _is_place(name: str) -> bool:
    if fold(name) in country_names():
        return True
    if name.islower():
        return False
    found = _gazetteer().candidates(name)
    return any(c.kind is Kind.PRIMARY and c.place.population >= _LEAST_POPULATION for c in found)


@cache
def _gazetteer() -> Gazetteer:
    return load_gazetteer()
