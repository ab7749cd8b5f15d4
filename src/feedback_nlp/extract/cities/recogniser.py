"""Cities of a text from end to end: candidates, recognition, resolution, roles.

Knows nothing of spaCy: the component in `component.py` wraps it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from feedback_nlp.extract.cities.candidates import NameCandidate, name_candidates
from feedback_nlp.extract.cities.classifier import NameClassifier, shipped_classifier
from feedback_nlp.extract.cities.features import features, surroundings
from feedback_nlp.extract.cities.misspelt import Misspellings
from feedback_nlp.extract.cities.resolve import Evidence, resolve
from feedback_nlp.extract.cities.roles import role_of
from feedback_nlp.extract.cities.tokens import Tokens, tokenise
from feedback_nlp.places import Gazetteer, PlaceGuess, country_names, fold, resolve_place
from feedback_nlp.places.countries import code_in_text
from feedback_nlp.places.lexicon import common_words, first_names, rare_words
from feedback_nlp.records import CityMention, Span

MIN_PROBABILITY = 0.5


class CityRecogniser:
    """Finds the cities of testimonials."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        *,
        stated: Sequence[str] = (),
        min_score: float = 0.5,
        classifier: NameClassifier | None = None,
    ) -> None:
        """Prepare for a programme.

        Args:
            gazetteer: Where names are looked up.
            stated: Names of the programme's cities, recognised with a letter wrong too.
            min_score: Readings below it leave a mention unresolved, 0 to 1.
            classifier: Decides on candidates; None for the shipped one.
        """
        self._gazetteer = gazetteer
        self._min_score = min_score
        self._classifier = classifier or shipped_classifier()
        known = common_words() | rare_words() | first_names()
        self._misspellings = Misspellings(map(fold, stated), gazetteer.large_names(), known)

    def learner(self, stated: str | None) -> PlaceGuess | None:
        """Return what a respondent's place is taken to be, None where none is stated."""
        return resolve_place(stated, self._gazetteer) if stated and stated.strip() else None

    def mentions(self, text: str, *, learner: PlaceGuess | None = None) -> tuple[CityMention, ...]:
        """Return the cities that a text names, in order.

        Args:
            text: A testimonial or any other English text.
            learner: The respondent's own city.
        """
        tokens = tokenise(text)
        candidates = name_candidates(text, self._gazetteer, self._misspellings)
        own = learner.place.city_id if learner and learner.place else None
        around = surroundings(candidates, tokens, own)
        named = [
            candidate
            for candidate in candidates
            if self._classifier.probability(features(tokens, candidate, around)) >= MIN_PROBABILITY
        ]
        evidence = _evidence(named, learner, around.countries)
        return tuple(self._mention(tokens, candidate, evidence) for candidate in named)

    def _mention(self, tokens: Tokens, candidate: NameCandidate, evidence: Evidence) -> CityMention:
        first, last = tokens.span(candidate.start, candidate.end)
        reading = resolve(candidate.readings, evidence, beside=country_beside(tokens, last))
        place = reading.place if reading.score >= self._min_score else None
        runner_up = reading.runner_up if place else reading.place
        span = Span.of(tokens.text, candidate.start, candidate.end)
        return CityMention(span, place, role_of(place, evidence.learner, tokens, first), reading.score, runner_up)


def country_beside(tokens: Tokens, last: int) -> str | None:
    """Return the country right behind a name: `Valencia, Spain`, `Valencia (ES)`, `Valencia in Spain`."""
    if tokens.word(last + 1) not in {",", "(", "in"}:
        return None
    pair = f"{tokens.word(last + 2)} {tokens.word(last + 3)}"
    names = country_names()
    return names.get(pair) or names.get(tokens.word(last + 2)) or code_in_text(tokens.written(last + 2))


def _evidence(named: Sequence[NameCandidate], learner: PlaceGuess | None, countries: frozenset[str]) -> Evidence:
    clear = {c.folded: c.readings[0].place.country for c in named if len(c.readings) == 1}
    return Evidence(
        learner=learner.place if learner else None,
        learner_country=learner.country if learner else None,
        countries=countries,
        others=Counter(clear.values()),
    )
