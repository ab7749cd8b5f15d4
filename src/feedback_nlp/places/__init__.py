"""Places: names of cities, towns and villages, and what they can mean.

Knows nothing of testimonials. `load_gazetteer` gives the gazetteer, `resolve_place` reads a place stated in free form.
"""

from feedback_nlp.places.countries import country_code, country_labels, country_names, demonyms
from feedback_nlp.places.dump import read_dump, supplement_csv
from feedback_nlp.places.fold import fold
from feedback_nlp.places.gazetteer import Candidate, Gazetteer, Match, load_gazetteer
from feedback_nlp.places.learner import PlaceGuess, resolve_place
from feedback_nlp.places.names import Kind
from feedback_nlp.places.supplement import OWN_PLACES, Addition, StatedCity, read_supplement, read_supplements

__all__ = [
    "OWN_PLACES",
    "Addition",
    "Candidate",
    "Gazetteer",
    "Kind",
    "Match",
    "PlaceGuess",
    "StatedCity",
    "country_code",
    "country_labels",
    "country_names",
    "demonyms",
    "fold",
    "load_gazetteer",
    "read_dump",
    "read_supplement",
    "read_supplements",
    "resolve_place",
    "supplement_csv",
]
