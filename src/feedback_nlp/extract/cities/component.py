"""The spaCy component `feedback_nlp_cities`: `doc._.cities` as a tuple of `CityMention`.

Knows nothing of how cities are found. The respondent's place is read from `doc.user_data["learner"]`, as stated, and
the encoder's states from `doc._.token_states` where an earlier component set them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc

from feedback_nlp.extract.cities.recogniser import CityRecogniser
from feedback_nlp.places import Gazetteer, load_gazetteer
from feedback_nlp.programme import City
from feedback_nlp.records import CityMention

FACTORY = "feedback_nlp_cities"
LEARNER = "learner"
"""Key of `doc.user_data` under which the respondent's place stands, as stated."""


class Cities:
    """Sets `doc._.cities`."""

    def __init__(self, cities: Sequence[City], *, min_score: float) -> None:
        """Prepare for a programme; the gazetteer is loaded when it is first needed.

        Args:
            cities: The programme's cities.
            min_score: Readings below it leave a mention unresolved.
        """
        self._cities = list(cities)
        self._min_score = min_score
        self._recogniser: CityRecogniser | None = None

    def use(self, gazetteer: Gazetteer) -> None:
        """Look names up in a gazetteer that is loaded already and has the programme's cities."""
        self._recogniser = city_recogniser(gazetteer, self._cities, min_score=self._min_score)

    @property
    def recogniser(self) -> CityRecogniser:
        """What finds the cities."""
        if self._recogniser is None:
            self.use(load_gazetteer(extra=self._cities))
        return cast(CityRecogniser, self._recogniser)

    def __call__(self, doc: Doc) -> Doc:
        """Find the cities of a doc and set them."""
        self.set_annotations(doc, self.match(doc))
        return doc

    def match(self, doc: Doc) -> tuple[CityMention, ...]:
        """Return the cities of a doc, without changing it."""
        learner = self.recogniser.learner(doc.user_data.get(LEARNER))
        states = doc._.token_states if Doc.has_extension("token_states") else None
        return self.recogniser.mentions(doc.text, learner=learner, states=states)

    def set_annotations(self, doc: Doc, mentions: tuple[CityMention, ...]) -> None:
        """Write the cities to `doc._.cities`."""
        doc._.cities = mentions


def make_cities(nlp: Language, name: str, cities: list[dict[str, Any]], min_score: float) -> Cities:
    """Return the component.

    Args:
        nlp: The pipeline, not used.
        name: Name of the component in it, not used.
        cities: The programme's cities, as mappings of `programme.City`.
        min_score: Readings below it leave a mention unresolved.
    """
    del nlp, name
    return Cities([City.model_validate(city) for city in cities], min_score=min_score)


def city_recogniser(gazetteer: Gazetteer, stated: Sequence[City], *, min_score: float = 0.5) -> CityRecogniser:
    """Return a recogniser for a programme's cities over a gazetteer that has them."""
    names = [name for city in stated for name in (city.name, *city.aliases)]
    return CityRecogniser(gazetteer, stated=names, min_score=min_score)


if not Doc.has_extension("cities"):
    Doc.set_extension("cities", default=())
Language.factory(FACTORY, assigns=["doc._.cities"], default_config={"cities": [], "min_score": 0.5}, func=make_cities)
