"""Which city a name means, with the second best reading and how sure the first is.

Knows nothing of recognition. Evidence in order of weight: the programme's cities, a country beside the name, the
respondent's own city and country, the kind of name, the other cities of the text, the number of inhabitants.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from feedback_nlp.places import Candidate, Kind
from feedback_nlp.places.countries import EUROPE, NEAR
from feedback_nlp.records import Place

_KIND_WEIGHT = {Kind.PRIMARY: 0.0, Kind.SHORT: -1.0, Kind.ALTERNATE: -4.0}
_POPULATION_WEIGHT = 2.2
_STATED_WEIGHT = {Kind.PRIMARY: 6.0, Kind.SHORT: 6.0, Kind.ALTERNATE: 1.0}
_LEARNER_WEIGHT = {Kind.PRIMARY: 8.0, Kind.ALTERNATE: 4.5, Kind.SHORT: 6.0}
_LEARNER_COUNTRY_WEIGHT = 2.0
_COUNTRY_WEIGHT = 3.0
_BESIDE_WEIGHT = 8.0
_OTHERS_WEIGHT = 0.8
_EUROPE = 0.7
_SAME_CONTINENT = 2.5
_SHARPNESS = 1.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What helps to tell places of one name apart.

    Attributes:
        learner: The respondent's own city, None if unknown.
        learner_country: ISO code of the respondent's country, None if unknown.
        countries: Countries that the text names.
        others: Country → number of other, unambiguous cities of the text in it.
    """

    learner: Place | None = None
    learner_country: str | None = None
    countries: frozenset[str] = frozenset()
    others: Mapping[str, int] = field(default_factory=dict)

    @property
    def europe(self) -> float:
        """Weight of lying in Europe: little by itself, more where the respondent or the other cities do."""
        if self.learner_country is not None:
            return _SAME_CONTINENT * (self.learner_country in NEAR)
        near = sum(count for country, count in self.others.items() if country in EUROPE)
        far = sum(self.others.values()) - near
        return _EUROPE + _SAME_CONTINENT * (near - far) / (near + far + 1)


@dataclass(frozen=True, slots=True)
class Reading:
    """The likeliest city of a name.

    Attributes:
        place: The city.
        score: Share of the weight that falls on it, 0 to 1, higher is surer.
        runner_up: The second likeliest, None if there is none.
    """

    place: Place
    score: float
    runner_up: Place | None


def resolve(candidates: Sequence[Candidate], evidence: Evidence, *, beside: str | None = None) -> Reading:
    """Return the likeliest of the places that a name can mean.

    Args:
        candidates: At least one place.
        evidence: What the testimonial says.
        beside: Country that stands right beside the name (`Valencia, Spain`), as ISO code.
    """
    weights = [(weight(candidate, evidence, beside), -i) for i, candidate in enumerate(candidates)]
    order = sorted(weights, reverse=True)
    best = candidates[-order[0][1]].place
    total = sum(math.exp(_SHARPNESS * (value - order[0][0])) for value, _ in order)
    runner_up = candidates[-order[1][1]].place if len(order) > 1 else None
    return Reading(best, 1 / total, runner_up)


def weight(candidate: Candidate, evidence: Evidence, beside: str | None) -> float:
    """Return how much speaks for a place, in no unit; differences of about 3 are decisive."""
    place = candidate.place
    value = _KIND_WEIGHT[candidate.kind] + _POPULATION_WEIGHT * math.log10(place.population + 100)
    value += _STATED_WEIGHT[candidate.kind] * candidate.stated
    value += _BESIDE_WEIGHT * (place.country == beside)
    if evidence.learner is not None and place.city_id == evidence.learner.city_id:
        value += _LEARNER_WEIGHT[candidate.kind]
    value += _LEARNER_COUNTRY_WEIGHT * (place.country == evidence.learner_country)
    value += _COUNTRY_WEIGHT * (place.country in evidence.countries)
    value += _OTHERS_WEIGHT * min(3, evidence.others.get(place.country, 0))
    return value + evidence.europe * (place.country in EUROPE)
