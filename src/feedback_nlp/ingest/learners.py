"""Resolve the learners that inputs state.

The gazetteer reads names; here a bare country stays a country.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from feedback_nlp.places import Gazetteer, country_code, resolve_place
from feedback_nlp.places.fold import fold
from feedback_nlp.records import Place


@dataclass(frozen=True, slots=True)
class Learner:
    """Who took something home.

    Attributes:
        place: The city, None where it is unknown.
        country: ISO 3166-1 alpha-2 code, None where it is unknown.
    """

    place: Place | None = None
    country: str | None = None


def resolve_learners(stated: Iterable[str | None], gazetteer: Gazetteer) -> dict[str | None, Learner]:
    """Return the learner that each statement means.

    Args:
        stated: Learners as inputs state them; None is an unknown learner.
        gazetteer: Where names are looked up.
    """
    return {name: Learner() if name is None else _learner(name, gazetteer) for name in stated}


def learner_key(stated: str | None, learners: Mapping[str | None, Learner]) -> str:
    """Return what two statements of the same learner have in common; empty for an unknown learner."""
    if stated is None:
        return ""
    place = learners[stated].place
    return fold(stated) if place is None else place.city_id


def _learner(stated: str, gazetteer: Gazetteer) -> Learner:
    guess = resolve_place(stated, gazetteer)
    country = country_code(stated)
    # villages may be called like a country ("Moldova" in Romania), city states are called like theirs
    if country is not None and (guess.place is None or guess.place.country != country):
        return Learner(None, country)
    return Learner(guess.place, guess.country)
