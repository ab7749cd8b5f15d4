"""What a city is to a testimonial: the learner itself, a source, or something else.

Knows nothing of names. A city is a source unless the text only compares, lives near or measures by it.
"""

from __future__ import annotations

from feedback_nlp.extract.cities.tokens import Tokens
from feedback_nlp.records import Place, Role

_ASIDE = frozenset({"near", "outside", "than", "unlike", "km", "kilometres", "between", "towards", "train"})


def role_of(place: Place | None, learner: Place | None, tokens: Tokens, first: int) -> Role:
    """Return the role of a mention.

    Args:
        place: The city meant, None where unresolved.
        learner: The respondent's own city, None if unknown.
        tokens: Tokens of the text.
        first: Index of the mention's first token.
    """
    if place is not None and learner is not None and place.city_id == learner.city_id:
        return "learner"
    if tokens.word(first - 1) in _ASIDE or tokens.word(first - 2) in _ASIDE:
        return "other"
    return "source"
