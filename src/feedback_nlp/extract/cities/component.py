"""The spaCy component `feedback_nlp_cities`: `doc._.cities` as a tuple of `CityMention`.

Knows nothing of how cities are found. The respondent's place is read from `doc.user_data["learner"]`, as stated, and
the encoder's states from `doc._.token_states` where an earlier component set them.
"""

from __future__ import annotations

from typing import Any

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

    def __init__(self, recogniser: CityRecogniser) -> None:
        """Use a recogniser."""
        self.recogniser = recogniser

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


@Language.factory(FACTORY, assigns=["doc._.cities"], default_config={"cities": [], "min_score": 0.5})
def make_cities(nlp: Language, name: str, cities: list[dict[str, Any]], min_score: float) -> Cities:
    """Return the component.

    Args:
        nlp: The pipeline, not used.
        name: Name of the component in it, not used.
        cities: The programme's cities, as mappings of `programme.City`.
        min_score: Readings below it leave a mention unresolved.
    """
    del nlp, name
    stated = [City.model_validate(city) for city in cities]
    gazetteer = load_gazetteer(extra=stated)
    return Cities(city_recogniser(gazetteer, stated, min_score=min_score))


def city_recogniser(gazetteer: Gazetteer, stated: list[City], *, min_score: float = 0.5) -> CityRecogniser:
    """Return a recogniser for a programme's cities over a gazetteer that has them."""
    names = [name for city in stated for name in (city.name, *city.aliases)]
    return CityRecogniser(gazetteer, stated=names, min_score=min_score)


if not Doc.has_extension("cities"):
    Doc.set_extension("cities", default=())
