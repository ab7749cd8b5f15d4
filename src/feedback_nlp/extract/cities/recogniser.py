"""Cities of a text from end to end: candidates, recognition, resolution, roles.

Knows nothing of spaCy: the component in `component.py` wraps it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from feedback_nlp.encoder import TokenStates, load_encoder
from feedback_nlp.extract.cities.candidates import NameCandidate, name_candidates
from feedback_nlp.extract.cities.classifier import NameClassifier, context_vectors, shipped_classifier
from feedback_nlp.extract.cities.context import country_at
from feedback_nlp.extract.cities.features import countries_in, describe
from feedback_nlp.extract.cities.misspelt import Misspellings
from feedback_nlp.extract.cities.resolve import Evidence, resolve
from feedback_nlp.extract.cities.roles import role_of
from feedback_nlp.extract.cities.tokens import Tokens, tokenise
from feedback_nlp.places import Gazetteer, PlaceGuess, country_names, demonyms, fold, resolve_place
from feedback_nlp.places.lexicon import common_words, first_names, rare_words
from feedback_nlp.records import CityMention, Span

MIN_PROBABILITY = 0.45
"""Candidates below it name no city; where precision and recall balance in cross-validation."""
_PERSON = "after title"
"""A title before a name makes it a person's, whatever else speaks for a city."""


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
        self._classifier = classifier
        known = common_words() | rare_words() | first_names() | demonyms().keys() | country_names().keys()
        self._misspellings = Misspellings(map(fold, stated), gazetteer.large_names(), known)

    def learner(self, stated: str | None) -> PlaceGuess | None:
        """Return what a respondent's place is taken to be, None where none is stated."""
        return resolve_place(stated, self._gazetteer) if stated and stated.strip() else None

    def candidates(self, text: str) -> list[NameCandidate]:
        """Return the stretches of a text that may name a city, before any of them is judged."""
        return name_candidates(text, self._gazetteer, self._misspellings)

    def mentions(
        self, text: str, *, learner: PlaceGuess | None = None, states: TokenStates | None = None
    ) -> tuple[CityMention, ...]:
        """Return the cities that a text names, in order.

        Args:
            text: A testimonial or any other English text.
            learner: The respondent's own city.
            states: The encoder's states of the text; made here where there are none.
        """
        candidates = self.candidates(text)
        if not candidates:
            return ()
        states = states or load_encoder().token_states([text])[0]
        candidates = [candidate for candidate in candidates if not _is_known_word(candidate, states)]
        tokens = tokenise(text)
        own = learner.place.city_id if learner and learner.place else None
        described = describe(tokens, candidates, own)
        vectors = context_vectors(states, candidates)
        shares = (self._classifier or shipped_classifier()).probabilities(described, vectors)
        named = [
            candidate
            for candidate, found, share in zip(candidates, described, shares, strict=True)
            if share >= MIN_PROBABILITY and _PERSON not in found
        ]
        evidence = _evidence(named, learner, frozenset(countries_in(tokens)))
        return tuple(self._mention(tokens, candidate, evidence) for candidate in named)

    def _mention(self, tokens: Tokens, candidate: NameCandidate, evidence: Evidence) -> CityMention:
        first, last = tokens.span(candidate.start, candidate.end)
        reading = resolve(candidate.readings, evidence, beside=country_beside(tokens, first, last))
        place = reading.place if reading.score >= self._min_score else None
        runner_up = reading.runner_up if place else reading.place
        span = Span.of(tokens.text, candidate.start, candidate.end)
        return CityMention(span, place, role_of(place, evidence.learner, tokens, first), reading.score, runner_up)


def _is_known_word(candidate: NameCandidate, states: TokenStates) -> bool:
    """Whether a supposed misspelling is a word of the encoder's vocabulary, so that nothing is misspelt."""
    if not candidate.misspelt:
        return False
    inside = (states.offsets[:, 0] < candidate.end) & (states.offsets[:, 1] > candidate.start)
    return int(inside.sum()) == 1


def country_beside(tokens: Tokens, first: int, last: int) -> str | None:
    """Return the country right beside a name: `Valencia, Spain`, `Valencia (ES)`, `the Norwegian Bergen`."""
    before = demonyms().get(tokens.word(first - 1)) if tokens.is_capitalised(first - 1) else None
    if before is None and tokens.word(last + 1) in {",", "(", "in"}:
        return country_at(tokens, last + 2)
    return before


def _evidence(named: Sequence[NameCandidate], learner: PlaceGuess | None, countries: frozenset[str]) -> Evidence:
    clear = {c.folded: c.readings[0].place.country for c in named if len(c.readings) == 1}
    return Evidence(
        learner=learner.place if learner else None,
        learner_country=learner.country if learner else None,
        countries=countries,
        others=Counter(clear.values()),
    )
