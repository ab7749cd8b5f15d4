"""Find answers that repeat an earlier one of the same learner.

Texts are compared folded, so that case, punctuation and diacritics do not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from feedback_nlp.places.fold import fold

_MIN_WORDS = 6


@dataclass(frozen=True, slots=True)
class Repeat:
    """An answer that repeats another.

    Attributes:
        of: Index of the earlier answer.
        likeness: How alike they are, 0 to 1; 1 for equal texts.
    """

    of: int
    likeness: float


def find_repeats(texts: Sequence[str], learners: Sequence[str], *, likeness: float) -> dict[int, Repeat]:
    """Return the answers that repeat an earlier one.

    Args:
        texts: Cleaned texts, in the order of the input.
        learners: Key of each answer's learner; answers of unknown learners share the empty key, and among them only
            equal texts are repeats.
        likeness: Share of characters from which texts of six words and more are alike, 0 to 1.

    Returns:
        Index of the repeating answer → what it repeats.
    """
    kept: dict[str, list[int]] = defaultdict(list)
    equal: dict[tuple[str, str], int] = {}
    folded = [fold(text) or text for text in texts]
    repeats: dict[int, Repeat] = {}
    for index, (text, learner) in enumerate(zip(folded, learners, strict=True)):
        if (learner, text) in equal:
            repeats[index] = Repeat(equal[learner, text], 1.0)
            continue
        near = _nearest(text, [folded[i] for i in kept[learner]], likeness) if learner else None
        if near is not None:
            repeats[index] = Repeat(kept[learner][near[0]], near[1])
            continue
        equal[learner, text] = index
        kept[learner].append(index)
    return repeats


def _nearest(text: str, earlier: Sequence[str], likeness: float) -> tuple[int, float] | None:
    if len(text.split()) < _MIN_WORDS or not earlier:
        return None
    found = process.extractOne(text, earlier, scorer=fuzz.ratio, score_cutoff=100 * likeness)
    return None if found is None else (found[2], found[1] / 100)
