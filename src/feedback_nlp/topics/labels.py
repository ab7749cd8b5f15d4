"""Name topics: a short label from the best terms, and the texts that show it best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from feedback_nlp.topics.vectors import Floats

_LABEL_TERMS = 3
_LONGEST_LABEL = 48
_QUOTES = 3
_NAMELESS = "Other"
_QUOTE_WORDS = (7, 45)


def distinct_terms(terms: Sequence[str]) -> list[str]:
    """Return terms without those that another one says already, best first.

    A pair such as `heat pump` takes the place of `heat` and of `pump`; a pair that adds one word to a pair before it is
    left out.

    Args:
        terms: Terms, best first.
    """
    pairs = [term for term in terms if " " in term]
    chosen: list[str] = []
    for term in terms:
        best = next((pair for pair in pairs if term in pair.split()), term)
        words = set(best.lower().split())
        if not any(words & set(other.lower().split()) for other in chosen):
            chosen.append(best)
    return chosen


def label_of(terms: Sequence[str]) -> str:
    """Return a label such as `Heat pump, district heating, boiler`.

    Args:
        terms: Terms, best first; with none, the label is `Other`.
    """
    label = ""
    for term in distinct_terms(terms)[:_LABEL_TERMS]:
        longer = f"{label}, {term}" if label else term
        if len(longer) > _LONGEST_LABEL and label:
            break
        label = longer
    return label[:1].upper() + label[1:] or _NAMELESS


def distinct_labels(terms: Sequence[Sequence[str]]) -> list[str]:
    """Return one label per topic, no two alike.

    Args:
        terms: Terms of each topic, best first.
    """
    used: set[str] = set()
    labels = []
    for own in terms:
        short = label_of(own)
        longer = (f"{short}, {term}" for term in distinct_terms(own)[_LABEL_TERMS:])
        numbered = (f"{short} ({number})" for number in range(2, len(terms) + 2))
        label = next(option for option in chain([short], longer, numbered) if option not in used)
        used.add(label)
        labels.append(label)
    return labels


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that a topic may be shown by.

    Attributes:
        id: Id of the text.
        source: Id of what it was taken from, such as a testimonial.
        text: The text.
        quotable: Whether it may be shown.
    """

    id: str
    source: str
    text: str
    quotable: bool = True


def quotes(passages: Sequence[Passage], closeness: Floats, vectors: Floats) -> list[str]:
    """Return the ids of the texts that show a topic best, best first.

    The texts are near the centre of the topic, neither scraps nor too long to read, say different things and come from
    different sources while there are such.

    Args:
        passages: Texts of the topic that may be quoted.
        closeness: Cosine of each with the centre of the topic, shape (n,).
        vectors: Unit vectors of each, shape (n, d).
    """
    score = closeness * np.array([_readable(passage.text) for passage in passages])
    chosen: list[int] = []
    while len(chosen) < min(_QUOTES, len(passages)):
        heard = {passages[c].source for c in chosen}
        fresh = [p for p in range(len(passages)) if p not in chosen]
        unheard = [p for p in fresh if passages[p].source not in heard]
        chosen.append(min(unheard or fresh, key=lambda p: (-round(float(score[p]), 6), passages[p].id)))
        score -= 0.5 * np.maximum(vectors @ vectors[chosen[-1]], 0) / _QUOTES
    return [passages[p].id for p in chosen]


def _readable(text: str) -> float:
    """Return 1 for a text of a good length to quote, down to 0 for shorter and longer ones."""
    words = len(text.split())
    fewest, most = _QUOTE_WORDS
    return min(1.0, words / fewest, most / max(words, 1))
