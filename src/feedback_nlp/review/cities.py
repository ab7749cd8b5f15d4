"""The city that a reviewer means by `Name, CC`."""

from __future__ import annotations

import pandas as pd

from feedback_nlp.errors import RecordError
from feedback_nlp.places import Gazetteer, country_code, resolve_place
from feedback_nlp.review.sheet import NO_SOURCE, city_labels

SURE = 0.9
"""Score from which a name counts as that of a place; below it, it is ambiguous or spelt like none."""


class CityFinder:
    """Cities of a run first, so that a label of the sheet means what it meant there; then the gazetteer."""

    def __init__(self, cities: pd.DataFrame, gazetteer: Gazetteer) -> None:
        """Index the labels.

        Args:
            cities: Table `cities` of the run.
            gazetteer: Places.
        """
        self._gazetteer = gazetteer
        self._labels: dict[str, list[str]] = {}
        for city_id, label in city_labels(cities).items():
            self._labels.setdefault(label.casefold(), []).append(city_id)

    def city_id(self, stated: str) -> str | None:
        """Return the id of a city, None for `none`.

        Args:
            stated: `Name, CC`, an id, or `none`.

        Raises:
            RecordError: If no place fits, or more than one.
        """
        if stated.casefold() == NO_SOURCE:
            return None
        if self._gazetteer.by_city_id(stated) is not None:
            return stated
        same = self._labels.get(stated.casefold(), [])
        if len(same) == 1:
            return same[0]
        if same:
            raise RecordError(f"{stated!r} can mean {' or '.join(sorted(same))}; write the one that is meant")
        guess = resolve_place(stated, self._gazetteer)
        _, comma, country = stated.rpartition(",")
        if guess.place is None or (comma and country_code(country.strip()) is None):
            raise RecordError(
                f"{stated!r} is no known city; write it as 'Name, CC', or 'none', or add the place to programme.yaml"
            )
        if guess.score < SURE:
            raise RecordError(f"{stated!r} is not clear; if {guess.place.label!r} is meant, write that")
        return guess.place.city_id
