"""Whether a text can be coded: it has words, and they are English.

Knows nothing of coding. Short and broken English must pass, so a text is refused only when it lacks English function
words and the identifier is sure of another language.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, TypeAlias

from py3langid.langid import MODEL_FILE, LanguageIdentifier

NotCoded: TypeAlias = Literal["language", "no-words"]
"""Why a text was not coded."""

_WORDS = (
    "the and of to in for we our is was with it that this from not but have has are will on at by they their how very "
    "would can be as which if no more about us you an i my who what when there some also than or were had "
    "been do did"
)
FUNCTION_WORDS = frozenset(_WORDS.split())
ENGLISH_SHARE = 0.12
SURE = 0.9
FEW_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SAMPLE = 2000


def not_coded(text: str) -> NotCoded | None:
    """Return why a text cannot be coded, or None where it can."""
    words = [word.casefold() for word in _WORD.findall(text[:_SAMPLE])]
    if not words and not _WORD.search(text):
        return "no-words"
    share = sum(word in FUNCTION_WORDS for word in words) / max(len(words), 1)
    if share >= ENGLISH_SHARE or len(words) < FEW_WORDS:
        return None
    language, probability = _identifier().classify(text[:_SAMPLE])
    return "language" if language != "en" and probability >= SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
